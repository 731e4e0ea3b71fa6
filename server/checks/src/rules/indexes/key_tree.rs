//! The keys of a model as a tree of their columns, in which a key that serves in place of another is found without a look at
//! all of them.

use rustc_hash::FxHashMap;

use crate::rules::Context;
use crate::rules::indexes::key;
use model::catalog::Provider;
use model::schema::item::{Expr, Key, KeyKind, Model};

/// How one key makes another redundant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Redundancy {
    /// Both have the same fields.
    Equal,
    /// The other key has further fields.
    Prefix,
}

/// What two keys have in common if one can serve in place of the other.
pub(super) struct KeyShape<'m> {
    general: General<'m>,
    columns: Vec<ColumnShape<'m>>,
    /// The number of columns before the first with a `length:`.
    unlimited: usize,
}

/// What keys must agree in beside their columns.
#[derive(Clone, PartialEq, Eq, Hash)]
struct General<'m> {
    /// The type of the index; `None` for a B-tree.
    index_type: Option<&'m str>,
    predicate: Option<String>,
    is_clustered: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct ColumnShape<'m> {
    path: &'m str,
    ops: Option<String>,
    is_descending: bool,
}

impl<'m> KeyShape<'m> {
    /// The shape of a key, unless it is broken or a full-text index.
    pub fn new(
        cx: &Context<'_>,
        model: &Model,
        key: &'m Key,
        text_of: impl Fn(&Expr) -> String,
    ) -> Option<KeyShape<'m>> {
        if key.kind == KeyKind::Fulltext || !key::is_whole(model, key) {
            return None;
        }
        let index_type = key.index_type.as_ref().map(|name| name.text.as_str());
        let general = General {
            index_type: index_type.filter(|_| !key::is_btree(key)),
            predicate: key.predicate.as_deref().map(&text_of),
            // Ids on SQL Server are clustered by default.
            is_clustered: cx.configuration().provider == Some(Provider::Sqlserver)
                && key.clustered.unwrap_or(key.kind == KeyKind::Id),
        };
        let columns = key.columns.iter().map(|column| ColumnShape {
            path: column.path.text.as_str(),
            ops: column.ops.as_deref().map(&text_of),
            is_descending: key::is_descending(column),
        });
        let unlimited = key.columns.iter().take_while(|column| column.length.is_none()).count();
        Some(KeyShape { general, columns: columns.collect(), unlimited })
    }

    /// Whether it is over whole columns, without a `length:`.
    fn is_over_whole_columns(&self) -> bool {
        self.unlimited == self.columns.len()
    }
}

/// The keys of a model, which are named by their places in its list.
#[derive(Default)]
pub(super) struct KeyTree<'m> {
    roots: FxHashMap<General<'m>, usize>,
    branches: FxHashMap<(usize, ColumnShape<'m>), usize>,
    nodes: Vec<Node>,
}

/// The keys with the same columns, and those that begin with them.
#[derive(Default)]
struct Node {
    ids: Nearest,
    uniques: Nearest,
    indexes: Nearest,
    longer: Nearest,
}

/// The nearest key of several, by the number of its columns and its place; and the nearest with another name than that.
#[derive(Default)]
struct Nearest {
    first: Option<(usize, usize)>,
    second: Option<(usize, usize)>,
}

impl Nearest {
    fn add(&mut self, new: (usize, usize), has_same_name: impl Fn(usize, usize) -> bool) {
        let Some(first) = self.first else {
            self.first = Some(new);
            return;
        };
        let differs = !has_same_name(first.1, new.1);
        if new < first {
            self.first = Some(new);
        }
        let later = first.max(new);
        if differs && self.second.is_none_or(|second| later < second) {
            self.second = Some(later);
        }
    }

    /// The place of the nearest key with another name than that at a place.
    fn named_unlike(&self, at: usize, has_same_name: impl Fn(usize, usize) -> bool) -> Option<usize> {
        let all = self.first.into_iter().chain(self.second).map(|(_, other)| other);
        all.into_iter().find(|other| !has_same_name(at, *other))
    }
}

impl<'m> KeyTree<'m> {
    /// Adds a key. It is not found as a longer one if it has more than `most` columns.
    pub fn add(
        &mut self,
        at: usize,
        key: &Key,
        shape: &KeyShape<'m>,
        most: usize,
        has_same_name: impl Fn(usize, usize) -> bool,
    ) {
        let count = shape.columns.len();
        let mut node = *self.roots.entry(shape.general.clone()).or_insert_with(|| new_node(&mut self.nodes));
        for (depth, column) in (1..).zip(shape.columns.iter().take(shape.unlimited)) {
            let branch = self.branches.entry((node, column.clone()));
            node = *branch.or_insert_with(|| new_node(&mut self.nodes));
            let is_longer = depth < count && count <= most && shape.general.index_type.is_none();
            let Some(here) = self.nodes.get_mut(node) else { return };
            if is_longer {
                here.longer.add((count, at), &has_same_name);
            }
            if depth == count {
                let of_kind = match key.kind {
                    KeyKind::Id => &mut here.ids,
                    KeyKind::Unique => &mut here.uniques,
                    KeyKind::Index | KeyKind::Fulltext => &mut here.indexes,
                };
                of_kind.add((count, at), &has_same_name);
            }
        }
    }

    /// The key that makes an index redundant: the first over the same columns, else the shortest that begins with them. Of two
    /// equal indexes the later one is redundant.
    pub fn cover_of_index(
        &self,
        at: usize,
        shape: &KeyShape<'m>,
        has_same_name: impl Fn(usize, usize) -> bool,
    ) -> Option<(Redundancy, usize)> {
        let equal = self.equal(shape).flat_map(|node| {
            let before = node.indexes.named_unlike(at, &has_same_name).filter(|other| *other < at);
            let others = [&node.ids, &node.uniques];
            before.into_iter().chain(others.into_iter().filter_map(|it| it.named_unlike(at, &has_same_name)))
        });
        if let Some(other) = equal.min() {
            return Some((Redundancy::Equal, other));
        }
        if shape.general.index_type.is_some() || !shape.is_over_whole_columns() {
            return None;
        }
        let longer = &self.node(shape, false)?.longer;
        Some((Redundancy::Prefix, longer.named_unlike(at, has_same_name)?))
    }

    /// The id over the same columns as a unique constraint.
    pub fn id_like(
        &self,
        at: usize,
        shape: &KeyShape<'m>,
        has_same_name: impl Fn(usize, usize) -> bool,
    ) -> Option<(Redundancy, usize)> {
        let ids = self.equal(shape).filter_map(|node| node.ids.named_unlike(at, &has_same_name));
        Some((Redundancy::Equal, ids.min()?))
    }

    /// The keys over the same columns, in the same sort order or in the opposite one: an index is read in both directions.
    fn equal(&self, shape: &KeyShape<'m>) -> impl Iterator<Item = &Node> {
        let directions = if shape.is_over_whole_columns() { &[false, true][..] } else { &[] };
        directions.iter().filter_map(|is_reverse| self.node(shape, *is_reverse))
    }

    fn node(&self, shape: &KeyShape<'m>, is_reverse: bool) -> Option<&Node> {
        let mut node = *self.roots.get(&shape.general)?;
        for column in &shape.columns {
            let is_descending = column.is_descending != is_reverse;
            node = *self.branches.get(&(node, ColumnShape { is_descending, ..column.clone() }))?;
        }
        self.nodes.get(node)
    }
}

fn new_node(nodes: &mut Vec<Node>) -> usize {
    nodes.push(Node::default());
    nodes.len() - 1
}
