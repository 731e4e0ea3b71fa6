//! `required-unsupported`

use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::schema::FieldType;
use model::schema::item::Arity;

rule! {
    /// A required `Unsupported` field without a default.
    ///
    /// Prisma Client cannot set such a field, so the model has neither `create` nor `upsert`. Make the field optional,
    /// or add a default that the database computes.
    ///
    /// ```prisma flagged
    /// model Place {
    ///   id   Int                    @id
    ///   area Unsupported("polygon")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Place {
    ///   id   Int                     @id
    ///   area Unsupported("polygon")?
    /// }
    /// ```
    pub static RULE = Rule {
        code: "required-unsupported",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_flagged = ty == FieldType::Unsupported
            && field.arity() == Arity::Required
            && !field.has("default")
            // Ignored fields belong to `required-ignored-field`.
            && !field.has("ignore");
        let Some(ty) = field.ty.as_ref().filter(|_| is_flagged) else { continue };
        let message = format!(
            "`{name}.{}` is required and `Unsupported`, so Prisma Client cannot create a `{name}`. Make it optional, \
             or add a default.",
            field.name.text,
            name = model.item.name(),
        );
        let in_key = model.model.keys.iter().any(|key| key.field_names().any(|it| it == field.name.text));
        found.push(cx.fix(cx.finding(model.id, ty.span, message), || {
            let edit = column::make_optional(cx, model, field).filter(|_| !in_key)?;
            Some(Fix::choice("Make it optional", vec![edit]))
        }));
    }
}
