//! Converts a `String` with a few values to an enum.

use heck::ToUpperCamelCase as _;

use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot};
use base::text::Span;
use base::{FileEdit, Place};
use model::catalog::ScalarType;
use model::schema::item::{CommentPlace, Expr, Field};
use model::schema::{FieldType, edit};

/// More values are not a list of values, but a sentence.
const MAX_VALUES: usize = 40;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let (Some((_, field)), Some(model)) = (at.field, at.item.model()) else { return };
    let configuration = at.schema.configuration();
    let has_enums = configuration.provider.is_some() && configuration.has_enums();
    if !has_enums || at.schema.type_of(field) != FieldType::Scalar(ScalarType::String) || field.has("id") {
        return;
    }
    let in_key = |field: &Field| {
        let name = field.name.text.as_str();
        let owns = model.fields.iter().filter_map(|it| it.relation.as_ref());
        owns.into_iter().any(|relation| relation.field_names().any(|it| it == name))
            || is_referenced(at, name)
    };
    let default = match field.default() {
        Some(Expr::String(text)) => Some(text.value.clone()),
        Some(_) => return,
        None => None,
    };
    let values = values(at, field, default.as_deref());
    if values.is_empty() || in_key(field) {
        return;
    }
    let own = at.item.name().to_upper_camel_case();
    let mut name = field.name.text.to_upper_camel_case();
    if !name.starts_with(&own) {
        name = format!("{own}{name}");
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || at.schema.find(&name).is_some() {
        return;
    }
    let title = format!("Extract enum `{name}` from `{}` (changes the column type)", field.name.text);
    let at = *at;
    found.push(Refactoring {
        code: "extract-enum",
        title,
        kind: RefactoringKind::Extract,
        files: FileUse::Kept,
        change: Box::new(move || change(&at, field, &name, &values, default.as_deref()).map(Change::from)),
    });
}

fn is_referenced(at: &Spot<'_>, name: &str) -> bool {
    at.schema.fields_to(at.id).filter_map(|id| at.schema.field(id)).any(|field| {
        field.relation.as_ref().is_some_and(|relation| relation.referenced_names().any(|it| it == name))
    })
}

/// The values in the default and the comments of a field; the default comes first unless the comments contain it.
fn values(at: &Spot<'_>, field: &Field, default: Option<&str>) -> Vec<String> {
    let text = at.schema.text(at.id);
    let mut comments: Vec<String> = Vec::new();
    comments.extend(field.documentation.as_deref().map(|docs| docs.text.clone()));
    comments.extend(field.trailing_comment.map(|span| span.of(&text).trim_start_matches('/').to_owned()));
    let first = field.documentation.as_deref().map_or(field.span.start, |docs| docs.span.start);
    let above = at.item.comments.iter().rev().find(|comment| {
        let between = Span::new(comment.span.end, first.max(comment.span.end)).of(&text);
        comment.place == CommentPlace::Inside
            && comment.span.end <= first
            && between.trim().is_empty()
            && between.matches('\n').count() <= 1
    });
    comments.extend(above.map(|comment| comment.text.trim_start_matches('/').to_owned()));
    let mut values: Vec<String> =
        comments.iter().map(|it| listed(it)).find(|it| it.len() > 1).unwrap_or_default();
    if let Some(default) = default.filter(|default| identifier(default).is_some())
        && !values.iter().any(|value| value == default)
    {
        values.insert(0, default.to_owned());
    }
    let mut known = Vec::new();
    values.retain(|value| {
        let name = identifier(value);
        let is_new = name.is_some() && !known.contains(&name);
        known.push(name);
        is_new
    });
    if default.is_some_and(|default| !values.iter().any(|value| value == default)) {
        values.clear();
    }
    values
}

/// The values listed in a comment: `draft | published`, `one of "a", "b"`, `Status: a, b or c`.
fn listed(comment: &str) -> Vec<String> {
    let list = comment.rsplit_once(':').map_or(comment, |(_, list)| list);
    let quoted: Vec<String> = quoted(list);
    if quoted.len() > 1 && quoted.len() <= MAX_VALUES {
        return quoted;
    }
    let separator = if list.contains('|') { '|' } else { ',' };
    let mut parts: Vec<&str> = list.split(separator).map(str::trim).collect();
    if let Some((one, two)) = parts.last().and_then(|last| last.split_once(" or ")) {
        parts.pop();
        parts.extend([one.trim(), two.trim()]);
    }
    let parts =
        parts.into_iter().map(|part| part.trim_start_matches("or ").trim_end_matches(['.', ';', '…']));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
    // Words in a sentence are separated by spaces.
    let are_words =
        parts.iter().all(|part| !part.contains(char::is_whitespace) && identifier(part).is_some());
    if are_words && parts.len() <= MAX_VALUES { parts } else { Vec::new() }
}

fn quoted(text: &str) -> Vec<String> {
    let Some(quote) = text.chars().find(|c| matches!(c, '"' | '\'' | '`')) else { return Vec::new() };
    text.split(quote).skip(1).step_by(2).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// The name of the value in the enum.
fn identifier(value: &str) -> Option<String> {
    let name: String = value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let is_plain =
        value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '/'));
    (is_plain && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}

fn change(
    at: &Spot<'_>,
    field: &Field,
    name: &str,
    values: &[String],
    default: Option<&str>,
) -> Option<Vec<FileEdit>> {
    let (schema, id) = (at.schema, at.id);
    let ty = field.ty.as_ref()?;
    let is_next = schema.configuration().is_next();
    let replaced = if is_next { ty.base_span() } else { ty.name.span };
    let mut edits = vec![edit::replace(schema, Place::new(id, replaced), name)];
    if let Some(native) = field.native_type().filter(|_| !is_next) {
        edits.push(edit::remove_attribute(schema, id, native));
    }
    if let (Some(default), Some(value)) = (default, field.default()) {
        edits.push(edit::replace(schema, Place::new(id, value.span()), identifier(default)?));
    }
    let mut lines = vec![format!("enum {name} {{")];
    for value in values {
        let written = identifier(value)?;
        let map = match written == *value {
            true => String::new(),
            false if is_next => format!(" = {value:?}"),
            false => format!(" @map({value:?})"),
        };
        lines.push(format!("  {written}{map}"));
    }
    if let Some(database_schema) = at.item.model().and_then(|model| model.database_schema()) {
        lines.extend([String::new(), format!("  @@schema({database_schema:?})")]);
    }
    lines.push("}".into());
    edits.push(edit::add_whole_block(schema, id, &lines)?);
    Some(edits)
}
