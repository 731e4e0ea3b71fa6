//! Adds documentation comments to a block.

use crate::refactor::{FileUse, Refactoring, RefactoringKind, Spot};
use base::FileEdit;
use checks::rules::{article, singular, words};
use model::catalog::ScalarType;
use model::schema::edit;
use model::schema::item::{Arity, Field};
use model::schema::{FieldType, Schema};

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let has_name = at.item.model().is_some() || at.item.enumeration().is_some();
    if !at.is_head || !has_name || at.item.name().is_empty() {
        return;
    }
    let members = missing(at);
    let (at, name) = (*at, at.item.name());
    let head = at.item.documentation.is_none().then(|| (at.item.span.start, of_block(&at)));
    if let Some((offset, text)) = head.clone() {
        found.push(Refactoring {
            code: "document",
            title: format!("Add a documentation comment to `{name}`"),
            kind: RefactoringKind::Rewrite,
            files: FileUse::Kept,
            change: Box::new(move || {
                Some(vec![edit::add_documentation(at.schema, at.id, offset, &text)].into())
            }),
        });
    }
    if members.is_empty() {
        return;
    }
    let what = if at.item.model().is_some() { "field" } else { "value" };
    let plural = if members.len() == 1 { "" } else { "s" };
    found.push(Refactoring {
        code: "document",
        title: match head {
            Some(_) => {
                format!("Add a documentation comment to `{name}` and {} {what}{plural}", members.len())
            }
            None => format!("Add a documentation comment to {} {what}{plural} of `{name}`", members.len()),
        },
        kind: RefactoringKind::Rewrite,
        files: FileUse::Kept,
        change: Box::new(move || {
            let lines = head.iter().chain(&members);
            let add =
                |(offset, text): &(u32, String)| edit::add_documentation(at.schema, at.id, *offset, text);
            Some(lines.map(add).collect::<Vec<FileEdit>>().into())
        }),
    });
}

/// The members without documentation: the start of each, and its text.
fn missing(at: &Spot<'_>) -> Vec<(u32, String)> {
    match (at.item.model(), at.item.enumeration()) {
        (Some(model), _) => {
            let fields = model.fields.iter().filter(|field| field.documentation.is_none());
            fields.map(|field| (field.span.start, of_field(at.schema, field))).collect()
        }
        (_, Some(value)) => {
            let values = value.values.iter().filter(|value| value.documentation.is_none());
            values
                .map(|value| (value.span.start, format!("{}.", sentence(&words(&value.name.text).to_vec()))))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn of_block(at: &Spot<'_>) -> String {
    let name = words(at.item.name()).join(" ");
    match at.item.enumeration() {
        Some(_) => format!("{}.", sentence(&["the".into(), name])),
        None => {
            let name = singular(&name);
            format!("{}.", sentence(&[article(&name).into(), name]))
        }
    }
}

/// A sentence based on the name and type of a field.
fn of_field(schema: &Schema, field: &Field) -> String {
    let mut parts = words(&field.name.text).to_vec();
    let ty = schema.type_of(field);
    if field.has("id") {
        return "Unique identifier.".into();
    }
    if ty == FieldType::Scalar(ScalarType::Boolean) {
        let verb = parts.first().filter(|word| matches!(word.as_str(), "is" | "has" | "can")).cloned();
        let rest = if verb.is_some() { parts.split_off(1) } else { parts };
        return format!("Whether it {} {}.", verb.unwrap_or_else(|| "is".into()), rest.join(" "));
    }
    if ty == FieldType::Scalar(ScalarType::DateTime)
        && parts.len() > 1
        && parts.last().is_some_and(|it| it == "at")
    {
        parts.pop();
        return format!("When it was {}.", parts.join(" "));
    }
    if matches!(ty, FieldType::Scalar(_)) && parts.len() > 1 && parts.last().is_some_and(|it| it == "id") {
        parts.pop();
        return format!("Which {} it belongs to.", parts.join(" "));
    }
    let owner = if field.arity() == Arity::List { "its" } else { "the" };
    parts.insert(0, owner.into());
    format!("{}.", sentence(&parts))
}

fn sentence(words: &[String]) -> String {
    let text = words.join(" ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
