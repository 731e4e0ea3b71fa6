//! Converts the whole schema to the dialect of Prisma 8.

use crate::convert::{Note, NoteKind, convert};
use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot, Unavailable};
use base::FileEdit;
use base::text::difference;
use model::schema::item::ItemKind;
use syntax::format::Options;

const TITLE: &str = "Convert this schema to Prisma 8";

/// Offered at datasources and generators, which go then, where nothing blocks the conversion.
pub(super) fn offer<'a>(at: &Spot<'a>, options: Options, found: &mut Vec<Refactoring<'a>>) {
    if !is_place(at) {
        return;
    }
    let schema = at.schema;
    if convert(schema, &options).files.is_empty() {
        return;
    }
    found.push(Refactoring {
        code: "convert-to-prisma-8",
        title: TITLE.into(),
        kind: RefactoringKind::Rewrite,
        files: FileUse::Kept,
        change: Box::new(move || {
            let mut edits = Vec::new();
            for (file, after) in convert(schema, &options).files {
                let before = schema.file(file)?.content.source().source().to_string();
                edits.extend(difference(&before, &after).into_iter().map(|edit| FileEdit { file, edit }));
            }
            Some(Change::from(edits))
        }),
    });
}

/// What blocks the conversion at a place where it would be offered.
pub(super) fn unavailable(at: &Spot<'_>, options: Options) -> Option<Unavailable> {
    let notes = is_place(at).then(|| convert(at.schema, &options).notes)?;
    let mut blockers = notes.iter().filter(|note| note.kind == NoteKind::Blocker);
    let Note { message, help, .. } = blockers.next()?;
    let mut reason = [message.as_str(), help.as_str()].join(" ").trim_end().to_owned();
    let more = blockers.count();
    if more > 0 {
        reason += &format!(" {more} more: run `prisma-lens convert --to 8 --check`.");
    }
    Some(Unavailable { title: TITLE, kind: RefactoringKind::Rewrite, reason })
}

fn is_place(at: &Spot<'_>) -> bool {
    matches!(at.item.kind, ItemKind::Datasource(_) | ItemKind::Generator(_))
}
