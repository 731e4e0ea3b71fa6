//! What Prisma itself refuses or warns of, by topic and per Prisma version.
//!
//! Each topic looks at one item, or one field, at a time; what concerns several is looked at from each of them, by way
//! of a [`ValidityIndex`](index::ValidityIndex) of what they claim. A fault never hides others of another line; what Prisma cannot read
//! it does not know, and neither do the topics behind syntax.

mod attributes;
mod checks;
mod code;
pub mod codes;
mod configuration;
mod context;
mod fixes;
mod index;
mod names;
mod readable;
mod relations;
mod removal;
mod syntax;
mod types;
mod unreadable;

pub use checks::Checks;
pub use context::ValidityContext;

/// The code of an address in the datasource. Its other fixes lie outside of the schema.
pub const URL_IN_DATASOURCE: &str = configuration::datasource::URL_IN_DATASOURCE.metadata.code;

use base::{Finding, ItemId};
use model::schema::item::Item;
use model::schema::{Changes, Schema};

/// What Prisma itself would say of the schema, in the order of places. `wants_fixes` says whether fixes are made out as
/// well.
pub fn check(schema: &Schema, wants_fixes: bool) -> Vec<Finding> {
    let mut checks = Checks::once(wants_fixes);
    checks.update(schema, &Changes::everything(schema));
    let mut found: Vec<Finding> = checks.into_findings();
    let order = |it: &Finding| (schema.anchor_order(&it.anchor), it.code);
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

/// The text of a block and the letters of its names.
fn surface(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    syntax::check(cx, id, item);
    names::spelling(cx, id, item);
}

/// Everything else about a block.
fn meaning(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    syntax::taken_in(cx, id);
    names::check(cx, id, item);
    configuration::check(cx, id, item);
    types::check(cx, id, item);
    attributes::check(cx, id, item);
    relations::check(cx, id, item);
}
