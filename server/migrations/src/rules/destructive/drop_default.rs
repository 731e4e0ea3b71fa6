//! Defaults that are dropped.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// Running code that leaves the column out of an `INSERT` fails once the default is gone. Deploy the code first.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
    /// ```
    pub static DROP_DEFAULT = Rule {
        code: "drop-default",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::SetDefault { column, value: None } = &action.kind else { continue };
        let is_set_again = alter.actions.iter().any(|other| {
            matches!(&other.kind, AlterActionKind::SetDefault { column: again, value: Some(_) } if again.text == column.text)
        });
        if is_set_again || cx.is_in_enum_swap(index) {
            continue;
        }
        let (table, column) = (&alter.table.name.text, &column.text);
        let message =
            format!("`{table}.{column}` loses its default. Deploy the code that always sets it first.");
        report.add(action.span, message);
    }
}
