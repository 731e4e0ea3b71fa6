//! Assigns boxes of a cluster to columns.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::diagram::layout::geometry::{At as _, GAP, Input, set};
use base::cancel;

/// The maximum number of improvement rounds.
const ROUNDS: usize = 12;

/// The boxes by column. Lines run from left to right unless there are cycles; no column exceeds `bound` by more than
/// one box.
pub(super) fn assign(input: &Input, boxes: &[usize], bound: f64) -> Vec<Vec<usize>> {
    let local: FxHashMap<usize, usize> = boxes.iter().enumerate().map(|(at, of)| (*of, at)).collect();
    let heights: Vec<f64> = boxes.iter().map(|&of| input.boxes.at(of).height + GAP).collect();
    let ends =
        |line: &crate::diagram::layout::Line| Some((*local.get(&line.left.of)?, *local.get(&line.right.of)?));
    let mut lines: Vec<(usize, usize)> = input.lines.iter().filter_map(ends).collect();
    lines.retain(|(left, right)| left != right);
    lines.sort_unstable();
    lines.dedup();
    let lines = acyclic(boxes.len(), &lines);
    let mut graph = Local { heights, lines, bound, loads: Vec::new(), column: vec![0; boxes.len()] };
    graph.fill();
    graph.improve();
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); graph.loads.len()];
    for (at, of) in boxes.iter().enumerate() {
        if let Some(column) = columns.get_mut(graph.column.at(at)) {
            column.push(*of);
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

/// The lines, with those reversed that would close a cycle.
fn acyclic(count: usize, lines: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut is_source = vec![true; count];
    for &(left, right) in lines {
        if let Some(list) = out.get_mut(left) {
            list.push(right);
        }
        set(&mut is_source, right, false);
    }
    let sources = (0..count).filter(|&at| is_source.at(at));
    let others = (0..count).filter(|&at| !is_source.at(at));
    let mut forward = Vec::new();
    let mut begun = vec![false; count];
    let mut ended = vec![false; count];
    for start in sources.chain(others) {
        if begun.at(start) {
            continue;
        }
        set(&mut begun, start, true);
        let mut stack = vec![(start, 0)];
        while let Some((at, next)) = stack.pop() {
            let Some(&to) = out.get(at).and_then(|list| list.get(next)) else {
                set(&mut ended, at, true);
                continue;
            };
            stack.push((at, next + 1));
            let closes = begun.at(to) && !ended.at(to);
            forward.push(if closes { (to, at) } else { (at, to) });
            if !begun.at(to) {
                set(&mut begun, to, true);
                stack.push((to, 0));
            }
        }
    }
    forward
}

/// A cluster while its columns are computed; boxes are numbered within it.
struct Local {
    heights: Vec<f64>,
    lines: Vec<(usize, usize)>,
    bound: f64,
    /// The height of each column.
    loads: Vec<f64>,
    column: Vec<usize>,
}

impl Local {
    /// Puts each box into the first column with enough space after all boxes that reference it, one connected component
    /// after another.
    fn fill(&mut self) {
        let count = self.heights.len();
        let mut waits = vec![0usize; count];
        for &(_, right) in &self.lines {
            let more = waits.at(right) + 1;
            set(&mut waits, right, more);
        }
        let mut behind: Vec<Vec<usize>> = vec![Vec::new(); count];
        for &(left, right) in &self.lines {
            if let Some(list) = behind.get_mut(left) {
                list.push(right);
            }
        }
        let mut earliest = vec![0usize; count];
        for part in self.parts() {
            let mut ready: BTreeSet<(usize, usize)> =
                part.iter().filter(|&&at| waits.at(at) == 0).map(|&at| (0, at)).collect();
            while let Some((from, at)) = ready.pop_first() {
                let column = self.free_column(from, self.heights.at(at));
                self.put(at, column);
                for &right in behind.get(at).into_iter().flatten() {
                    let from = earliest.at(right).max(column + 1);
                    let left = waits.at(right).saturating_sub(1);
                    set(&mut earliest, right, from);
                    set(&mut waits, right, left);
                    if left == 0 {
                        ready.insert((from, right));
                    }
                }
            }
        }
    }

    /// The connected components, the largest first; within each, boxes in their own order.
    fn parts(&self) -> Vec<Vec<usize>> {
        let count = self.heights.len();
        let mut part: Vec<usize> = (0..count).collect();
        let mut changed = true;
        while changed {
            cancel::check();
            changed = false;
            for &(left, right) in &self.lines {
                let least = part.at(left).min(part.at(right));
                changed |= part.at(left) != part.at(right);
                set(&mut part, left, least);
                set(&mut part, right, least);
            }
        }
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); count];
        for at in 0..count {
            if let Some(list) = parts.get_mut(part.at(at)) {
                list.push(at);
            }
        }
        parts.retain(|list| !list.is_empty());
        parts.sort_by_key(|list| std::cmp::Reverse(list.len()));
        parts
    }

    fn free_column(&self, from: usize, height: f64) -> usize {
        let has_room = |&column: &usize| {
            let load = self.loads.at(column);
            load <= 0.0 || load + height <= self.bound
        };
        (from..).find(has_room).unwrap_or(from)
    }

    fn put(&mut self, at: usize, column: usize) {
        if self.loads.len() <= column {
            self.loads.resize(column + 1, 0.0);
        }
        set(&mut self.column, at, column);
        let load = self.loads.at(column) + self.heights.at(at);
        set(&mut self.loads, column, load);
    }

    /// Moves boxes to columns with shorter lines, as long as there is space.
    fn improve(&mut self) {
        let mut beside: Vec<Vec<(usize, bool)>> = vec![Vec::new(); self.heights.len()];
        for &(left, right) in &self.lines {
            if let Some(list) = beside.get_mut(left) {
                list.push((right, true));
            }
            if let Some(list) = beside.get_mut(right) {
                list.push((left, false));
            }
        }
        for _ in 0..ROUNDS {
            cancel::check();
            let mut changed = false;
            for (at, others) in beside.iter().enumerate().filter(|(_, others)| !others.is_empty()) {
                let now = self.column.at(at);
                let cost = |column: usize| -> usize {
                    others
                        .iter()
                        .map(|&(other, is_right)| {
                            let (left, right) = if is_right {
                                (column, self.column.at(other))
                            } else {
                                (self.column.at(other), column)
                            };
                            line_cost(left, right)
                        })
                        .sum()
                };
                let height = self.heights.at(at);
                let has_room =
                    |&column: &usize| column == now || self.loads.at(column) + height <= self.bound;
                let best = (0..self.loads.len())
                    .filter(has_room)
                    .min_by_key(|&column| (cost(column), column != now));
                let Some(best) = best.filter(|&column| column != now) else { continue };
                let load = self.loads.at(now) - height;
                set(&mut self.loads, now, load);
                self.put(at, best);
                changed = true;
            }
            if !changed {
                return;
            }
        }
    }
}

/// The cost of a line between two columns: least if the right end is in the next column.
fn line_cost(left: usize, right: usize) -> usize {
    match (left, right) {
        (left, right) if left < right => 2 * (right - left - 1),
        (left, right) => 3 + 3 * (left - right),
    }
}
