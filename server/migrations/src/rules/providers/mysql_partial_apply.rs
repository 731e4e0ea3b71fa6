//! Files that may be applied in part.

use base::Level;
use checks::frame::Levels;

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};

rule! {
    /// MySQL commits each change of a table by itself. When a later statement fails, the earlier ones stay, and the migration cannot
    /// be applied again as it is.
    ///
    /// ```sql flagged {"provider": "mysql"}
    /// ALTER TABLE `User` ADD COLUMN `a` INTEGER;
    /// ALTER TABLE `Post` ADD COLUMN `a` INTEGER;
    /// ```
    /// ```sql clean {"provider": "mysql"}
    /// ALTER TABLE `User` ADD COLUMN `a` INTEGER;
    /// ```
    pub static MYSQL_PARTIAL_APPLY = Rule {
        code: "mysql-partial-apply",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::mysql(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let mut tables = cx.alterations().map(|(index, alter, _)| (index, alter));
    let Some((first, _)) = tables.next() else { return };
    if let Some((_, alter)) = tables.find(|(index, _)| *index != first) {
        report.add(alter.table.span(), "If this fails, what precedes it stays applied. Split the migration.");
    }
}
