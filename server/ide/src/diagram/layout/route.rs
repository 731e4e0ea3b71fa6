//! Routing of lines through the channels beside the columns and the gaps between boxes.
//!
//! A shortest path in a small graph, whose points are positions in gaps and whose edges run along channels and across
//! columns. Segments used by other nets cost more, segments of the same net cost less.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use base::cancel;

use crate::diagram::layout::gap::{Gap, gaps};
use crate::diagram::layout::geometry::{At as _, CHANNEL, Input, Line, Port, set};
use crate::diagram::layout::pack::Packed;

/// The cost of two turns: a line prefers a detour of this length to crossing another column.
const TURN: u64 = 60;
/// The cost of another line in the same gap.
const CROWD: u64 = 8;
/// The cost of a full gap.
const FULL: u64 = 60;
/// The cost of leaving a box on the side that faces away from the other end.
const WRONG_SIDE: u64 = 24;

/// How many points a path is searched among; where that is not enough, a line takes the gaps that are nearest.
const MOST_POINTS: usize = 2048;
/// How many points are searched for all lines together. Each line gets [`LEAST_POINTS`] at least.
const MOST_POINTS_OF_ALL: usize = 1 << 20;
const LEAST_POINTS: usize = 256;
/// How many points of a channel are looked at for the nearest gap, above and below.
const MOST_NEAR: usize = 64;

/// The path of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct RoutePath {
    /// The channel at its left end; channel `n` is to the left of column `n`.
    pub(super) from: usize,
    /// The columns that it crosses, in order.
    pub(super) crossings: Vec<Crossing>,
}

/// How a line crosses a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crossing {
    /// The gap, an index into [`gaps`].
    pub(super) gap: usize,
    /// Whether it goes to the right.
    pub(super) is_rightward: bool,
    /// The index of its height in the gap.
    pub(super) place: usize,
    /// That height, as the distance from the top of the gap (from its bottom, if the top is infinite).
    pub(super) depth: f64,
}

/// Finds paths for all lines, the shortest first.
pub(super) fn find(input: &Input, packed: &Packed) -> Vec<RoutePath> {
    let mut map = Map::new(input, packed);
    let mut order: Vec<usize> = (0..input.lines.len()).collect();
    let length = |at: usize| {
        let line = input.lines.get(at).copied();
        line.map_or((0, 0), |line| {
            let columns = packed.column.at(line.left.of).abs_diff(packed.column.at(line.right.of));
            (columns, (packed.port(line.left) - packed.port(line.right)).abs() as usize)
        })
    };
    order.sort_by_key(|&at| length(at));
    let mut paths = vec![RoutePath::default(); input.lines.len()];
    for at in order {
        cancel::check();
        if let Some(line) = input.lines.get(at) {
            set(&mut paths, at, map.way(line));
        }
    }
    paths
}

/// A height in a gap. It has two points, one on either side of the column.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    gap: usize,
    number: usize,
    column: usize,
    y: f64,
    depth: f64,
}

struct Map<'i> {
    packed: &'i Packed,
    gaps: Vec<Gap>,
    places: Vec<Place>,
    /// The points in each channel from top to bottom: twice the index of a place, plus one on the right of its column.
    channels: Vec<Vec<usize>>,
    /// The rank of each point in its channel.
    rank: Vec<usize>,
    widths: Vec<f64>,
    /// How many points a path is searched among.
    most_points: usize,
    /// The number of nets in each gap.
    crowd: Vec<usize>,
    taken: FxHashSet<(usize, usize)>,
    /// The sections of channels used by nets, without those within others: by their tops, and so by their bottoms.
    runs: FxHashMap<(usize, usize), Vec<(f64, f64)>>,
}

impl Map<'_> {
    fn new<'i>(input: &'i Input, packed: &'i Packed) -> Map<'i> {
        let gaps = gaps(input, packed);
        let mut places = Vec::new();
        for (at, gap) in gaps.iter().enumerate().filter(|(_, gap)| !gap.is_closed()) {
            for (number, (y, depth)) in gap.places().into_iter().enumerate() {
                places.push(Place { gap: at, number, column: gap.column, y, depth });
            }
        }
        let mut channels: Vec<Vec<usize>> = vec![Vec::new(); packed.columns.len() + 1];
        for (at, place) in places.iter().enumerate() {
            for side in 0..2 {
                if let Some(list) = channels.get_mut(place.column + side) {
                    list.push(2 * at + side);
                }
            }
        }
        let mut rank = vec![0; places.len() * 2];
        let y = |point: &usize| places.at(point / 2).y;
        for list in &mut channels {
            list.sort_by(|a, b| y(a).total_cmp(&y(b)).then(a.cmp(b)));
            for (at, &point) in list.iter().enumerate() {
                set(&mut rank, point, at);
            }
        }
        let width = |boxes: &Vec<usize>| boxes.iter().map(|&of| input.boxes.at(of).width).fold(0.0, f64::max);
        Map {
            packed,
            most_points: (MOST_POINTS_OF_ALL / input.lines.len().max(1)).clamp(LEAST_POINTS, MOST_POINTS),
            crowd: vec![0; gaps.len()],
            gaps,
            places,
            channels,
            rank,
            widths: packed.columns.iter().map(width).collect(),
            taken: FxHashSet::default(),
            runs: FxHashMap::default(),
        }
    }

    fn y(&self, point: usize) -> f64 {
        self.places.at(point / 2).y
    }

    fn channel(&self, point: usize) -> usize {
        self.places.at(point / 2).column + point % 2
    }

    /// The channels beside the box of a port, the better one for an end at column `other` first, each with its cost.
    fn exits(&self, port: Port, other: usize, prefers_right: bool) -> [(usize, u64); 2] {
        let column = self.packed.column.at(port.of);
        let right = if column == other { prefers_right } else { column < other };
        let (good, bad) = if right { (column + 1, column) } else { (column, column + 1) };
        [(good, 0), (bad, WRONG_SIDE)]
    }

    /// The points next to a height in a channel.
    fn beside(&self, channel: usize, y: f64) -> impl Iterator<Item = usize> {
        let list = self.channels.get(channel).map_or(&[][..], Vec::as_slice);
        let at = list.partition_point(|&point| self.y(point) < y);
        [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(move |at| list.get(at).copied())
    }

    fn along(&self, net: usize, channel: usize, from: f64, to: f64) -> u64 {
        let (low, high) = (from.min(to), from.max(to));
        let is_shared = self.runs.get(&(net, channel)).is_some_and(|runs| {
            let before = runs.partition_point(|run| run.0 <= low + 1.0);
            let longest = before.checked_sub(1).and_then(|at| runs.get(at));
            longest.is_some_and(|run| high <= run.1 + 1.0)
        });
        let length = (high - low) as u64;
        if is_shared { length / 6 } else { length }
    }

    fn across(&self, net: usize, place: usize) -> u64 {
        let Place { gap, column, .. } = self.places.at(place);
        let length = ((self.widths.at(column) + CHANNEL) / 2.0) as u64;
        if self.taken.contains(&(net, place)) {
            return length / 6;
        }
        let crowd = self.crowd.at(gap);
        let capacity = self.gaps.get(gap).map_or(0, Gap::capacity);
        let full = (crowd + 2).saturating_sub(capacity) as u64;
        length + TURN + CROWD * crowd as u64 + FULL * full
    }

    /// The cheapest path for a line, which is recorded as used.
    fn way(&mut self, line: &Line) -> RoutePath {
        let (start, goal) = (self.packed.port(line.left), self.packed.port(line.right));
        let columns = (self.packed.column.at(line.left.of), self.packed.column.at(line.right.of));
        let starts = self.exits(line.left, columns.1, true);
        let goals =
            self.exits(line.right, columns.0, line.left.of == line.right.of || columns.0 == columns.1);
        // The cost, the last point, and the channel of a path that crosses no column.
        let mut best: Option<(u64, Option<usize>, usize)> = None;
        for (from, cost) in starts {
            for (_, more) in goals.iter().filter(|(to, _)| *to == from) {
                let total = cost + more + self.along(line.net, from, start, goal);
                if best.is_none_or(|(least, ..)| total < least) {
                    best = Some((total, None, from));
                }
            }
        }
        // The costs of points, and the points before them.
        let mut known: FxHashMap<usize, (u64, Option<usize>)> = FxHashMap::default();
        let cost_of = |known: &FxHashMap<usize, (u64, Option<usize>)>, point: usize| {
            known.get(&point).map_or(u64::MAX, |(cost, _)| *cost)
        };
        let mut heap = BinaryHeap::new();
        for (from, door) in starts {
            for point in self.beside(from, start) {
                let total = door + self.along(line.net, from, start, self.y(point));
                if total < cost_of(&known, point) {
                    known.insert(point, (total, None));
                    heap.push(Reverse((total, point)));
                }
            }
        }
        let mut left = self.most_points;
        while let Some(Reverse((at, point))) = heap.pop() {
            if left == 0 {
                break;
            }
            left -= 1;
            if at > cost_of(&known, point) {
                continue;
            }
            if best.is_some_and(|(least, ..)| at >= least) {
                break;
            }
            let channel = self.channel(point);
            for (_, door) in goals.iter().filter(|(to, _)| *to == channel) {
                let total = at + door + self.along(line.net, channel, self.y(point), goal);
                if best.is_none_or(|(least, ..)| total < least) {
                    best = Some((total, Some(point), 0));
                }
            }
            let rank = self.rank.at(point);
            let list = self.channels.get(channel).map_or(&[][..], Vec::as_slice);
            let next = [rank.checked_sub(1), Some(rank + 1)].into_iter().flatten();
            let next = next.filter_map(|rank| list.get(rank).copied());
            let along =
                next.map(|other| (other, self.along(line.net, channel, self.y(point), self.y(other))));
            let across = std::iter::once((point ^ 1, self.across(line.net, point / 2)));
            for (other, more) in along.chain(across) {
                let total = at + more;
                if total < cost_of(&known, other) {
                    known.insert(other, (total, Some(point)));
                    heap.push(Reverse((total, other)));
                }
            }
        }
        let Some((_, last, from)) = best else {
            let [(from, _), _] = starts;
            let [(to, _), _] = goals;
            let points = self.nearest(from, to, start);
            return self.take(line, &points, from);
        };
        let mut points: Vec<usize> = std::iter::successors(last, |point| known.get(point)?.1).collect();
        points.reverse();
        self.take(line, &points, from)
    }

    /// The points of a path between two channels that crosses each column at the gap next to a height.
    fn nearest(&self, from: usize, to: usize, height: f64) -> Vec<usize> {
        let mut points = Vec::new();
        let mut channel = from;
        while channel != to {
            // The points on the right of a column are in the channel behind it.
            let side = usize::from(to < channel);
            let list = self.channels.get(channel).map_or(&[][..], Vec::as_slice);
            let (above, below) = list.split_at(list.partition_point(|&point| self.y(point) < height));
            let is_there = |point: &&usize| **point % 2 == side;
            let above = above.iter().rev().take(MOST_NEAR).find(is_there);
            let below = below.iter().take(MOST_NEAR).find(is_there);
            let distance = |point: &usize| (self.y(*point) - height).abs();
            let nearest = above.into_iter().chain(below).min_by(|a, b| distance(a).total_cmp(&distance(b)));
            let Some(&point) = nearest else { break };
            points.extend([point, point ^ 1]);
            channel = self.channel(point ^ 1);
        }
        points
    }

    /// Records the path through these points as used.
    fn take(&mut self, line: &Line, points: &[usize], from: usize) -> RoutePath {
        let (start, goal) = (self.packed.port(line.left), self.packed.port(line.right));
        let from = points.first().map_or(from, |&point| self.channel(point));
        let mut crossings = Vec::new();
        let (mut channel, mut y) = (from, start);
        for pair in points.windows(2) {
            let &[one, two] = pair else { continue };
            if one / 2 != two / 2 {
                continue;
            }
            let place = self.places.at(one / 2);
            self.run(line.net, channel, y, place.y);
            (channel, y) = (self.channel(two), place.y);
            if self.taken.insert((line.net, one / 2)) {
                let crowd = self.crowd.at(place.gap) + 1;
                set(&mut self.crowd, place.gap, crowd);
            }
            crossings.push(Crossing {
                gap: place.gap,
                is_rightward: one % 2 == 0,
                place: place.number,
                depth: place.depth,
            });
        }
        self.run(line.net, channel, y, goal);
        RoutePath { from, crossings }
    }

    fn run(&mut self, net: usize, channel: usize, from: f64, to: f64) {
        let (top, bottom) = (from.min(to), from.max(to));
        let runs = self.runs.entry((net, channel)).or_default();
        let at = runs.partition_point(|run| run.0 <= top);
        if at.checked_sub(1).and_then(|at| runs.get(at)).is_some_and(|run| run.1 >= bottom) {
            return;
        }
        let start = runs.partition_point(|run| run.0 < top);
        let within = runs.iter().skip(start).take_while(|run| run.1 <= bottom).count();
        runs.splice(start..start + within, [(top, bottom)]);
    }
}
