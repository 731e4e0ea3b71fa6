//! Secrets in data that a migration writes.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{DmlKind, StatementKind};
use crate::sql::token::{TokenKind, tokenize};
use base::Level;
use base::text::Span;
use checks::frame::Levels;

rule! {
    /// A migration writes what looks like a secret: a key with a well-known prefix, a password hash, a private key. It stays
    /// in the history of the repository, even after it is deleted.
    ///
    /// Write such data outside of migrations, and replace the secret.
    ///
    /// ```sql flagged
    /// INSERT INTO "Setting" ("name", "value") VALUES ('stripe', 'sk_live_51H8x2kLmNoPqRsTuVwXyZ012');
    /// ```
    /// ```sql clean
    /// INSERT INTO "Setting" ("name", "value") VALUES ('theme', 'dark');
    /// ```
    pub static DATA_SECRET = Rule {
        code: "data-secret",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

/// How well-known secrets begin, and how long they are at least, in bytes.
const PREFIXES: [(&str, usize); 14] = [
    ("sk_live_", 20),
    ("rk_live_", 20),
    ("sk-ant-", 20),
    ("sk-proj-", 20),
    ("ghp_", 36),
    ("gho_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("AKIA", 20),
    ("$2a$", 50),
    ("$2b$", 50),
    ("$argon2", 40),
];

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::Dml(dml) = &statement.kind else { continue };
        if matches!(dml.kind, DmlKind::Select | DmlKind::Truncate) {
            continue;
        }
        let text = cx.text(statement.span);
        for token in tokenize(text, cx.provider()).iter().filter(|token| token.kind == TokenKind::String) {
            let value = token.span.of(text).trim_matches('\'');
            let is_prefixed =
                |(prefix, length): &(&str, usize)| value.starts_with(prefix) && value.len() >= *length;
            if PREFIXES.iter().any(is_prefixed) || value.contains("PRIVATE KEY-----") {
                let start = statement.span.start;
                report.add(
                    Span::new(start + token.span.start, start + token.span.end),
                    "This looks like a secret, and it stays in the history of the repository. Store it elsewhere, and replace it.",
                );
            }
        }
    }
}
