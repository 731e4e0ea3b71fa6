//! Splits a file of a schema, and merges the files of a schema.

use std::collections::BTreeMap;

use heck::ToSnakeCase as _;

use crate::refactor::relocate::{append, append_texts, declaration, dialect, new_file, remove};
use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot, base_name, beside};
use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, ItemId, cancel};
use checks::rules::words;
use model::project::{Dialect, directive};
use model::schema::item::{Expr, Item, ItemKind, ModelKind};
use model::schema::{Schema, edit};
use rustc_hash::FxHashMap;

/// How blocks are grouped into files.
#[derive(Clone, Copy)]
enum By {
    /// A file for each model.
    Model,
    /// A file for models whose names begin with the same word, or that are in the same database schema.
    Domain,
}

/// Offered at the datasource, the block that represents the whole schema, and at the directive of the Prisma 8 dialect.
pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let is_datasource = at.is_head && matches!(at.item.kind, ItemKind::Datasource(_));
    if !(is_datasource || at.is_directive) {
        return;
    }
    let at = *at;
    let movable = |by| groups(at.schema, at.file, by).len();
    let note = match (at.schema.files().len(), at.is_directive) {
        (1, false) => "; the schema path is then the folder",
        (1, true) => "; `contract` in prisma.config.ts then has to name all",
        _ => "",
    };
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
    // Which of several declarations of a name Prisma 8 takes depends on their order.
    let is_orderly = || {
        let mut items = at.schema.items();
        let is_alike =
            (0..).map(FileId).take(count).all(|file| dialect(at.schema, file) == dialect(at.schema, at.file));
        is_alike && (!at.is_directive || items.all(|(_, item)| !is_repeated(at.schema, item)))
    };
    if count > 1 && is_orderly() {
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
    let is_next = dialect(schema, file) == Dialect::PrismaNext;
    let is_movable = |item: &Item| !item.name().is_empty() && (!is_next || !is_repeated(schema, item));
    let blocks = || schema.items_of(file).filter(|(_, item)| is_movable(item));
    let models: FxHashMap<&str, &Item> =
        blocks().filter(|(_, it)| is_table(it)).map(|(_, item)| (item.name(), item.as_ref())).collect();
    let mut first_words: FxHashMap<String, usize> = FxHashMap::default();
    for word in blocks().filter(|(_, it)| is_table(it)).filter_map(|(_, item)| first_word(item)) {
        *first_words.entry(word).or_default() += 1;
    }
    let name_of = |item: &Item| match by {
        By::Model => item.name().to_snake_case(),
        By::Domain => domain(item, &first_words),
    };
    for (id, item) in blocks() {
        cancel::check();
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
            // A policy goes with its table.
            ItemKind::Policy(policy) => {
                let target = policy.value("target").and_then(Expr::as_path);
                target.and_then(|path| models.get(path.text.as_str())).map(|model| name_of(model))
            }
            _ => None,
        };
        if let Some(name) = name.filter(|_| edit::whole_lines(schema, id).is_some()) {
            groups.entry(name).or_default().push(id);
        }
    }
    groups
}

/// Whether another item has the name of this one.
fn is_repeated(schema: &Schema, item: &Item) -> bool {
    schema.all_named(item.name()).len() > 1
}

fn is_table(item: &Item) -> bool {
    item.model().is_some_and(|model| model.kind != ModelKind::Type)
}

fn first_word(item: &Item) -> Option<String> {
    words(item.name()).iter().next().map(str::to_owned)
}

/// The database schema or the namespace of a model, else the first word of its name if another model's name begins with it, else its
/// whole name. Given is how many models' names begin with each word.
fn domain(item: &Item, first_words: &FxHashMap<String, usize>) -> String {
    if let Some(schema) = item.model().and_then(|model| model.database_schema()) {
        return schema.to_snake_case();
    }
    if let Some(namespace) = &item.namespace {
        return namespace.to_snake_case();
    }
    let is_shared = |word: &String| first_words.get(word).is_some_and(|count| *count > 1);
    first_word(item).filter(is_shared).unwrap_or_else(|| item.name().to_snake_case())
}

fn split(at: &Spot<'_>, by: By) -> Option<Change> {
    let (schema, own) = (at.schema, at.schema.file(at.file)?);
    let mut change = Change::default();
    let mut moved = Vec::new();
    for (name, items) in groups(schema, at.file, by) {
        let target = beside(&own.name, &format!("{name}.prisma"));
        if target == *own.name {
            continue;
        }
        let all: Vec<_> = items.iter().filter_map(|&id| declaration(schema, id)).collect();
        moved.extend(items);
        match schema.file_named(&target) {
            Some(file) if dialect(schema, file) != dialect(schema, at.file) => return None,
            Some(file) => change.edits.extend(append(schema, file, &all)?),
            None => change.new_files.push((target, new_file(schema, at.file, &all)?)),
        }
    }
    change.edits.extend(remove(schema, &moved)?);
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
            let own = directive(&text).and_then(|span| text.get(span.end as usize..));
            let rest = own.unwrap_or(&text).trim_start_matches('\u{feff}').trim();
            texts.extend((!rest.is_empty()).then(|| rest.to_owned()));
        }
        let whole = Span::new(0, source.len());
        change.edits.push(FileEdit { file: id, edit: TextEdit::delete(whole) });
        change.deleted.push(id);
    }
    change.edits.extend(append_texts(schema, into, &texts)?);
    Some(change)
}
