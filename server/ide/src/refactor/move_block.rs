//! Moves a block to another file.

use heck::ToSnakeCase as _;

use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot, base_name, beside};
use base::text::TextEdit;
use base::{FileEdit, FileId, ItemId};
use model::schema::item::ItemKind;
use model::schema::{Schema, edit};

/// The maximum number of files offered.
const MAX_FILES: usize = 4;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let is_movable =
        matches!(at.item.kind, ItemKind::Model(_) | ItemKind::Enum(_)) && !at.item.name().is_empty();
    let Some(own) = at.schema.file(at.file).filter(|_| at.is_head && is_movable) else { return };
    if edit::whole_lines(at.schema, at.id).is_none() {
        return;
    }
    let at = *at;
    let others =
        at.schema.items_of(at.file).filter(|(id, item)| *id != at.id && item.keyword.is_some()).count();
    let target = beside(&own.name, &format!("{}.prisma", at.item.name().to_snake_case()));
    if others > 0 && at.schema.file_named(&target).is_none() {
        let alone = if at.schema.files().len() > 1 { "" } else { "; the schema then has several files" };
        found.push(Refactoring {
            code: "move-block",
            title: format!("Move `{}` to a new file `{}`{alone}", at.item.name(), base_name(&target)),
            kind: RefactoringKind::Move,
            files: FileUse::Created,
            change: Box::new(move || {
                let edits = vec![edit::remove_block(at.schema, at.id)?];
                let text = block_text(at.schema, at.id)?;
                let newline = edit::line_ending(&text);
                let new_files = vec![(target.clone(), format!("{text}{newline}"))];
                Some(Change { edits, new_files, deleted: Vec::new() })
            }),
        });
    }
    for file in nearest(&at) {
        let Some(target) = at.schema.file(file) else { continue };
        found.push(Refactoring {
            code: "move-block",
            title: format!("Move `{}` to `{}`", at.item.name(), base_name(&target.name)),
            kind: RefactoringKind::Move,
            files: FileUse::Kept,
            change: Box::new(move || {
                let text = block_text(at.schema, at.id)?;
                Some(vec![edit::remove_block(at.schema, at.id)?, append(at.schema, file, &[text])?].into())
            }),
        });
    }
}

/// The other files, the most closely related first.
fn nearest(at: &Spot<'_>) -> Vec<FileId> {
    let schema = at.schema;
    let named = at.item.model().into_iter().flat_map(|model| &model.fields);
    let named = named.filter_map(|field| schema.type_of(field).item());
    let naming = schema.fields_to(at.id).map(|field| field.item);
    let mut counts: Vec<(usize, FileId)> =
        (0..).map(FileId).take(schema.files().len()).map(|id| (0, id)).collect();
    for item in named.chain(naming) {
        if let Some((count, _)) = counts.get_mut(schema.file_of(item).0 as usize) {
            *count += 1;
        }
    }
    counts.retain(|(_, file)| *file != at.file);
    counts.sort_by_key(|(count, file)| (std::cmp::Reverse(*count), *file));
    counts.into_iter().take(MAX_FILES).map(|(_, file)| file).collect()
}

/// The lines of a block and of the comments directly above it.
pub(super) fn block_text(schema: &Schema, id: ItemId) -> Option<String> {
    let text = schema.text(id);
    Some(edit::whole_lines(schema, id)?.of(&text).trim_end().to_owned())
}

/// Appends blocks to a file, with its line endings, each after a blank line.
pub(super) fn append(schema: &Schema, file: FileId, blocks: &[String]) -> Option<FileEdit> {
    let source = schema.file(file)?.content.source().source();
    let text = source.to_string();
    let newline = edit::line_ending(&text);
    let kept = text.trim_end().len();
    let mut added = String::new();
    for block in blocks {
        if kept > 0 || !added.is_empty() {
            added += newline;
            added += newline;
        }
        added += &with_line_ends(block, newline);
    }
    added += newline;
    let span = base::text::Span::new(u32::try_from(kept).unwrap_or(u32::MAX), source.len());
    Some(FileEdit { file, edit: TextEdit::replace(span, added) })
}

/// The text with these line endings.
pub(super) fn with_line_ends(text: &str, newline: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    if newline == "\n" { plain } else { plain.replace('\n', newline) }
}
