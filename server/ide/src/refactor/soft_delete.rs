//! Adds soft delete to a model.

use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot};
use base::text::Span;
use base::{FileEdit, Place};
use checks::rules::{Conventions, soft_delete_field};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Field, Key, KeyKind, KeyOwner, Model};

/// An index with more columns is probably made for a single query.
const MAX_COLUMNS: usize = 2;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let Some(model) = at.model_head() else { return };
    if soft_delete_field(at.schema, model).is_some()
        || model.field("deletedAt").is_some()
        || model.fields.is_empty()
    {
        return;
    }
    let count = indexes(model).count();
    let indexes = match count {
        0 => String::new(),
        1 => " and append it to its index".to_owned(),
        count => format!(" and append it to its {count} indexes"),
    };
    let at = *at;
    found.push(Refactoring {
        code: "add-soft-delete",
        title: format!("Add soft delete to `{}`: `deletedAt DateTime?`{indexes}", at.item.name()),
        kind: RefactoringKind::Rewrite,
        files: FileUse::Kept,
        change: Box::new(move || change(&at, model).map(Change::from)),
    });
}

/// The indexes that find active rows better with the column: plain ones with few columns. An index over only this
/// column would not help, because it is NULL in most rows.
fn indexes(model: &Model) -> impl Iterator<Item = &Key> {
    model.keys.iter().filter(|key| {
        key.kind == KeyKind::Index
            && key.index_type.is_none()
            && key.predicate.is_none()
            && (1..=MAX_COLUMNS).contains(&key.columns.len())
            && key.columns.iter().all(|column| column.ops.is_none())
    })
}

fn change(at: &Spot<'_>, model: &Model) -> Option<Vec<FileEdit>> {
    let (schema, style) = (at.schema, Conventions::of(at.schema).style);
    let line = style.field_line("deletedAt", &format!("DateTime?{}", style.date_time_suffix()));
    let name = line.split(' ').next()?.to_owned();
    if model.field(&name).is_some() {
        return None;
    }
    // Beside the other timestamps; relation fields and foreign keys stay at the end.
    let is_time = |field: &&Field| {
        let is_time = schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime);
        is_time && (field.has("updatedAt") || field.default().is_some())
    };
    let is_column = |field: &&Field| !matches!(schema.type_of(field), FieldType::Model(_));
    let behind = model.fields.iter().rev().find(is_time);
    let behind = behind.or_else(|| model.fields.iter().rev().find(is_column));
    let place = behind.map_or(FieldPlace::Last, FieldPlace::After);
    let mut edits = vec![edit::add_field(schema, at.id, place, &[line])?];
    for key in indexes(model) {
        let KeyOwner::Block(_) = key.owner else { continue };
        let last = key.columns.last()?.span.end;
        edits.push(edit::replace(schema, Place::new(at.id, Span::at(last)), format!(", {name}")));
    }
    Some(edits)
}
