//! Columns of type `json`.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;

rule! {
    /// `JSON` keeps the text as it came and has no equality, so that `DISTINCT` and `GROUP BY` on the row fail. Use `JSONB`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ADD COLUMN "meta" JSON;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ADD COLUMN "meta" JSONB;
    /// ```
    pub static ADD_JSON_COLUMN = Rule {
        code: "add-json-column",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else { continue };
        if let Some(ty) = column.ty.as_ref().filter(|ty| ty.text.eq_ignore_ascii_case("json")) {
            let (table, name) = (&alter.table.name.text, &column.name.text);
            report.add(
                ty.span,
                format!("`{table}.{name}` has type `JSON`, which has no equality. Use `JSONB`."),
            );
        }
    }
}
