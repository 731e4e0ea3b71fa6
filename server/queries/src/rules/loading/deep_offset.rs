//! Pages by their number.

use base::Level;
use checks::frame::{Levels, OptionKind, OptionSpec};

use crate::code::{Operation, Value};
use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// `skip` reads and discards all rows before the page, so later pages take longer.
    ///
    /// Page by a cursor: `cursor`, `take` and a unique sort key, so that an index leads to the page. A `skip` that is
    /// computed counts as deep, since nothing limits it here.
    ///
    /// ```ts flagged
    /// const orders = await prisma.order.findMany({ skip: (page - 1) * 50, take: 50, orderBy: { id: "asc" } });
    /// ```
    /// ```ts clean
    /// const orders = await prisma.order.findMany({ cursor: { id: last }, skip: 1, take: 50, orderBy: { id: "asc" } });
    /// ```
    /// ```ts clean
    /// const orders = await prisma.order.findMany({ skip: 10, take: 10, orderBy: { id: "asc" } });
    /// ```
    pub static DEEP_OFFSET = Rule {
        code: "deep-offset",
        levels: Levels::new(Level::Hint, Level::Info),
        options: &[OptionSpec {
            name: "max",
            kind: OptionKind::Number(1000),
            docs: "How many rows may be skipped.",
        }],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries().filter(|it| it.call.operation == Operation::FindMany) {
        let Some(keys) = keys(query.call) else { continue };
        let Some(skip) = key(keys, "skip").filter(|_| key(keys, "cursor").is_none()) else { continue };
        let which = match &skip.value.value {
            Value::Number(number) => match number.parse::<u32>() {
                Ok(number) if number > report.options().number("max") => format!("skips {number} rows"),
                _ => continue,
            },
            Value::Unknown(_) => "skips a computed number of rows".to_owned(),
            _ => continue,
        };
        report.add(
            skip.key_span,
            format!(
                "`{}.findMany` {which}, and the database reads them all. Page by `cursor`.",
                query.call.delegate.text
            ),
        );
    }
}
