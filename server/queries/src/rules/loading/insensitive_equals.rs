//! Comparisons that ignore case.

use base::Level;
use checks::frame::Levels;
use model::catalog::Provider;

use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::filter::Filter;
use crate::rules::rule::{Report, rule};

rule! {
    /// `equals` with `mode: "insensitive"` becomes `ILIKE`: no ordinary index serves it, and `_` and `%` in the value match
    /// other text.
    ///
    /// Store the value in lower case, or make the column `citext` (`@db.Citext`).
    ///
    /// ```ts flagged
    /// const user = await prisma.user.findFirst({ where: { email: { equals: email, mode: "insensitive" } } });
    /// ```
    /// ```ts clean
    /// const user = await prisma.user.findUnique({ where: { email: email.toLowerCase() } });
    /// ```
    pub static INSENSITIVE_EQUALS = Rule {
        code: "insensitive-equals",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if !matches!(cx.schema.configuration().provider, Some(Provider::Postgresql | Provider::Cockroachdb)) {
        return;
    }
    for query in cx.production_queries() {
        let Some(filter) = keys(query.call).and_then(|keys| key(keys, "where")) else { continue };
        for condition in Filter::new(cx.schema, query.model, Some(&filter.value.value)).conditions {
            let mode = condition.operator("mode").and_then(|it| it.value.value.as_text());
            let Some(equals) = condition.operator("equals").filter(|_| mode == Some("insensitive")) else {
                continue;
            };
            report.add(
                equals.key_span,
                format!(
                    "`{}` is compared with `ILIKE`: no ordinary index serves it, and `_` and `%` are wildcards. Use lower case or \
                     `@db.Citext`.",
                    condition.field.name.text
                ),
            );
        }
    }
}
