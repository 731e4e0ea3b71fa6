//! `field-order`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::schema::edit;
use model::schema::item::Model;

rule! {
    /// A field that stands elsewhere than the settings ask for.
    ///
    /// The option `order` lists names; fields that a model does not have are passed over. Names before the first `...`
    /// come first in the model, those behind the last `...` come last. Without `...` the first name comes first, the
    /// last one last, and the others in between keep their order. The rule of the same name in prisma-lint takes the
    /// same. The fix moves whole lines with their `///` comments.
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
            docs: "Names of fields in their order; `...` stands for any other fields.",
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
        Some(before) => format!("behind `{}`", before.name.text),
        None => "first".to_owned(),
    };
    let message = format!(
        "`{}.{}` has to stand {place}, by the order in the settings.",
        model.item.name(),
        field.name.text
    );
    let finding = cx.finding(model.id, field.name.span, message);
    found.push(cx.fix(finding, || {
        let edits = edit::reorder_fields(cx.schema, model.id, &wanted)?;
        Some(Fix::safe(format!("Put the fields of `{}` in order", model.item.name()), edits))
    }));
}

/// The indexes of the fields in the order that the settings ask for, which is their own where that will do.
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

/// Whether an order without `...` is kept: the first name first, the last of several last, all in their order.
fn is_loosely_in_order(model: &Model, order: &[&str]) -> bool {
    let places: Vec<usize> = order.iter().filter_map(|name| model.field_index(name)).collect();
    let first = order.first().and_then(|name| model.field_index(name));
    let last = order.get(1..).and_then(|rest| rest.last()).and_then(|name| model.field_index(name));
    places.is_sorted() && first.is_none_or(|at| at == 0) && last.is_none_or(|at| at + 1 == model.fields.len())
}
