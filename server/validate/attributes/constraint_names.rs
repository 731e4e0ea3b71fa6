//! The names of constraints in the database: short enough, and no two alike where they share a space.

use rustc_hash::FxHashMap;

use crate::schema::ItemId;
use crate::schema::catalog::Provider;
use crate::schema::catalog::capabilities::{ConstraintKind, ConstraintReach};
use crate::schema::catalog::constraint_names::default_name;
use crate::schema::item::{Item, Model, ModelKind};
use crate::text::Span;
use crate::validate::Context;

/// A constraint with a name, written or made.
struct Named<'s> {
    item: ItemId,
    kind: ConstraintKind,
    schema: Option<&'s str>,
    name: String,
    is_written: bool,
    /// The text of the written name, else the attribute.
    span: Span,
}

/// Where a name has to be the only one, and the name: the database schema, or the table.
type Space<'s> = (Option<&'s str>, Option<ItemId>, &'s str);

pub(super) fn check(cx: &mut Context<'_>) {
    let Some(provider) = cx.configuration().provider else { return };
    let facts = provider.capabilities();
    let mut all = Vec::new();
    for (id, item) in cx.schema.items() {
        // Of two blocks of one name all names would be the same, which follows from that.
        let is_first = cx.schema.find(item.name()) == Some(id);
        if let Some(model) = item.model().filter(|model| is_first && model.kind == ModelKind::Model) {
            keys(cx, provider, id, item, model, &mut all);
            defaults(provider, id, model, &mut all);
            foreign_keys(cx, provider, id, item, model, &mut all);
        }
    }
    for named in all.iter().filter(|named| named.is_written) {
        if facts.max_constraint_name_bytes.is_some_and(|most| named.name.len() > most) {
            let most = facts.max_constraint_name_bytes.unwrap_or_default();
            let message = format!(
                "\"{}\" is longer than the {most} bytes that {} allows.",
                named.name,
                provider.display_name()
            );
            cx.error("name-too-long", named.item, named.span, message);
        }
    }
    clashes(cx, provider, &all);
}

fn keys<'s>(
    cx: &Context<'s>,
    provider: Provider,
    id: ItemId,
    item: &'s Item,
    model: &'s Model,
    all: &mut Vec<Named<'s>>,
) {
    let mut has_primary = false;
    for key in &model.keys {
        let kind = key.constraint_kind();
        // A second primary key is refused as such.
        let is_primary = kind == ConstraintKind::PrimaryKey;
        if is_primary && std::mem::replace(&mut has_primary, true) {
            continue;
        }
        if kind == ConstraintKind::PrimaryKey && !provider.capabilities().named_primary_keys {
            continue;
        }
        let name = cx.schema.key_name(item, key);
        // `name` of an index is the old word for `map`.
        let old = key.name.as_ref().filter(|_| kind == ConstraintKind::Index && key.map.is_none());
        let span = key.map.as_ref().or(old).map_or(key.span, |text| text.span);
        all.push(Named {
            item: id,
            kind,
            schema: model.database_schema(),
            name: old.map_or(name.text, |old| old.value.clone()),
            is_written: name.written || old.is_some(),
            span,
        });
    }
}

/// Defaults have names of their own on SQL Server, which the schema may give.
fn defaults<'s>(provider: Provider, id: ItemId, model: &'s Model, all: &mut Vec<Named<'s>>) {
    if !provider.capabilities().named_defaults {
        return;
    }
    for field in &model.fields {
        let map = field.attribute("default").and_then(|attribute| attribute.named("map")?.as_text());
        if let Some(map) = map {
            all.push(Named {
                item: id,
                kind: ConstraintKind::Default,
                schema: model.database_schema(),
                name: map.value.clone(),
                is_written: true,
                span: map.span,
            });
        }
    }
}

fn foreign_keys<'s>(
    cx: &Context<'s>,
    provider: Provider,
    id: ItemId,
    item: &'s Item,
    model: &'s Model,
    all: &mut Vec<Named<'s>>,
) {
    if !provider.capabilities().named_foreign_keys || !cx.configuration().has_foreign_keys() {
        return;
    }
    for field in &model.fields {
        let Some(relation) = field.relation.as_ref().filter(|relation| relation.fields.is_some()) else {
            continue;
        };
        let columns: Vec<&str> = relation
            .field_names()
            .map(|name| model.field(name).map_or(name, |field| field.database_name()))
            .collect();
        let made = default_name(provider, ConstraintKind::ForeignKey, item.database_name(), &columns);
        all.push(Named {
            item: id,
            kind: ConstraintKind::ForeignKey,
            schema: model.database_schema(),
            name: relation.map.as_ref().map_or(made, |map| map.value.clone()),
            is_written: relation.map.is_some(),
            span: relation.map.as_ref().map_or(relation.span, |map| map.span),
        });
    }
}

fn clashes(cx: &mut Context<'_>, provider: Provider, all: &[Named<'_>]) {
    let mut reported = vec![false; all.len()];
    for scope in provider.capabilities().constraint_scopes {
        let mut groups: FxHashMap<Space<'_>, Vec<usize>> = FxHashMap::default();
        for (at, named) in all.iter().enumerate().filter(|(_, named)| scope.kinds.contains(&named.kind)) {
            let key = match scope.reach {
                ConstraintReach::Schema => (named.schema, None, named.name.as_str()),
                ConstraintReach::Table => (None, Some(named.item), named.name.as_str()),
            };
            groups.entry(key).or_default().push(at);
        }
        // Where foreign keys share the names of a table, indexes count, but are not what is reported.
        let shared =
            scope.reach == ConstraintReach::Table && scope.kinds.contains(&ConstraintKind::ForeignKey);
        let is_index = |at: usize| {
            let kind = all.get(at).map(|named| named.kind);
            matches!(kind, Some(ConstraintKind::Index | ConstraintKind::Unique))
        };
        for group in groups.values().filter(|group| group.len() > 1) {
            for &at in group.iter().filter(|at| !shared || !is_index(**at)) {
                if let Some(done) = reported.get_mut(at) {
                    *done = true;
                }
            }
        }
    }
    for (named, _) in all.iter().zip(&reported).filter(|(_, clashes)| **clashes) {
        let made =
            if named.is_written { "" } else { " It is the name that Prisma makes: choose one with `map:`." };
        let message = format!("Another constraint of this schema is called \"{}\" too.{made}", named.name);
        cx.error("duplicate-constraint-name", named.item, named.span, message);
    }
}
