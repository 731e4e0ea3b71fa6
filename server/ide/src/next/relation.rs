//! Completion: after the name of a field, a whole relation with its foreign key and its opposite field.

use base::text::{TextEdit, capitalized, uncapitalized};
use base::{FileEdit, FileId, ItemId};
use checks::rules::{plural, same_words, singular};
use model::schema::Schema;
use model::schema::edit::{FieldPlace, add_field, line_ending};
use model::schema::item::{Arity, Field, Item, Model, ModelKind};

use crate::completion::key_field;
use crate::{Analysis, Completion, CompletionKind};

/// What is before the cursor: the model that it is in, and the field that gets a type.
pub(super) struct Place<'d> {
    /// The file.
    pub(super) file: FileId,
    /// The byte of the file that the cursor is at.
    pub(super) offset: u32,
    /// The namespace of the model.
    pub(super) namespace: Option<&'d str>,
    /// The name of the model.
    pub(super) model: &'d str,
    /// The name of the field.
    pub(super) field: &'d str,
    /// What is typed of the type.
    pub(super) typed: &'d str,
}

/// The relation to the model that the field is named after, or whose name is typed already. The foreign key gets a line below; the
/// opposite field is added where its model is in the same file.
pub(super) fn offer(analysis: &Analysis, at: &Place<'_>) -> Option<Completion> {
    let schema = &*analysis.schema;
    let find = |name: &str| {
        let is_it = |item: &Item| item.name() == name && item.namespace.as_deref() == at.namespace;
        schema.models().find(|(_, item, model)| model.kind == ModelKind::Model && is_it(item))
    };
    let (own_id, own, own_model) = find(at.model)?;
    let stem = singular(at.field);
    // A list is the other side, and the two sides of a self-relation need a name.
    if !same_words(at.field, &stem) {
        return None;
    }
    let named = [at.typed.to_owned(), capitalized(&stem)];
    let (id, target, model) = named.iter().find_map(|name| find(name))?;
    if id == own_id || has_key_to(model, own) {
        return None;
    }
    let key = key_field(model)?;
    let column = format!("{}{}", at.field, capitalized(&key.name.text));
    let mut added = Vec::new();
    let mut elsewhere = Vec::new();
    if own_model.field(&column).is_none() {
        elsewhere.push(line_below(schema, own_id, at, &format!("{column} {}", type_text(schema, id, key)?))?);
        added.push(column.clone());
    }
    let opposite = plural(&uncapitalized(own.name()));
    let is_free =
        model.field(&opposite).is_none() && model.fields.iter().all(|field| field.type_name() != own.name());
    if schema.file_of(id) == at.file && is_free {
        elsewhere.extend(add_field(schema, id, FieldPlace::Last, &[format!("{opposite} {}[]", own.name())]));
        added.push(format!("{}.{opposite}", target.name()));
    }
    let detail = match added.is_empty() {
        true => "relation".to_owned(),
        false => format!("relation, adds {}", added.join(" and ")),
    };
    let text = format!("{} @relation(fields: [{column}], references: [{}])", target.name(), key.name.text);
    let offer =
        Completion::new(CompletionKind::Snippet, format!("{} @relation", target.name())).writing(text);
    Some(Completion { elsewhere, ..offer.detail(detail) })
}

/// Whether a model has a foreign key to another.
fn has_key_to(model: &Model, other: &Item) -> bool {
    model.fields.iter().any(|field| {
        field.type_name() == other.name() && field.relation.as_ref().is_some_and(|it| it.fields.is_some())
    })
}

/// The type of a column with the same values as a key. `None` for a preset, which is not a type alone.
fn type_text(schema: &Schema, id: ItemId, key: &Field) -> Option<String> {
    let ty = key.ty.as_ref().filter(|ty| !ty.is_preset() && ty.arity == Arity::Required)?;
    Some(ty.base_span().of(&schema.text(id)).to_owned())
}

/// A line directly below that of the cursor, with the same indentation. It starts at the start of the next line, so that it never
/// touches the text inserted at the cursor.
fn line_below(schema: &Schema, id: ItemId, at: &Place<'_>, line: &str) -> Option<FileEdit> {
    let source = schema.file(at.file)?.content.source().source();
    let own = source.line_of(at.offset);
    let next = own.saturating_add(1);
    if next >= source.line_count() {
        return None;
    }
    let text = source.to_string();
    let here = text.get(source.line_start(own) as usize..)?;
    let indent = here.get(..here.len() - here.trim_start_matches([' ', '\t']).len())?;
    let newline = line_ending(&schema.text(id));
    let edit = TextEdit::insert(source.line_start(next), format!("{indent}{line}{newline}"));
    Some(FileEdit { file: at.file, edit })
}
