//! `created-at-default`

use crate::rules::audit::stamps::{self, is_named};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level, Place};
use model::catalog::ScalarType;
use model::schema::item::{Arity, Field};
use model::schema::{FieldType, edit};

rule! {
    /// A creation timestamp without a default.
    ///
    /// Every insert then has to set the value, and one code path that forgets it or uses a skewed clock makes the
    /// column unreliable. `@default(now())` sets it for every row, in the database or in Prisma Client. If the field is
    /// optional, the default may be missing on purpose, so the finding is information only; beside another creation
    /// timestamp it is exempt.
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
    let is_stamp = |(field, ty): &(&Field, FieldType)| {
        *ty == FieldType::Scalar(ScalarType::DateTime)
            && is_named(field, &names)
            && field.arity() != Arity::List
            && !field.has("ignore")
    };
    let stamps: Vec<&Field> = cx.fields(model.id, model.model).filter(is_stamp).map(|it| it.0).collect();
    // Beside another creation timestamp, an optional one records something else, such as an import.
    let is_stamped = stamps.iter().any(|field| field.arity() == Arity::Required || field.has("default"));
    for field in stamps.iter().filter(|field| !field.has("default")) {
        let is_optional = field.arity() == Arity::Optional;
        if is_optional && is_stamped {
            continue;
        }
        let default = stamps::current_time(cx, field);
        let attribute = format!("@default({default})");
        let remedy = match cx.has_defaults() {
            true => format!("Add `{attribute}`"),
            false => format!("Change its type to `{}`", stamps::CREATED_PRESET),
        };
        let message = format!(
            "`{}.{}` has no default, so every insert has to set it. {remedy}.",
            model.item.name(),
            field.name.text
        );
        let mut finding = cx.finding(model.id, field.name.span, message);
        if is_optional {
            finding = finding.at_most(Level::Info);
        }
        // A second timestamp, and one that may be empty, may have a meaning of its own.
        let is_safe =
            !is_optional && stamps.len() == 1 && default == "now()" && !is_date_or_time_only(cx, field);
        found.push(cx.fix(finding, || {
            if !cx.has_defaults() {
                let place = Place::new(model.id, field.ty.as_ref()?.span);
                let edit = edit::replace(cx.schema, place, stamps::CREATED_PRESET);
                return Some(Fix::choice(remedy, vec![edit]));
            }
            let edits = vec![edit::add_attribute(cx.schema, model.id, field, &attribute)];
            Some(if is_safe { Fix::safe(remedy, edits) } else { Fix::choice(remedy, edits) })
        }));
    }
}

/// Whether the native type holds only a part of a point in time.
fn is_date_or_time_only(cx: &Context<'_>, field: &Field) -> bool {
    let native = cx.schema.native_type_of(field).and_then(|native| native.native_type());
    native.is_some_and(|(_, name)| matches!(name.text.as_str(), "Date" | "Time" | "Timetz"))
}
