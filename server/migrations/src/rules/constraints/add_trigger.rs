//! Triggers on tables in use.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `CREATE TRIGGER` blocks writes to the table for a moment, and then runs with every one of them. Prisma's schema cannot show it.
    ///
    /// ```sql flagged
    /// CREATE TRIGGER "t" AFTER INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION f();
    /// ```
    /// ```sql clean
    /// CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql;
    /// ```
    pub static ADD_TRIGGER = Rule {
        code: "add-trigger",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, statement) in cx.statements() {
        let StatementKind::CreateObject(create) = &statement.kind else { continue };
        let Some(table) = create.table.as_ref().filter(|_| create.object == ObjectKind::Trigger) else {
            continue;
        };
        if cx.is_in_use(index, table) {
            let table = &table.name.text;
            report.add(
                statement.span,
                format!(
                    "This trigger runs with every write to `{table}`. Note it in the schema in a comment."
                ),
            );
        }
    }
}
