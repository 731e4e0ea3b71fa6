//! Layout of boxes and lines.
//!
//! Boxes are in columns that span the whole diagram, so that the channels between columns are free for lines:
//!
//! 1. [`columns`]: assigns the boxes of each cluster to columns, referenced boxes to the left of referencing ones, and
//!    limits the height of columns;
//! 2. [`order`]: orders the boxes within columns next to their neighbours, which avoids most crossings;
//!
//! Lines that end at the same port form a net: they share their path as far as possible, like the branches of a tree.
//! Everything is computed from numbers in a fixed order, so that the layout is deterministic.

mod columns;
mod gap;
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
    let paths = route::find(input, &first);
    let gaps = tracks::gaps(input, &first, &paths);
    let roomy = pack::place(input, &columns, &gaps, bound);
    tracks::draw(input, &roomy, &paths)
}
