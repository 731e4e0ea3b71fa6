//! Moves a block to another file.

use heck::ToSnakeCase as _;

use crate::refactor::relocate::{append, declaration, dialect, new_file, remove};
use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot, base_name, beside};
use base::FileId;
use model::project::Dialect;
use model::schema::edit;
use model::schema::item::ItemKind;

/// The maximum number of files offered.
const MAX_FILES: usize = 4;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let is_movable =
        matches!(at.item.kind, ItemKind::Model(_) | ItemKind::Enum(_) | ItemKind::Policy(_)) && is_unique(at);
    let Some(own) = at.schema.file(at.file).filter(|_| at.is_head && is_movable) else { return };
    if edit::whole_lines(at.schema, at.id).is_none() {
        return;
    }
    let at = *at;
    let others =
        at.schema.items_of(at.file).filter(|(id, item)| *id != at.id && item.keyword.is_some()).count();
    let target = beside(&own.name, &format!("{}.prisma", at.item.name().to_snake_case()));
    if others > 0 && at.schema.file_named(&target).is_none() {
        let alone = match at.schema.files().len() {
            1 => several_files(&at),
            _ => "",
        };
        found.push(Refactoring {
            code: "move-block",
            title: format!("Move `{}` to a new file `{}`{alone}", at.item.name(), base_name(&target)),
            kind: RefactoringKind::Move,
            files: FileUse::Created,
            change: Box::new(move || {
                let edits = remove(at.schema, &[at.id])?;
                let text = new_file(at.schema, at.file, &[declaration(at.schema, at.id)?])?;
                let new_files = vec![(target.clone(), text)];
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
                let mut edits = remove(at.schema, &[at.id])?;
                edits.extend(append(at.schema, file, &[declaration(at.schema, at.id)?])?);
                Some(edits.into())
            }),
        });
    }
}

/// Whether the item has a name that no other has. Which of several Prisma 8 takes depends on their order.
fn is_unique(at: &Spot<'_>) -> bool {
    !at.item.name().is_empty() && at.schema.all_named(at.item.name()).len() < 2
}

/// What a title says of a schema that gets its second file.
pub(super) fn several_files(at: &Spot<'_>) -> &'static str {
    match dialect(at.schema, at.file) {
        Dialect::Classic => "; the schema then has several files",
        Dialect::PrismaNext => "; `contract` in prisma.config.ts then has to name both",
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
    let own = dialect(schema, at.file);
    counts.retain(|(_, file)| *file != at.file && dialect(schema, *file) == own);
    counts.sort_by_key(|(count, file)| (std::cmp::Reverse(*count), *file));
    counts.into_iter().take(MAX_FILES).map(|(_, file)| file).collect()
}
