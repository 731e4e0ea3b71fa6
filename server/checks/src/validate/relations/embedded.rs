//! Many-to-many relations that both sides keep as a list of ids, as in MongoDB.

use crate::validate::relations::side::Side;
use crate::validate::relations::{actions, fixes, key};
use crate::validate::{Context, without_datasource};
use base::Fix;
use base::text::Span;
use model::schema::item::{Arity, KeyKind};

/// Whether the relation is meant so: one of the sides names fields.
pub(super) fn is_embedded(side: &Side<'_>, other: &Side<'_>) -> bool {
    let names_fields = |side: &Side<'_>| side.relation().is_some_and(|relation| relation.fields.is_some());
    names_fields(side) || names_fields(other)
}

pub(super) fn check(cx: &mut Context<'_>, side: &Side<'_>, other: &Side<'_>) {
    let Some(provider) = cx.configuration().provider else {
        if cx.lacks_datasource() {
            without_datasource::embedded_relation(cx, side.id.item, side.name_span(), &side.label());
        }
        return;
    };
    let label = side.label();
    if provider.capabilities().implicit_many_to_many {
        let message = format!(
            "`{label}` and `{}` are both lists. {} keeps such a relation in a join table of its own: remove `fields` \
             and `references`.",
            other.label(),
            provider.display_name()
        );
        cx.error("embedded-many-to-many-unsupported", side.id.item, side.name_span(), message).fix(|| {
            let changes = [side, other].into_iter().filter_map(fixes::keep_name_only);
            let changes: Vec<_> = changes.flat_map(|fix| fix.edits).collect();
            let title = "Remove `fields` and `references` from both sides";
            (!changes.is_empty()).then(|| Fix::choice(title, changes))
        });
        return;
    }
    if let Some(span) = actions::span(side) {
        let message =
            format!("`{label}` is many to many, and takes no `onDelete` and `onUpdate`. Remove them.");
        cx.error("referential-actions-on-many-to-many", side.id.item, span, message)
            .fix(|| fixes::remove_actions(side));
    }
    if side.relation().is_none_or(|it| it.fields.is_none() && it.references.is_none()) {
        let message = format!(
            "`{label}` is many to many, and keeps a list of ids as the other side does: it needs `@relation(fields: [\
             …], references: [id])`."
        );
        cx.error("many-to-many-arguments", side.id.item, side.fields_span(), message)
            .fix(|| fixes::add_id_lists(&[side]));
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
            "`{label}` is many to many, and `references` has to name the id of `{}`.",
            side.target_item.name()
        );
        cx.error("many-to-many-reference", side.id.item, reference.span, message)
            .fix(|| fixes::reference_id(side));
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
            "`{}.{}` keeps the ids of `{}`: it has to be a list of the type of `{}`, native type included.",
            side.item.name(),
            ours.name.text,
            side.target_item.name(),
            theirs.name.text
        );
        cx.error("many-to-many-field-type", side.id.item, field.span, message)
            .fix(|| fixes::retype_id_list(side));
    }
    key::native_types(cx, side, ours, theirs);
}

fn count(cx: &mut Context<'_>, side: &Side<'_>, argument: &str, span: Span) {
    let message = format!(
        "`{}` is many to many, and `{argument}` has to name just one field: {}.",
        side.label(),
        match argument {
            "fields" => "the list of ids in this model",
            _ => "the id of the other model",
        }
    );
    cx.error("many-to-many-arguments", side.id.item, span, message).fix(|| match (argument, side.fields()) {
        ("references", _) => fixes::reference_id(side),
        (_, []) => fixes::add_id_lists(&[side]),
        _ => fixes::keep_id_list(side),
    });
}
