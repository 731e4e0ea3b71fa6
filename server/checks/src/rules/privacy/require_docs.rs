//! `require-docs`

use crate::rules::privacy::personal_words::personal;
use crate::rules::privacy::sensitive_words::sensitive;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, ItemId, Level};
use model::schema::edit;
use model::schema::item::{Item, ItemKind, ModelKind};

rule! {
    /// A model, enum or sensitive field without documentation.
    ///
    /// A `///` comment is passed to the generated client and shown where the model is used. The meaning of a row is
    /// rarely clear from its fields alone.
    ///
    /// ```prisma flagged
    /// model Ledger {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// /// The balance of one account at the end of one day.
    /// model Ledger {
    ///   id Int @id
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-docs",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "on",
            kind: OptionKind::List(&["models", "enums", "sensitive"]),
            docs: "What has to be documented: `models`, `enums`, `sensitive` fields, or all `fields`.",
        }],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let on = cx.options.list("on");
    let what = match &item.kind {
        ItemKind::Model(model) if model.kind == ModelKind::Model && !model.is_ignored() => {
            Some(("models", "model"))
        }
        ItemKind::Enum(_) => Some(("enums", "enum")),
        _ => None,
    };
    let Some((group, noun)) = what else { return };
    if on.contains(&group) && item.documentation.is_none() && !item.name().is_empty() {
        let message =
            format!("The {noun} `{}` has no documentation. Add a `///` comment above it.", item.name());
        found.push(cx.fix(cx.finding(id, item.head(), message), || [todo(cx, id, item.span.start)]));
    }
    let Some(model) = item.model() else { return };
    let owner = ModelRef { id, item, model };
    for field in &model.fields {
        let name = field.name.as_str();
        let is_sensitive = cx.schema.type_of(field).is_scalar_like()
            && (sensitive(owner, name, &[]).is_some() || personal(cx.schema, item.name(), field).is_some());
        let wanted = on.contains(&"fields") || (on.contains(&"sensitive") && is_sensitive);
        if wanted && field.documentation.is_none() {
            let message =
                format!("`{}.{name}` has no documentation. Add a `///` comment above it.", item.name());
            found.push(cx.fix(cx.finding(id, field.name.span, message), || [todo(cx, id, field.span.start)]));
        }
    }
}

fn todo(cx: &Context<'_>, id: ItemId, offset: u32) -> Fix {
    Fix::choice("Add `/// TODO`", vec![edit::add_documentation(cx.schema, id, offset, "TODO")])
}
