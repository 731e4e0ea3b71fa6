//! `field-order`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::schema::edit;
use model::schema::item::Model;

rule! {
    /// A field that is not in the configured position.
    ///
    /// The option `order` lists field names; names that a model does not have are skipped. Names before the first `...`
    /// come first in the model, names after the last `...` come last. Without `...`, the first name comes first, the
    /// last name comes last, and the names in between keep their relative order. The prisma-lint rule of the same name
    /// takes the same option. The fix moves whole lines with their `///` comments.
    ///
    /// ```prisma flagged {"order": ["id", "tenantId", "...", "createdAt", "updatedAt"]}
    /// model Order {
    ///   id        Int @id
    ///   /// When it was placed.
    ///   createdAt DateTime @default(now())
    ///   tenantId  Int
    ///   total     Int
    /// }
    /// ```
    ///
    /// ```prisma clean {"order": ["id", "tenantId", "...", "createdAt", "updatedAt"]}
    /// model Order {
    ///   id        Int @id
    ///   total     Int
    ///   createdAt DateTime @default(now())
    /// }
    /// ```
    pub static RULE = Rule {
        code: "field-order",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "order",
            kind: OptionKind::List(&[]),
            docs: "Field names in order; `...` stands for any other fields.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let wanted = wanted_order(model.model, &cx.options.list("order"));
    let fields = &model.model.fields;
    let misplaced = wanted.iter().enumerate().find(|(at, index)| at != *index).map(|(_, index)| *index);
    let Some((index, field)) = misplaced.and_then(|index| Some((index, fields.get(index)?))) else { return };
    let at = wanted.iter().position(|other| *other == index).unwrap_or(0);
    let neighbour = at.checked_sub(1).and_then(|before| fields.get(*wanted.get(before)?));
    let place = match neighbour {
        Some(before) => format!("after `{}`", before.name.text),
        None => "first".to_owned(),
    };
    let message = format!(
        "`{}.{}` is out of the configured order. Move it {place}.",
        model.item.name(),
        field.name.text
    );
    let finding = cx.finding(model.id, field.name.span, message);
    found.push(cx.fix(finding, || {
        let edits = edit::reorder_fields(cx.schema, model.id, &wanted)?;
        Some(Fix::safe(format!("Sort the fields of `{}`", model.item.name()), edits))
    }));
}

/// Indexes of the fields in the configured order; their current order if it already complies.
fn wanted_order(model: &Model, order: &[&str]) -> Vec<usize> {
    let is_gap = |name: &&str| *name == "...";
    let (head, tail) = match (order.iter().position(is_gap), order.iter().rposition(is_gap)) {
        (Some(first), Some(last)) => (order.get(..first), order.get(last + 1..)),
        _ if is_loosely_in_order(model, order) => return (0..model.fields.len()).collect(),
        _ => (order.get(..order.len().saturating_sub(1).max(1)), order.get(1..)),
    };
    let mut wanted: Vec<usize> = Vec::new();
    for index in head.unwrap_or(&[]).iter().filter_map(|name| model.field_index(name)) {
        if !wanted.contains(&index) {
            wanted.push(index);
        }
    }
    let mut last: Vec<usize> = Vec::new();
    for index in tail.unwrap_or(&[]).iter().filter_map(|name| model.field_index(name)) {
        if !wanted.contains(&index) && !last.contains(&index) {
            last.push(index);
        }
    }
    let is_other = |index: &usize| !wanted.contains(index) && !last.contains(index);
    let others: Vec<usize> = (0..model.fields.len()).filter(is_other).collect();
    wanted.into_iter().chain(others).chain(last).collect()
}

/// Whether the order complies with a setting without `...`: the first name first, the last of several last, and all
/// names in order.
fn is_loosely_in_order(model: &Model, order: &[&str]) -> bool {
    let places: Vec<usize> = order.iter().filter_map(|name| model.field_index(name)).collect();
    let first = order.first().and_then(|name| model.field_index(name));
    let last = order.get(1..).and_then(|rest| rest.last()).and_then(|name| model.field_index(name));
    places.is_sorted() && first.is_none_or(|at| at == 0) && last.is_none_or(|at| at + 1 == model.fields.len())
}
