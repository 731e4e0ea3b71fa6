//! Splits a file of a schema, and merges the files of a schema.

use std::collections::BTreeMap;

use heck::ToSnakeCase as _;

use crate::refactor::move_block::{append, block_text, with_line_ends};
use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot, base_name, beside};
use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, ItemId};
use checks::rules::words;
use model::schema::item::{Item, ItemKind, ModelKind};
use model::schema::{Schema, edit};

/// How blocks are grouped into files.
#[derive(Clone, Copy)]
enum By {
    /// A file for each model.
    Model,
    /// A file for models whose names begin with the same word, or that are in the same database schema.
    Domain,
}

/// Offered at the datasource, the block that represents the whole schema.
pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    if !at.is_head || !matches!(at.item.kind, ItemKind::Datasource(_)) {
        return;
    }
    let at = *at;
    let movable = |by| groups(at.schema, at.file, by).len();
    let note = if at.schema.files().len() > 1 { "" } else { "; the schema path is then the folder" };
    let (models, domains) = (movable(By::Model), movable(By::Domain));
    if models > 1 {
        found.push(Refactoring {
            code: "split-schema",
            title: format!("Split this file by model ({models} new files{note})"),
            kind: RefactoringKind::Move,
            files: FileUse::Created,
            change: Box::new(move || split(&at, By::Model)),
        });
    }
    if domains > 1 && domains < models {
        found.push(Refactoring {
            code: "split-schema",
            title: format!("Split this file by domain ({domains} new files{note})"),
            kind: RefactoringKind::Move,
            files: FileUse::Created,
            change: Box::new(move || split(&at, By::Domain)),
        });
    }
    let count = at.schema.files().len();
    if count > 1 {
        let own = at.schema.file(at.file).map_or("", |file| base_name(&file.name));
        found.push(Refactoring {
            code: "merge-schema",
            title: format!("Merge all {count} files of the schema into `{own}`"),
            kind: RefactoringKind::Move,
            files: FileUse::Deleted,
            change: Box::new(move || merge(at.schema, at.file)),
        });
    }
}

/// The blocks of a file by the name of their new file.
fn groups(schema: &Schema, file: FileId, by: By) -> BTreeMap<String, Vec<ItemId>> {
    let mut groups: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
    let blocks = || schema.items_of(file).filter(|(_, item)| !item.name().is_empty());
    let models: Vec<(ItemId, &Item)> =
        blocks().map(|(id, item)| (id, item.as_ref())).filter(|(_, it)| is_table(it)).collect();
    let name_of = |item: &Item| match by {
        By::Model => item.name().to_snake_case(),
        By::Domain => domain(item, &models),
    };
    for (id, item) in blocks() {
        let name = match &item.kind {
            ItemKind::Model(_) if is_table(item) => Some(name_of(item)),
            // A block used by a single model goes to its file.
            ItemKind::Model(_) | ItemKind::Enum(_) => {
                let users = schema.fields_to(id).filter_map(|field| schema.item(field.item));
                let mut names: Vec<String> = users.filter(|it| is_table(it)).map(|it| name_of(it)).collect();
                names.dedup();
                let is_enum = item.enumeration().is_some();
                match names.as_slice() {
                    [only] => Some(only.clone()),
                    _ => Some(if is_enum { "enums".into() } else { "types".into() }),
                }
            }
            _ => None,
        };
        if let Some(name) = name.filter(|_| edit::whole_lines(schema, id).is_some()) {
            groups.entry(name).or_default().push(id);
        }
    }
    groups
}

fn is_table(item: &Item) -> bool {
    item.model().is_some_and(|model| model.kind != ModelKind::Type)
}

/// The database schema of a model, else the first word of its name if another model's name begins with it, else its
/// whole name.
fn domain(item: &Item, models: &[(ItemId, &Item)]) -> String {
    if let Some(schema) = item.model().and_then(|model| model.database_schema()) {
        return schema.to_snake_case();
    }
    let first = |item: &Item| words(item.name()).iter().next().map(str::to_owned);
    let own = first(item);
    let is_shared = models.iter().filter(|(_, other)| first(other) == own).count() > 1;
    own.filter(|_| is_shared).unwrap_or_else(|| item.name().to_snake_case())
}

fn split(at: &Spot<'_>, by: By) -> Option<Change> {
    let (schema, own) = (at.schema, at.schema.file(at.file)?);
    let newline = edit::line_ending(&own.content.source().source().to_string());
    let mut change = Change::default();
    for (name, items) in groups(schema, at.file, by) {
        let target = beside(&own.name, &format!("{name}.prisma"));
        if target == *own.name {
            continue;
        }
        let blocks: Vec<String> = items.iter().filter_map(|&id| block_text(schema, id)).collect();
        for &id in &items {
            change.edits.push(edit::remove_block(schema, id)?);
        }
        match schema.file_named(&target) {
            Some(file) => change.edits.push(append(schema, file, &blocks)?),
            None => {
                let text = blocks.join(&format!("{newline}{newline}"));
                change.new_files.push((target, format!("{}{newline}", with_line_ends(&text, newline))));
            }
        }
    }
    Some(change)
}

/// Appends all files to one, with their comments, and deletes the others.
fn merge(schema: &Schema, into: FileId) -> Option<Change> {
    let mut change = Change::default();
    let mut texts = Vec::new();
    for (id, file) in (0..).map(FileId).zip(schema.files()).filter(|(id, _)| *id != into) {
        let source = file.content.source().source();
        let text = source.to_string();
        if !text.trim().is_empty() {
            texts.push(text.trim_start_matches('\u{feff}').trim().to_owned());
        }
        let whole = Span::new(0, source.len());
        change.edits.push(FileEdit { file: id, edit: TextEdit::delete(whole) });
        change.deleted.push(id);
    }
    change.edits.push(append(schema, into, &texts)?);
    Some(change)
}
