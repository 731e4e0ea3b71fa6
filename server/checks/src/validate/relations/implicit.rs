//! Many-to-many relations whose join table Prisma keeps.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::fixes::add_id;
use crate::validate::relations::embedded::{self, REFERENTIAL_ACTIONS_ON_MANY_TO_MANY};
use crate::validate::relations::side::Side;
use crate::validate::relations::{actions, fixes};
use base::Place;
use model::schema::item::{KeyKind, ModelKind};

codes! {
    /// An implicit many-to-many relation in a database without join tables.
    ///
    /// On MongoDB both sides store a list of ids: `@relation(fields: [tagIds], references: [id])`.
    MANY_TO_MANY_UNSUPPORTED = "many-to-many-unsupported";

    /// A view in a many-to-many relation.
    ///
    /// Views cannot be in join tables. Use `fields` and `references`.
    MANY_TO_MANY_WITH_VIEW = "many-to-many-with-view";

    /// A many-to-many relation with a model without a single-field id.
    ///
    /// The join table has one column for each side. Give the model an `@id`, or declare the join table as a model.
    MANY_TO_MANY_WITHOUT_ID = "many-to-many-without-id";

    /// `references` on a many-to-many relation.
    ///
    /// Its join table always references the ids. Remove it.
    REFERENCES_ON_MANY_TO_MANY = "references-on-many-to-many";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, side: &Side<'_>, other: &Side<'_>) {
    if let Some(provider) = cx.configuration().provider.filter(|it| !it.capabilities().implicit_many_to_many)
    {
        let message = format!(
            "`{}` and `{}` are both lists, but {} has no join tables. Add a list of ids to both sides: \
             `@relation(fields: […], references: [id])`.",
            side.label(),
            other.label(),
            provider.display_name()
        );
        cx.error(&MANY_TO_MANY_UNSUPPORTED, side.id.item, side.name_span(), message)
            .fix(|| embedded::add_id_lists(&[side, other]));
    }
    let is_view = |side: &Side<'_>| side.model.kind == ModelKind::View;
    if is_view(side) || is_view(other) {
        let message = format!(
            "`{}` and `{}` are both lists, but a view cannot be in a join table. Use `fields` and `references`.",
            side.label(),
            other.label()
        );
        cx.error(&MANY_TO_MANY_WITH_VIEW, side.id.item, side.name_span(), message);
    } else if !has_single_id(other) && !cx.is_broken(side.target) {
        let message = format!(
            "`{}` cannot be many-to-many: `{}` has no single-field id for the join table. Add one, or declare the \
             join table as a model.",
            side.label(),
            side.target_item.name()
        );
        cx.error(&MANY_TO_MANY_WITHOUT_ID, side.id.item, side.type_span(), message)
            .related(Place::new(side.target, side.target_item.head()), "This model has no `@id` field.")
            .fix(|| {
                let has_id = other.model.keys.iter().any(|key| key.kind == KeyKind::Id);
                if has_id { None } else { add_id(side.schema, side.target, side.target_model) }
            });
    }
    extra_arguments(cx, side);
}

/// A join table takes neither actions nor a choice of what it references.
fn extra_arguments(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    let label = side.label();
    if let Some(span) = actions::span(side) {
        let message = format!(
            "`{label}` is many-to-many: its join table always cascades and accepts no `onDelete` or `onUpdate`. \
             Remove them, or declare the join table as a model."
        );
        cx.error(&REFERENTIAL_ACTIONS_ON_MANY_TO_MANY, side.id.item, span, message)
            .fix(|| fixes::keep_name_only(side));
    }
    if !side.references().is_empty() {
        let message = format!(
            "`{label}` is many-to-many, and its join table always references the ids. Remove `references`."
        );
        cx.error(&REFERENCES_ON_MANY_TO_MANY, side.id.item, side.references_span(), message)
            .fix(|| fixes::keep_name_only(side));
    }
}

fn has_single_id(side: &Side<'_>) -> bool {
    side.model.keys.iter().any(|key| key.kind == KeyKind::Id && key.columns.len() == 1)
}
