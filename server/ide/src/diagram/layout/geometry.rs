//! The boxes, lines and places of a layout, and the distances that all its steps keep.

/// The input of the layout. All lengths are pixels.
#[derive(Clone, Debug, Default)]
pub(in crate::diagram) struct Input {
    /// The boxes.
    pub(in crate::diagram) boxes: Vec<Size>,
    /// The clusters. Each box is in one cluster.
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

/// Boxes that are placed together.
#[derive(Clone, Debug, Default)]
pub(in crate::diagram) struct Cluster {
    /// The boxes.
    pub(in crate::diagram) boxes: Vec<usize>,
    /// Whether it has a frame with a title.
    pub(in crate::diagram) is_framed: bool,
}

/// A line between two boxes, or from a box to itself.
#[derive(Clone, Copy, Debug)]
pub(in crate::diagram) struct Line {
    /// The end that is on the left if possible.
    pub(in crate::diagram) left: Port,
    /// The other end.
    pub(in crate::diagram) right: Port,
    /// Its net: lines of a net may share their path.
    pub(in crate::diagram) net: usize,
}

/// The point at which a line meets a box, on either side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::diagram) struct Port {
    /// The box.
    pub(in crate::diagram) of: usize,
    /// The distance from its upper edge.
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

/// A rectangle of the diagram.
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

/// The minimum space between two boxes of a column.
pub(super) const GAP: f64 = 28.0;
/// The space between two parallel lines.
pub(super) const LANE: f64 = 8.0;
/// The space between a line and a box beside it.
pub(super) const CLEAR: f64 = 10.0;
/// The space beside a box before lines may turn: the ends of lines are drawn there.
pub(super) const END: f64 = 24.0;
/// The space above the boxes of a framed cluster, including its title.
pub(super) const FRAME_TOP: f64 = 40.0;
/// The space within a frame on its other sides.
pub(super) const FRAME_PAD: f64 = 16.0;
/// The height of a frame's title, which lines avoid.
pub(super) const FRAME_TITLE: f64 = 30.0;
/// The preferred ratio of width to height.
pub(super) const ASPECT: f64 = 1.15;
/// The width of a channel before its lines are known.
pub(super) const CHANNEL: f64 = 110.0;

/// The value at an index that exists.
pub(super) trait At<T> {
    /// The value, or the default one for an index that is out of range.
    fn at(&self, index: usize) -> T;
}

impl<T: Copy + Default> At<T> for [T] {
    fn at(&self, index: usize) -> T {
        self.get(index).copied().unwrap_or_default()
    }
}

/// Sets the value at an index that exists.
pub(super) fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}
