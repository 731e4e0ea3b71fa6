//! Enum values used in the migration that adds them.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::rules::split::Part;
use crate::sql::statement::{AlterType, AlterTypeAction, Statement, StatementKind};
use base::Level;
use checks::frame::Levels;
use model::database::ColumnType;
use rustc_hash::FxHashMap;

rule! {
    /// PostgreSQL refuses to use an enum value in the transaction that adds it ("unsafe use of new value"), and Prisma before 7.4
    /// applies a file as one transaction.
    ///
    /// Put the statements that use it into a migration of their own.
    ///
    /// ```sql flagged
    /// ALTER TYPE "Role" ADD VALUE 'ADMIN';
    /// ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'ADMIN';
    /// ```
    /// ```sql clean
    /// ALTER TYPE "Role" ADD VALUE 'ADMIN';
    /// ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
    /// ```
    pub static ENUM_ADD_AND_USE = Rule {
        code: "enum-add-and-use",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.facts.apply_path == ApplyPath::Cut {
        return;
    }
    let mut users = None;
    for (index, statement) in cx.statements() {
        let StatementKind::AlterType(AlterType { name, action: AlterTypeAction::AddValue { value, .. } }) =
            &statement.kind
        else {
            continue;
        };
        let users = users.get_or_insert_with(|| users_of_words(cx)).get(value.text.as_str());
        let mut later = users.into_iter().flatten().filter(|(at, _)| *at > index);
        let used = later.find(|(_, later)| may_use(cx, &later.kind, &name.name.text));
        if let Some((at, later)) = used {
            let (value, ty) = (&value.text, &name.name.text);
            report.add(
                later.span,
                format!("`{value}` was added to `{ty}` in this transaction and cannot be used yet. Move this statement."),
            );
            report.split("Move it and what follows to a new migration", Part::From(*at), &[]);
        }
    }
}

/// The statements that may use enum values, by what is between two quotes in their text.
fn users_of_words<'c>(cx: &'c Context<'_>) -> FxHashMap<&'c str, Vec<(usize, &'c Statement)>> {
    let mut users: FxHashMap<&str, Vec<_>> = FxHashMap::default();
    for (at, statement) in cx.statements() {
        if matches!(
            &statement.kind,
            StatementKind::AlterType(_) | StatementKind::CreateEnum(_) | StatementKind::Comment
        ) {
            continue;
        }
        // The parts between the quotes; what precedes the first of them and follows the last is in none.
        let mut words = cx.text(statement.span).split('\'').skip(1).peekable();
        while let Some(word) = words.next()
            && words.peek().is_some()
        {
            let statements = users.entry(word).or_default();
            if statements.last().is_none_or(|(last, _)| *last != at) {
                statements.push((at, statement));
            }
        }
    }
    users
}

/// Whether a statement can concern a column of the enum, as far as the database before is known.
fn may_use(cx: &Context<'_>, kind: &StatementKind, name: &str) -> bool {
    let table = match kind {
        StatementKind::AlterTable(alter) => Some(&alter.table),
        StatementKind::Dml(dml) => dml.table.as_ref(),
        StatementKind::CreateIndex(create) => Some(&create.table),
        _ => None,
    };
    let Some(before) = table.and_then(|table| cx.table_before(table)) else { return true };
    before.columns.iter().any(|column| matches!(&column.ty, ColumnType::Enum(ty) if ty.name == name))
}
