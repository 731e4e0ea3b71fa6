//! The order of the boxes within each column.

use base::cancel;

use crate::diagram::layout::geometry::{At as _, GAP, Input, Line, set};

/// The number of rounds in which all columns are sorted.
const ROUNDS: usize = 16;

/// Orders the boxes of each column next to their neighbours: the barycentre method, with the positions of boxes and
/// ports instead of ranks. The best order found is kept.
pub(super) fn arrange(input: &Input, columns: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut state = State::new(input, columns);
    let mut best = (state.cost(), state.columns.clone());
    for round in 0..ROUNDS {
        let count = state.columns.len();
        let forth: Vec<usize> = (0..count).collect();
        let order = if round % 2 == 0 { forth } else { (0..count).rev().collect() };
        for column in order {
            cancel::check();
            state.sort(column);
        }
        state.swap_neighbours();
        let cost = state.cost();
        if cost < best.0 {
            best = (cost, state.columns.clone());
        }
    }
    best.1
}

struct State<'i> {
    input: &'i Input,
    lines: Vec<Line>,
    /// The indices of the lines of each box.
    of_box: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    column: Vec<usize>,
    y: Vec<f64>,
}

impl State<'_> {
    fn new(input: &Input, columns: Vec<Vec<usize>>) -> State<'_> {
        let count = input.boxes.len();
        let mut column = vec![usize::MAX; count];
        for (at, list) in columns.iter().enumerate() {
            for &of in list {
                set(&mut column, of, at);
            }
        }
        let is_inside = |line: &&Line| {
            let (left, right) = (column.get(line.left.of), column.get(line.right.of));
            line.left.of != line.right.of && left != Some(&usize::MAX) && right != Some(&usize::MAX)
        };
        let lines: Vec<Line> = input.lines.iter().filter(is_inside).copied().collect();
        let mut of_box: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (at, line) in lines.iter().enumerate() {
            for end in [line.left.of, line.right.of] {
                if let Some(list) = of_box.get_mut(end) {
                    list.push(at);
                }
            }
        }
        let mut state = State { input, lines, of_box, columns, column, y: vec![0.0; count] };
        for at in 0..state.columns.len() {
            state.stack(at);
        }
        state
    }

    /// Stacks the boxes of a column, centred at 0.
    fn stack(&mut self, column: usize) {
        let Some(list) = self.columns.get(column) else { return };
        let height = |of: usize| self.input.boxes.at(of).height + GAP;
        let mut y = -list.iter().map(|&of| height(of)).sum::<f64>() / 2.0;
        for &of in list {
            set(&mut self.y, of, y);
            y += height(of);
        }
    }

    /// The preferred centre of a box, at which its lines are level; its own centre if it has none.
    fn preferred_center(&self, of: usize) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for line in self.of_box.get(of).into_iter().flatten().filter_map(|&at| self.lines.get(at)) {
            let (own, other) =
                if line.left.of == of { (line.left, line.right) } else { (line.right, line.left) };
            let distance = self.column.at(of).abs_diff(self.column.at(other.of));
            // A neighbour in the same column pulls too, so that the two are close.
            let weight = if distance == 0 { 0.5 } else { 1.0 / distance as f64 };
            sum += weight * (self.y.at(other.of) + other.y - own.y);
            weights += weight;
        }
        let preferred_center = if weights > 0.0 { sum / weights } else { self.y.at(of) };
        preferred_center + self.input.boxes.at(of).height / 2.0
    }

    fn sort(&mut self, column: usize) {
        let Some(list) = self.columns.get(column) else { return };
        let mut wishes: Vec<(f64, usize)> = list.iter().map(|&of| (self.preferred_center(of), of)).collect();
        wishes.sort_by(|a, b| a.0.total_cmp(&b.0));
        set(&mut self.columns, column, wishes.into_iter().map(|(_, of)| of).collect());
        self.stack(column);
    }

    /// Swaps adjacent boxes if that shortens lines.
    fn swap_neighbours(&mut self) {
        for column in 0..self.columns.len() {
            let length = self.columns.get(column).map_or(0, Vec::len);
            for at in 1..length {
                cancel::check();
                let before = self.around(column, at);
                self.swap(column, at);
                if self.around(column, at) >= before {
                    self.swap(column, at);
                }
            }
        }
    }

    fn swap(&mut self, column: usize, at: usize) {
        let Some(list) = self.columns.get_mut(column) else { return };
        let (upper, lower) = (list.at(at - 1), list.at(at));
        list.swap(at - 1, at);
        // The others stay where they are.
        let y = self.y.at(upper);
        set(&mut self.y, lower, y);
        set(&mut self.y, upper, y + self.input.boxes.at(lower).height + GAP);
    }

    /// The length of the lines of two adjacent boxes.
    fn around(&self, column: usize, at: usize) -> f64 {
        let Some(list) = self.columns.get(column) else { return 0.0 };
        let pair = [list.at(at - 1), list.at(at)];
        let lines = pair.iter().flat_map(|&of| self.of_box.get(of)).flatten();
        lines.filter_map(|&at| self.lines.get(at)).map(|line| self.length(line)).sum()
    }

    fn length(&self, line: &Line) -> f64 {
        (self.y.at(line.left.of) + line.left.y - self.y.at(line.right.of) - line.right.y).abs()
    }

    /// The total length of lines, and the number of crossings.
    fn cost(&self) -> f64 {
        let length: f64 = self.lines.iter().map(|line| self.length(line)).sum();
        length + 40.0 * self.crossings() as f64
    }

    fn crossings(&self) -> usize {
        let ends = |line: &Line| {
            let left = self.y.at(line.left.of) + line.left.y;
            let right = self.y.at(line.right.of) + line.right.y;
            (self.column.at(line.left.of), self.column.at(line.right.of), left, right)
        };
        let mut ends: Vec<(usize, usize, f64, f64)> = self.lines.iter().map(ends).collect();
        // Lines that start at one height do not cross: they are in the order of their other ends.
        ends.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3)));
        let same = ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        same.map(|group| inversions(group.iter().map(|it| it.3).collect()).1).sum()
    }
}

/// The values sorted, and the number of pairs of which the first was larger.
fn inversions(values: Vec<f64>) -> (Vec<f64>, usize) {
    if values.len() < 2 {
        return (values, 0);
    }
    let (left, right) = values.split_at(values.len() / 2);
    let ((left, in_left), (right, in_right)) = (inversions(left.to_vec()), inversions(right.to_vec()));
    let mut count = in_left + in_right;
    let mut sorted = Vec::with_capacity(values.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some(one), Some(two)) if one > two => {
                count += left.len();
                sorted.extend(right.next());
            }
            (Some(_), _) => sorted.extend(left.next()),
            (None, Some(_)) => sorted.extend(right.next()),
            (None, None) => return (sorted, count),
        }
    }
}
