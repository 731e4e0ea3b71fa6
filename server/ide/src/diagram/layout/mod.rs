//! Where boxes and lines go.
//!
//! Boxes stand in columns that run through the whole picture, so that channels between the columns are free for lines:
//!
//! 1. [`columns`]: each cluster's boxes are put into columns, those that are pointed at to the left of those that
//!    point, no column higher than suits the picture;
//! 2. [`order`]: within the columns, boxes are put next to what they are connected with, which avoids most crossings;
//! 3. [`heights`]: boxes are moved up and down until lines are short;
//! 4. [`pack`]: clusters are put beside and below one another;
//! 5. [`route`]: each line finds its way through channels and the gaps between boxes;
//! 6. [`tracks`]: lines that share a channel or gap get tracks of their own, and room is made for them.
//!
//! Lines that end at the same port are one net: they share their way as far as they can, like the branches of a tree.
//! All of it works on numbers alone, in a fixed order, so that the same graph always looks the same.

mod columns;
mod heights;
mod order;
mod pack;
mod route;
mod tracks;

use crate::diagram::layout::heights::Gaps;
use crate::diagram::layout::pack::Packed;

/// What is to be laid out. All lengths are pixels.
#[derive(Clone, Debug, Default)]
pub(super) struct Input {
    /// The boxes.
    pub(super) boxes: Vec<Size>,
    /// Which boxes stand together. Each box is in one cluster.
    pub(super) clusters: Vec<Cluster>,
    /// The lines.
    pub(super) lines: Vec<Line>,
}

/// How large a box is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    /// From left to right.
    pub(super) width: f64,
    /// From top to bottom.
    pub(super) height: f64,
}

/// Boxes that stand together.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// The boxes.
    pub(super) boxes: Vec<usize>,
    /// Whether a frame with a title is drawn around them.
    pub(super) is_framed: bool,
}

/// A line between two boxes; or from a box to itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The end that stands to the left where that is possible.
    pub(super) left: Port,
    /// The other end.
    pub(super) right: Port,
    /// Which net it belongs to: lines of a net may share their way.
    pub(super) net: usize,
}

/// Where a line meets a box: on whichever of its two sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Port {
    /// The box.
    pub(super) of: usize,
    /// How far below its upper edge.
    pub(super) y: f64,
}

/// A point of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    /// From the left.
    pub(super) x: f64,
    /// From the top.
    pub(super) y: f64,
}

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    /// The upper left corner.
    pub(super) at: Point,
    /// How large it is.
    pub(super) size: Size,
}

/// The finished layout.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The boxes.
    pub(super) boxes: Vec<Rect>,
    /// The frames of the clusters that have one.
    pub(super) frames: Vec<Option<Rect>>,
    /// The lines from their left to their right end, each at least two points.
    pub(super) routes: Vec<Vec<Point>>,
    /// How large the picture is.
    pub(super) size: Size,
}

/// The least room between two boxes of a column.
const GAP: f64 = 28.0;
/// The room between two lines side by side.
const LANE: f64 = 8.0;
/// The room between a line and a box beside it.
const CLEAR: f64 = 10.0;
/// The room beside a box before lines may turn: ends of lines are drawn there.
const END: f64 = 24.0;
/// The room above the boxes of a cluster with a frame, title included.
const FRAME_TOP: f64 = 40.0;
/// The room within a frame on its other sides.
const FRAME_PAD: f64 = 16.0;
/// The height of a frame's title, which lines keep off.
const FRAME_TITLE: f64 = 30.0;
/// How much wider than high the picture should be.
const ASPECT: f64 = 1.15;
/// The width of a channel as long as it is not known which lines it holds.
const CHANNEL: f64 = 110.0;

/// Lays out boxes and lines.
pub(super) fn layout(input: &Input) -> Layout {
    let bound = pack::height_bound(input);
    let columns: Vec<Vec<Vec<usize>>> = input
        .clusters
        .iter()
        .map(|cluster| {
            let columns = columns::assign(input, &cluster.boxes, bound);
            order::arrange(input, columns)
        })
        .collect();
    let first = pack::place(input, &columns, &Gaps::narrow(input.boxes.len()), bound);
    let ways = route::find(input, &first);
    let gaps = tracks::gaps(input, &first, &ways);
    let roomy = pack::place(input, &columns, &gaps, bound);
    tracks::draw(input, &roomy, &ways)
}

/// The value at an index that is known to be there.
trait At<T> {
    fn at(&self, index: usize) -> T;
}

impl<T: Copy + Default> At<T> for [T] {
    fn at(&self, index: usize) -> T {
        self.get(index).copied().unwrap_or_default()
    }
}

/// Sets the value at an index that is known to be there.
fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}

impl Packed {
    /// How far a port is from the top of the picture.
    fn port(&self, port: Port) -> f64 {
        self.y.at(port.of) + port.y
    }
}
