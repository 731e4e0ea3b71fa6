//! Relations that pass a change on in a circle, or on several paths to one model.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::validate::ValidityContext;
use crate::validate::circles::Circles;
use crate::validate::code::codes;
use crate::validate::index::cascade_steps::CascadeStep;
use crate::validate::relations::cascade_reach::CascadeReach;
use crate::validate::relations::side::Side;
use base::{Fix, ItemId, Place};
use model::catalog::referential_actions::{self, ReferentialAction, refuses_multiple_paths};
use model::schema::{Schema, edit};

codes! {
    /// A cycle of referential actions.
    ///
    /// SQL Server rejects foreign keys whose cascades form a cycle. Set `onDelete: NoAction, onUpdate: NoAction` on one
    /// of them.
    CASCADE_CYCLE = "cascade-cycle";

    /// Several cascade paths to one table.
    ///
    /// SQL Server rejects them. Set `onDelete: NoAction, onUpdate: NoAction` on one of them.
    MULTIPLE_CASCADE_PATHS = "multiple-cascade-paths";
}

/// The most relations that are followed to show a cycle, and the most models that are looked at on paths through one. A longer
/// cycle is reported without its relations, so that the time does not grow with the square of its length.
const MAX_STEPS: usize = 1024;

/// The most relations of a cycle that a message names.
const MAX_SHOWN: usize = 8;

struct Graph<'c> {
    edges: Vec<&'c CascadeStep>,
    /// The edges that begin at a model, in order.
    out: FxHashMap<ItemId, Vec<usize>>,
}

/// Looks at the steps of all models together.
pub(in crate::validate) fn check(cx: &mut ValidityContext<'_>, steps: &[&CascadeStep]) {
    let configuration = cx.configuration();
    let Some(provider) = configuration.provider.filter(|_| !steps.is_empty()) else { return };
    let graph = Graph::of(steps);
    let (near, others) = graph.near_circles();
    let circles = Circles::of(graph.edges.iter().map(|edge| (edge.from(), edge.to)));
    for edge in graph.edges.iter().filter(|edge| near.contains(&edge.to)) {
        match graph.cycle(edge) {
            Some(path) => report_cycle(cx, &path),
            None if circles.has(edge.from(), edge.to) => report_long_cycle(cx, edge),
            None => {}
        }
    }
    if refuses_multiple_paths(provider, configuration.relation_mode) {
        let next = |model| graph.from(model).map(|edge| edge.to);
        let reach = CascadeReach::of(cx.schema, &others, next);
        let mut seen = FxHashSet::default();
        for model in graph.edges.iter().map(|edge| edge.from()).filter(|model| seen.insert(*model)) {
            multiple_paths(cx, &graph, &reach, model);
        }
    }
}

impl<'c> Graph<'c> {
    fn of(steps: &[&'c CascadeStep]) -> Graph<'c> {
        let mut graph = Graph { edges: steps.to_vec(), out: FxHashMap::default() };
        for (at, edge) in steps.iter().enumerate() {
            graph.out.entry(edge.from()).or_default().push(at);
        }
        graph
    }

    fn from(&self, model: ItemId) -> impl Iterator<Item = &'c CascadeStep> {
        self.out.get(&model).into_iter().flatten().filter_map(|&index| self.edges.get(index).copied())
    }

    /// The models from which a circle can be reached, and the others, each after all that it leads to. In most schemas there is no
    /// circle, and nothing more to look for.
    fn near_circles(&self) -> (FxHashSet<ItemId>, Vec<ItemId>) {
        let mut open: FxHashMap<ItemId, usize> =
            self.out.iter().map(|(model, edges)| (*model, edges.len())).collect();
        let mut into: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
        for edge in &self.edges {
            into.entry(edge.to).or_default().push(edge.from());
        }
        // A model leads nowhere once all that it leads to leads nowhere.
        let mut done: Vec<ItemId> = into.keys().copied().filter(|model| !open.contains_key(model)).collect();
        let mut others = Vec::new();
        while let Some(model) = done.pop() {
            others.push(model);
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
        (open.into_keys().collect(), others)
    }

    /// The shortest way that begins with the edge and comes back to its model, or ends at a relation of a model with
    /// itself; `None` where there is none within [`MAX_STEPS`].
    fn cycle(&self, first: &'c CascadeStep) -> Option<Vec<&'c CascadeStep>> {
        let mut seen: FxHashSet<ItemId> = FxHashSet::default();
        // Each edge with the place, in this list, of the one before it.
        let mut steps: Vec<(&'c CascadeStep, Option<usize>)> = vec![(first, None)];
        let mut at = 0;
        while let Some(&(edge, _)) = steps.get(at).filter(|_| at < MAX_STEPS) {
            if edge.to == first.from() || edge.to == edge.from() {
                let before = |step: &(usize, &'c CascadeStep)| {
                    let (_, previous) = steps.get(step.0)?;
                    previous.and_then(|index| Some((index, steps.get(index)?.0)))
                };
                let mut path: Vec<&'c CascadeStep> =
                    std::iter::successors(Some((at, edge)), before).map(|(_, edge)| edge).collect();
                path.reverse();
                return Some(path);
            }
            if seen.insert(edge.to) {
                steps.extend(self.from(edge.to).map(|next| (next, Some(at))));
            }
            at += 1;
        }
        None
    }

    /// The models that the edge leads to, without passing the model that it begins at; the nearest where there are more
    /// than [`MAX_STEPS`].
    fn reach(&self, first: &CascadeStep) -> FxHashSet<ItemId> {
        let mut seen = FxHashSet::default();
        let mut next = VecDeque::from([first.to]);
        while let Some(model) = next.pop_front().filter(|_| seen.len() < MAX_STEPS) {
            if model != first.from() && seen.insert(model) {
                next.extend(self.from(model).map(|edge| edge.to).take(MAX_STEPS));
            }
        }
        seen
    }

    /// For each of these edges the first model in the schema that it and another of them lead to.
    fn shared(&self, schema: &Schema, edges: &[&CascadeStep]) -> Vec<Option<ItemId>> {
        let reached: Vec<FxHashSet<ItemId>> = edges.iter().map(|edge| self.reach(edge)).collect();
        // How many of the edges lead to each model.
        let mut ways: FxHashMap<ItemId, usize> = FxHashMap::default();
        reached.iter().flatten().for_each(|model| *ways.entry(*model).or_default() += 1);
        let first = |own: &FxHashSet<ItemId>| {
            let shared = own.iter().filter(|it| ways.get(it).is_some_and(|count| *count > 1));
            shared.min_by_key(|it| schema.position(**it)).copied()
        };
        reached.iter().map(first).collect()
    }
}

fn report_cycle(cx: &mut ValidityContext<'_>, path: &[&CascadeStep]) {
    let schema = cx.schema;
    let sides: Vec<Side<'_>> = path.iter().filter_map(|step| Side::of(schema, step.field)).collect();
    let Some(side) = sides.first() else { return };
    let label = side.label();
    let own = sides.last().filter(|last| last.is_self());
    let message = match own {
        Some(_) if side.is_self() => format!(
            "`{label}` references its own model, so changes cascade without end. Set `onDelete` and `onUpdate` to \
             `NoAction`."
        ),
        _ => {
            let mut steps: Vec<String> =
                sides.iter().take(MAX_SHOWN).map(|side| format!("`{}`", side.label())).collect();
            if sides.len() > MAX_SHOWN {
                steps.push(format!("and {} more", sides.len() - MAX_SHOWN));
            }
            format!(
                "`{label}` is part of a cascade cycle: {}. Set `onDelete` and `onUpdate` of one of these to \
                 `NoAction`.",
                steps.join(", ")
            )
        }
    };
    let mut report = cx.error(&CASCADE_CYCLE, side.id.item, side.name_span(), message);
    for step in sides.iter().take(MAX_SHOWN).skip(1) {
        let place = Place::new(step.id.item, step.name_span());
        report = report.related(place, "Cascades here.");
    }
    report.fix(|| stop_spreading(side));
}

/// A relation of a cycle that is too long to be shown.
fn report_long_cycle(cx: &mut ValidityContext<'_>, step: &CascadeStep) {
    let Some(side) = Side::of(cx.schema, step.field) else { return };
    let message = format!(
        "`{}` is part of a long cascade cycle. Set `onDelete` and `onUpdate` of one relation of it to `NoAction`.",
        side.label()
    );
    cx.error(&CASCADE_CYCLE, side.id.item, side.name_span(), message).fix(|| stop_spreading(&side));
}

/// Relations of one model that lead to the same other one.
fn multiple_paths(cx: &mut ValidityContext<'_>, graph: &Graph<'_>, reach: &CascadeReach, model: ItemId) {
    let edges: Vec<&CascadeStep> = graph.from(model).filter(|edge| edge.to != model).collect();
    if edges.len() < 2 {
        return;
    }
    let targets: Vec<ItemId> = edges.iter().map(|edge| edge.to).collect();
    let shared = reach.shared(&targets).unwrap_or_else(|| graph.shared(cx.schema, &edges));
    for (edge, shared) in edges.iter().zip(shared) {
        let Some(shared) = shared else { continue };
        let Some(side) = Side::of(cx.schema, edge.field) else { continue };
        let shared = cx.schema.head(shared).map_or("", |item| item.name());
        let message = format!(
            "`{}` depends on `{shared}` through several cascade paths, one of them through `{}`, which {} rejects. \
             Set `onDelete` and `onUpdate` of one to `NoAction`.",
            side.item.name(),
            side.label(),
            cx.configuration().provider.map_or("the database", |provider| provider.display_name())
        );
        cx.error(&MULTIPLE_CASCADE_PATHS, side.id.item, side.name_span(), message)
            .fix(|| stop_spreading(&side));
    }
}

/// Lets the relation neither delete nor change rows.
pub(super) fn stop_spreading(side: &Side<'_>) -> Option<Fix> {
    let configuration = side.schema.configuration();
    let allowed = referential_actions::allowed(configuration.provider?, configuration.relation_mode);
    let action = [ReferentialAction::NoAction, ReferentialAction::Restrict]
        .into_iter()
        .find(|action| allowed.contains(action))?;
    let relation = side.relation()?;
    let mut changes = Vec::new();
    let mut added = Vec::new();
    for (name, written) in [("onDelete", &relation.on_delete), ("onUpdate", &relation.on_update)] {
        match written {
            Some(path) if path.text == action.name() => {}
            Some(path) => {
                let place = Place::new(side.id.item, path.span);
                changes.push(edit::replace(side.schema, place, action.name()));
            }
            None => added.push(format!("{name}: {action}")),
        }
    }
    if !added.is_empty() {
        changes.push(edit::add_argument(side.schema, side.id.item, side.attribute()?, &added.join(", ")));
    }
    Some(Fix::choice(format!("Set `onDelete` and `onUpdate` to `{action}`"), changes))
}
