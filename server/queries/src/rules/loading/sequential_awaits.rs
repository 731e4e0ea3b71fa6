//! Queries that wait for each other without need.

use base::Level;
use checks::frame::Levels;

use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

rule! {
    /// Two queries run one after the other, though the second uses nothing of the first.
    ///
    /// Start them together with `Promise.all`. Inside a transaction they run one after the other anyway.
    ///
    /// ```ts flagged
    /// const user = await prisma.user.findUnique({ where: { id } });
    /// const products = await prisma.product.findMany({ take: 10 });
    /// ```
    /// ```ts clean
    /// const user = await prisma.user.findUnique({ where: { id } });
    /// const orders = await prisma.order.findMany({ where: { userId: user.id }, take: 10 });
    /// ```
    /// ```ts clean
    /// const [user, products] = await Promise.all([
    ///   prisma.user.findUnique({ where: { id } }),
    ///   prisma.product.findMany({ take: 10 }),
    /// ]);
    /// ```
    pub static SEQUENTIAL_AWAITS = Rule {
        code: "sequential-awaits",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries().filter(|it| !it.call.operation.writes()) {
        let Some(before) = query.call.surroundings.follows else { continue };
        let Some(before) = cx.file.calls.get(before as usize) else { continue };
        if before.operation.writes()
            || before.receiver.is_transaction()
            || query.call.receiver.is_transaction()
        {
            continue;
        }
        report.add(
            query.call.operation_span,
            format!(
                "`{}.{}` waits for `{}.{}`, of which it uses nothing. Run both at once with `Promise.all`.",
                query.call.delegate.text,
                query.call.operation.name(),
                before.delegate.text,
                before.operation.name()
            ),
        );
    }
}
