//! `relation-mode-prisma`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::{Finding, ItemId, Level};
use model::catalog::{Provider, RelationMode};
use model::schema::item::{Item, ItemKind};

rule! {
    /// Relations that the database does not enforce.
    ///
    /// With `relationMode = "prisma"` there are no foreign keys: Prisma Client enforces relations with additional
    /// queries. That takes time and covers only Prisma Client; a delete in raw SQL leaves dangling references.
    /// `SetDefault` is not emulated, and `NoAction` is not accepted on PostgreSQL and SQLite. The mode is meant for
    /// databases without foreign keys, such as sharded ones.
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
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let configuration = cx.configuration();
    let ItemKind::Datasource(config) = &item.kind else { return };
    // MongoDB has no other mode.
    if configuration.datasource != Some(id)
        || configuration.relation_mode != RelationMode::Prisma
        || configuration.provider == Some(Provider::Mongodb)
    {
        return;
    }
    let Some(entry) = config.entry("relationMode").or_else(|| config.entry("referentialIntegrity")) else {
        return;
    };
    let message = "The database does not enforce relations: Prisma Client does, with more queries, and raw SQL can \
         leave dangling references. Use `relationMode = \"foreignKeys\"` if the database supports it.";
    found.push(cx.finding(id, entry.span, message));
}
