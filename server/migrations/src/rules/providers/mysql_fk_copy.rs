//! Foreign keys that copy the table.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::{AlterActionKind, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Adding a foreign key copies the table in MySQL unless `foreign_key_checks` is off.
    ///
    /// ```sql flagged {"provider": "mysql"}
    /// ALTER TABLE `Post` ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `User`(`id`);
    /// ```
    /// ```sql clean {"provider": "mysql"}
    /// CREATE TABLE `Post` (`a` INTEGER);
    /// ALTER TABLE `Post` ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `User`(`id`);
    /// ```
    pub static MYSQL_FK_COPY = Rule {
        code: "mysql-fk-copy",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::mysql(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let is_off = cx
        .statements()
        .any(|(_, it)| matches!(&it.kind, StatementKind::Setting(it) if it.name == "foreign_key_checks"));
    for (_, alter, action) in cx.alterations().filter(|_| !is_off) {
        let AlterActionKind::AddConstraint(constraint) = &action.kind else { continue };
        if matches!(constraint.kind, ConstraintKind::ForeignKey(_)) {
            let table = &alter.table.name.text;
            report.add(
                action.span,
                format!("Adding this foreign key copies `{table}` while writes wait. Plan for it."),
            );
        }
    }
}
