//! Relation fields.

use base::FieldId;
use model::schema::item::{Arity, Field, Relation};
use model::schema::{RelationInfo, Schema};

use crate::convert::defaults::has_stored_default;
use crate::convert::edits::BlockEdits;
use crate::convert::facts::{Facts, is_many_to_many, is_nullable, namespace, owns_key};
use crate::convert::junctions::Junctions;
use crate::convert::literal::quoted;
use crate::convert::note::{CONSTRAINT_NAMES, Message, Notes};

/// Converts a relation field that is kept.
pub(super) fn convert(
    (facts, junctions): (&Facts<'_>, &Junctions),
    notes: &mut Notes<'_>,
    id: FieldId,
    field: &Field,
    edits: &mut BlockEdits<'_>,
) {
    let Some(info) = facts.schema.relation(id) else { return };
    let Some(ty) = &field.ty else { return };
    let from = facts.schema.head(id.item).map_or("", |item| namespace(item));
    let arity = match field.arity() {
        Arity::List => "[]",
        _ if owns_key(field) && !has_nullable_key(facts.schema, &info) => "",
        _ => "?",
    };
    if arity == "?" && field.arity() == Arity::Required {
        let message =
            format!("The relation `{}` becomes optional, as a field of its key is.", field.name.text);
        notes.change("optional-relation", id.item, ty.span, message);
    }
    let text = facts.name_from(info.target, from) + arity;
    if edits.slice(ty.span) != text {
        edits.replace(field.span, ty.span, text);
    }
    let attribute = match field.relation.as_deref().filter(|_| owns_key(field)) {
        Some(relation) => Some(owner(facts, notes, id, relation, &info)),
        None => back_name(facts, junctions, &info).map(|name| format!("@relation(name: {})", quoted(&name))),
    };
    for written in &field.attributes {
        match (written.name(), &attribute) {
            ("relation", Some(text)) if edits.slice(written.span) == text => {}
            ("relation", Some(text)) => edits.replace(field.span, written.span, text),
            ("relation", None) => edits.remove(field.span, written.span),
            (name, _) => {
                let message = format!(
                    "`@{name}` of the relation `{}` has no counterpart in Prisma 8.",
                    field.name.text
                );
                notes.block("attribute", id.item, written.span, message);
            }
        }
    }
    if let Some(text) = attribute.filter(|_| field.relation.is_none()) {
        edits.insert(ty.span.end, format!(" {text}"));
    }
}

/// Whether a field of the key of a relation may be empty.
fn has_nullable_key(schema: &Schema, info: &RelationInfo) -> bool {
    info.key.iter().filter_map(|id| schema.field(*id)).any(is_nullable)
}

/// The name of a relation on the side that does not hold the key.
fn back_name(facts: &Facts<'_>, junctions: &Junctions, info: &RelationInfo) -> Option<String> {
    if is_many_to_many(info) {
        let (junction, side) = junctions.of_field(info.field)?;
        return junction.relation_name(facts, side);
    }
    name(facts, info)
}

/// The name of a relation on both sides: the one in the schema, or one where the relation needs one.
fn name(facts: &Facts<'_>, info: &RelationInfo) -> Option<String> {
    let written = facts.schema.field(info.field)?.relation.as_ref().and_then(|it| it.name.as_ref());
    if let Some(name) = written {
        return Some(name.value.to_string());
    }
    if !facts.needs_names(info.field.item, info.target) {
        return None;
    }
    let owner = if info.owns_key { info.field } else { info.opposite? };
    let (model, field) = (facts.schema.head(owner.item)?, facts.schema.field(owner)?);
    Some(format!("{}_{}", model.name(), field.name.text))
}

/// The attribute of the side that holds the key.
fn owner(
    facts: &Facts<'_>,
    notes: &mut Notes<'_>,
    id: FieldId,
    relation: &Relation,
    info: &RelationInfo,
) -> String {
    let is_optional =
        info.key.iter().filter_map(|id| facts.schema.field(*id)).all(is_nullable) && !info.key.is_empty();
    let on_delete = relation.on_delete.as_ref().map(|it| it.text.as_str());
    let on_delete = on_delete.unwrap_or(if is_optional { "SetNull" } else { "Restrict" });
    let on_update = relation.on_update.as_ref().map_or("Cascade", |it| it.text.as_str());
    for (event, action) in [("onDelete", on_delete), ("onUpdate", on_update)] {
        check_action(facts, notes, id, relation, info, (event, action));
    }
    if let Some(map) = &relation.map {
        notes.change_once("constraint-name", id.item, map.span, CONSTRAINT_NAMES);
    }
    let name = name(facts, info).map(|name| format!("name: {}, ", quoted(&name))).unwrap_or_default();
    let fields: Vec<&str> = relation.field_names().collect();
    let references: Vec<&str> = relation.referenced_names().collect();
    format!(
        "@relation({name}fields: [{}], references: [{}], onDelete: {on_delete}, onUpdate: {on_update}, index: false)",
        fields.join(", "),
        references.join(", ")
    )
}

/// Prisma 8 refuses actions that would fail whenever they run.
fn check_action(
    facts: &Facts<'_>,
    notes: &mut Notes<'_>,
    id: FieldId,
    relation: &Relation,
    info: &RelationInfo,
    (event, action): (&str, &str),
) {
    let required = |field: &&Field| match action {
        "SetNull" => !is_nullable(field),
        "SetDefault" => !is_nullable(field) && !has_stored_default(field),
        _ => false,
    };
    let key = info.key.iter().filter_map(|id| facts.schema.field(*id));
    let Some(field) = key.into_iter().find(required) else { return };
    let name = &field.name.text;
    let message = match action {
        "SetNull" => Message::new(
            format!("`{event}: SetNull` would set the required field `{name}` to null."),
            "Make the field optional, or choose another action.",
        ),
        _ => Message::new(
            format!("`{event}: SetDefault` needs a default of `{name}` in the database."),
            "Give the field one, or choose another action.",
        ),
    };
    notes.block("referential-action", id.item, relation.span, message);
}
