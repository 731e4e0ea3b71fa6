//! `all-optional`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, words};
use base::{Finding, Level};
use model::schema::item::{Arity, Expr, Field};

rule! {
    /// A model in which every field but the id is optional.
    ///
    /// Such a model guarantees nothing about a row, so every reader has to handle missing values. Make the fields
    /// required that always have a value.
    ///
    /// ```prisma flagged
    /// model Profile {
    ///   id    Int     @id
    ///   name  String?
    ///   email String?
    ///   bio   String?
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Profile {
    ///   id    Int     @id
    ///   name  String
    ///   email String?
    ///   bio   String?
    /// }
    /// ```
    pub static RULE = Rule {
        code: "all-optional",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    // A model of overrides has values only where they differ.
    let is_override = words(model.item.name()).contain_any(&["override", "overrides"]);
    if is_override || cx.kinds(model).is_join_table {
        return;
    }
    let in_id = |name: &str| {
        let mut ids = model.model.keys.iter().filter(|key| key.kind == model::schema::item::KeyKind::Id);
        ids.any(|key| key.field_names().any(|column| column == name))
    };
    let others: Vec<_> = model
        .model
        .fields
        .iter()
        .filter(|field| cx.schema.type_of(field).is_scalar_like() && !in_id(&field.name.text))
        // A timestamp guarantees nothing about the content of a row.
        .filter(|field| !is_stamp(field))
        .collect();
    if others.len() >= 3 && others.iter().all(|field| field.arity() == Arity::Optional) {
        let message = format!(
            "All {} fields of `{}` besides its id and timestamps are optional. Make those required that always have a \
             value.",
            others.len(),
            model.item.name()
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}

/// Whether the field records the time of a write.
fn is_stamp(field: &Field) -> bool {
    let is_now = |default: &Expr| default.as_call().is_some_and(|(name, _)| name == "now");
    field.has("updatedAt") || field.default().is_some_and(is_now)
}
