//! VARCHAR columns that grow over the length class.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::AlterActionKind;
use base::Level;
use checks::frame::Levels;
use model::database::ColumnType;

rule! {
    /// MySQL stores the length of a `VARCHAR` in one byte up to 255 bytes, and in two above. A column that grows over that boundary is copied
    /// with its table while writes wait; within it the change takes a moment. With `utf8mb4` a character counts four bytes, so that the
    /// boundary is at 63 characters.
    ///
    /// ```sql flagged {"provider": "mysql"}
    /// CREATE TABLE `User` (`id` INTEGER NOT NULL, `name` VARCHAR(50) NULL);
    /// -- next migration
    /// ALTER TABLE `User` MODIFY `name` VARCHAR(100) NULL;
    /// ```
    /// ```sql clean {"provider": "mysql"}
    /// CREATE TABLE `User` (`id` INTEGER NOT NULL, `name` VARCHAR(100) NULL);
    /// -- next migration
    /// ALTER TABLE `User` MODIFY `name` VARCHAR(191) NULL;
    /// ```
    pub static MYSQL_VARCHAR_BOUNDARY = Rule {
        code: "mysql-varchar-boundary",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::mysql(check),
    };
}

/// The most characters of `utf8mb4` whose length fits into one byte.
const BOUNDARY: u32 = 63;

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::Redefine { column, definition } = &action.kind else { continue };
        let Some(table) = cx.table_before(&alter.table) else { continue };
        let name = &column.text;
        let before = table.column(name).and_then(|column| length_of(&column.ty));
        let after = definition.ty.as_ref().map(|ty| ColumnType::read(cx.provider(), &ty.text));
        let after = after.as_ref().and_then(length_of);
        let (Some(before), Some(after)) = (before, after) else { continue };
        if before <= BOUNDARY && after > BOUNDARY {
            report.add(
                action.span,
                format!("`{name}` grows from {before} to {after} characters, over the boundary of 255 bytes: the table is copied."),
            );
        }
    }
}

/// The length of a `VARCHAR`, in characters.
pub(super) fn length_of(ty: &ColumnType) -> Option<u32> {
    let native = ty.native()?;
    (native.native.column == "varchar").then(|| native.number(0))?
}
