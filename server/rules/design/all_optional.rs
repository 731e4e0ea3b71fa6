//! `all-optional`

use crate::project::Level;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use crate::schema::Finding;
use crate::schema::item::Arity;

rule! {
    /// A model in which every field but the id is optional.
    ///
    /// Such a model says nothing about what a row has to hold, so every reader has to expect all of it to be missing. Make
    /// required what is always there.
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
    let in_id = |name: &str| {
        let mut ids = model.model.keys.iter().filter(|key| key.kind == crate::schema::item::KeyKind::Id);
        ids.any(|key| key.field_names().any(|column| column == name))
    };
    let others: Vec<_> = model
        .model
        .fields
        .iter()
        .filter(|field| cx.schema.type_of(field).is_scalar_like() && !in_id(&field.name.text))
        // What fills itself says nothing about what a row has to hold.
        .filter(|field| !field.has("default") && !field.has("updatedAt"))
        .collect();
    if others.len() >= 3 && others.iter().all(|field| field.arity() == Arity::Optional) {
        let message = format!(
            "All {} fields of `{}` beside its id are optional. Make required what every row has.",
            others.len(),
            model.item.name()
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}
