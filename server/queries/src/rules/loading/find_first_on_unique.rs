//! `findFirst` where `findUnique` would do.

use base::Level;
use base::text::TextEdit;
use checks::frame::Levels;
use model::schema::item::{Key, ModelRef};

use crate::code::{Entry, Operation};
use crate::rules::argument::keys;
use crate::rules::context::Context;
use crate::rules::filter::{Filter, client_name};
use crate::rules::rule::{Report, rule};

rule! {
    /// A `findFirst` whose filter is exactly a unique key.
    ///
    /// `findUnique` says what is meant, rejects `undefined`, and several that run at the same time become one query.
    ///
    /// ```ts flagged
    /// const user = await prisma.user.findFirst({ where: { email: "ada@example.org" } });
    /// ```
    /// ```ts flagged
    /// const review = await prisma.review.findFirst({ where: { userId: 1, productId: 2 } });
    /// ```
    /// ```ts clean
    /// const user = await prisma.user.findUnique({ where: { email: "ada@example.org" } });
    /// ```
    /// ```ts clean
    /// const user = await prisma.user.findFirst({ where: { email: "ada@example.org", deletedAt: null } });
    /// ```
    pub static FIND_FIRST_ON_UNIQUE = Rule {
        code: "find-first-on-unique",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries() {
        let call = query.call;
        let new = match call.operation {
            Operation::FindFirst => Operation::FindUnique,
            Operation::FindFirstOrThrow => Operation::FindUniqueOrThrow,
            _ => continue,
        };
        let (Some(keys), Some(model)) = (keys(call), cx.model(query)) else { continue };
        let is_allowed = |it: &Entry| matches!(it.key.as_str(), "where" | "select" | "include" | "omit");
        let Some(filter) = keys.iter().find(|it| it.key == "where") else { continue };
        let Some(key) = unique_key(cx, query.model, model, filter) else { continue };
        if !keys.iter().all(is_allowed) {
            continue;
        }
        let (name, unique) = (call.operation.name(), new.name());
        let fields: Vec<&str> = key.field_names().collect();
        let message = format!(
            "`{name}` finds `{}` by the unique key `{}`. Use `{unique}`.",
            model.item.name(),
            fields.join(", ")
        );
        report.add(call.operation_span, message);
        let mut edits = vec![TextEdit::replace(call.operation_span, unique)];
        let is_written_here = call.span.encloses(filter.value.span)
            && cx.text_at(filter.value.span).is_some_and(|text| text.starts_with('{') && text.ends_with('}'));
        if fields.len() > 1 {
            let span = filter.value.span;
            edits.push(TextEdit::insert(span.start, format!("{{ {}: ", client_name(key))));
            edits.push(TextEdit::insert(span.end, " }"));
        }
        let is_possible = cx.text.is_some() && (fields.len() == 1 || is_written_here);
        report.fix(format!("Use `{unique}`"), is_possible.then_some(edits));
    }
}

/// The unique key whose fields are exactly those of the filter, each with one value.
fn unique_key<'a>(
    cx: &Context<'a>,
    id: base::ItemId,
    model: ModelRef<'a>,
    filter: &Entry,
) -> Option<&'a Key> {
    let object = filter.value.value.as_object()?;
    let read = Filter::new(cx.schema, id, Some(&filter.value.value));
    let is_simple = !read.is_partial
        && read.conditions.len() == object.entries.len()
        && read.conditions.iter().all(|it| it.binds() && it.is_equality());
    let has = |name: &str| object.entry(name).is_some();
    model.model.keys.iter().find(|key| {
        is_simple
            && key.is_unique()
            && key.predicate.is_none()
            && key.columns.len() == object.entries.len()
            && key.field_names().all(has)
    })
}
