//! Relations that pass a change on in a circle, or on several paths to one model.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::schema::catalog::referential_actions::{
    ReferentialAction, ReferentialEvent, RelationArity, implied, refuses_cycles, refuses_multiple_paths,
};
use crate::schema::item::{Arity, Path};
use crate::schema::{FieldId, ItemId, Place, Schema};
use crate::validate::Context;
use crate::validate::relations::fixes;
use crate::validate::relations::side::{Partner, Side};

/// A relation that changes or deletes rows of the model that holds the foreign key: the way from there to the model
/// that it references.
#[derive(Clone, Copy)]
struct Edge<'s> {
    side: Side<'s>,
    from: ItemId,
    to: ItemId,
}

struct Graph<'s> {
    edges: Vec<Edge<'s>>,
    /// The edges that begin at a model, in order.
    out: FxHashMap<ItemId, Vec<usize>>,
}

pub(super) fn check(cx: &mut Context<'_>) {
    let configuration = cx.configuration();
    let Some(provider) = configuration.provider else { return };
    let mode = configuration.relation_mode;
    if !refuses_cycles(provider, mode) {
        return;
    }
    let graph = Graph::of(cx);
    let near = graph.near_circles();
    for edge in graph.edges.iter().filter(|edge| near.contains(&edge.to)) {
        if let Some(path) = graph.cycle(edge) {
            report_cycle(cx, &edge.side, &path);
        }
    }
    if refuses_multiple_paths(provider, mode) {
        let models: Vec<ItemId> = cx.schema.items().map(|(id, _)| id).collect();
        for model in models {
            multiple_paths(cx, &graph, model);
        }
    }
}

impl<'s> Graph<'s> {
    fn of(cx: &Context<'s>) -> Graph<'s> {
        let schema: &'s Schema = cx.schema;
        let mut graph = Graph { edges: Vec::new(), out: FxHashMap::default() };
        for (id, item) in schema.items() {
            let count = item.model().map_or(0, |model| model.fields.len());
            for side in (0..count).filter_map(|index| Side::of(schema, FieldId::new(id, index))) {
                if spreads(cx, &side) {
                    graph.out.entry(id).or_default().push(graph.edges.len());
                    graph.edges.push(Edge { side, from: id, to: side.target });
                }
            }
        }
        graph
    }

    fn from(&self, model: ItemId) -> impl Iterator<Item = &Edge<'s>> {
        self.out.get(&model).into_iter().flatten().filter_map(|&index| self.edges.get(index))
    }

    /// The models from which a circle can be reached. In most schemas there is none, and nothing more to look for.
    fn near_circles(&self) -> FxHashSet<ItemId> {
        let mut open: FxHashMap<ItemId, usize> =
            self.out.iter().map(|(model, edges)| (*model, edges.len())).collect();
        let mut into: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
        for edge in &self.edges {
            into.entry(edge.to).or_default().push(edge.from);
        }
        // A model leads nowhere once all that it leads to leads nowhere.
        let mut done: Vec<ItemId> = into.keys().copied().filter(|model| !open.contains_key(model)).collect();
        while let Some(model) = done.pop() {
            for from in into.get(&model).into_iter().flatten() {
                if let Some(left) = open.get_mut(from) {
                    *left -= 1;
                    if *left == 0 {
                        open.remove(from);
                        done.push(*from);
                    }
                }
            }
        }
        open.into_keys().collect()
    }

    /// The shortest way that begins with the edge and comes back to its model, or ends at a relation of a model with
    /// itself.
    fn cycle(&self, first: &Edge<'s>) -> Option<Vec<Edge<'s>>> {
        let mut seen: FxHashSet<ItemId> = FxHashSet::default();
        // Each edge with the place, in this list, of the one before it.
        let mut steps: Vec<(Edge<'s>, Option<usize>)> = vec![(*first, None)];
        let mut at = 0;
        while let Some(&(edge, _)) = steps.get(at) {
            if edge.to == first.from || edge.to == edge.from {
                let before = |step: &(usize, Edge<'s>)| {
                    let (_, previous) = steps.get(step.0)?;
                    previous.and_then(|index| Some((index, steps.get(index)?.0)))
                };
                let mut path: Vec<Edge<'s>> =
                    std::iter::successors(Some((at, edge)), before).map(|(_, edge)| edge).collect();
                path.reverse();
                return Some(path);
            }
            if seen.insert(edge.to) {
                steps.extend(self.from(edge.to).map(|next| (*next, Some(at))));
            }
            at += 1;
        }
        None
    }

    /// The models that the edge leads to, without passing the model that it begins at.
    fn reach(&self, first: &Edge<'s>) -> FxHashSet<ItemId> {
        let mut seen = FxHashSet::default();
        let mut stack = vec![first.to];
        while let Some(model) = stack.pop() {
            if model != first.from && seen.insert(model) {
                stack.extend(self.from(model).map(|edge| edge.to));
            }
        }
        seen
    }
}

/// Whether the side holds a foreign key whose actions change or delete rows.
fn spreads(cx: &Context<'_>, side: &Side<'_>) -> bool {
    let Some(relation) = side.relation() else { return false };
    if side.fields().is_empty()
        || side.references().is_empty()
        || side.arity() == Arity::List
        || side.is_ambiguous()
    {
        return false;
    }
    let known = side.fields().iter().all(|path| side.model.field(&path.text).is_some());
    let arity = if side.is_required() { RelationArity::Required } else { RelationArity::Optional };
    let configuration = cx.configuration();
    let Some(provider) = configuration.provider else { return false };
    let spreads = |written: &Option<Path>, event| match written {
        Some(path) => ReferentialAction::parse(&path.text).is_some_and(ReferentialAction::spreads),
        None => implied(provider, configuration.relation_mode, arity, event).spreads(),
    };
    known
        && (spreads(&relation.on_delete, ReferentialEvent::Delete)
            || spreads(&relation.on_update, ReferentialEvent::Update))
        && matches!(side.partner(cx), Partner::Found(_))
}

fn report_cycle(cx: &mut Context<'_>, side: &Side<'_>, path: &[Edge<'_>]) {
    let label = side.label();
    let own = path.last().filter(|last| last.from == last.to);
    let message = match own {
        Some(_) if side.is_self() => format!(
            "`{label}` points at its own model, and a change would be passed on without end. Set `onDelete` and \
             `onUpdate` so that they refuse (`NoAction`)."
        ),
        _ => {
            let steps: Vec<String> = path.iter().map(|edge| format!("`{}`", edge.side.label())).collect();
            format!(
                "`{label}` is part of a circle in which changes are passed on: {}. Set `onDelete` and `onUpdate` of one \
                 of these so that they refuse (`NoAction`).",
                steps.join(", ")
            )
        }
    };
    let mut report = cx.error("cascade-cycle", side.id.item, side.name_span(), message);
    for edge in path.iter().skip(1) {
        let place = Place::new(edge.side.id.item, edge.side.name_span());
        report = report.related(place, "Passed on here.");
    }
    report.fix(|| fixes::stop_spreading(side));
}

/// Relations of one model that lead to the same other one.
fn multiple_paths(cx: &mut Context<'_>, graph: &Graph<'_>, model: ItemId) {
    let edges: Vec<&Edge<'_>> = graph.from(model).filter(|edge| edge.to != model).collect();
    if edges.len() < 2 {
        return;
    }
    let reached: Vec<FxHashSet<ItemId>> = edges.iter().map(|edge| graph.reach(edge)).collect();
    for (index, (edge, own)) in edges.iter().zip(&reached).enumerate() {
        let mut others = reached.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, set)| set);
        let Some(shared) = others.find_map(|other| own.iter().filter(|it| other.contains(it)).min().copied())
        else {
            continue;
        };
        let schema = cx.schema;
        let shared = schema.item(shared).map_or("", |item| item.name());
        let message = format!(
            "Rows of `{}` depend on `{shared}` on several paths, one of them by `{}`, and {} refuses to pass changes on \
             along all of them. Set `onDelete` and `onUpdate` of one to `NoAction`.",
            edge.side.item.name(),
            edge.side.label(),
            cx.configuration().provider.map_or("the database", |provider| provider.display_name())
        );
        cx.error("multiple-cascade-paths", edge.side.id.item, edge.side.name_span(), message)
            .fix(|| fixes::stop_spreading(&edge.side));
    }
}
