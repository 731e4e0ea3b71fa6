//! Indexes dropped before their replacement exists.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{CreateIndex, ObjectKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// An index is dropped and one that begins with the same column is created after it: queries have none in between.
    ///
    /// Create the new index first, concurrently, and drop the old one after it.
    ///
    /// ```sql flagged
    /// DROP INDEX "User_email_idx";
    /// CREATE INDEX "User_email_name_idx" ON "User" ("email", "name");
    /// ```
    /// ```sql clean
    /// CREATE INDEX "User_email_name_idx" ON "User" ("email", "name");
    /// DROP INDEX "User_email_idx";
    /// ```
    pub static INDEX_SWAP_WINDOW = Rule {
        code: "index-swap-window",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    // As one transaction, the file shows no state in between.
    if cx.facts.apply_path == ApplyPath::OneBatch {
        return;
    }
    for (index, statement) in cx.statements() {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        if drop.object != ObjectKind::Index || cx.is_in_transaction(index) {
            continue;
        }
        let replacement = cx.statements().skip(index + 1).find_map(|(_, later)| match &later.kind {
            StatementKind::CreateIndex(create)
                if drop.names.iter().any(|name| is_like(&name.name.text, create)) =>
            {
                Some(create)
            }
            _ => None,
        });
        if let Some(create) = replacement.filter(|create| cx.is_in_use(index, &create.table)) {
            let table = &create.table.name.text;
            report.add(
                statement.span,
                format!("Queries of `{table}` have no index until the new one is built. Create it before dropping this one."),
            );
        }
    }
}

/// Whether an index by its name, as Prisma makes it, begins with the table and first column of a new one.
fn is_like(dropped: &str, create: &CreateIndex) -> bool {
    let first = create.index.columns.first().and_then(|column| column.column.as_ref());
    first.is_some_and(|column| dropped.starts_with(&format!("{}_{}_", create.table.name.text, column.text)))
}
