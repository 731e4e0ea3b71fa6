//! Types that change.

use crate::cost::is_relabelled;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;
use model::database::ColumnType;

rule! {
    /// Most changes of a type rewrite the table and its indexes while reads and writes wait. Those that only lift a limit, such as
    /// `VARCHAR(50)` to `TEXT`, do not and are not reported where the type before is known.
    ///
    /// Add a column of the new type, fill it in batches, and switch over.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGINT;
    /// ```
    /// ```sql clean
    /// CREATE TABLE "User" ("id" TEXT, "name" VARCHAR(50));
    /// -- next migration
    /// ALTER TABLE "User" ALTER COLUMN "name" SET DATA TYPE TEXT;
    /// ```
    pub static CHANGE_COLUMN_TYPE = Rule {
        code: "change-column-type",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (index, alter, action) in cx.alterations() {
        let AlterActionKind::SetType { column, ty, using } = &action.kind else { continue };
        if cx.is_in_enum_swap(index) || ty.text.to_ascii_lowercase().contains("serial") {
            continue;
        }
        let before = cx.table_before(&alter.table).and_then(|table| table.column(&column.text));
        let written = ty.text.trim_end_matches("[]");
        let after = ColumnType::read(cx.provider(), written);
        let is_array = ty.text.ends_with("[]");
        if using.is_none()
            && before.is_some_and(|before| before.is_list() == is_array && is_relabelled(&before.ty, &after))
        {
            continue;
        }
        let (table, name) = (&alter.table.name.text, &column.text);
        report.add(
            action.span,
            format!("Changing the type of `{table}.{name}` rewrites the table while reads and writes wait. Use a new column."),
        );
    }
}
