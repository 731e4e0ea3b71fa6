//! `native-enum-change`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::text::Span;
use base::{Finding, Fix, ItemId, Level};
use model::schema::edit;
use model::schema::item::{Enum, EnumStorage, EnumValue, Expr, Item};

rule! {
    /// A change of a `native_enum` that Prisma 8 refuses to plan.
    ///
    /// Of the values of an enum type, `prisma migration plan` and `prisma db update` plan one change only: new values after all
    /// others. They refuse a new value before others, another order, and a removed or renamed value. PostgreSQL can add a value
    /// before another and rename one, but neither remove nor reorder them without a new type. Where the change is meant, write the
    /// migration by hand with `prisma migration new`; after that, the rule is silent.
    ///
    /// The schema is compared with the contract that the next plan starts from: that of `migrations/app/refs/db.json`, and the
    /// last ones that migrations lead to. In these examples, it has `native_enum Status` with `draft` and `live`.
    ///
    /// ```prisma flagged
    /// // use prisma-8
    ///
    /// native_enum Status {
    ///   draft  = "draft"
    ///   review = "review"
    ///   live   = "live"
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// // use prisma-8
    ///
    /// native_enum Status {
    ///   draft  = "draft"
    ///   live   = "live"
    ///   review = "review"
    /// }
    /// ```
    pub static RULE = Rule {
        code: "native-enum-change",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Next,
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let native = item.enumeration().filter(|it| it.storage == EnumStorage::Native && item.name.is_some());
    let Some(Values { values, stored }) = native.and_then(Values::of) else { return };
    let map = native.and_then(|it| it.attribute("map")).and_then(|map| map.named_or_first("name")?.as_str());
    let name = map.unwrap_or_else(|| item.name());
    let mut last: Option<&[String]> = None;
    for origin in cx.facts.plan_origins.iter() {
        let Some(before) = origin.values(item.namespace.as_deref(), name) else { return };
        if stored.len() >= before.len() && before.iter().zip(&stored).all(|(before, now)| before == now) {
            return;
        }
        last = last.or(Some(before));
    }
    let Some(before) = last else { return };
    let Some((span, message)) = describe(item, before, values, &stored) else { return };
    let finding = cx.finding(id, span, message);
    let is_complete = before.iter().all(|value| stored.contains(&value.as_str()));
    found.push(cx.fix(finding, || {
        let order = order(before, &stored);
        let edits = edit::reorder_values(cx.schema, id, &order).filter(|_| is_complete)?;
        Some(Fix::choice("Move new values to the end, and keep the order of the others", edits))
    }));
}

/// The values of an enum in which each is complete and no two are the same.
struct Values<'e> {
    values: &'e [EnumValue],
    /// What the database stores for each.
    stored: Vec<&'e str>,
}

impl<'e> Values<'e> {
    fn of(native: &'e Enum) -> Option<Values<'e>> {
        let stored = native.values.iter().map(|value| value.stored.as_ref().and_then(Expr::as_str));
        let stored = stored.collect::<Option<Vec<&str>>>()?;
        let is_repeated = |(at, value): (usize, &&str)| stored.iter().take(at).any(|other| other == value);
        if stored.is_empty() || stored.iter().enumerate().any(is_repeated) {
            return None;
        }
        Some(Values { values: &native.values, stored })
    }
}

/// Where the change is, and what it is.
fn describe(item: &Item, before: &[String], values: &[EnumValue], stored: &[&str]) -> Option<(Span, String)> {
    let name = item.name();
    let missing: Vec<String> = before
        .iter()
        .filter(|value| !stored.contains(&value.as_str()))
        .map(|value| format!("`{value}`"))
        .collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        let message = format!(
            "`{name}` lacks {missing} of the last contract. Prisma 8 plans no removal or rename of an enum value. Add it back."
        );
        return Some((item.head(), message));
    }
    let kept: Vec<usize> = (0..stored.len()).filter(|at| is_old(before, stored, *at)).collect();
    let moved = kept.iter().zip(before).find(|(at, before)| stored.get(**at) != Some(&before.as_str()));
    if let Some(value) = moved.and_then(|(at, _)| values.get(*at)) {
        let message = format!(
            "`{name}` has its values in another order than the last contract, which Prisma 8 cannot plan. Restore the order."
        );
        return Some((value.name.span, message));
    }
    let (_, value) = values.iter().enumerate().find(|(at, _)| !is_old(before, stored, *at))?;
    let message = format!(
        "New value `{}` is before others of `{name}`. Prisma 8 only plans new values at the end. Move it there.",
        value.name.text
    );
    Some((value.name.span, message))
}

/// Whether the contract has the value at an index.
fn is_old(before: &[String], stored: &[&str], at: usize) -> bool {
    stored.get(at).is_some_and(|value| before.iter().any(|before| before == value))
}

/// The values in the order of the contract, new ones last.
fn order(before: &[String], stored: &[&str]) -> Vec<usize> {
    let old = before.iter().filter_map(|value| stored.iter().position(|other| other == value));
    let new = (0..stored.len()).filter(|at| !is_old(before, stored, *at));
    old.chain(new).collect()
}
