//! What Prisma itself refuses or warns of, by topic and per Prisma version.
//!
//! Each topic looks at one item, or one field, at a time wherever the matter allows it. A fault never hides others of
//! another line; what Prisma cannot read it does not know, and neither do the topics behind syntax.

mod attributes;
mod configuration;
mod context;
mod database_schemas;
mod names;
mod objects;
mod readable;
mod relations;
mod syntax;
mod types;

pub use configuration::URL_IN_DATASOURCE;
pub use context::Context;

use crate::schema::{Finding, Place, Schema};
use crate::text::Span;

/// What Prisma itself would say of the schema. `wants_fixes` says whether fixes are made out as well.
pub fn check(schema: &Schema, wants_fixes: bool) -> Vec<Finding> {
    let mut cx = Context::new(schema, wants_fixes);
    syntax::check(&mut cx);
    names::spelling(&mut cx);
    objects::check(&mut cx);
    let Some(readable) = readable::readable(schema, cx.release()) else {
        meaning(&mut cx);
        return cx.into_findings();
    };
    let mut of_rest = Context::new(&readable.schema, wants_fixes);
    readable.broken.iter().for_each(|id| of_rest.mark_broken(*id));
    syntax::taken_in(&mut of_rest);
    meaning(&mut of_rest);
    let mut found = cx.into_findings();
    found.extend(of_rest.into_findings().into_iter().filter_map(|finding| {
        let place = |place| {
            let (file, span) = readable.schema.locate(place);
            let (id, start) = schema.item_at(file, span.start)?;
            Some(Place::new(id, Span::new(start, start + span.len())))
        };
        let related = finding.related.iter().filter_map(|(at, note)| Some((place(*at)?, note.clone())));
        Some(Finding { place: place(finding.place)?, related: related.collect(), ..finding })
    }));
    found
}

/// Everything but syntax and the letters of names.
fn meaning(cx: &mut Context<'_>) {
    names::check(cx);
    configuration::check(cx);
    types::check(cx);
    attributes::check(cx);
    relations::check(cx);
    database_schemas::check(cx);
}
