//! Names with the database in them.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{Dml, StatementKind};
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;

rule! {
    /// A statement names the database (`` `app`.`User` ``), so that the shadow database of `migrate dev` is not the one that is changed.
    ///
    /// ```sql flagged {"provider": "mysql"}
    /// ALTER TABLE `app`.`User` ADD COLUMN `age` INTEGER;
    /// ```
    /// ```sql clean {"provider": "mysql"}
    /// ALTER TABLE `User` ADD COLUMN `age` INTEGER;
    /// ```
    pub static MYSQL_QUALIFIED_NAME = Rule {
        code: "mysql-qualified-name",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::mysql(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let name = match &statement.kind {
            StatementKind::CreateTable(create) => &create.name,
            StatementKind::AlterTable(alter) => &alter.table,
            StatementKind::CreateIndex(create) => &create.table,
            StatementKind::Dml(Dml { table: Some(table), .. }) => table,
            _ => continue,
        };
        if let Some(schema) = &name.schema {
            let database = &schema.text;
            let message = format!(
                "This changes database `{database}` even in the shadow database. Leave its name out."
            );
            report.add(name.span(), message);
            report.fix(
                "Leave the database out",
                vec![TextEdit::replace(Span::new(schema.span.start, name.name.span.start), "")],
            );
        }
    }
}
