//! `cascade-chain`

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::index::RelationStep;
use crate::rules::relations::cascades::Cascade;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec, article};
use base::{Finding, ItemId, Level, Place};
use model::catalog::referential_actions::refuses_cycles;

rule! {
    /// A cascading delete that is long, circular, or deletes the audit trail.
    ///
    /// With `onDelete: Cascade` a single statement can empty much of a database in one transaction. Flagged are models
    /// whose delete cascades over more than `max` relations, cycles of several models (PostgreSQL accepts them), and
    /// cascades into models that hold an audit trail, such as `AuditLog`: these records should outlive what they
    /// describe.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id   Int        @id
    ///   logs AuditLog[]
    /// }
    ///
    /// model AuditLog {
    ///   id     Int    @id
    ///   userId Int
    ///   user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
    ///   action String
    ///
    ///   @@index([userId])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id   Int        @id
    ///   logs AuditLog[]
    /// }
    ///
    /// model AuditLog {
    ///   id     Int    @id
    ///   userId Int?
    ///   user   User?  @relation(fields: [userId], references: [id], onDelete: SetNull)
    ///   action String
    ///
    ///   @@index([userId])
    /// }
    /// ```
    ///
    /// ```prisma flagged {"max": 1}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int       @id
    ///   userId   Int
    ///   user     User      @relation(fields: [userId], references: [id], onDelete: Cascade)
    ///   comments Comment[]
    /// }
    ///
    /// model Comment {
    ///   id     Int  @id
    ///   postId Int
    ///   post   Post @relation(fields: [postId], references: [id], onDelete: Cascade)
    /// }
    /// ```
    pub static RULE = Rule {
        code: "cascade-chain",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[OptionSpec {
            name: "max",
            kind: OptionKind::Number(3),
            docs: "Maximum number of relations that a delete may cascade over.",
        }],
        check: Check::Schema(check),
    };
}

/// A cascade between two models.
#[derive(Clone, Copy, Debug)]
struct Edge<'w> {
    parent: ItemId,
    child: ItemId,
    way: &'w RelationStep,
}

/// The cascades of a schema, from parents to children.
struct Graph<'w> {
    /// The cascades that start at each model.
    from: FxHashMap<ItemId, Vec<Edge<'w>>>,
    /// Topological order: every model comes after the models that it cascades to, cycles aside.
    order: Vec<ItemId>,
    /// Every cycle found.
    circles: Vec<Path<'w>>,
}

/// Cascades one after the other.
struct Path<'w> {
    /// The first of them, [`MAX_SHOWN`] at most.
    shown: Vec<Edge<'w>>,
    /// How many there are.
    length: usize,
}

/// The most cascades of a path that a message names: many paths can share a long end.
const MAX_SHOWN: usize = 8;

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let all = cx.index.cascades(cx.schema);
    let mut edges: Vec<Edge<'_>> = Vec::new();
    for (child, ways, is_evidence) in &all {
        // Self-referencing trees are meant to be deleted as a whole.
        let own = ways.iter().filter(|way| way.to != *child);
        let own = own.map(|way| Edge { parent: way.to, child: *child, way });
        if *is_evidence {
            found.extend(own.clone().filter_map(|edge| evidence(cx, &cascade(cx, edge)?)));
        }
        edges.extend(own);
    }
    let graph = Graph::new(&edges);
    let configuration = cx.configuration();
    // Where the database rejects cycles, Prisma itself reports them.
    let is_refused =
        configuration.provider.is_none_or(|provider| refuses_cycles(provider, configuration.relation_mode));
    let read = |edges: &[Edge<'_>]| edges.iter().filter_map(|edge| cascade(cx, *edge)).collect::<Vec<_>>();
    for circle in graph.circles.iter().filter(|_| !is_refused) {
        found.extend(report_circle(cx, &read(&circle.shown), circle.length));
    }
    for path in graph.longest_from_roots(&edges) {
        if path.length > cx.options.number("max") as usize {
            found.extend(report_chain(cx, &read(&path.shown), path.length));
        }
    }
}

/// Resolves the models and the key of a cascade.
fn cascade<'s>(cx: &Context<'s>, edge: Edge<'_>) -> Option<Cascade<'s>> {
    let keys = cx.owning_fields(edge.child).into_iter();
    let key = keys.into_iter().find(|key| key.field.name.text == edge.way.field)?;
    Cascade::of(cx.schema, edge.child, key)
}

/// A cascade into a model that holds an audit trail.
fn evidence(cx: &Context<'_>, cascade: &Cascade<'_>) -> Option<Finding> {
    let own = cx.schema.head(cascade.child)?.name();
    let target = cascade.key.target_name;
    let message = format!(
        "Deleting {} `{target}` also deletes its `{own}` audit records. Use `Restrict`, or an optional relation with \
         `SetNull`.",
        article(target)
    );
    let place = cascade.place();
    Some(cx.finding(place.item, place.span, message))
}

fn report_circle(cx: &Context<'_>, circle: &[Cascade<'_>], length: usize) -> Option<Finding> {
    let first = circle.first()?;
    let message = format!(
        "Cascading deletes form a cycle: {}. Deleting one row can delete all the others. Change `onDelete` on one \
         relation.",
        names(cx, circle, length)
    );
    let place = first.place();
    Some(steps(cx, cx.finding(place.item, place.span, message), circle.get(1..).unwrap_or(&[])))
}

fn report_chain(cx: &Context<'_>, path: &[Cascade<'_>], length: usize) -> Option<Finding> {
    let (root, item) = path.first().and_then(|it| Some((it.parent, cx.schema.head(it.parent)?)))?;
    let message = format!(
        "Deleting {} `{}` cascades over {} relations: {}. Change `onDelete` on one of them, or delete in steps.",
        article(item.name()),
        item.name(),
        length,
        names(cx, path, length)
    );
    Some(steps(cx, cx.finding(root, item.head(), message), path))
}

/// The models of a path of this length: `A → B → C`.
fn names(cx: &Context<'_>, path: &[Cascade<'_>], length: usize) -> String {
    let first = path.first().map(|cascade| cascade.parent);
    let all = first.into_iter().chain(path.iter().map(|cascade| cascade.child));
    let mut all: Vec<String> =
        all.filter_map(|id| Some(format!("`{}`", cx.schema.head(id)?.name()))).collect();
    if length > MAX_SHOWN {
        all.push("…".to_owned());
    }
    all.join(" → ")
}

fn steps(cx: &Context<'_>, finding: Finding, path: &[Cascade<'_>]) -> Finding {
    path.iter().fold(finding, |finding, cascade| {
        let child = cx.schema.head(cascade.child).map_or("", |item| item.name());
        let message = format!("Deleting a `{}` deletes its `{child}` rows.", cascade.key.target_name);
        let place: Place = cascade.place();
        finding.related(place, message)
    })
}

impl<'w> Graph<'w> {
    fn new(edges: &[Edge<'w>]) -> Graph<'w> {
        let mut from: FxHashMap<ItemId, Vec<Edge<'w>>> = FxHashMap::default();
        for edge in edges {
            from.entry(edge.parent).or_default().push(*edge);
        }
        let mut graph = Graph { from, order: Vec::new(), circles: Vec::new() };
        let mut state = FxHashMap::default();
        for edge in edges {
            graph.visit(edge.parent, &mut state);
        }
        graph
    }

    /// Depth-first search without recursion, since chains can be as long as a schema. `state` is `false` for a model on
    /// the current path, `true` for one that is done.
    fn visit(&mut self, start: ItemId, state: &mut FxHashMap<ItemId, bool>) {
        if state.contains_key(&start) {
            return;
        }
        state.insert(start, false);
        // Each model on the path, the number of its cascades already followed, and the cascade that led to it.
        let mut stack: Vec<(ItemId, usize, Option<Edge<'w>>)> = vec![(start, 0, None)];
        // Where on the path each model is.
        let mut places: FxHashMap<ItemId, usize> = FxHashMap::from_iter([(start, 0)]);
        while let Some((model, followed, _)) = stack.last_mut() {
            let next = self.from.get(model).and_then(|edges| edges.get(*followed)).copied();
            *followed += 1;
            let Some(edge) = next else {
                let model = *model;
                state.insert(model, true);
                self.order.push(model);
                stack.pop();
                continue;
            };
            match state.get(&edge.child) {
                Some(true) => {}
                Some(false) => {
                    let at = places.get(&edge.child).copied().unwrap_or(0);
                    let inside = stack.iter().skip(at + 1).filter_map(|(.., edge)| *edge);
                    let shown = inside.chain([edge]).take(MAX_SHOWN).collect();
                    self.circles.push(Path { shown, length: stack.len() - at });
                }
                None => {
                    state.insert(edge.child, false);
                    places.insert(edge.child, stack.len());
                    stack.push((edge.child, 0, Some(edge)));
                }
            }
        }
    }

    /// The longest path down from each model that no cascade leads to.
    fn longest_from_roots(&self, edges: &[Edge<'w>]) -> Vec<Path<'w>> {
        let mut best: FxHashMap<ItemId, (usize, Option<Edge<'w>>)> = FxHashMap::default();
        for model in &self.order {
            let mut longest = (0, None);
            for edge in self.from.get(model).into_iter().flatten() {
                // An edge to a later model in the order closes a cycle.
                if let Some((below, _)) = best.get(&edge.child).filter(|(below, _)| below + 1 > longest.0) {
                    longest = (below + 1, Some(*edge));
                }
            }
            best.insert(*model, longest);
        }
        let children: FxHashSet<ItemId> = edges.iter().map(|edge| edge.child).collect();
        let is_root = |model: &&ItemId| !children.contains(model);
        let roots = self.order.iter().filter(is_root);
        let path = |root: &ItemId| {
            let next = |at: &ItemId| best.get(at).and_then(|(_, edge)| *edge);
            let edges = std::iter::successors(next(root), |edge| next(&edge.child));
            let length = best.get(root).map_or(0, |(length, _)| *length);
            Path { shown: edges.take(MAX_SHOWN).collect(), length }
        };
        roots.map(path).collect()
    }
}
