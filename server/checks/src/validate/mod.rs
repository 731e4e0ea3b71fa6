//! The errors and warnings of Prisma itself, by topic and per Prisma version.
//!
//! Each topic checks one item, or one field, at a time. What concerns several items, such as a name that two of them
//! declare, is checked from each of them with a [`ValidityIndex`](index::ValidityIndex). An error on one line does not
//! hide errors on others. Blocks that Prisma cannot parse are seen by the topic `syntax` only.

mod attributes;
mod checks;
mod circles;
mod code;
pub mod codes;
mod configuration;
mod consequences;
mod context;
mod fixes;
mod index;
mod names;
pub mod next;
mod readable;
mod relations;
mod removal;
mod syntax;
mod types;
mod unreadable;

pub use checks::Checks;
pub use context::ValidityContext;

/// The code of a connection URL in the datasource. Some of its fixes change other files than the schema.
pub const URL_IN_DATASOURCE: &str = configuration::datasource::URL_IN_DATASOURCE.metadata.code;

use base::{Finding, ItemId};
use model::schema::item::Item;
use model::schema::{Changes, Schema};

/// The errors and warnings that Prisma reports for the schema, sorted by place. `wants_fixes`: whether fixes are computed
/// as well.
pub fn check(schema: &Schema, wants_fixes: bool) -> Vec<Finding> {
    let mut checks = Checks::once(wants_fixes);
    checks.update(schema, &Changes::everything(schema));
    let mut found: Vec<Finding> = checks.into_findings();
    let order = |it: &Finding| (schema.anchor_order(&it.anchor), it.code);
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

/// Checks the syntax of a block and the characters of its names.
fn check_syntax(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    syntax::check(cx, id, item);
    names::spelling(cx, id, item);
}

/// Checks everything else about a block.
fn check_semantics(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    syntax::taken_in(cx, id);
    names::check(cx, id, item);
    configuration::check(cx, id, item);
    types::check(cx, id, item);
    attributes::check(cx, id, item);
    relations::check(cx, id, item);
    consequences::drop_consequences(cx, id, item);
}
