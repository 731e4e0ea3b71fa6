//! Text that the driver-adapter engine cuts.

use crate::rules::context::ApplyPath;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::token::{TokenKind, tokenize};
use base::Level;
use checks::frame::Levels;

rule! {
    /// With driver adapters, Prisma 7 cuts a migration at every `;`, also inside of `$$ … $$`, strings and comments: the pieces are no
    /// statements.
    ///
    /// Apply such a migration with the native engine. Reported only where the project uses the driver-adapter engine.
    ///
    /// ```sql flagged {"applyPath": "adapter"}
    /// CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;
    /// ```
    /// ```sql clean
    /// CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;
    /// ```
    pub static SEMICOLON_SPLIT = Rule {
        code: "semicolon-split",
        levels: Levels::new(Level::Warning, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.facts.apply_path != ApplyPath::Adapter {
        return;
    }
    for token in tokenize(cx.sql, cx.provider()) {
        let hides = token.is_comment() || token.kind == TokenKind::String;
        if hides && cx.text(token.span).contains(';') {
            report.add(
                token.span,
                "The driver-adapter engine cuts the file at this `;`. Apply it with the native engine.",
            );
        }
    }
}
