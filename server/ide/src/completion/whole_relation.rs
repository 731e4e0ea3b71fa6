//! After the name of a field: a whole relation, with its foreign key and its opposite field.
//!
//! Additional edits of a completion are limited to the same file. If the other model is in another file, its side is
//! left to the quick fix of Prisma's error: not every editor runs a command when an item is accepted, and a file that
//! is not visible should not change on a keystroke.

use crate::completion::at::At;
use crate::completion::context::key_field;
use crate::completion::field_name::{column_like, holds_key};
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::hover::Topic;
use base::text::{TextEdit, capitalized, uncapitalized};
use base::{FileEdit, ItemId};
use checks::rules::{plural, same_words, singular};
use model::catalog::Provider;
use model::schema::edit::{FieldPlace, add_field, line_ending};
use model::schema::item::{Arity, Item, Model, ModelKind};

/// The relation to the model that the field is named after, or whose name is typed already.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let (cx, Some(field)) = (at.cx, at.field()) else { return Vec::new() };
    let is_plain = field.arity() == Arity::Required && field.attributes.is_empty() && !cx.cursor.has_more();
    let own = cx.item().zip(cx.model()).filter(|(_, model)| model.kind == ModelKind::Model);
    let Some((own, _)) = own.filter(|_| is_plain && !cx.is_next) else { return Vec::new() };
    let typed = cx.cursor.word.of(&cx.cursor.line);
    let named = [typed.to_owned(), capitalized(&singular(&field.name.text))];
    let Some((id, target, model)) = named.iter().find_map(|name| {
        let id = cx.schema.find(name)?;
        let item = cx.schema.item(id)?;
        Some((id, item.as_ref(), item.model().filter(|model| model.kind == ModelKind::Model)?))
    }) else {
        return Vec::new();
    };
    // The two sides of a self-relation need a name, and a list is the other side.
    let is_list = !same_words(&field.name.text, &singular(&field.name.text));
    if target.name() == own.name() || is_list || holds_key(cx, model) {
        return Vec::new();
    }
    relation(at, own, (id, target, model)).into_iter().collect()
}

fn relation(at: At<'_>, own: &Item, (id, target, model): (ItemId, &Item, &Model)) -> Option<Completion> {
    let (cx, field) = (at.cx, at.field()?);
    let key = key_field(model)?;
    let column = format!("{}{}", field.name.text, capitalized(&key.name.text));
    let text = format!("{} @relation(fields: [{column}], references: [{}])", target.name(), key.name.text);
    let mut added = Vec::new();
    let mut elsewhere = Vec::new();
    if cx.siblings().all(|sibling| sibling.name.text != column) {
        elsewhere.push(line_below(at, &format!("{column} {}", column_like(cx, id, key, Arity::Required)))?);
        added.push(column.clone());
    }
    let opposite = plural(&uncapitalized(own.name()));
    let is_here = cx.schema.file_of(id) == cx.schema.file_of(cx.cursor.item?);
    let is_free = model.field(&opposite).is_none() && !has_opposite_in(own, model);
    if is_here && is_free {
        let line = format!("{opposite} {}[]", own.name());
        elsewhere.extend(add_field(cx.schema, id, FieldPlace::Last, &[line]));
        added.push(format!("{}.{opposite}", target.name()));
    }
    let detail = match added.is_empty() {
        true => "relation".to_owned(),
        false => format!("relation, adds {}", added.join(" and ")),
    };
    let offer = Completion::new(CompletionKind::Snippet, format!("{} @relation", target.name()))
        .writing(text)
        .detail(detail)
        .about(Topic::Block(target.name().to_owned()))
        .ranked(if cx.provider() == Some(Provider::Mongodb) { Rank::Usual } else { Rank::Likely });
    Some(Completion { elsewhere, ..offer })
}

fn has_opposite_in(own: &Item, model: &Model) -> bool {
    model.fields.iter().any(|field| field.type_name() == own.name())
}

/// A line directly below that of the cursor, with the same indentation. It starts at the start of the next line, so
/// that it never touches the text inserted at the cursor.
fn line_below(at: At<'_>, line: &str) -> Option<FileEdit> {
    let (schema, cursor) = (at.cx.schema, at.cx.cursor);
    let file = schema.file_of(cursor.item?);
    let source = schema.file(file)?.content.source().source();
    let next = source.line_of(cursor.line_start).saturating_add(1);
    if next >= source.line_count() {
        return None;
    }
    let indent = cursor.line.get(..cursor.line.len() - cursor.line.trim_start().len())?;
    let newline = line_ending(&schema.text(cursor.item?));
    let edit = TextEdit::insert(source.line_start(next), format!("{indent}{line}{newline}"));
    Some(FileEdit { file, edit })
}
