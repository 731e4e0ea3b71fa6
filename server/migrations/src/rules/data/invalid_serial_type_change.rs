//! Changes to a serial type.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::StatementKind;
use crate::sql::table::AlterActionKind;
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;

rule! {
    /// `SERIAL` and `BIGSERIAL` are no types of their own: `SET DATA TYPE BIGSERIAL` always fails. Prisma writes it where an
    /// `autoincrement()` column becomes `BigInt`.
    ///
    /// Change the type to the integer, and that of its sequence with it.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGSERIAL;
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGINT;
    /// ALTER SEQUENCE "User_id_seq" AS BIGINT;
    /// ```
    pub static INVALID_SERIAL_TYPE_CHANGE = Rule {
        code: "invalid-serial-type-change",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::AlterTable(alter) = &statement.kind else { continue };
        for action in &alter.actions {
            let AlterActionKind::SetType { column, ty, .. } = &action.kind else { continue };
            let integer = match ty.text.to_ascii_lowercase().as_str() {
                "bigserial" | "serial8" => "BIGINT",
                "serial" | "serial4" => "INTEGER",
                "smallserial" | "serial2" => "SMALLINT",
                _ => continue,
            };
            let written = &ty.text;
            report.add(
                ty.span,
                format!("`{written}` is not a type, so this statement fails. Use `{integer}`, and alter the sequence."),
            );
            let sequence = format!("{}_{}_seq", alter.table.name.text, column.text);
            let end = statement.span.end;
            report.fix(
                format!("Change the type to `{integer}` and alter the sequence"),
                vec![
                    TextEdit::replace(ty.span, integer),
                    TextEdit::replace(
                        Span::at(end),
                        format!(";\nALTER SEQUENCE \"{sequence}\" AS {integer}"),
                    ),
                ],
            );
        }
    }
}
