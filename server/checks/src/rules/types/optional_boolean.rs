//! `optional-boolean`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::item::Arity;
use model::schema::{FieldType, edit};

rule! {
    /// A nullable `Boolean` without a comment that explains NULL.
    ///
    /// `where: { active: false }` does not match rows in which it is NULL, and neither does `NOT: { active: true }`. If
    /// NULL means "unknown", say so in a comment; otherwise make the field required, with a default. The finding is
    /// information if the field has a default already, else a hint.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id     Int      @id
    ///   active Boolean?
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id      Int      @id
    ///   active  Boolean  @default(true)
    ///   /// null: not asked yet
    ///   consent Boolean?
    /// }
    /// ```
    pub static RULE = Rule {
        code: "optional-boolean",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_flagged = ty == FieldType::Scalar(ScalarType::Boolean)
            && field.arity() == Arity::Optional
            && !field.has("ignore")
            && !column::has_comment(cx, model, field);
        let Some(ty) = field.ty.as_ref().filter(|_| is_flagged) else { continue };
        let takes_default = !field.has("default") && cx.has_defaults();
        let remedy = if takes_default { "Make it required, with a default" } else { "Make it required" };
        let message = format!(
            "`{}.{}` has three states: true, false and NULL. {remedy}, or explain NULL in a comment.",
            model.item.name(),
            field.name.text
        );
        let mut finding = cx.finding(model.id, ty.span, message);
        // Without a default, the third state is often intended: not answered yet.
        if !field.has("default") {
            finding = finding.at_most(Level::Hint);
        }
        found.push(cx.fix(finding, || {
            let mut edits = vec![column::make_required(cx, model, field)?];
            let title = if takes_default {
                edits.push(edit::add_attribute(cx.schema, model.id, field, "@default(false)"));
                "Make it required, with `@default(false)`"
            } else {
                "Make it required"
            };
            Some(Fix::choice(title, edits))
        }));
    }
}
