//! What Prisma itself refuses or warns of, by topic and per Prisma version.
//!
//! Each topic looks at one item, or one field, at a time wherever the matter allows it. A fault never hides others: what
//! merely follows from a fault that is reported anyway is left out where it is looked for.

mod attributes;
mod configuration;
mod context;
mod database_schemas;
mod names;
mod relations;
mod syntax;
mod types;

pub use context::Context;

use crate::schema::{Finding, Schema};

/// What Prisma itself would say of the schema. `wants_fixes` says whether fixes are made out as well.
pub fn check(schema: &Schema, wants_fixes: bool) -> Vec<Finding> {
    let mut cx = Context::new(schema, wants_fixes);
    syntax::check(&mut cx);
    names::check(&mut cx);
    configuration::check(&mut cx);
    types::check(&mut cx);
    attributes::check(&mut cx);
    relations::check(&mut cx);
    database_schemas::check(&mut cx);
    cx.into_findings()
}
