//! `soft-delete-shape`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, NamePatterns, OptionKind, OptionSpec};
use base::text::Span;
use base::{Finding, Fix, Level, Place};
use model::catalog::ScalarType;
use model::schema::item::Arity;
use model::schema::{FieldType, edit};

rule! {
    /// A soft-delete column with a wrong type or default.
    ///
    /// `deletedAt` should be an optional `DateTime` without a default: NULL while the row is active, then the time of
    /// deletion. A required field, or one with a default, soft-deletes every row. An `isDeleted` beside it is redundant
    /// and can contradict it.
    ///
    /// ```prisma flagged
    /// model Post {
    ///   id        Int      @id
    ///   deletedAt DateTime @default(now())
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Post {
    ///   id        Int       @id
    ///   deletedAt DateTime?
    /// }
    /// ```
    pub static RULE = Rule {
        code: "soft-delete-shape",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[OptionSpec {
            name: "requireOn",
            kind: OptionKind::List(&[]),
            docs: "Models that require such a field; globs such as `*` are supported.",
        }],
        check: Check::Model(check),
    };
}

/// Name of the soft-delete column, and of its redundant flags.
const NAMES: &[&str] = &["deletedAt", "deleted_at"];
const FLAGS: &[&str] = &["isDeleted", "is_deleted", "deleted"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let owner = model.item.name();
    let is_mark = |name: &str| NAMES.contains(&name);
    let Some(field) =
        model.model.fields.iter().find(|field| is_mark(&field.name.text) || is_mark(field.database_name()))
    else {
        if NamePatterns::new(cx.options.list("requireOn")).matches(owner) {
            let message = format!("`{owner}` has no soft-delete column. Add `deletedAt DateTime?`.");
            let finding = cx.finding(model.id, model.item.head(), message);
            found.push(cx.fix(finding, || {
                let style = cx.style();
                let line = cx.field_line("deletedAt", &format!("DateTime?{}", style.date_time_suffix()));
                let change = edit::add_field(cx.schema, model.id, edit::FieldPlace::Last, &[line])?;
                Some(Fix::choice("Add `deletedAt`", vec![change]))
            }));
        }
        return;
    };
    let name = &field.name.text;
    if cx.schema.type_of(field) != FieldType::Scalar(ScalarType::DateTime) {
        if matches!(cx.schema.type_of(field), FieldType::Scalar(_)) {
            let message = format!(
                "`{owner}.{name}` is a soft-delete timestamp of a wrong type. Change it to `DateTime?`."
            );
            found.push(cx.finding(model.id, field.name.span, message));
        }
        return;
    }
    let default = field.attribute("default");
    if field.arity() == Arity::Required || default.is_some() {
        let message = format!(
            "`{owner}.{name}` is never NULL, so every row counts as soft-deleted. Change it to `DateTime?` without a \
             default."
        );
        let finding = cx.finding(model.id, field.name.span, message);
        found.push(cx.fix(finding, || {
            let mut changes: Vec<_> = default
                .map(|attribute| edit::remove_attribute(cx.schema, model.id, attribute))
                .into_iter()
                .collect();
            if let Some(ty) = field.ty.as_ref().filter(|ty| ty.arity == Arity::Required) {
                changes.push(edit::replace(cx.schema, Place::new(model.id, Span::at(ty.span.end)), "?"));
            }
            [Fix::choice(format!("Make `{name}` optional, without a default"), changes)]
        }));
    }
    let flag = model.model.fields.iter().find(|flag| {
        FLAGS.contains(&flag.name.as_str())
            && cx.schema.type_of(flag) == FieldType::Scalar(ScalarType::Boolean)
    });
    if let Some(flag) = flag {
        let message = format!("`{owner}.{}` duplicates `{name}`. Keep one of them.", flag.name.text);
        found.push(cx.finding(model.id, flag.name.span, message));
    }
}
