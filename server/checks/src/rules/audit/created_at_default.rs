//! `created-at-default`

use crate::rules::audit::stamps::is_named;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::item::Arity;
use model::schema::{FieldType, edit};

rule! {
    /// A creation timestamp without a default.
    ///
    /// Every insert then has to set the value, and one code path that forgets it or uses a skewed clock makes the
    /// column unreliable. `@default(now())` sets it for every row, in the database or in Prisma Client. If the field is
    /// optional, the default may be missing on purpose, so the finding is information only.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id        Int      @id
    ///   createdAt DateTime
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now())
    /// }
    /// ```
    pub static RULE = Rule {
        code: "created-at-default",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[OptionSpec {
            name: "names",
            kind: OptionKind::List(&["createdAt", "insertedAt"]),
            docs: "Names of creation timestamps, in the schema or in the database; case and `_` are ignored.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let names = cx.options.list("names");
    for (field, ty) in cx.fields(model.id, model.model) {
        if ty != FieldType::Scalar(ScalarType::DateTime)
            || !is_named(field, &names)
            || field.arity() == Arity::List
            || field.has("ignore")
            || field.has("default")
        {
            continue;
        }
        let message = format!(
            "`{}.{}` has no default, so every insert has to set it. Add `@default(now())`.",
            model.item.name(),
            field.name.text
        );
        let mut finding = cx.finding(model.id, field.name.span, message);
        if field.arity() == Arity::Optional {
            finding = finding.at_most(Level::Info);
        }
        found.push(cx.fix(finding, || {
            let edit = edit::add_attribute(cx.schema, model.id, field, "@default(now())");
            [Fix::safe("Add `@default(now())`", vec![edit])]
        }));
    }
}
