//! Queries and edits shared by rules about types.

use crate::rules::{Context, ModelRef};
use base::text::Span;
use base::{FileEdit, ItemId, Place};
use model::catalog::next;
use model::schema::edit;
use model::schema::item::{Arity, Attribute, Field};

/// The prefix of native types: the name of the datasource, `db` if there is none.
pub(super) fn datasource_name<'c>(cx: &'c Context<'_>) -> &'c str {
    cx.configuration().datasource_name.as_deref().unwrap_or("db")
}

/// The native type of the field without the datasource prefix, with its attribute.
pub(super) fn native(field: &Field) -> Option<(&str, &Attribute)> {
    let attribute = field.native_type()?;
    Some((attribute.native_type()?.1.as_str(), attribute))
}

/// As [`native`], also where a `types` block of the Prisma 8 dialect names it.
pub(in crate::rules) fn named_native<'s>(
    cx: &Context<'s>,
    field: &'s Field,
) -> Option<(&'s str, &'s Attribute)> {
    let attribute = cx.schema.native_type_of(field)?;
    Some((attribute.native_type()?.1.as_str(), attribute))
}

/// The first argument of a native type, if it is a number.
pub(in crate::rules) fn first_number(attribute: &Attribute) -> Option<i64> {
    attribute.arguments().first()?.value.as_ref()?.as_int()
}

/// A native type as the schema writes it: `@db.VarChar(20)`, or `VarChar(20)` in the Prisma 8 dialect.
pub(in crate::rules) fn written(cx: &Context<'_>, native: &str) -> String {
    if !cx.configuration().is_next() {
        return format!("@{}.{native}", datasource_name(cx));
    }
    let (name, arguments) = native.split_at(native.find('(').unwrap_or(native.len()));
    format!("{}{arguments}", next::name_of_native(name))
}

/// Replaces the native type of the field: `VarChar(20)`.
pub(in crate::rules) fn set_native(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    field: &Field,
    native: &str,
) -> FileEdit {
    set_native_of(cx, model.id, field, native)
}

/// As [`set_native`], of a field of any item.
pub(in crate::rules) fn set_native_of(
    cx: &Context<'_>,
    item: ItemId,
    field: &Field,
    native: &str,
) -> FileEdit {
    let text = written(cx, native);
    if let Some(ty) = field.ty.as_ref().filter(|_| cx.configuration().is_next()) {
        return edit::replace(cx.schema, Place::new(item, ty.base_span()), text);
    }
    match field.native_type() {
        Some(attribute) => edit::replace(cx.schema, Place::new(item, attribute.span), text),
        None => edit::add_attribute(cx.schema, item, field, &text),
    }
}

/// Makes a required field optional.
pub(super) fn make_optional(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> Option<FileEdit> {
    let ty = field.ty.as_ref().filter(|ty| ty.arity == Arity::Required)?;
    Some(edit::replace(cx.schema, Place::new(model.id, Span::at(ty.span.end)), "?"))
}

/// Makes an optional field required.
pub(super) fn make_required(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> Option<FileEdit> {
    let ty = field.ty.as_ref().filter(|ty| ty.arity == Arity::Optional)?;
    let mark = Span::new(ty.span.end.saturating_sub(1), ty.span.end);
    let mark = Place::new(model.id, mark);
    (cx.schema.text_at(mark) == "?").then(|| edit::replace(cx.schema, mark, ""))
}

/// Whether a foreign key references the field: its type is then that of other fields too.
pub(super) fn is_referenced(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> bool {
    cx.schema.fields_to(model.id).any(|id| {
        let relation = cx.schema.field(id).and_then(|field| field.relation.as_ref());
        relation.is_some_and(|relation| relation.referenced_names().any(|name| name == field.name.text))
    })
}

/// The names of the fields that belong to a foreign key, whose types depend on other fields.
pub(in crate::rules) fn relation_keys(model: ModelRef<'_>) -> RelationKeys<'_> {
    let relations = model.model.fields.iter().filter_map(|field| field.relation.as_ref());
    let mut names: Vec<&str> = relations.flat_map(|relation| relation.field_names()).collect();
    names.sort_unstable();
    RelationKeys { names }
}

/// See [`relation_keys`].
pub(in crate::rules) struct RelationKeys<'m> {
    names: Vec<&'m str>,
}

impl RelationKeys<'_> {
    /// Whether the field with this name is one of them.
    pub(in crate::rules) fn contains(&self, name: &str) -> bool {
        self.names.binary_search(&name).is_ok()
    }
}

/// Whether the field has a comment of any kind above or after it.
pub(super) fn has_comment(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> bool {
    if field.documentation.is_some() || field.trailing_comment.is_some() {
        return true;
    }
    // If any other comment is between the two, so is the last one before the field.
    let comments = &model.item.comments;
    let before = comments.partition_point(|comment| comment.span.end <= field.span.start);
    before.checked_sub(1).and_then(|last| comments.get(last)).is_some_and(|comment| {
        let between = Span::new(comment.span.end, field.span.start);
        let text = cx.schema.text_at(Place::new(model.id, between));
        text.trim().is_empty() && text.matches('\n').count() == 1
    })
}
