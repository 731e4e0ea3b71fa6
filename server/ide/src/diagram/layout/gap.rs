//! Gaps between the boxes of a column, through which lines cross it.

use crate::diagram::layout::geometry::{At as _, FRAME_TITLE, FRAME_TOP, Input, LANE};
use crate::diagram::layout::pack::Packed;

/// In a gap higher than two of these, lines may pass at several heights, this far apart.
const STEP: f64 = 60.0;
/// The distance at which lines pass above the first and below the last box of a column.
const OUTSIDE: f64 = 18.0;

/// A free section of a column: between two boxes, or between a box and a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gap {
    /// The column.
    pub(super) column: usize,
    /// The box above in the same cluster.
    pub(super) above: Option<usize>,
    /// The box below in the same cluster.
    pub(super) below: Option<usize>,
    /// Its top; infinite above the first box.
    pub(super) top: f64,
    /// Its bottom; infinite below the last box.
    pub(super) bottom: f64,
}

/// The gaps of all columns, in an order independent of positions.
pub(super) fn gaps(input: &Input, packed: &Packed) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let is_framed = |cluster: usize| input.clusters.get(cluster).is_some_and(|it| it.is_framed);
    for (column, boxes) in packed.columns.iter().enumerate() {
        let bottom = |of: usize| packed.y.at(of) + input.boxes.at(of).height;
        let mut top = f64::NEG_INFINITY;
        let mut above: Option<usize> = None;
        for below in boxes.iter().map(|of| Some(*of)).chain([None]) {
            let clusters = (above.map(|of| packed.cluster.at(of)), below.map(|of| packed.cluster.at(of)));
            let (mut start, mut end) = (top, below.map_or(f64::INFINITY, |of| packed.y.at(of)));
            if clusters.0 == clusters.1 {
                gaps.push(Gap { column, above, below, top: start, bottom: end });
            } else {
                if let Some(cluster) = clusters.0.filter(|cluster| is_framed(*cluster)) {
                    let frame = packed.areas.at(cluster).bottom;
                    gaps.push(Gap { column, above, below: None, top: start, bottom: frame });
                    start = frame;
                }
                let inner = clusters.1.filter(|cluster| is_framed(*cluster)).map(|cluster| {
                    let frame = packed.areas.at(cluster).top;
                    let inner = Gap { column, above: None, below, top: frame + FRAME_TITLE, bottom: end };
                    end = frame;
                    inner
                });
                gaps.push(Gap { column, above: None, below: None, top: start, bottom: end });
                gaps.extend(inner);
            }
            if let Some(of) = below {
                top = bottom(of);
            }
            above = below;
        }
    }
    gaps
}

impl Gap {
    /// The heights at which lines may pass, each with its distance.
    pub(super) fn places(&self) -> Vec<(f64, f64)> {
        match (self.top.is_finite(), self.bottom.is_finite()) {
            (false, true) => vec![(self.bottom - OUTSIDE, OUTSIDE)],
            (true, false) => vec![(self.top + OUTSIDE, OUTSIDE)],
            (false, false) => vec![(0.0, 0.0)],
            (true, true) => {
                let height = self.bottom - self.top;
                if height < 2.0 * STEP {
                    return vec![(self.top + height / 2.0, height / 2.0)];
                }
                let count = (height / STEP).floor().min(400.0);
                let step = height / count;
                let mut places = Vec::new();
                let mut depth = step / 2.0;
                while depth < height {
                    places.push((self.top + depth, depth));
                    depth += step;
                }
                places
            }
        }
    }

    /// The number of lines that fit.
    pub(super) fn capacity(&self) -> usize {
        let height = self.bottom - self.top;
        if height.is_finite() && height > 0.0 { (height / LANE) as usize } else { 1000 }
    }

    /// Whether it is permanently too low for any line.
    pub(super) fn is_closed(&self) -> bool {
        self.above.is_none() && self.below.is_some() && self.bottom - self.top < FRAME_TOP - FRAME_TITLE
    }
}
