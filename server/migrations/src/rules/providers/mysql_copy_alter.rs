//! Changes that copy the table.

use crate::rules::context::Context;
use crate::rules::providers::mysql_varchar_boundary::length_of;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;
use model::database::ColumnType;

rule! {
    /// Changing the type of a column copies the whole table in MySQL, and writes wait.
    ///
    /// Say `ALGORITHM=INPLACE, LOCK=NONE`, so that the statement fails instead of blocking, or use a tool for online changes.
    ///
    /// ```sql flagged {"provider": "mysql"}
    /// ALTER TABLE `User` MODIFY `age` BIGINT NOT NULL;
    /// ```
    /// ```sql clean {"provider": "mysql"}
    /// ALTER TABLE `User` ADD COLUMN `age` BIGINT NULL;
    /// ```
    pub static MYSQL_COPY_ALTER = Rule {
        code: "mysql-copy-alter",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::mysql(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::Redefine { column, definition } = &action.kind else { continue };
        let before = cx.table_before(&alter.table).and_then(|table| table.column(&column.text));
        let ty = definition.ty.as_ref().map_or("", |ty| ty.text.as_str());
        let is_same = before.is_some_and(|before| {
            ColumnType::read(cx.provider(), ty) == before.ty
                || matches!(before.ty, ColumnType::EnumValues(_)) && ty.to_lowercase().starts_with("enum")
        });
        // A longer one is a matter of `mysql-varchar-boundary`.
        let lengths =
            before.map(|before| (length_of(&before.ty), length_of(&ColumnType::read(cx.provider(), ty))));
        let is_longer = lengths.is_some_and(|(before, after)| before.is_some() && before <= after);
        if alter.is_online || is_same || is_longer {
            continue;
        }
        let (table, name) = (&alter.table.name.text, &column.text);
        let message = format!(
            "Changing the type of `{table}.{name}` copies the table while writes wait. Use an online change."
        );
        report.add(action.span, message);
    }
}
