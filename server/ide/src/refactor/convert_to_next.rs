//! Converts the whole schema to the dialect of Prisma 8.

use crate::convert::convert;
use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot};
use base::FileEdit;
use base::text::difference;
use model::schema::item::ItemKind;
use syntax::format::Options;

/// Offered at datasources and generators, which go then, where nothing blocks the conversion.
pub(super) fn offer<'a>(at: &Spot<'a>, options: Options, found: &mut Vec<Refactoring<'a>>) {
    if !matches!(at.item.kind, ItemKind::Datasource(_) | ItemKind::Generator(_)) {
        return;
    }
    let schema = at.schema;
    if convert(schema, &options).files.is_empty() {
        return;
    }
    found.push(Refactoring {
        code: "convert-to-prisma-8",
        title: "Convert this schema to Prisma 8".into(),
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
