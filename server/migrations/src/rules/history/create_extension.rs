//! Extensions without `IF NOT EXISTS`.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{ObjectKind, StatementKind};
use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;

rule! {
    /// Hosted databases often have an extension already, and `CREATE EXTENSION` then fails.
    ///
    /// ```sql flagged
    /// CREATE EXTENSION "pg_trgm";
    /// ```
    /// ```sql clean
    /// CREATE EXTENSION IF NOT EXISTS "pg_trgm";
    /// ```
    pub static CREATE_EXTENSION = Rule {
        code: "create-extension",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::CreateObject(create) = &statement.kind else { continue };
        if create.object == ObjectKind::Extension && !create.is_repeatable {
            report.add(statement.span, "This fails where the extension exists. Add `IF NOT EXISTS`.");
            let text = cx.text(statement.span).to_ascii_uppercase();
            if let Some(at) = text.find("EXTENSION") {
                let at = statement.span.start + u32::try_from(at + "EXTENSION".len()).unwrap_or(0);
                report
                    .safe_fix("Add `IF NOT EXISTS`", vec![TextEdit::replace(Span::at(at), " IF NOT EXISTS")]);
            }
        }
    }
}
