//! Hover on a statement of a migration: what it costs a running application.

use std::fmt::Write;

use crate::Hover;
use base::text::markdown::code_in_cell;
use migrations::cost::{Cost, costs_by_table};
use migrations::rules::{ApplyPath, Context};
use migrations::sql::name::{Name, ObjectName};
use migrations::sql::statement::{ObjectKind, StatementKind};
use model::catalog::Provider;

/// How many tables are listed.
const MAX_TABLES: usize = 12;

/// The cost of the statement at `offset`, in bytes of the script: which locks it takes, what waits for them, and what
/// decides how long. `None` between statements, and for providers whose locks are not known.
pub fn migration_hover(cx: &Context<'_>, offset: u32) -> Option<Hover> {
    let is_here = |span: base::text::Span| span.start <= offset && offset <= span.end;
    let (index, statement) = cx.statements().find(|(_, statement)| is_here(statement.span))?;
    let before = |table: &ObjectName| cx.table_before(table);
    let costs = costs_by_table(cx.provider(), [statement], &before)?;
    let mut markdown = match costs.is_empty() {
        true => match statement.kind {
            StatementKind::Opaque(_) => {
                "Prisma Lens does not know this statement, nor what it locks.".to_owned()
            }
            _ => "Takes no lock on a table that anything waits for.".to_owned(),
        },
        false => describe(cx, index, &costs),
    };
    if let Some(note) = note(cx.provider()).filter(|_| !costs.is_empty()) {
        markdown += note;
    } else if !costs.is_empty() && !cx.is_in_transaction(index) && cx.statement_count() > 1 {
        markdown += match cx.facts.apply_path {
            ApplyPath::OneBatch => {
                "\n\nThis Prisma version runs the file as one transaction: locks are held to its end."
            }
            ApplyPath::Cut | ApplyPath::Adapter => {
                "\n\nThis Prisma version commits each statement by itself: locks end with the statement."
            }
            ApplyPath::Unknown => "",
        };
    } else if cx.is_in_transaction(index) {
        markdown += "\n\nInside `BEGIN … COMMIT`: locks are held to the `COMMIT`.";
    }
    Some(Hover { span: statement.span, markdown })
}

/// What holds for every statement of a provider, with the part of its manual that says so.
fn note(provider: Provider) -> Option<&'static str> {
    match provider {
        Provider::Mysql => Some(
            "\n\nEach change also takes an exclusive metadata lock for a moment: it waits for open transactions on the table, and \
             all others wait behind it. MySQL manual: *Online DDL Operations*.",
        ),
        Provider::Sqlite => {
            Some("\n\nSQLite has one writer at a time. Manual: *File Locking And Concurrency*.")
        }
        Provider::Sqlserver => Some(
            "\n\nLocks are held to the end of the transaction. SQL Server manual: *Transaction Locking*.",
        ),
        _ => None,
    }
}

fn describe(cx: &Context<'_>, index: usize, costs: &[Cost]) -> String {
    let mut text = "| Table | Lock | Duration | Meanwhile |\n|---|---|---|---|\n".to_owned();
    let of_index = cx.statements().nth(index).is_some_and(|(_, statement)| match &statement.kind {
        StatementKind::Drop(drop) => drop.object == ObjectKind::Index,
        _ => false,
    });
    for cost in costs.iter().take(MAX_TABLES) {
        let object = if of_index { "table of " } else { "" };
        let _ = writeln!(
            text,
            "| {object}{} | {} | {} | {} |",
            code_in_cell(&cost.object),
            code_in_cell(cost.name),
            cost.describe(cx.facts.statistics),
            if is_in_use(cx, index, cost) || of_index {
                cost.blocks
            } else {
                "nothing waits: the table is new or small"
            },
        );
    }
    let is_estimated = |cost: &Cost| cx.facts.statistics.is_some_and(|it| cost.estimate(it).is_some());
    if let Some(statistics) = cx.facts.statistics.filter(|_| costs.iter().any(is_estimated)) {
        let _ = writeln!(text, "\nRows as of {}.", statistics.day());
    }
    if costs.len() > MAX_TABLES {
        let _ = writeln!(text, "\nand {} more tables.", costs.len() - MAX_TABLES);
    }
    text.truncate(text.trim_end().len());
    text
}

/// Whether the table may be in use when the statement runs.
fn is_in_use(cx: &Context<'_>, index: usize, cost: &Cost) -> bool {
    let Some((_, statement)) = cx.statements().nth(index) else { return true };
    let name = Name { text: cost.object.clone(), span: statement.span, is_quoted: true };
    cx.is_in_use(index, &ObjectName { schema: None, name })
}
