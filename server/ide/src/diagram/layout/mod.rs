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
mod geometry;
mod heights;
mod order;
mod pack;
mod route;
mod tracks;

pub(super) use geometry::{Cluster, Input, Layout, Line, Point, Port, Rect, Size};

use heights::Gaps;

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
