//! Any SQL in the code.

use base::Level;
use checks::frame::Levels;

use crate::code::RawKind;
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// SQL in the code is not checked against the schema, and its result has no type.
    ///
    /// Use the methods of the client, or TypedSQL: a file `prisma/sql/NAME.sql`, run with `$queryRawTyped`. What is unsafe is a
    /// finding of `raw-unsafe` instead.
    ///
    /// ```ts flagged
    /// const rows = await prisma.$queryRaw`SELECT status, count(*) FROM "Order" GROUP BY status`;
    /// ```
    /// ```ts clean
    /// const rows = await prisma.order.groupBy({ by: ["status"], _count: true });
    /// ```
    /// ```ts clean {"path": "prisma/seed.ts"}
    /// await prisma.$executeRaw`TRUNCATE TABLE "Order" CASCADE`;
    /// ```
    pub static RAW_SQL = Rule {
        code: "raw-sql",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !cx.is_production() {
        return;
    }
    for raw in &cx.file.raw {
        let method = match raw.kind {
            RawKind::QueryRaw => "$queryRaw",
            RawKind::ExecuteRaw => "$executeRaw",
            _ => continue,
        };
        // A call that only asks whether the database answers.
        if is_ping(raw.sql.known()) {
            continue;
        }
        report.add(
            raw.name_span,
            format!(
                "`{method}` is not checked against the schema. Use a method of the client, or TypedSQL (`$queryRawTyped`)."
            ),
        );
    }
}

/// Whether a text is `SELECT 1`, in whatever case.
fn is_ping(sql: &str) -> bool {
    let words: Vec<String> = sql.split_whitespace().map(str::to_lowercase).collect();
    matches!(&*words, [select, _] if select == "select")
}
