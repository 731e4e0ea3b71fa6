//! Enum values that are added at the end.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{AlterTypeAction, StatementKind};
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;

rule! {
    /// The schema has the new value before another one, but SQL adds it at the end. `orderBy` sorts an enum by the order in the
    /// database, and Prisma never mends the order.
    ///
    /// Say where it goes: `ADD VALUE 'B' BEFORE 'C'`.
    ///
    /// ```sql flagged {"schema": "enum Level {\n  LOW\n  MIDDLE\n  HIGH\n}"}
    /// CREATE TYPE "Level" AS ENUM ('LOW', 'HIGH');
    /// -- next migration
    /// ALTER TYPE "Level" ADD VALUE 'MIDDLE';
    /// ```
    /// ```sql clean {"schema": "enum Level {\n  LOW\n  MIDDLE\n  HIGH\n}"}
    /// CREATE TYPE "Level" AS ENUM ('LOW', 'HIGH');
    /// -- next migration
    /// ALTER TYPE "Level" ADD VALUE 'MIDDLE' BEFORE 'HIGH';
    /// ```
    pub static ENUM_ORDER_DRIFT = Rule {
        code: "enum-order-drift",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(schema) = cx.facts.schema else { return };
    for (_, statement) in cx.statements() {
        let StatementKind::AlterType(alter) = &statement.kind else { continue };
        let AlterTypeAction::AddValue { value, position: None, .. } = &alter.action else { continue };
        let name = &alter.name.name.text;
        let Some(meant) = schema.enums.iter().find(|known| known.name.name == *name) else { continue };
        let Some(at) = meant.values.iter().position(|known| *known == value.text) else { continue };
        let Some(before) = cx.facts.before else { continue };
        let Some(known) = before.enums.iter().find(|known| known.name.name == *name) else { continue };
        // The next one in the schema that the database has already.
        let next = meant.values.iter().skip(at + 1).find(|next| known.values.contains(next));
        let Some(next) = next else { continue };
        report.add(
            statement.span,
            format!(
                "The schema has `{}` before `{next}`, but this adds it at the end. Add `BEFORE '{next}'`.",
                value.text
            ),
        );
        let edit = TextEdit::replace(Span::at(statement.span.end), format!(" BEFORE '{next}'"));
        report.fix(format!("Add it before `{next}`"), vec![edit]);
    }
}
