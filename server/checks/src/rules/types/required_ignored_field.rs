//! `required-ignored-field`

use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::schema::item::Arity;

rule! {
    /// A required `@ignore` field without a default.
    ///
    /// The client cannot set a field with `@ignore`, and the database rejects a row without a value, so every `create`
    /// of the model fails. Add a default, make the field optional, or let the database set it
    /// (`@default(dbgenerated())`).
    ///
    /// ```prisma flagged
    /// model User {
    ///   id     Int    @id
    ///   legacy String @ignore
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id     Int    @id
    ///   legacy String @default("") @ignore
    ///   older  String? @ignore
    /// }
    /// ```
    pub static RULE = Rule {
        code: "required-ignored-field",
        levels: Levels::essential(Level::Error, Level::Error),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_filled = || field.has("default") || field.has("updatedAt") || field.has("id");
        if !field.has("ignore") || field.arity() != Arity::Required || is_filled() || !ty.is_scalar_like() {
            continue;
        }
        let message = format!(
            "`{}.{}` is required, but Prisma Client cannot set it: every `create` fails. Add a default, or make it \
             optional.",
            model.item.name(),
            field.name.text
        );
        found.push(cx.fix(cx.finding(model.id, field.name.span, message), || {
            let edit = column::make_optional(cx, model, field)?;
            is_free(model, &field.name.text).then(|| Fix::choice("Make it optional", vec![edit]))
        }));
    }
}

/// Whether the field is not part of an id, whose fields have to be required.
fn is_free(model: ModelRef<'_>, name: &str) -> bool {
    let mut ids = model.model.keys.iter().filter(|key| key.kind == model::schema::item::KeyKind::Id);
    !ids.any(|key| key.field_names().any(|column| column == name))
}
