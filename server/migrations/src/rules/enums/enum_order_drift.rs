//! Enum values that are added at the end.

use std::sync::Arc;

use crate::diff::next_known;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{AlterTypeAction, StatementKind};
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;
use model::database::{Database, EnumType};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

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
    let Some(before) = cx.facts.before else { return };
    // By the name of the type, for each value in the schema the next one that the database has already.
    let mut types: FxHashMap<&str, FxHashMap<&SmolStr, &SmolStr>> = FxHashMap::default();
    for (_, statement) in cx.statements() {
        let StatementKind::AlterType(alter) = &statement.kind else { continue };
        let AlterTypeAction::AddValue { value, position: None, .. } = &alter.action else { continue };
        let name = alter.name.name.text.as_str();
        let next = types.entry(name).or_insert_with(|| next_values(schema, before, name)).get(&value.text);
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

/// For each value that an enum type has in the schema, the next one there that the type has in the database.
fn next_values<'d>(
    schema: &'d Database,
    before: &Database,
    name: &str,
) -> FxHashMap<&'d SmolStr, &'d SmolStr> {
    fn named<'d>(database: &'d Database, name: &str) -> Option<&'d Arc<EnumType>> {
        database.enums.iter().find(|known| known.name.name == *name)
    }
    let (Some(meant), Some(known)) = (named(schema, name), named(before, name)) else {
        return FxHashMap::default();
    };
    let known = known.values.iter().collect();
    let next = next_known(&meant.values, &known);
    meant.values.iter().zip(next).filter_map(|(value, next)| Some((value, next?))).collect()
}
