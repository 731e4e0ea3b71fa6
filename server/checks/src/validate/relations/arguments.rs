//! What stands in `@relation(…)`: values of the right kind, and names of fields that exist.

use crate::validate::ValidityContext;
use crate::validate::attributes::arguments::EMPTY_NAME;
use crate::validate::code::codes;
use crate::validate::relations::foreign_key;
use crate::validate::relations::side::Side;
use base::{Fix, ItemId, Place};
use model::project::closest;
use model::schema::FieldType;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Attribute, Path};

codes! {
    /// Different numbers of fields in `fields` and `references`.
    ///
    /// Each field corresponds to one of the other list, in the same order.
    RELATION_FIELD_COUNT = "relation-field-count";

    /// A relation field in `fields` or `references`.
    ///
    /// Both lists require scalar fields.
    #[removes(Item)]
    RELATION_FIELD_NOT_SCALAR = "relation-field-not-scalar";

    /// A duplicate field in `fields` or `references`.
    ///
    /// Remove one, and its counterpart in the other list.
    #[removes(Item)]
    RELATION_FIELD_TWICE = "relation-field-twice";

    /// `fields` or `references` names a field whose type is unknown.
    ///
    /// A foreign key compares values of built-in types or enums. Correct the type of the field.
    RELATION_FIELD_TYPE_UNKNOWN = "relation-field-type-unknown";

    /// An unknown field in `fields` or `references`.
    ///
    /// `fields` are those of this model, `references` those of the other. Correct the name, or add the field.
    UNKNOWN_RELATION_FIELD = "unknown-relation-field";
}

/// Whether the arguments can be understood, so that it makes sense to look at what they say.
pub(super) fn check(cx: &mut ValidityContext<'_>, side: &Side<'_>) -> bool {
    let Some(attribute) = side.attribute() else { return true };
    if !is_whole(attribute) || !are_of_their_kind(attribute) {
        return false;
    }
    empty_name(cx, side);
    let end = |item, argument| End { item, argument };
    let fields = names(cx, side, &end(side.id.item, "fields"), side.fields());
    let references = names(cx, side, &end(side.target, "references"), side.references());
    fields && references
}

/// Whether Prisma reads the attribute: it is complete, and every argument is one that `@relation` has, with a value of its kind.
pub(super) fn are_readable(side: &Side<'_>) -> bool {
    let Some(attribute) = side.attribute() else { return true };
    let is_known =
        |name: &str| matches!(name, "" | "name" | "fields" | "references" | "onDelete" | "onUpdate" | "map");
    let are_known = attribute.arguments().iter().all(|argument| is_known(argument.name().as_str()));
    is_whole(attribute) && are_of_their_kind(attribute) && are_known
}

/// Whether both lists name as many fields. That one of them is empty is said where both sides are known.
pub(super) fn check_count(cx: &mut ValidityContext<'_>, side: &Side<'_>, has_partner: bool) {
    let (keys, targets) = (side.fields().len(), side.references().len());
    let are_given = side.relation().is_some_and(|it| it.fields.is_some() && it.references.is_some());
    let is_said = has_partner && (keys == 0 || targets == 0);
    if !are_given || keys == targets || is_said || side.arity() == Arity::List {
        return;
    }
    let message = format!(
        "`fields` of `{}` has {}, but `references` has {}. Both need the same number of fields.",
        side.label(),
        counted(keys),
        counted(targets)
    );
    let span = if keys == 0 { side.fields_span() } else { side.references_span() };
    cx.error(&RELATION_FIELD_COUNT, side.id.item, span, message)
        .fix(|| reference_identity(side).into_iter().chain(cut_lists(side)));
}

/// One of the two lists of fields, and the model that they belong to.
struct End {
    item: ItemId,
    argument: &'static str,
}

/// Whether nothing of the attribute is still to be written. What is missing is reported as such.
fn is_whole(attribute: &Attribute) -> bool {
    attribute.arguments.as_ref().is_none_or(|arguments| {
        arguments.closed && arguments.list.iter().all(|argument| argument.value.is_some())
    })
}

/// Whether every argument has a value of its kind. Which has not is said of all attributes alike.
fn are_of_their_kind(attribute: &Attribute) -> bool {
    attribute.arguments().iter().filter_map(|argument| Some((argument.name(), argument.value.as_ref()?))).all(
        |(name, value)| match name.as_str() {
            "fields" | "references" => value.as_list().iter().all(|item| item.as_path().is_some()),
            "onDelete" | "onUpdate" => value.as_path().is_some(),
            "" | "name" | "map" => value.as_text().is_some(),
            // That there is no such argument takes nothing from the others.
            _ => true,
        },
    )
}

fn empty_name(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    let Some(name) = side.relation().and_then(|relation| relation.name.as_ref()) else { return };
    if name.value.is_empty() {
        let message =
            format!("The relation name of `{}` is empty. Write a name, or remove it.", side.label());
        cx.error(&EMPTY_NAME, side.id.item, name.span, message);
    }
}

/// Whether all names are those of fields that can be part of a foreign key, each named once.
fn names(cx: &mut ValidityContext<'_>, side: &Side<'_>, end: &End, paths: &[Path]) -> bool {
    let mut is_fine = true;
    let (argument, owner) = (end.argument, cx.schema.head(end.item).map_or("", |item| item.name()));
    // Nothing is known of the fields of a block that has no beginning.
    if cx.schema.head(end.item).is_some_and(|item| item.open_brace.is_none()) {
        return paths.is_empty();
    }
    for (index, path) in paths.iter().enumerate() {
        let Some(field) = cx.schema.member(end.item, &path.text) else {
            is_fine = false;
            unknown(cx, side, end, owner, path);
            continue;
        };
        if cx.is_repeated(end.item, &path.text) {
            is_fine = false;
            continue;
        }
        match cx.schema.type_of(field) {
            FieldType::Model(_) => {
                is_fine = false;
                let message = format!(
                    "`{argument}` requires scalar fields, but `{owner}.{}` is a relation.",
                    path.text
                );
                cx.error(&RELATION_FIELD_NOT_SCALAR, side.id.item, path.span, message);
            }
            FieldType::Unknown | FieldType::Alias(_) => {
                is_fine = false;
                let message = format!(
                    "`{argument}` takes fields with a known type, and the type of `{owner}.{}` is unknown. Correct it.",
                    path.text
                );
                let span = if argument == "fields" { side.fields_span() } else { side.references_span() };
                cx.error(&RELATION_FIELD_TYPE_UNKNOWN, side.id.item, span, message);
            }
            FieldType::Missing => is_fine = false,
            _ if paths.iter().take(index).any(|earlier| earlier.text == path.text) => {
                is_fine = false;
                let message = format!("Duplicate field `{}` in `{argument}`. Remove one.", path.text);
                cx.error(&RELATION_FIELD_TWICE, side.id.item, path.span, message);
            }
            _ => {}
        }
    }
    is_fine
}

fn unknown(cx: &mut ValidityContext<'_>, side: &Side<'_>, end: &End, owner: &str, path: &Path) {
    let schema = cx.schema;
    let fields = schema.model(end.item).into_iter().flat_map(|model| &model.fields);
    let columns = fields.filter(|field| {
        let ty = schema.type_of(field);
        ty.is_scalar_like() || matches!(ty, FieldType::Composite(_))
    });
    let near = closest(&path.text, columns.map(|field| field.name.as_str()));
    let hint = match near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Correct the name, or add the field.".to_owned(),
    };
    let message =
        format!("`{owner}` has no field `{}`, which is listed in `{}`. {hint}", path.text, end.argument);
    let place = Place::new(side.id.item, path.span);
    cx.error(&UNKNOWN_RELATION_FIELD, side.id.item, path.span, message).fix(|| {
        let renamed = near
            .map(|near| Fix::choice(format!("Change to `{near}`"), vec![edit::replace(schema, place, near)]));
        let other = match end.argument {
            "fields" => add_key_field(side, path),
            _ => reference_identity(side),
        };
        renamed.into_iter().chain(other)
    });
}

fn counted(count: usize) -> String {
    match count {
        0 => "none".to_owned(),
        1 => "one field".to_owned(),
        more => format!("{more} fields"),
    }
}

/// Adds the field that `fields` names, of the type of what it points at.
pub(super) fn add_key_field(side: &Side<'_>, path: &Path) -> Option<Fix> {
    let at = side.fields().iter().position(|it| it.span == path.span)?;
    let reference = match side.references() {
        [] => *foreign_key::identity(side.target_model)?.get(at)?,
        references => references.get(at)?.text.as_str(),
    };
    let referenced = side.target_model.field(reference)?;
    let is_plain = matches!(side.schema.type_of(referenced), FieldType::Scalar(_) | FieldType::Enum(_));
    if path.text.contains('.') || !is_plain {
        return None;
    }
    let native = referenced.native_type().map(|it| it.span.of(&side.schema.text(side.target)).to_owned());
    let native = native.map(|native| format!(" {native}")).unwrap_or_default();
    let mark = match side.arity() {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    };
    let line = format!("{} {}{mark}{native}", path.text, referenced.type_name());
    let place = FieldPlace::After(side.field);
    let change = edit::add_field(side.schema, side.id.item, place, std::slice::from_ref(&line))?;
    Some(Fix::choice(format!("Add `{line}`"), vec![change]))
}

/// Points `references` at the id of the other model, where that has as many fields as the foreign key.
pub(super) fn reference_identity(side: &Side<'_>) -> Option<Fix> {
    let id = foreign_key::identity(side.target_model)?;
    let written: Vec<&str> = side.references().iter().map(|path| path.text.as_str()).collect();
    if id.len() != side.fields().len() || written == id {
        return None;
    }
    let text = format!("[{}]", id.join(", "));
    let place = Place::new(side.id.item, side.relation()?.references_span?);
    Some(Fix::choice(format!("Write `references: {text}`"), vec![edit::replace(side.schema, place, text)]))
}

/// Cuts the longer of both lists to as many fields as the other has.
pub(super) fn cut_lists(side: &Side<'_>) -> Option<Fix> {
    let (keys, targets) = (side.fields(), side.references());
    let count = keys.len().min(targets.len());
    let relation = side.relation()?;
    let (name, list, span) = match keys.len() > targets.len() {
        true => ("fields", keys, relation.fields_span?),
        false => ("references", targets, relation.references_span?),
    };
    let kept: Vec<&str> = list.iter().take(count).map(|path| path.text.as_str()).collect();
    let text = format!("[{}]", kept.join(", "));
    let change = edit::replace(side.schema, Place::new(side.id.item, span), text.as_str());
    (count > 0).then(|| Fix::choice(format!("Write `{name}: {text}`"), vec![change]))
}
