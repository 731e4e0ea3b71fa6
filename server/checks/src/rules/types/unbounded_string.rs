//! `unbounded-string`

use crate::rules::indexes::unindexed_discriminator::discriminator;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::FieldType;

rule! {
    /// A `String` without a maximum length.
    ///
    /// Off by default: on PostgreSQL an unbounded column costs nothing, and shrinking a `VarChar` later rewrites the
    /// table. If the database is to bound every input, this rule asks for a native type with a length. Ids and foreign
    /// keys are exempt, because their generators bound them. SQLite and MongoDB have no such types.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id   Int    @id
    ///   name String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id   Int    @id
    ///   name String @db.VarChar(255)
    /// }
    /// ```
    pub static RULE = Rule {
        code: "unbounded-string",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "allowNativeTextType",
            kind: OptionKind::Flag(false),
            docs: "Whether an explicit text type (`@db.Text`) is accepted.",
        }],
        check: Check::Model(check),
    };
}

/// Native types of unbounded text.
const TEXT: &[&str] = &["Text", "TinyText", "MediumText", "LongText", "NText", "Citext"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let bounded = match cx.configuration().provider {
        Some(Provider::Postgresql | Provider::Mysql) => "VarChar(255)",
        Some(Provider::Cockroachdb) => "String(255)",
        Some(Provider::Sqlserver) => "NVarChar(255)",
        Some(Provider::Sqlite | Provider::Mongodb) | None => return,
    };
    let keys = column::relation_keys(model);
    for (field, ty) in cx.fields(model.id, model.model) {
        if ty != FieldType::Scalar(ScalarType::String) {
            continue;
        }
        let is_unbounded = match column::named_native(cx, field) {
            None => true,
            Some((name, _)) if TEXT.contains(&name) => !cx.options.flag("allowNativeTextType"),
            // `VarChar` without a length, or with `Max`.
            Some(("VarChar" | "NVarChar" | "String", attribute)) => column::first_number(attribute).is_none(),
            Some(_) => false,
        };
        if !is_unbounded || field.has("id") || keys.contains(field.name.as_str()) {
            continue;
        }
        // Prisma 8 wants a discriminator to be a `String`.
        if column::is_referenced(cx, model, field) || discriminator(model) == Some(field.name.as_str()) {
            continue;
        }
        let native = column::written(cx, bounded);
        let message = format!(
            "`{}.{}` has no maximum length. Use a native type with a length, such as `{native}`.",
            model.item.name(),
            field.name.text
        );
        found.push(cx.fix(cx.finding(model.id, field.name.span, message), || {
            let edit = column::set_native(cx, model, field, bounded);
            [Fix::choice(format!("Change to `{native}`"), vec![edit])]
        }));
    }
}
