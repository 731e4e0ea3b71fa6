//! `pii-annotation`

use crate::rules::privacy::marks::{is_encrypted, mark};
use crate::rules::privacy::personal_words::personal;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::schema::edit;

rule! {
    /// Personal data without a `@pii` annotation.
    ///
    /// With `/// @pii(contact)` at each such field, the schema itself is the inventory of personal data that a data
    /// protection officer asks for.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    Int    @id
    ///   email String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    Int    @id
    ///   /// @pii(contact)
    ///   email String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "pii-annotation",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&[]),
            docs: "Exempt fields, as `field` or `Model.field`.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let allow = cx.options.list("allow");
    for field in &model.model.fields {
        let name = field.name.as_str();
        let qualified = format!("{}.{name}", model.item.name());
        let Some(class) = personal(cx.schema, model.item.name(), field) else { continue };
        let is_marked = mark(field.documentation.as_deref(), "@pii").is_some() || is_encrypted(field);
        if is_marked || allow.contains(&name) || allow.contains(&qualified.as_str()) {
            continue;
        }
        let message =
            format!("`{qualified}` looks like personal data. Annotate it with `/// @pii({class})`.");
        found.push(cx.fix(cx.finding(model.id, field.name.span, message), || {
            let text = format!("@pii({class})");
            let change = edit::add_documentation(cx.schema, model.id, field.span.start, &text);
            [Fix::choice(format!("Add `/// {text}`"), vec![change])]
        }));
    }
}
