//! Giving a relation field its other side.

use crate::validate::relations::fixes::foreign_key::{Ends, add_foreign_key, identity};
use crate::validate::relations::fixes::{add_name, lower_first, self_relation_name};
use crate::validate::relations::side::Side;
use base::{FileEdit, Fix};
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, ModelKind};

/// The fields that could answer to the side, the likeliest first.
pub(in crate::validate::relations) fn add_opposite(side: &Side<'_>) -> Vec<Fix> {
    let source = side.item.name();
    let list = add(side, &free_name(side, &format!("{}s", lower_first(source))), "[]", &[]);
    if side.arity() == Arity::List {
        let key = if side.fields().is_empty() { add_with_key(side) } else { None };
        return key.into_iter().chain(list).collect();
    }
    let names: Vec<&str> = side.fields().iter().map(|path| path.text.as_str()).collect();
    let is_unique = side.model.keys.iter().any(|key| key.is_unique() && key.is_over(&names));
    let single = || add(side, &free_name(side, &lower_first(source)), "?", &[]);
    let one = if is_unique { single() } else { None };
    let keyed = list.as_ref().and_then(|list| with_own_key(side, list));
    one.into_iter().chain(keyed).chain(list).collect()
}

/// The list side there together with the foreign key here, which this side is still without.
fn with_own_key(side: &Side<'_>, list: &Fix) -> Option<Fix> {
    // Of a self relation without a name both would change the same `@relation`.
    if !side.fields().is_empty() || (side.is_self() && side.relation_name().is_none()) {
        return None;
    }
    let key = add_foreign_key(side, false)?;
    let edits = list.edits.iter().chain(&key.edits).cloned().collect();
    Some(Fix::choice(format!("{}, and its foreign key to `{}`", list.title, side.item.name()), edits))
}

/// The single side of a one-to-many relation, foreign key and all.
fn add_with_key(side: &Side<'_>) -> Option<Fix> {
    if side.model.kind == ModelKind::View || side.is_self() {
        return None;
    }
    let name = free_name(side, &lower_first(side.item.name()));
    let ends = Ends {
        schema: side.schema,
        model: side.target_model,
        field_name: &name,
        arity: Arity::Required,
        target: side.id.item,
        target_item: side.item,
        target_model: side.model,
    };
    let key = ends.key(&identity(side.model)?, false)?;
    let arguments =
        format!("fields: [{}], references: [{}]", key.names.join(", "), key.references.join(", "));
    let relation = match side.relation_name() {
        Some(relation) => format!("@relation({relation:?}, {arguments})"),
        None => format!("@relation({arguments})"),
    };
    let mut lines = vec![format!("{name} {} {relation}", side.item.name())];
    lines.extend(key.lines);
    let change = edit::add_field(side.schema, side.target, FieldPlace::Last, &lines)?;
    Some(Fix::choice(title(side, &format!("{name} {}", side.item.name())), vec![change]))
}

fn add(side: &Side<'_>, name: &str, arity: &str, more: &[FileEdit]) -> Option<Fix> {
    let mut changes = more.to_vec();
    let unnamed_self = side.is_self() && side.relation_name().is_none();
    let relation = match side.relation_name() {
        Some(relation) => format!(" @relation({relation:?})"),
        None if unnamed_self => format!(" @relation({:?})", self_relation_name(side)),
        None => String::new(),
    };
    let ty = format!("{}{arity}", side.item.name());
    let line = format!("{name} {ty}{relation}");
    changes.push(edit::add_field(side.schema, side.target, FieldPlace::Last, &[line])?);
    if unnamed_self {
        let name = self_relation_name(side);
        // Before the new field: both may stand at the same place.
        changes.insert(0, add_name(side.schema, side.id.item, side.field, &name));
    }
    Some(Fix::choice(title(side, &format!("{name} {ty}")), changes))
}

fn title(side: &Side<'_>, field: &str) -> String {
    format!("Add `{field}` to `{}`", side.target_item.name())
}

/// The name, or one like it that the target does not have yet.
fn free_name(side: &Side<'_>, name: &str) -> String {
    let is_free = |name: &str| side.target_model.field(name).is_none();
    if is_free(name) {
        return name.to_owned();
    }
    let numbered = (2_u32..).map(|number| format!("{name}{number}"));
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_else(|| name.to_owned())
}
