//! `distinct` outside of the database.

use base::Level;
use checks::frame::Levels;

use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// `distinct` reads all rows, and the client drops the duplicates in memory.
    ///
    /// Use `groupBy`, which the database does, or the preview feature `nativeDistinct`, where the order begins with the
    /// distinct fields.
    ///
    /// ```ts flagged
    /// const statuses = await prisma.order.findMany({ distinct: ["status"], select: { status: true } });
    /// ```
    /// ```ts clean
    /// const statuses = await prisma.order.groupBy({ by: ["status"] });
    /// ```
    pub static DISTINCT_IN_MEMORY = Rule {
        code: "distinct-in-memory",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if cx.schema.configuration().has_preview_feature("nativeDistinct") {
        return;
    }
    for query in cx.production_queries() {
        let Some(distinct) = keys(query.call).and_then(|keys| key(keys, "distinct")) else { continue };
        report.add(
            distinct.key_span,
            format!(
                "`distinct` of `{}.{}` reads all rows and drops duplicates in memory. Use `groupBy` where you can.",
                query.call.delegate.text,
                query.call.operation.name()
            ),
        );
    }
}
