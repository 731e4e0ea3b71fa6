//! Tables that are dropped.

use crate::rename::WAITING;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Dropping a table deletes its data, breaks running code that uses it, and locks the tables that its foreign keys refer to.
    ///
    /// Rename it first, and drop it in a later release.
    ///
    /// ```sql flagged
    /// DROP TABLE "User";
    /// ```
    /// ```sql clean
    /// CREATE TABLE "Draft" ("id" TEXT);
    /// DROP TABLE "Draft";
    /// ```
    pub static DROP_TABLE = Rule {
        code: "drop-table",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        if drop.object != ObjectKind::Table || cx.is_in_rebuild(index) {
            continue;
        }
        for table in drop.names.iter().filter(|table| cx.is_in_use(index, table) && !cx.creates(table)) {
            let name = &table.name.text;
            if name.starts_with(WAITING) {
                continue;
            }
            let message = format!(
                "Dropping table `{name}` deletes its data and breaks running code that uses it. Rename it first, \
                 and drop it in a later release."
            );
            report.add(statement.span, message);
        }
    }
}
