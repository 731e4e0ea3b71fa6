//! `updated-at-attribute`

use crate::rules::audit::stamps::{self, is_named};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level, Place};
use model::catalog::ScalarType;
use model::schema::item::{Arity, Expr};
use model::schema::{FieldType, edit};

rule! {
    /// A modification timestamp without `@updatedAt`.
    ///
    /// `@default(now())` alone sets the value once, when the row is created. With `@updatedAt`, Prisma Client sets it
    /// on every write; raw SQL, other programs and database triggers do not. A field whose default is `dbgenerated(…)`
    /// is assumed to be maintained by the database. An optional field may be set by hand, so the finding is information
    /// only.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id        Int      @id
    ///   updatedAt DateTime @default(now())
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id        Int      @id
    ///   updatedAt DateTime @updatedAt
    /// }
    /// ```
    pub static RULE = Rule {
        code: "updated-at-attribute",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[OptionSpec {
            name: "names",
            kind: OptionKind::List(&["updatedAt", "modifiedAt"]),
            docs: "Names of modification timestamps, in the schema or in the database; case and `_` are ignored.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let names = cx.options.list("names");
    for (field, ty) in cx.fields(model.id, model.model) {
        if ty != FieldType::Scalar(ScalarType::DateTime)
            || !is_named(field, &names)
            || field.has("updatedAt")
            || field.has("ignore")
            || field.arity() == Arity::List
            || matches!(field.default().and_then(Expr::as_call), Some(("dbgenerated", _)))
        {
            continue;
        }
        let why = match field.has("default") {
            true => "is set when a row is created and never updated",
            false => "has to be set by hand on every write",
        };
        let next = cx.configuration().is_next().then(|| stamps::updating_type(field));
        let is_optional = field.arity() == Arity::Optional;
        let remedy = match &next {
            Some(ty) if is_optional => format!("Change its type to `{ty}`, which is never null"),
            Some(ty) => format!("Change its type to `{ty}`"),
            None => "Add `@updatedAt`".to_owned(),
        };
        let message = format!("`{}.{}` {why}. {remedy}.", model.item.name(), field.name.text);
        // Beside another modification timestamp it may record the changes of something else.
        let is_safe = !is_optional && !model.model.fields.iter().any(|other| other.has("updatedAt"));
        let mut finding = cx.finding(model.id, field.name.span, message);
        if is_optional {
            finding = finding.at_most(Level::Info);
        }
        if let Some(ty) = next {
            found.push(cx.fix(finding, || {
                let whole = field.ty.as_ref()?.span;
                let mut edits = vec![edit::replace(cx.schema, Place::new(model.id, whole), ty)];
                let default = field.attribute("default").filter(|it| it.span != whole);
                edits.extend(default.map(|it| edit::remove_attribute(cx.schema, model.id, it)));
                Some(Fix::choice(remedy, edits))
            }));
            continue;
        }
        found.push(cx.fix(finding, || {
            let edit = edit::add_attribute(cx.schema, model.id, field, "@updatedAt");
            let title = "Add `@updatedAt`";
            [if is_safe { Fix::safe(title, vec![edit]) } else { Fix::choice(title, vec![edit]) }]
        }));
    }
}
