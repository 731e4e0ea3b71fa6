//! `binary-targets`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::{Finding, Fix, ItemId, Level};
use model::schema::edit;
use model::schema::item::{Expr, Item, ItemKind};

rule! {
    /// `binaryTargets` without effect.
    ///
    /// Since Prisma 7 the client has no binary engine, so there is no platform to choose. Remove the line.
    ///
    /// ```prisma flagged
    /// datasource db {
    ///   provider = "postgresql"
    /// }
    ///
    /// generator client {
    ///   provider      = "prisma-client"
    ///   output        = "../generated"
    ///   binaryTargets = ["native", "debian-openssl-3.0.x"]
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// datasource db {
    ///   provider = "postgresql"
    /// }
    ///
    /// generator client {
    ///   provider = "prisma-client"
    ///   output   = "../generated"
    /// }
    /// ```
    pub static RULE = Rule {
        code: "binary-targets",
        levels: Levels::new(Level::Hint, Level::Hint),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Item(check),
    };
}

/// The generators that are part of Prisma; generators for other languages still need engines.
const OURS: &[&str] = &["prisma-client", "prisma-client-js"];

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let ItemKind::Generator(config) = &item.kind else { return };
    let is_ours = config.value("provider").and_then(Expr::as_str).is_some_and(|it| OURS.contains(&it));
    if !is_ours || !cx.configuration().version.is_7_or_later() {
        return;
    }
    let Some(entry) = config.entry("binaryTargets") else { return };
    let message = "`binaryTargets` has no effect since Prisma 7, which has no engine binaries. Remove it.";
    let finding = cx.finding(id, entry.span, message).unnecessary();
    found.push(cx.fix(finding, || {
        [Fix::safe("Remove `binaryTargets`", vec![edit::remove_line(cx.schema, id, entry.span.start)])]
    }));
}
