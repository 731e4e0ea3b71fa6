//! Columns that become nullable.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Running code that takes the column for required may read NULL. Deploy the code that handles it first.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ALTER COLUMN "name" DROP NOT NULL;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ALTER COLUMN "name" SET DEFAULT '';
    /// ```
    pub static DROP_NOT_NULL = Rule {
        code: "drop-not-null",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::SetNullable { column, nullable: true } = &action.kind else { continue };
        let (table, name) = (&alter.table.name.text, &column.text);
        report.add(
            action.span,
            format!("`{table}.{name}` becomes nullable. Deploy the code that handles NULL first."),
        );
    }
}
