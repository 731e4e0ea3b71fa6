//! `direct-url-missing`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::{Finding, ItemId, Level};
use model::schema::item::{Expr, Item, ItemKind};

rule! {
    /// A pooled connection without a direct one.
    ///
    /// Migrations take locks and prepare statements, which poolers in transaction mode do not support. Up to Prisma 6,
    /// set `directUrl` to the URL of the database itself. A pooler is recognized by its host name, port 6543, or
    /// `pgbouncer=true`.
    ///
    /// ```prisma flagged
    /// datasource db {
    ///   provider = "postgresql"
    ///   url      = "postgresql://app@db.pooler.example.com:6543/app?pgbouncer=true"
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// datasource db {
    ///   provider  = "postgresql"
    ///   url       = "postgresql://app@db.pooler.example.com:6543/app?pgbouncer=true"
    ///   directUrl = env("DIRECT_URL")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "direct-url-missing",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let ItemKind::Datasource(config) = &item.kind else { return };
    let Some(text) = config.value("url").and_then(Expr::as_text) else { return };
    let address = text.value.to_ascii_lowercase();
    let is_pooled =
        address.contains("pooler.") || address.contains(":6543") || address.contains("pgbouncer=true");
    if is_pooled && config.entry("directUrl").is_none() {
        let message = "This URL connects through a pooler, where migrations fail. Add `directUrl` with the URL of the \
             database itself.";
        found.push(cx.finding(id, text.span, message));
    }
}
