//! Several tables locked by one transaction.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::Part;
use base::Level;
use checks::frame::Levels;

rule! {
    /// One transaction takes exclusive locks (ACCESS EXCLUSIVE) on two tables in use: the first stays locked while it waits
    /// for the second.
    ///
    /// Split the migration, one table each.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ALTER TABLE "Post" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER, ADD COLUMN "size" INTEGER;
    /// ```
    pub static MULTIPLE_AE = Rule {
        code: "multiple-ae",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_batch = matches!(cx.facts.apply_path, ApplyPath::OneBatch | ApplyPath::Unknown);
    let mut first: Option<&str> = None;
    for (index, alter, action) in cx.alterations() {
        let table = alter.table.name.text.as_str();
        if !is_batch && !cx.is_in_transaction(index) || cx.is_in_enum_swap(index) {
            continue;
        }
        match first {
            None => first = Some(table),
            Some(first) if first != table => {
                let message = format!(
                    "`{first}` stays locked while the transaction waits for `{table}`. Split the migration."
                );
                report.add(action.span, message);
                report.split("Move it and what follows to a new migration", Part::From(index), &[]);
                return;
            }
            Some(_) => {}
        }
    }
}
