//! `isolated-model`

use crate::project::Level;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use crate::schema::{FieldId, FieldType, Finding};

rule! {
    /// A model that no relation connects to any other.
    ///
    /// Often a relation was forgotten, or an id is kept without one. Tables of settings and lists of values stand alone on
    /// purpose and are left alone, as are models that few schemas would connect.
    ///
    /// ```prisma flagged
    /// model Customer {
    ///   id   Int    @id
    ///   name String
    /// }
    ///
    /// model Invoice {
    ///   id         Int    @id
    ///   number     String
    ///   customerId Int
    ///   total      Int
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Customer {
    ///   id       Int       @id
    ///   invoices Invoice[]
    /// }
    ///
    /// model Invoice {
    ///   id         Int      @id
    ///   customerId Int
    ///   customer   Customer @relation(fields: [customerId], references: [id])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "isolated-model",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&["setting", "settings", "config", "configuration", "migration", "migrations", "lock", "cache"]),
            docs: "Words of names of models that stand alone on purpose.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let kinds = cx.kinds(model);
    let allow = cx.options.list("allow");
    let is_allowed = words(model.item.name()).iter().any(|word| allow.contains(&word.as_str()));
    let has_relation = (0..model.model.fields.len())
        .any(|index| matches!(cx.schema.field_type(FieldId::new(model.id, index)), FieldType::Model(_)));
    let is_named = !cx.schema.fields_of_type(model.item.name()).is_empty();
    let is_alone = cx.schema.models().count() < 2;
    if !has_relation && !is_named && !kinds.is_lookup && !kinds.is_external_auth && !is_allowed && !is_alone {
        let message = format!(
            "No relation connects `{}` to another model. Add the one that its fields suggest, or list its name under \
             `allow`.",
            model.item.name()
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}
