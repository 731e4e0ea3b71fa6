//! Names that PostgreSQL cuts.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::Name;
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// PostgreSQL cuts names at 63 bytes with a notice only. Two names that begin alike then collide.
    ///
    /// Give a shorter name with `map:` or `@map`.
    ///
    /// ```sql flagged
    /// CREATE INDEX "a_very_long_name_of_an_index_that_goes_on_and_on_beyond_all_measure_idx" ON "User" ("id");
    /// ```
    /// ```sql clean
    /// CREATE INDEX "User_id_idx" ON "User" ("id");
    /// ```
    pub static IDENTIFIER_TOO_LONG = Rule {
        code: "identifier-too-long",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let too_long = |name: &Name| name.text.len() > 63;
    for (_, statement) in cx.statements() {
        let names: Vec<&Name> = match &statement.kind {
            StatementKind::CreateTable(create) => {
                let constraints = create.constraints.iter().filter_map(|constraint| constraint.name.as_ref());
                let columns = create.columns.iter().map(|column| &column.name);
                std::iter::once(&create.name.name).chain(columns).chain(constraints).collect()
            }
            StatementKind::CreateIndex(create) => create.index.name.iter().collect(),
            StatementKind::AlterTable(alter) => {
                let added = alter.actions.iter().filter_map(|action| match &action.kind {
                    AlterActionKind::AddColumn { column, .. } => Some(&column.name),
                    AlterActionKind::AddConstraint(constraint) => constraint.name.as_ref(),
                    _ => None,
                });
                added.collect()
            }
            _ => continue,
        };
        for name in names.into_iter().filter(|name| too_long(name)) {
            let text = &name.text;
            report.add(
                name.span,
                format!("`{text}` is longer than 63 bytes, so PostgreSQL cuts it. Use a shorter name."),
            );
        }
    }
}
