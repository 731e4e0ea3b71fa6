//! Adds missing relation parts, like `prisma format`.

use crate::refactor::{FileUse, Refactoring, RefactoringKind};
use crate::{Analysis, fix_each};
use base::{FileId, Finding, Origin};

/// The errors that an opposite field, or `@relation` with its foreign key, fixes.
pub const RELATION_LACKS: [&str; 2] = ["missing-opposite-field", "missing-relation-arguments"];

/// `count` is the number of these errors in the file.
pub(super) fn offer<'a>(analysis: &'a Analysis, file: FileId, count: usize, out: &mut Vec<Refactoring<'a>>) {
    if count == 0 {
        return;
    }
    out.push(Refactoring {
        code: "add-relation-fields",
        title: format!("Add the missing opposite fields and `@relation` attributes in this file ({count})"),
        kind: RefactoringKind::Complete,
        files: FileUse::Kept,
        change: Box::new(move || {
            let wanted = |analysis: &Analysis, finding: &Finding| {
                is_missing_part(finding) && analysis.schema.file_of_anchor(&finding.anchor) == Some(file)
            };
            Some(fix_each(analysis, wanted).edits(analysis).into())
        }),
    });
}

fn is_missing_part(finding: &Finding) -> bool {
    finding.origin == Origin::Prisma && RELATION_LACKS.contains(&finding.code)
}
