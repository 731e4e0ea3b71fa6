//! The dimensions of a diagram: sizes of boxes, positions of ports, clusters.

use rustc_hash::FxHashMap;

use crate::diagram::layout::{Cluster, Input, Line, Port, Size};
use crate::diagram::svg::text;
use crate::diagram::{Entity, Graph, Link, LinkEnd, LinkKind, Multiplicity};

/// The height of a box's head.
pub(super) const HEADER: f64 = 28.0;
/// The height of a row.
pub(super) const ROW: f64 = 20.0;
/// The space left and right of the text in a box.
pub(super) const PAD: f64 = 10.0;
/// The space between the texts of a row.
const SPACE: f64 = 12.0;
/// The minimum width of a box.
const MIN_WIDTH: f64 = 96.0;
/// An enum used by more columns than these has no lines: its name in the rows is a link.
const MAX_ENUM_LINES: usize = 2;
/// The distance between two kinds of ends that meet a box at the same row.
const SPLIT: f64 = 4.0;

/// A graph with its dimensions.
pub(super) struct Scene<'g> {
    /// What is drawn.
    pub(super) graph: &'g Graph,
    /// The text positions of each box.
    pub(super) boxes: Vec<Texts>,
    /// The link of each line of the layout.
    pub(super) lines: Vec<Drawing>,
    /// The input of the layout: a box for each entity.
    pub(super) input: Input,
    /// The group of each cluster.
    groups: Vec<Option<usize>>,
}

/// The text positions of a box, from its left edge.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texts {
    /// The names.
    pub(super) name: f64,
    /// The types.
    pub(super) ty: f64,
    width: f64,
}

/// A line of the layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    /// Its link, an index in the graph.
    pub(super) link: usize,
    /// Whether its left end is the referencing side.
    pub(super) is_reversed: bool,
    /// Lines with the same end have the same colour.
    pub(super) color: usize,
}

impl Scene<'_> {
    /// Measures a graph.
    pub(super) fn new(graph: &Graph) -> Scene<'_> {
        let boxes: Vec<Texts> = graph.entities.iter().map(Texts::new).collect();
        let sizes = graph.entities.iter().zip(&boxes).map(|(entity, texts)| Size {
            width: texts.width,
            height: HEADER + ROW * entity.rows.len() as f64 + if entity.rows.is_empty() { 0.0 } else { 4.0 },
        });
        let mut scene = Scene {
            graph,
            lines: Vec::new(),
            input: Input { boxes: sizes.collect(), ..Input::default() },
            boxes,
            groups: Vec::new(),
        };
        scene.add_lines();
        scene.add_clusters();
        scene
    }

    /// The name of the group of a cluster.
    pub(super) fn frame_title(&self, cluster: usize) -> Option<&str> {
        let group = self.groups.get(cluster).copied().flatten()?;
        self.graph.groups.get(group).map(String::as_str)
    }

    fn add_lines(&mut self) {
        let mut uses: FxHashMap<usize, usize> = FxHashMap::default();
        // The first multiplicity at each end, and whether there are others.
        let mut kinds: FxHashMap<(usize, Option<usize>), (Multiplicity, bool)> = FxHashMap::default();
        for link in &self.graph.links {
            if link.kind == LinkKind::Enum {
                *uses.entry(link.to.entity).or_default() += 1;
            } else {
                let multiplicity = link.to.multiplicity;
                let kind = kinds.entry((link.to.entity, link.to.row)).or_insert((multiplicity, false));
                kind.1 |= kind.0 != multiplicity;
            }
        }
        let is_drawn = |link: &Link| {
            link.kind != LinkKind::Enum || uses.get(&link.to.entity).is_some_and(|it| *it <= MAX_ENUM_LINES)
        };
        let mut nets: FxHashMap<(usize, Option<usize>, Option<Multiplicity>), usize> = FxHashMap::default();
        let mut colors: FxHashMap<usize, usize> = FxHashMap::default();
        for (at, link) in self.graph.links.iter().enumerate().filter(|(_, link)| is_drawn(link)) {
            let is_part = !link.is_relation();
            let mut to = port(&link.to);
            let is_mixed = kinds.get(&(link.to.entity, link.to.row)).is_some_and(|(_, is_mixed)| *is_mixed);
            if !is_part && is_mixed {
                to.y += if link.to.multiplicity == Multiplicity::One { -SPLIT } else { SPLIT };
            }
            let mut from = port(&link.from);
            // A self-relation leaves and enters the box at two heights.
            if from == to {
                from.y += SPLIT + 2.0;
                to.y -= SPLIT;
            }
            let count = nets.len();
            let ending = (!is_part).then_some(link.to.multiplicity);
            let net = *nets.entry((link.to.entity, link.to.row, ending)).or_insert(count);
            let count = colors.len();
            let color = *colors.entry(link.to.entity).or_insert(count);
            // Models are to the right of the models that they reference, and to the left of the types of their columns.
            let (left, right) = if is_part { (from, to) } else { (to, from) };
            self.input.lines.push(Line { left, right, net });
            self.lines.push(Drawing { link: at, is_reversed: is_part, color });
        }
    }

    /// A cluster for each group; without groups, one for all connected boxes, and one for the others.
    fn add_clusters(&mut self) {
        let count = self.graph.entities.len();
        let key_of: Vec<(Option<usize>, usize)> = if self.graph.groups.is_empty() {
            self.connected().into_iter().map(|part| (None, part)).collect()
        } else {
            self.graph.entities.iter().map(|entity| (entity.group, 0)).collect()
        };
        let mut keys = key_of.clone();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let boxes = (0..count).filter(|&at| key_of.get(at) == Some(&key)).collect();
            self.input.clusters.push(Cluster { boxes, is_framed: key.0.is_some() });
            self.groups.push(key.0);
        }
    }

    /// The first box of the connected component of each box; a unique number for boxes without lines.
    fn connected(&self) -> Vec<usize> {
        let count = self.graph.entities.len();
        let mut part: Vec<usize> = (0..count).collect();
        let mut has_lines = vec![false; count];
        let ends = |line: &Line| (line.left.of, line.right.of);
        let mut changed = true;
        while changed {
            changed = false;
            for (left, right) in self.input.lines.iter().map(ends).filter(|(left, right)| left != right) {
                let (Some(&one), Some(&two)) = (part.get(left), part.get(right)) else { continue };
                for end in [left, right] {
                    if let (Some(part), Some(has)) = (part.get_mut(end), has_lines.get_mut(end)) {
                        *part = one.min(two);
                        *has = true;
                    }
                }
                changed |= one != two;
            }
        }
        part.into_iter().zip(has_lines).map(|(part, has)| if has { part } else { count }).collect()
    }
}

impl Texts {
    fn new(entity: &Entity) -> Texts {
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
        let marks = widest(&mut entity.rows.iter().map(|row| {
            let marks: Vec<&str> = row.marks.names().collect();
            text::width(&marks.join(" "), 9.0, true)
        }));
        let names =
            widest(&mut entity.rows.iter().map(|row| text::width(&row.name, 12.0, row.marks.primary)));
        let types = widest(&mut entity.rows.iter().map(|row| text::width(&row.full_type(), 12.0, false)));
        let name = PAD + if marks > 0.0 { marks + SPACE / 2.0 } else { 0.0 };
        let ty = name + names + SPACE;
        let rows = if types > 0.0 { ty + types } else { name + names };
        let kind = match entity.kind {
            crate::diagram::EntityKind::Model => 0.0,
            kind => text::width(kind.keyword(), 13.0, false) + 6.0,
        };
        let head = PAD + kind + text::width(&entity.name, 13.0, true);
        Texts { name, ty, width: (rows.max(head) + PAD).max(MIN_WIDTH).ceil() }
    }
}

/// The tooltip of a box: its documentation, and its database name.
pub(super) fn tooltip(entity: &Entity) -> String {
    let mut text = format!("{} {}", entity.kind.keyword(), entity.name);
    if let Some(table) = &entity.table {
        text += &format!(" ({table})");
    }
    if let Some(documentation) = &entity.documentation {
        text += &format!("\n{documentation}");
    }
    text
}

fn port(end: &LinkEnd) -> Port {
    let y = match end.row {
        Some(row) => HEADER + ROW * (row as f64 + 0.5),
        None => HEADER / 2.0,
    };
    Port { of: end.entity, y }
}
