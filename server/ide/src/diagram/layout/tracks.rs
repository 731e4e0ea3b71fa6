//! Exact positions of lines: each net has its own track in every channel and gap that it shares with others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use base::cancel;

use crate::diagram::layout::gap::{Gap, gaps as gaps_of};
use crate::diagram::layout::geometry::{
    At as _, CLEAR, END, FRAME_PAD, FRAME_TITLE, FRAME_TOP, Input, LANE, Layout, Line, Point, Rect, Size, set,
};
use crate::diagram::layout::heights::Gaps;
use crate::diagram::layout::pack::Packed;
use crate::diagram::layout::route::{Crossing, RoutePath};

/// The margin around the whole picture.
const MARGIN: f64 = 24.0;
/// Lines closer than this look like one.
const NEAR: f64 = 5.0;
/// The cost of two overlapping nets, in crossings.
const OVERLAP: usize = 12;

/// How many trunks of a channel are ordered so that few lines cross.
const MOST_ORDERED: usize = 256;

/// A net in a gap: the gap, the net, and the index of its height.
type LaneKey = (usize, usize, usize);

/// The space that the lines need between boxes.
pub(super) fn gaps(input: &Input, packed: &Packed, paths: &[RoutePath]) -> Gaps {
    let mut lanes: BTreeMap<usize, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (line, crossing) in crossings(input, paths) {
        lanes.entry(crossing.gap).or_default().insert((line.net, crossing.place));
    }
    let all = gaps_of(input, packed);
    let mut gaps = Gaps::narrow(input.boxes.len());
    for (at, lanes) in lanes {
        let Some(gap) = all.get(at) else { continue };
        let need = (lanes.len() as f64 - 1.0) * LANE + 2.0 * CLEAR;
        match (gap.above, gap.below) {
            (Some(_), Some(below)) => set(&mut gaps.above, below, need),
            (None, Some(below)) => set(&mut gaps.above, below, (need - FRAME_TOP + FRAME_TITLE).max(0.0)),
            (Some(above), None) => set(&mut gaps.below, above, (need - FRAME_PAD).max(0.0)),
            (None, None) => {}
        }
    }
    gaps
}

fn crossings<'a>(input: &'a Input, paths: &'a [RoutePath]) -> impl Iterator<Item = (&'a Line, &'a Crossing)> {
    let pairs = input.lines.iter().zip(paths);
    pairs.flat_map(|(line, way)| way.crossings.iter().map(move |crossing| (line, crossing)))
}

/// The finished layout.
pub(super) fn draw(input: &Input, packed: &Packed, paths: &[RoutePath]) -> Layout {
    let all = gaps_of(input, packed);
    let lanes = lanes(input, packed, paths, &all);
    let passes: Vec<Vec<Pass>> =
        input.lines.iter().zip(paths).map(|(line, way)| passes(packed, line, way, &lanes)).collect();
    let mut by_channel: Vec<Vec<(usize, Pass)>> = vec![Vec::new(); packed.columns.len() + 1];
    for (list, line) in passes.iter().zip(&input.lines) {
        for pass in list {
            if let Some(here) = by_channel.get_mut(pass.channel) {
                here.push((line.net, *pass));
            }
        }
    }
    let channels: Vec<Channel> = by_channel.into_iter().map(|here| Channel::new(here.into_iter())).collect();
    let mut x = 0.0;
    let mut starts = Vec::new();
    let mut lefts = Vec::new();
    for (at, channel) in channels.iter().enumerate() {
        starts.push(x);
        x += channel.width(at == 0 || at == packed.columns.len());
        lefts.push(x);
        let boxes = packed.columns.get(at).into_iter().flatten();
        x += boxes.map(|&of| input.boxes.at(of).width).fold(0.0, f64::max);
    }
    let boxes: Vec<Rect> = input
        .boxes
        .iter()
        .enumerate()
        .map(|(of, size)| {
            let at = Point { x: lefts.at(packed.column.at(of)), y: packed.y.at(of) };
            Rect { at, size: *size }
        })
        .collect();
    let frames = input
        .clusters
        .iter()
        .zip(&packed.areas)
        .map(|(cluster, area)| {
            cluster.is_framed.then(|| {
                let inside = cluster.boxes.iter().filter_map(|&of| boxes.get(of));
                let right = inside.map(|rect| rect.at.x + rect.size.width).fold(0.0, f64::max);
                let at = Point { x: lefts.at(area.first) - FRAME_PAD, y: area.top };
                let size = Size { width: right + FRAME_PAD - at.x, height: area.bottom - area.top };
                Rect { at, size }
            })
        })
        .collect();
    let routes = input
        .lines
        .iter()
        .zip(&passes)
        .map(|(line, passes)| polyline(line, passes, &boxes, &channels, &starts))
        .collect();
    trimmed(Layout { boxes, frames, routes, size: Size::default() })
}

/// The height of each net in each gap.
fn lanes(input: &Input, packed: &Packed, paths: &[RoutePath], all: &[Gap]) -> BTreeMap<LaneKey, f64> {
    let mut wishes: BTreeMap<LaneKey, (f64, f64)> = BTreeMap::new();
    for (line, crossing) in crossings(input, paths) {
        let Some(gap) = all.get(crossing.gap) else { continue };
        let ends = [packed.port(line.left), packed.port(line.right)];
        let place = match (gap.top.is_finite(), gap.bottom.is_finite()) {
            (false, true) => gap.bottom - crossing.depth,
            _ => gap.top + crossing.depth,
        };
        // A line continues straight from its end if possible.
        let straight = ends.into_iter().find(|end| (end - place).abs() < 36.0);
        let is_low = gap.bottom - gap.top < 4.0 * CLEAR;
        let mean = f64::midpoint(ends[0], ends[1]);
        let preferred_center = if is_low { mean } else { straight.unwrap_or(place) };
        let entry = wishes.entry((crossing.gap, line.net, crossing.place)).or_default();
        entry.0 += preferred_center;
        entry.1 += 1.0;
    }
    let mut by_gap: BTreeMap<usize, Vec<(f64, LaneKey)>> = BTreeMap::new();
    for (key, (sum, count)) in wishes {
        by_gap.entry(key.0).or_default().push((sum / count, key));
    }
    let mut lanes = BTreeMap::new();
    for (at, mut list) in by_gap {
        let Some(gap) = all.get(at) else { continue };
        list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let count = list.len() as f64;
        let room = gap.bottom - gap.top;
        let step = LANE.min((room / (count + 1.0)).max(1.0));
        let clear = CLEAR.min((room - (count - 1.0) * step) / 2.0).max(0.0);
        let mut least = gap.top + clear;
        for (preferred_center, _) in &mut list {
            *preferred_center = preferred_center.max(least);
            least = *preferred_center + step;
        }
        let mut most = gap.bottom - clear;
        for (preferred_center, key) in list.into_iter().rev() {
            let y = preferred_center.min(most);
            most = y - step;
            lanes.insert(key, y);
        }
    }
    lanes
}

/// A section of a line within one channel.
#[derive(Clone, Copy, Debug)]
struct Pass {
    channel: usize,
    from: Tap,
    to: Tap,
}

/// The point at which a line enters or leaves a channel.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tap {
    y: f64,
    /// Whether it is on the right side of the channel.
    is_right: bool,
}

impl Pass {
    fn is_straight(&self) -> bool {
        (self.from.y - self.to.y).abs() < 0.5 && self.from.is_right != self.to.is_right
    }
}

fn passes(packed: &Packed, line: &Line, way: &RoutePath, lanes: &BTreeMap<LaneKey, f64>) -> Vec<Pass> {
    let side = |of: usize, channel: usize| packed.column.at(of) == channel;
    let mut passes = Vec::new();
    let mut channel = way.from;
    let mut from = Tap { y: packed.port(line.left), is_right: side(line.left.of, channel) };
    for crossing in &way.crossings {
        let y = lanes.get(&(crossing.gap, line.net, crossing.place)).copied().unwrap_or_default();
        passes.push(Pass { channel, from, to: Tap { y, is_right: crossing.is_rightward } });
        channel = if crossing.is_rightward { channel + 1 } else { channel.saturating_sub(1) };
        from = Tap { y, is_right: !crossing.is_rightward };
    }
    let to = Tap { y: packed.port(line.right), is_right: side(line.right.of, channel) };
    passes.push(Pass { channel, from, to });
    passes
}

/// The tracks of a channel.
#[derive(Clone, Debug, Default)]
struct Channel {
    /// The track of each net.
    track: BTreeMap<usize, usize>,
    count: usize,
}

/// A net in a channel: one vertical section, and the points at which it leaves to a side.
#[derive(Clone, Debug)]
struct Trunk {
    net: usize,
    top: f64,
    bottom: f64,
    taps: Vec<Tap>,
}

impl Channel {
    fn new(passes: impl Iterator<Item = (usize, Pass)>) -> Channel {
        let mut by_net: BTreeMap<usize, Vec<Pass>> = BTreeMap::new();
        for (net, pass) in passes {
            by_net.entry(net).or_default().push(pass);
        }
        let trunks = by_net.into_iter().filter(|(_, list)| list.iter().any(|pass| !pass.is_straight()));
        let trunks: Vec<Trunk> = trunks
            .map(|(net, list)| {
                let bent = list.iter().filter(|pass| !pass.is_straight());
                let taps: Vec<Tap> = bent.flat_map(|pass| [pass.from, pass.to]).collect();
                let top = taps.iter().map(|tap| tap.y).fold(f64::INFINITY, f64::min);
                let bottom = taps.iter().map(|tap| tap.y).fold(f64::NEG_INFINITY, f64::max);
                Trunk { net, top, bottom, taps }
            })
            .collect();
        let mut channel = Channel::default();
        if trunks.len() > MOST_ORDERED {
            channel.stack(&trunks);
            return channel;
        }
        let order = in_order(&trunks);
        let mut done: Vec<(&Trunk, usize)> = Vec::new();
        for trunk in order.iter().filter_map(|&at| trunks.get(at)) {
            let meets = done.iter().filter(|(other, _)| trunk.meets(other));
            let track = meets.map(|(_, track)| track + 1).max().unwrap_or(0);
            done.push((trunk, track));
            channel.track.insert(trunk.net, track);
            channel.count = channel.count.max(track + 1);
        }
        channel
    }

    /// Gives each trunk the first track that is free at its top.
    fn stack(&mut self, trunks: &[Trunk]) {
        let mut trunks: Vec<&Trunk> = trunks.iter().collect();
        trunks.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.net.cmp(&b.net)));
        // The tracks in use, in tenths of a unit of height by their ends, and the free ones.
        let tenths = |y: f64| (y * 10.0) as i64;
        let mut used: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        let mut free: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
        for trunk in trunks {
            cancel::check();
            while let Some(Reverse((end, track))) = used.peek().copied()
                && end <= tenths(trunk.top - NEAR)
            {
                used.pop();
                free.push(Reverse(track));
            }
            let track = free.pop().map_or(self.count, |Reverse(track)| track);
            self.track.insert(trunk.net, track);
            self.count = self.count.max(track + 1);
            used.push(Reverse((tenths(trunk.bottom), track)));
        }
    }

    /// Its width.
    fn width(&self, is_outer: bool) -> f64 {
        match self.count {
            0 if is_outer => FRAME_PAD,
            0 => 2.0 * END,
            count => 2.0 * END + (count as f64 - 1.0) * LANE,
        }
    }
}

/// The trunks from left to right, with few crossings: each is inserted where it crosses the fewest, then neighbours are
/// swapped as long as that helps.
fn in_order(trunks: &[Trunk]) -> Vec<usize> {
    let cost = |left: usize, right: usize| match (trunks.get(left), trunks.get(right)) {
        (Some(left), Some(right)) => left.crossings(right),
        _ => 0,
    };
    let mut order: Vec<usize> = Vec::new();
    for trunk in 0..trunks.len() {
        cancel::check();
        let mut total: usize = order.iter().map(|&other| cost(trunk, other)).sum();
        let mut best = (total, 0);
        for (at, &other) in order.iter().enumerate() {
            total = total - cost(trunk, other) + cost(other, trunk);
            if total < best.0 {
                best = (total, at + 1);
            }
        }
        order.insert(best.1, trunk);
    }
    for _ in 0..trunks.len() {
        cancel::check();
        let mut changed = false;
        for at in 1..order.len() {
            let (left, right) = (order.at(at - 1), order.at(at));
            if cost(right, left) < cost(left, right) {
                order.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    order
}

impl Trunk {
    fn meets(&self, other: &Trunk) -> bool {
        self.top < other.bottom + NEAR && other.top < self.bottom + NEAR
    }

    /// The number of crossings if `right` is to the right of this one.
    fn crossings(&self, right: &Trunk) -> usize {
        if !self.meets(right) {
            return 0;
        }
        let inside = |trunk: &Trunk, y: f64| trunk.top < y && y < trunk.bottom;
        let mut count = 0;
        for tap in self.taps.iter().filter(|tap| tap.is_right) {
            count += usize::from(inside(right, tap.y));
            let over = right.taps.iter().filter(|other| !other.is_right && (other.y - tap.y).abs() < NEAR);
            count += OVERLAP * over.count();
        }
        count + right.taps.iter().filter(|tap| !tap.is_right && inside(self, tap.y)).count()
    }
}

fn polyline(
    line: &Line,
    passes: &[Pass],
    boxes: &[Rect],
    channels: &[Channel],
    starts: &[f64],
) -> Vec<Point> {
    let side = |of: usize, is_right: bool| {
        let rect = boxes.at(of);
        rect.at.x + if is_right { rect.size.width } else { 0.0 }
    };
    let mut points = Vec::new();
    // A box to the right of a channel is met on its left side.
    if let Some(first) = passes.first() {
        points.push(Point { x: side(line.left.of, !first.from.is_right), y: first.from.y });
    }
    for pass in passes.iter().filter(|pass| !pass.is_straight()) {
        let track = channels.get(pass.channel).and_then(|it| it.track.get(&line.net)).copied().unwrap_or(0);
        let x = starts.at(pass.channel) + END + track as f64 * LANE;
        points.push(Point { x, y: pass.from.y });
        points.push(Point { x, y: pass.to.y });
    }
    if let Some(last) = passes.last() {
        points.push(Point { x: side(line.right.of, !last.to.is_right), y: last.to.y });
    }
    points
}

/// The layout moved to the margin, with its size.
fn trimmed(mut layout: Layout) -> Layout {
    let corners =
        |rect: &Rect| [rect.at, Point { x: rect.at.x + rect.size.width, y: rect.at.y + rect.size.height }];
    let points: Vec<Point> = layout
        .boxes
        .iter()
        .chain(layout.frames.iter().flatten())
        .flat_map(corners)
        .chain(layout.routes.iter().flatten().copied())
        .collect();
    let least = |value: fn(&Point) -> f64| points.iter().map(value).reduce(f64::min).unwrap_or(0.0);
    let most = |value: fn(&Point) -> f64| points.iter().map(value).reduce(f64::max).unwrap_or(0.0);
    let (left, top) = (least(|it| it.x) - MARGIN, least(|it| it.y) - MARGIN);
    layout.size = Size { width: most(|it| it.x) - left + MARGIN, height: most(|it| it.y) - top + MARGIN };
    let move_by = |point: &mut Point| {
        point.x -= left;
        point.y -= top;
    };
    layout.boxes.iter_mut().chain(layout.frames.iter_mut().flatten()).for_each(|rect| move_by(&mut rect.at));
    layout.routes.iter_mut().flatten().for_each(move_by);
    layout
}
