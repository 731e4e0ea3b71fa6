//! Many-to-many relations that both sides keep as a list of ids, as in MongoDB.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::configuration::without_datasource;
use crate::validate::relations::foreign_key::arguments;
use crate::validate::relations::side::Side;
use crate::validate::relations::{actions, fixes, key};
use base::text::Span;
use base::{FileEdit, Fix, Place};
use model::schema::FieldType;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, KeyKind};

codes! {
    /// Lists of ids on both sides of a relation, which only MongoDB supports.
    ///
    /// This database uses a join table. Remove `fields` and `references` from both sides.
    EMBEDDED_MANY_TO_MANY_UNSUPPORTED = "embedded-many-to-many-unsupported";

    /// A MongoDB many-to-many relation without `fields` or `references`.
    ///
    /// Both sides store a list of ids: `@relation(fields: [tagIds], references: [id])`.
    MANY_TO_MANY_ARGUMENTS = "many-to-many-arguments";

    /// A list of ids whose type differs from the ids.
    ///
    /// It must be a list of the type of the other model's id, including the native type: `String[] @db.ObjectId`.
    MANY_TO_MANY_FIELD_TYPE = "many-to-many-field-type";

    /// A many-to-many relation that references another field than the id.
    ///
    /// Reference the `@id` field of the other model.
    MANY_TO_MANY_REFERENCE = "many-to-many-reference";

    /// Referential actions on a many-to-many relation.
    ///
    /// Its rows are always deleted with either side. Declare the join table as a model to choose other actions.
    REFERENTIAL_ACTIONS_ON_MANY_TO_MANY = "referential-actions-on-many-to-many";
}

/// Whether the relation is meant so: one of the sides names fields.
pub(super) fn is_embedded(side: &Side<'_>, other: &Side<'_>) -> bool {
    let names_fields = |side: &Side<'_>| side.relation().is_some_and(|relation| relation.fields.is_some());
    names_fields(side) || names_fields(other)
}

pub(super) fn check(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    let Some(provider) = cx.configuration().provider else {
        if cx.lacks_datasource() {
            without_datasource::embedded_relation(cx, side.id.item, side.name_span(), &side.label());
        }
        return;
    };
    let label = side.label();
    if provider.capabilities().implicit_many_to_many {
        let message = format!(
            "`{label}` and `{}` are both lists, and {} uses a join table for such a relation. Remove `fields` and \
             `references`.",
            other.label(),
            provider.display_name()
        );
        cx.error(&EMBEDDED_MANY_TO_MANY_UNSUPPORTED, side.id.item, side.name_span(), message).fix(|| {
            let changes = [side, other].into_iter().filter_map(fixes::keep_name_only);
            let changes: Vec<_> = changes.flat_map(|fix| fix.edits).collect();
            let title = "Remove `fields` and `references` from both sides";
            (!changes.is_empty()).then(|| Fix::choice(title, changes))
        });
        return;
    }
    if let Some(span) = actions::span(side) {
        let message =
            format!("`{label}` is many-to-many and accepts no `onDelete` or `onUpdate`. Remove them.");
        cx.error(&REFERENTIAL_ACTIONS_ON_MANY_TO_MANY, side.id.item, span, message)
            .fix(|| fixes::remove_actions(side));
    }
    if side.relation().is_none_or(|it| it.fields.is_none() && it.references.is_none()) {
        let message = format!(
            "`{label}` is many-to-many and stores a list of ids. Add `@relation(fields: […], references: [id])`."
        );
        cx.error(&MANY_TO_MANY_ARGUMENTS, side.id.item, side.fields_span(), message)
            .fix(|| add_id_lists(&[side]));
        return;
    }
    if side.fields().len() != 1 {
        count(cx, side, "fields", side.fields_span());
    }
    if side.references().len() != 1 {
        count(cx, side, "references", side.references_span());
    }
    let ([field], [reference]) = (side.fields(), side.references()) else { return };
    let id = side.target_model.keys.iter().find(|key| key.kind == KeyKind::Id && key.columns.len() == 1);
    if id.is_none_or(|id| !id.is_over(&[reference.text.as_str()])) {
        let message = format!(
            "`{label}` is many-to-many, so `references` must be the id of `{}`.",
            side.target_item.name()
        );
        cx.error(&MANY_TO_MANY_REFERENCE, side.id.item, reference.span, message).fix(|| reference_id(side));
        return;
    }
    let (Some(ours), Some(theirs)) =
        (side.model.field(&field.text), cx.schema.member(side.target, &reference.text))
    else {
        return;
    };
    let natives = |field: &model::schema::item::Field| {
        field.native_type().and_then(|it| it.native_type()).map(|(_, name)| name.text.clone())
    };
    let is_list = ours.arity() == Arity::List;
    if !is_list || !key::same_type(side, ours, theirs) || natives(ours) != natives(theirs) {
        let message = format!(
            "`{}.{}` stores the ids of `{}`. It must be a list of the type of `{}`, including the native type.",
            side.item.name(),
            ours.name.text,
            side.target_item.name(),
            theirs.name.text
        );
        cx.error(&MANY_TO_MANY_FIELD_TYPE, side.id.item, field.span, message).fix(|| retype_id_list(side));
    }
    key::native_types(cx, side, ours, theirs);
}

fn count(cx: &mut ValidityContext<'_>, side: &Side<'_>, argument: &str, span: Span) {
    let message = format!(
        "`{}` is many-to-many, so `{argument}` must be a single field: {}.",
        side.label(),
        match argument {
            "fields" => "the list of ids in this model",
            _ => "the id of the other model",
        }
    );
    cx.error(&MANY_TO_MANY_ARGUMENTS, side.id.item, span, message).fix(|| match (argument, side.fields()) {
        ("references", _) => reference_id(side),
        (_, []) => add_id_lists(&[side]),
        _ => keep_id_list(side),
    });
}

/// Gives the sides that have none a list of the other side's ids, and names it in their `@relation`.
pub(super) fn add_id_lists(sides: &[&Side<'_>]) -> Option<Fix> {
    let mut changes = Vec::new();
    let mut titles = Vec::new();
    for side in sides {
        let (title, more) = add_id_list(side)?;
        titles.push(title);
        changes.extend(more);
    }
    let title = titles.join(" and ");
    (!changes.is_empty()).then(|| Fix::choice(format!("Add {title}"), changes))
}

fn add_id_list(side: &Side<'_>) -> Option<(String, Vec<FileEdit>)> {
    let (schema, item) = (side.schema, side.id.item);
    let id = id_of(side)?;
    let referenced = side.target_model.field(id)?;
    let name = format!("{}Ids", singular(side.field.name.as_str(), side.target_item.name()));
    let reference = format!("[{id}]");
    let fields = format!("[{name}]");
    if let Some(existing) = side.model.field(&name) {
        let is_apt = existing.arity() == Arity::List && existing.type_name() == referenced.type_name();
        let title = format!("`@relation(fields: {fields}, references: {reference})`");
        return is_apt.then(|| (title, arguments(side, &fields, &reference)));
    }
    let native = referenced.native_type().map(|it| it.span.of(&schema.text(side.target)).to_owned());
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    let line = format!("{name} {}[]{native}", referenced.type_name());
    let added = edit::add_field(schema, item, FieldPlace::After(side.field), std::slice::from_ref(&line))?;
    let mut changes = arguments(side, &fields, &reference);
    changes.push(added);
    Some((format!("`{line}` to `{}`", side.item.name()), changes))
}

/// Gives the list of ids the type of the ids, native type included.
pub(super) fn retype_id_list(side: &Side<'_>) -> Option<Fix> {
    let ([field], [reference]) = (side.fields(), side.references()) else { return None };
    let ours = side.model.field(&field.text)?;
    let theirs = side.target_model.field(&reference.text)?;
    let (schema, item) = (side.schema, side.id.item);
    if !matches!(schema.type_of(theirs), FieldType::Scalar(_)) {
        return None;
    }
    let native = theirs.native_type().map(|it| it.span.of(&schema.text(side.target)).to_owned());
    let ty = format!("{}[]", theirs.type_name());
    let mut changes = vec![edit::replace(schema, Place::new(item, ours.ty.as_ref()?.span), ty.as_str())];
    match (ours.native_type(), &native) {
        (Some(old), Some(new)) => {
            changes.push(edit::replace(schema, Place::new(item, old.span), new.as_str()))
        }
        (Some(old), None) => changes.push(edit::remove_attribute(schema, item, old)),
        (None, Some(new)) => changes.push(edit::add_attribute(schema, item, ours, new)),
        (None, None) => {}
    }
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    Some(Fix::choice(format!("Change `{}` to `{ty}{native}`", ours.name.text), changes))
}

/// Names the id of the other model.
pub(super) fn reference_id(side: &Side<'_>) -> Option<Fix> {
    let text = format!("[{}]", id_of(side)?);
    let place = Place::new(side.id.item, side.relation()?.references_span?);
    Some(Fix::choice(format!("Write `references: {text}`"), vec![edit::replace(side.schema, place, text)]))
}

/// Keeps those of the named fields that can be the list of ids, where that is just one.
pub(super) fn keep_id_list(side: &Side<'_>) -> Option<Fix> {
    let referenced = side.target_model.field(id_of(side)?)?;
    let apt = side.fields().iter().filter(|path| {
        let field = side.model.field(&path.text);
        field.is_some_and(|it| it.arity() == Arity::List && it.type_name() == referenced.type_name())
    });
    let apt: Vec<_> = apt.collect();
    let [only] = apt.as_slice() else { return None };
    let text = format!("[{}]", only.text);
    let place = Place::new(side.id.item, side.relation()?.fields_span?);
    Some(Fix::choice(format!("Write `fields: {text}`"), vec![edit::replace(side.schema, place, text)]))
}

/// The id of the other model, where that is a single field.
fn id_of<'s>(side: &Side<'s>) -> Option<&'s str> {
    let id = side.target_model.keys.iter().find(|key| key.kind == KeyKind::Id && key.columns.len() == 1)?;
    id.field_names().next()
}

/// The name of a list without what makes it one, where it is named after the model.
fn singular(name: &str, model: &str) -> String {
    let is_model = name.to_lowercase().starts_with(&model.to_lowercase()) && name.len() > model.len();
    match name.strip_suffix('s') {
        Some(one) => one.to_owned(),
        None if is_model => name.chars().take(model.chars().count()).collect(),
        None => name.to_owned(),
    }
}
