//! SQL that values become part of.

use base::Level;
use base::text::{Span, TextEdit};
use checks::frame::Levels;

use crate::code::{RawKind, RawSql, SqlText};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// A value is put into the text of the SQL, which allows SQL injection.
    ///
    /// Use the tagged template `$queryRaw`, whose values are sent as arguments, or pass arguments for `$1`. SQL without values is
    /// reported as information, and so are tests, seeds and scripts.
    ///
    /// ```ts flagged
    /// await prisma.$queryRawUnsafe(`SELECT * FROM "User" WHERE email = '${email}'`);
    /// ```
    /// ```ts flagged
    /// await prisma.$executeRawUnsafe("REFRESH MATERIALIZED VIEW totals");
    /// ```
    /// ```ts clean
    /// await prisma.$queryRaw`SELECT * FROM "User" WHERE email = ${email}`;
    /// ```
    pub static RAW_UNSAFE = Rule {
        code: "raw-unsafe",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for raw in &cx.file.raw {
        let (method, tag) = match raw.kind {
            RawKind::QueryRawUnsafe => ("$queryRawUnsafe", "$queryRaw"),
            RawKind::ExecuteRawUnsafe => ("$executeRawUnsafe", "$executeRaw"),
            RawKind::PrismaRaw => ("Prisma.raw", "Prisma.sql"),
            _ => continue,
        };
        // Who runs a script has the database anyway.
        let most = if cx.is_production() { Level::Error } else { Level::Info };
        match &raw.sql {
            SqlText::Composed { value, only_constants: false, .. } => {
                let message = format!(
                    "`{method}` gets SQL with a value in its text, which allows SQL injection. Use the tagged template \
                     `{tag}`."
                );
                report.add(*value, message).at_most(most);
            }
            SqlText::Unknown => {
                let message = format!(
                    "`{method}` gets SQL that is built elsewhere. Make sure that no value is part of its text."
                );
                report.add(raw.name_span, message).at_most(most.min(Level::Warning));
            }
            SqlText::Composed { .. } | SqlText::Literal(_) | SqlText::Tagged(_) => {
                if raw.kind != RawKind::PrismaRaw && cx.is_production() {
                    let message = format!(
                        "`{method}` runs a fixed text. Use the tagged template, which stays safe when values are added."
                    );
                    report.add(raw.name_span, message).at_most(Level::Info);
                    report.fix("Use the tagged template", tagged(cx, raw));
                }
            }
        }
    }
}

/// The edits that turn a call with one literal into a tagged template; `None` where the text would mean something else there.
fn tagged(cx: &Context<'_>, raw: &RawSql) -> Option<Vec<TextEdit>> {
    let after = Span::new(raw.name_span.end, raw.span.end);
    let argument = cx.text_at(after)?.strip_prefix('(')?.strip_suffix(')')?.trim();
    let quote = argument.chars().next().filter(|first| matches!(first, '"' | '\'' | '`'))?;
    let literal = argument.strip_prefix(quote)?.strip_suffix(quote)?;
    if literal.contains(['`', '\\', quote]) || literal.contains("${") {
        return None;
    }
    let name = cx.text_at(raw.name_span)?.strip_suffix("Unsafe")?;
    Some(vec![TextEdit::replace(raw.name_span.cover(after), format!("{name}`{literal}`"))])
}
