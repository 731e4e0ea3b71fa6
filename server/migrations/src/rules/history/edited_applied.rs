//! Applied migrations whose text was changed.

use crate::history::is_same_script;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use base::Level;
use base::text::Span;
use checks::frame::Levels;

rule! {
    /// The text of a migration differs from the one on the default branch. Prisma compares checksums: `migrate dev` asks to reset the
    /// database, and databases that have the migration never get the change.
    ///
    /// Restore the text, and write a new migration for the change.
    ///
    /// ```sql flagged {"applied": "ALTER TABLE \"User\" ADD COLUMN \"age\" INTEGER;"}
    /// ALTER TABLE "User" ADD COLUMN "age" BIGINT;
    /// ```
    /// ```sql clean {"applied": "ALTER TABLE \"User\" ADD COLUMN \"age\" INTEGER;\n"}
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    pub static EDITED_APPLIED = Rule {
        code: "edited-applied",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(applied) = cx.facts.applied_sql else { return };
    if is_same_script(applied, cx.sql) {
        return;
    }
    // From the first byte that differs to the end of its line.
    let same = applied.bytes().zip(cx.sql.bytes()).take_while(|(a, b)| a == b).count();
    let mut start = same.min(cx.sql.len().saturating_sub(1));
    while !cx.sql.is_char_boundary(start) {
        start -= 1;
    }
    let rest = cx.sql.get(start..).unwrap_or_default();
    let end = start + rest.find(['\r', '\n']).filter(|at| *at > 0).unwrap_or(rest.len());
    report.add(
        Span::from(start..end),
        "This migration is on the default branch with another text, and Prisma refuses changed ones. Restore it.",
    );
}
