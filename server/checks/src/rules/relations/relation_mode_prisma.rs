//! `relation-mode-prisma`

use crate::rules::Context;
use crate::rules::rule::{Check, Levels, rule};
use base::{Finding, ItemId, Level};
use model::catalog::{Provider, RelationMode};
use model::schema::item::{Item, ItemKind};

rule! {
    /// Relations that the database does not enforce.
    ///
    /// With `relationMode = "prisma"` there are no foreign keys: Prisma Client looks after relations with queries of
    /// its own. That costs time, and holds only for what goes through Prisma Client; a delete in raw SQL leaves rows
    /// that point nowhere. `SetDefault` is not emulated, and in PostgreSQL and SQLite `NoAction` is not accepted. It
    /// is meant for databases without foreign keys, such as sharded ones.
    ///
    /// ```prisma flagged
    /// datasource db {
    ///   provider     = "postgresql"
    ///   relationMode = "prisma"
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// datasource db {
    ///   provider     = "postgresql"
    ///   relationMode = "foreignKeys"
    /// }
    /// ```
    pub static RULE = Rule {
        code: "relation-mode-prisma",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let configuration = cx.configuration();
    let ItemKind::Datasource(config) = &item.kind else { return };
    // MongoDB knows no other mode.
    if configuration.datasource != Some(id)
        || configuration.relation_mode != RelationMode::Prisma
        || configuration.provider == Some(Provider::Mongodb)
    {
        return;
    }
    let Some(entry) = config.entry("relationMode").or_else(|| config.entry("referentialIntegrity")) else {
        return;
    };
    let message = "The database enforces no relations: Prisma Client does it, with more queries, and raw SQL can \
                   leave rows that point nowhere. Use `relationMode = \"foreignKeys\"` if the database has foreign keys.";
    found.push(cx.finding(id, entry.span, message));
}
