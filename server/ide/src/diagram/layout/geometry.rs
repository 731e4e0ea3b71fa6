//! The boxes, lines and places of a layout, and the distances that all its steps keep.

/// What is to be laid out. All lengths are pixels.
#[derive(Clone, Debug, Default)]
pub(in crate::diagram) struct Input {
    /// The boxes.
    pub(in crate::diagram) boxes: Vec<Size>,
    /// Which boxes stand together. Each box is in one cluster.
    pub(in crate::diagram) clusters: Vec<Cluster>,
    /// The lines.
    pub(in crate::diagram) lines: Vec<Line>,
}

/// How large a box is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::diagram) struct Size {
    /// From left to right.
    pub(in crate::diagram) width: f64,
    /// From top to bottom.
    pub(in crate::diagram) height: f64,
}

/// Boxes that stand together.
#[derive(Clone, Debug, Default)]
pub(in crate::diagram) struct Cluster {
    /// The boxes.
    pub(in crate::diagram) boxes: Vec<usize>,
    /// Whether a frame with a title is drawn around them.
    pub(in crate::diagram) is_framed: bool,
}

/// A line between two boxes; or from a box to itself.
#[derive(Clone, Copy, Debug)]
pub(in crate::diagram) struct Line {
    /// The end that stands to the left where that is possible.
    pub(in crate::diagram) left: Port,
    /// The other end.
    pub(in crate::diagram) right: Port,
    /// Which net it belongs to: lines of a net may share their way.
    pub(in crate::diagram) net: usize,
}

/// Where a line meets a box: on whichever of its two sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::diagram) struct Port {
    /// The box.
    pub(in crate::diagram) of: usize,
    /// How far below its upper edge.
    pub(in crate::diagram) y: f64,
}

/// A point of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::diagram) struct Point {
    /// From the left.
    pub(in crate::diagram) x: f64,
    /// From the top.
    pub(in crate::diagram) y: f64,
}

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::diagram) struct Rect {
    /// The upper left corner.
    pub(in crate::diagram) at: Point,
    /// How large it is.
    pub(in crate::diagram) size: Size,
}

/// The finished layout.
#[derive(Clone, Debug, Default)]
pub(in crate::diagram) struct Layout {
    /// The boxes.
    pub(in crate::diagram) boxes: Vec<Rect>,
    /// The frames of the clusters that have one.
    pub(in crate::diagram) frames: Vec<Option<Rect>>,
    /// The lines from their left to their right end, each at least two points.
    pub(in crate::diagram) routes: Vec<Vec<Point>>,
    /// How large the picture is.
    pub(in crate::diagram) size: Size,
}

/// The least room between two boxes of a column.
pub(super) const GAP: f64 = 28.0;
/// The room between two lines side by side.
pub(super) const LANE: f64 = 8.0;
/// The room between a line and a box beside it.
pub(super) const CLEAR: f64 = 10.0;
/// The room beside a box before lines may turn: ends of lines are drawn there.
pub(super) const END: f64 = 24.0;
/// The room above the boxes of a cluster with a frame, title included.
pub(super) const FRAME_TOP: f64 = 40.0;
/// The room within a frame on its other sides.
pub(super) const FRAME_PAD: f64 = 16.0;
/// The height of a frame's title, which lines keep off.
pub(super) const FRAME_TITLE: f64 = 30.0;
/// How much wider than high the picture should be.
pub(super) const ASPECT: f64 = 1.15;
/// The width of a channel as long as it is not known which lines it holds.
pub(super) const CHANNEL: f64 = 110.0;

/// The value at an index that is known to be there.
pub(super) trait At<T> {
    /// The value, or the default one for an index that is out of range.
    fn at(&self, index: usize) -> T;
}

impl<T: Copy + Default> At<T> for [T] {
    fn at(&self, index: usize) -> T {
        self.get(index).copied().unwrap_or_default()
    }
}

/// Sets the value at an index that is known to be there.
pub(super) fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}
