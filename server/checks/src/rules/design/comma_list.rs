//! `comma-list`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::Arity;

rule! {
    /// Several values in one `String`: `tags`, `roleIds`.
    ///
    /// Comma-separated values can be neither indexed nor validated individually, and a value that contains a comma
    /// breaks them. Use a relation, or a scalar list if the database has them.
    ///
    /// ```prisma flagged
    /// model Post {
    ///   id   Int    @id
    ///   tags String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Post {
    ///   id     Int      @id
    ///   tags   String[]
    ///   status String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "comma-list",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "words",
            kind: OptionKind::List(&["tags", "ids", "emails", "categories", "keywords", "labels", "permissions", "roles"]),
            docs: "Last words of names that stand for several values.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let plurals = cx.options.list("words");
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_text = ty == FieldType::Scalar(ScalarType::String);
        let is_single = is_text && field.arity() != Arity::List;
        if is_single && plurals.contains(&words(&field.name.text).last()) {
            let message = format!(
                "`{}.{}` looks like several values in one string. Use a relation or a list.",
                model.item.name(),
                field.name.text
            );
            found.push(cx.finding(model.id, field.name.span, message));
        }
    }
}
