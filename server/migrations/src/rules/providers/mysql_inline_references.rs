//! Inline references that MySQL ignores.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::{AlterActionKind, ColumnDefinition, ConstraintKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// MySQL reads `REFERENCES` in the definition of a column and ignores it: there is no foreign key.
    ///
    /// Write `FOREIGN KEY (…) REFERENCES …` as a constraint of the table.
    ///
    /// ```sql flagged {"provider": "mysql"}
    /// CREATE TABLE `Post` (`a` INTEGER REFERENCES `User`(`id`));
    /// ```
    /// ```sql clean {"provider": "mysql"}
    /// CREATE TABLE `Post` (`a` INTEGER, CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `User`(`id`));
    /// ```
    pub static MYSQL_INLINE_REFERENCES = Rule {
        code: "mysql-inline-references",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::mysql(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let columns: Vec<&ColumnDefinition> = match &statement.kind {
            StatementKind::CreateTable(create) => create.columns.iter().collect(),
            StatementKind::AlterTable(alter) => {
                let added = alter.actions.iter().filter_map(|action| match &action.kind {
                    AlterActionKind::AddColumn { column, .. } => Some(column),
                    _ => None,
                });
                added.collect()
            }
            _ => continue,
        };
        for constraint in columns.iter().flat_map(|column| &column.constraints) {
            if matches!(constraint.kind, ConstraintKind::ForeignKey(_)) {
                report.add(
                    constraint.span,
                    "MySQL ignores `REFERENCES` here. Write a `FOREIGN KEY` of the table.",
                );
            }
        }
    }
}
