//! Placement of clusters: in bands of columns from left to right, and in rows within each band.

use crate::diagram::layout::geometry::{
    ASPECT, At as _, CHANNEL, FRAME_PAD, FRAME_TOP, GAP, Input, Port, set,
};
use crate::diagram::layout::heights::{self, Gaps};

/// The space between two rows of clusters.
const ROW_GAP: f64 = 44.0;

/// Boxes with their columns and vertical positions.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    /// The column of each box.
    pub(super) column: Vec<usize>,
    /// The vertical position of each box.
    pub(super) y: Vec<f64>,
    /// The boxes of each column from top to bottom.
    pub(super) columns: Vec<Vec<usize>>,
    /// The cluster of each box.
    pub(super) cluster: Vec<usize>,
    /// The area of each cluster.
    pub(super) areas: Vec<Area>,
    /// The total height.
    pub(super) height: f64,
}

impl Packed {
    /// The vertical position of a port.
    pub(super) fn port(&self, port: Port) -> f64 {
        self.y.at(port.of) + port.y
    }
}

/// The area of a cluster.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Area {
    /// Its first column.
    pub(super) first: usize,
    /// The number of its columns.
    pub(super) count: usize,
    /// Its top, including its frame.
    pub(super) top: f64,
    /// Its bottom.
    pub(super) bottom: f64,
}

/// The preferred maximum height of columns, for a diagram that is somewhat wider than high.
pub(super) fn height_bound(input: &Input) -> f64 {
    let tallest = input.boxes.iter().map(|size| size.height).fold(0.0, f64::max);
    let heights: f64 = input.boxes.iter().map(|size| size.height + GAP).sum();
    let widths: f64 = input.boxes.iter().map(|size| size.width + CHANNEL).sum();
    let pitch = widths / (input.boxes.len().max(1) as f64);
    (heights * pitch / ASPECT).sqrt().max(tallest + GAP)
}

/// Places the clusters with these columns.
pub(super) fn place(input: &Input, columns: &[Vec<Vec<usize>>], gaps: &Gaps, bound: f64) -> Packed {
    let count = input.boxes.len();
    let mut packed = Packed {
        column: vec![0; count],
        y: vec![0.0; count],
        columns: Vec::new(),
        cluster: vec![0; count],
        areas: vec![Area::default(); columns.len()],
        height: 0.0,
    };
    let frame = |cluster: usize| input.clusters.get(cluster).is_some_and(|it| it.is_framed);
    let heights: Vec<f64> = columns
        .iter()
        .enumerate()
        .map(|(at, columns)| {
            let inner = heights::settle(input, columns, gaps, &mut packed.y);
            if frame(at) { inner + FRAME_TOP + FRAME_PAD } else { inner }
        })
        .collect();
    let widths: Vec<usize> = columns.iter().map(Vec::len).collect();
    let mut first = 0;
    // The arrangement of clusters must not depend on the space for lines, because paths are known by now.
    for band in bands(input, columns, &widths, bound) {
        let mut top = 0.0;
        for row in &band.rows {
            let mut column = first;
            let mut bottom = top;
            for &cluster in row {
                let area =
                    Area { first: column, count: widths.at(cluster), top, bottom: top + heights.at(cluster) };
                column += area.count;
                bottom = area.bottom.max(bottom);
                set(&mut packed.areas, cluster, area);
            }
            packed.height = packed.height.max(bottom);
            top = bottom + ROW_GAP;
        }
        first += band.width;
    }
    packed.columns = vec![Vec::new(); first];
    for (cluster, columns) in columns.iter().enumerate() {
        let area = packed.areas.at(cluster);
        let shift = area.top + if frame(cluster) { FRAME_TOP } else { 0.0 };
        for (at, column) in columns.iter().enumerate() {
            for &of in column {
                let y = packed.y.at(of) + shift;
                set(&mut packed.y, of, y);
                set(&mut packed.column, of, area.first + at);
                set(&mut packed.cluster, of, cluster);
                if let Some(list) = packed.columns.get_mut(area.first + at) {
                    list.push(of);
                }
            }
        }
    }
    for list in &mut packed.columns {
        list.sort_by(|&a, &b| packed.y.at(a).total_cmp(&packed.y.at(b)));
    }
    packed
}

/// Adjacent columns that belong to the same rows of clusters.
struct Band {
    width: usize,
    rows: Vec<Vec<usize>>,
}

/// The clusters in bands: each opens a row in the first band that is wide and high enough, or joins a row with free
/// columns. The largest come first.
fn bands(input: &Input, columns: &[Vec<Vec<usize>>], widths: &[usize], bound: f64) -> Vec<Band> {
    let height = |column: &Vec<usize>| column.iter().map(|&of| input.boxes.at(of).height + GAP).sum::<f64>();
    let heights: Vec<f64> =
        columns.iter().map(|columns| columns.iter().map(height).fold(0.0, f64::max) + ROW_GAP).collect();
    let mut order: Vec<usize> = (0..widths.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |at: usize| (widths.at(at), heights.at(at));
        key(b).partial_cmp(&key(a)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut bands: Vec<Band> = Vec::new();
    for cluster in order {
        let (width, height) = (widths.at(cluster), heights.at(cluster));
        let row_height = |row: &Vec<usize>| row.iter().map(|&at| heights.at(at)).fold(0.0, f64::max);
        let row_width = |row: &Vec<usize>| row.iter().map(|&at| widths.at(at)).sum::<usize>();
        let beside = bands.iter_mut().flat_map(|band| {
            let width = band.width;
            band.rows.iter_mut().map(move |row| (width, row))
        });
        let free = beside
            .into_iter()
            .find(|(wide, row)| row_width(row) + width <= *wide && height <= row_height(row) * 1.1);
        if let Some((_, row)) = free {
            row.push(cluster);
            continue;
        }
        let below = bands.iter_mut().find(|band| {
            let used: f64 = band.rows.iter().map(row_height).sum();
            width <= band.width && used + height <= bound * 1.15
        });
        match below {
            Some(band) => band.rows.push(vec![cluster]),
            None => bands.push(Band { width, rows: vec![vec![cluster]] }),
        }
    }
    bands
}
