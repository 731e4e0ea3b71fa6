//! Filters whose value may be `undefined`.

use base::Level;
use checks::frame::Levels;
use model::schema::item::Model;

use super::mass_write_no_where::is_strict;
use crate::code::{Operation, Value};
use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::filter::{Condition, Filter};
use crate::rules::rule::{Report, rule};

rule! {
    /// A key or foreign key of a filter may be `undefined`, and Prisma then leaves the condition out: any row matches.
    ///
    /// Check the value before, or turn on `strictUndefinedChecks`, which rejects it. Conditions on other fields may be optional
    /// on purpose and are no finding, nor is `undefined` itself, a value that a condition before has looked at, and one beside a
    /// condition that is certain to name one row.
    ///
    /// ```ts flagged
    /// async function find(id?: number) {
    ///   return prisma.user.findFirst({ where: { id } });
    /// }
    /// ```
    /// ```ts clean
    /// async function find(id: number) {
    ///   return prisma.user.findFirst({ where: { id } });
    /// }
    /// ```
    /// ```ts clean
    /// async function find(id?: number) {
    ///   if (!id) return null;
    ///   return prisma.user.findFirst({ where: { id } });
    /// }
    /// ```
    pub static UNDEFINED_WHERE = Rule {
        code: "undefined-where",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    if is_strict(cx) {
        return;
    }
    for query in cx.production_queries() {
        use Operation::*;
        let is_read = match query.call.operation {
            FindFirst | FindFirstOrThrow | FindMany | Count => true,
            UpdateMany | UpdateManyAndReturn | DeleteMany => false,
            _ => continue,
        };
        let (Some(keys), Some(model)) = (keys(query.call), cx.schema.model(query.model)) else { continue };
        let Some(filter) = key(keys, "where") else { continue };
        let filter = Filter::new(cx.schema, query.model, Some(&filter.value.value));
        // That all of it may be `undefined` is a finding of `mass-write-no-where`.
        if filter.bounds_unique(model) || !is_read && !filter.narrows() {
            continue;
        }
        for condition in filter.conditions.iter().filter(|it| is_dangerous(it, model)) {
            let (owner, field) = (&query.call.delegate.text, &condition.field.name.text);
            report.add(
                condition.entry.key_span,
                format!(
                    "`{field}` may be `undefined`, and `{owner}.{}` then matches any `{field}`. Check the value before.",
                    query.call.operation.name()
                ),
            );
        }
    }
}

/// Whether a condition that is left out would show or change rows of others.
fn is_dangerous(condition: &Condition<'_>, model: &Model) -> bool {
    let role = condition.role;
    let name = condition.field.name.as_str();
    let is_key = model.keys.iter().any(|key| key.is_unique() && key.is_over(&[name]))
        || model.relations_over(name).next().is_some();
    is_key
        && !(role.is_negated || role.is_alternative || role.is_related || role.is_conditional)
        // `undefined` itself is written on purpose.
        && matches!(condition.entry.value.value, Value::Unknown(it) if it.may_be_undefined && !it.is_undefined_on_purpose)
}
