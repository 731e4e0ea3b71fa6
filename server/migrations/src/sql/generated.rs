//! Which statements Prisma wrote.

use crate::sql::statement::{Script, StatementKind};

/// Whether a statement of a script is under the comment that Prisma writes above such ones: `-- CreateIndex`. What has none was
/// written by hand.
pub fn is_generated(script: &Script, sql: &str, index: usize) -> bool {
    let Some(statement) = script.statements.get(index) else { return false };
    let comment = script.comments.iter().rfind(|comment| comment.span.end <= statement.span.start);
    let Some(comment) = comment else { return false };
    // One of these is written above each statement.
    let is_first = || {
        let before = index.checked_sub(1).and_then(|before| script.statements.get(before));
        before.is_none_or(|before| before.span.end <= comment.span.start)
    };
    match comment.span.of(sql).trim_start_matches('-').trim() {
        "CreateTable" | "CreateIndex" | "CreateEnum" | "AddForeignKey" => is_first(),
        "AlterTable" => matches!(statement.kind, StatementKind::AlterTable(_)),
        "AlterEnum" | "RedefineTables" | "RedefineIndex" | "AlterPrimaryKey" => true,
        _ => false,
    }
}
