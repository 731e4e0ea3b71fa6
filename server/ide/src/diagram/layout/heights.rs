//! Vertical positions of the boxes of a cluster.

use base::cancel;

use crate::diagram::layout::geometry::{At as _, GAP, Input, Line, set};

/// The number of rounds in which boxes are pulled towards their neighbours.
const ROUNDS: usize = 10;

/// The space required above and below each box, including lines that pass there.
#[derive(Clone, Debug)]
pub(super) struct Gaps {
    /// Between the box and the one above it in its column and cluster, or the edge of the cluster.
    pub(super) above: Vec<f64>,
    /// Below the box, if it is the last of its column and cluster.
    pub(super) below: Vec<f64>,
}

impl Gaps {
    /// The minimum.
    pub(super) fn narrow(count: usize) -> Gaps {
        Gaps { above: vec![0.0; count], below: vec![0.0; count] }
    }
}

/// Sets the vertical positions of the boxes in these columns, from 0, and returns the total height.
pub(super) fn settle(input: &Input, columns: &[Vec<usize>], gaps: &Gaps, y: &mut [f64]) -> f64 {
    let gap = |at: usize, of: usize| gaps.above.at(of).max(if at == 0 { 0.0 } else { GAP });
    for column in columns {
        let total: f64 =
            column.iter().enumerate().map(|(at, &of)| gap(at, of) + input.boxes.at(of).height).sum();
        let mut next = -total / 2.0;
        for (at, &of) in column.iter().enumerate() {
            next += gap(at, of);
            set(y, of, next);
            next += input.boxes.at(of).height;
        }
    }
    let mut lines: Vec<Vec<Line>> = vec![Vec::new(); input.boxes.len()];
    let mut is_inside = vec![false; input.boxes.len()];
    for &of in columns.iter().flatten() {
        set(&mut is_inside, of, true);
    }
    let inside = |line: &&Line| {
        line.left.of != line.right.of && is_inside.at(line.left.of) && is_inside.at(line.right.of)
    };
    for line in input.lines.iter().filter(inside) {
        for end in [line.left.of, line.right.of] {
            if let Some(list) = lines.get_mut(end) {
                list.push(*line);
            }
        }
    }
    for round in 0..ROUNDS {
        let order: Vec<&Vec<usize>> =
            if round % 2 == 0 { columns.iter().collect() } else { columns.iter().rev().collect() };
        for column in order {
            cancel::check();
            pull(input, column, &lines, &gap, y);
        }
    }
    let firsts = columns.iter().filter_map(|column| column.first());
    let top = firsts.map(|&of| y.at(of) - gaps.above.at(of)).fold(f64::INFINITY, f64::min);
    let lasts = columns.iter().filter_map(|column| column.last());
    let bottom = lasts.map(|&of| y.at(of) + input.boxes.at(of).height + gaps.below.at(of));
    let bottom = bottom.fold(f64::NEG_INFINITY, f64::max);
    if !top.is_finite() {
        return 0.0;
    }
    for &of in columns.iter().flatten() {
        let moved = (y.at(of) - top).round();
        set(y, of, moved);
    }
    (bottom - top).round()
}

/// Moves the boxes of a column to where their lines are level, as close as their order and gaps allow: an isotonic
/// regression over the preferred positions, in which overlapping neighbours share the mean.
fn pull(
    input: &Input,
    column: &[usize],
    lines: &[Vec<Line>],
    gap: &impl Fn(usize, usize) -> f64,
    y: &mut [f64],
) {
    struct Run {
        sum: f64,
        weight: f64,
        length: usize,
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut offsets = Vec::with_capacity(column.len());
    let mut offset = 0.0;
    for (at, &of) in column.iter().enumerate() {
        offset += gap(at, of);
        offsets.push(offset);
        let own = lines.get(of).map_or(&[][..], Vec::as_slice);
        let wishes = own.iter().map(|line| {
            let (own, other) =
                if line.left.of == of { (line.left, line.right) } else { (line.right, line.left) };
            y.at(other.of) + other.y - own.y
        });
        // A box without lines stays, unless others push it.
        let (sum, weight) =
            if own.is_empty() { (y.at(of) * 0.05, 0.05) } else { (wishes.sum(), own.len() as f64) };
        runs.push(Run { sum: sum - weight * offset, weight, length: 1 });
        offset += input.boxes.at(of).height;
        while let [.., before, last] = runs.as_mut_slice() {
            if before.sum / before.weight <= last.sum / last.weight {
                break;
            }
            before.sum += last.sum;
            before.weight += last.weight;
            before.length += last.length;
            runs.pop();
        }
    }
    let settled = runs.iter().flat_map(|run| std::iter::repeat_n(run.sum / run.weight, run.length));
    for ((&of, offset), base) in column.iter().zip(offsets).zip(settled) {
        set(y, of, base + offset);
    }
}
