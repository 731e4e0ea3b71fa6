//! `soft-delete-shape`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, NamePatterns, OptionKind, OptionSpec};
use base::text::Span;
use base::{Finding, Fix, Level, Place};
use model::catalog::ScalarType;
use model::schema::item::Arity;
use model::schema::{FieldType, edit};

rule! {
    /// A mark of deleted rows that cannot do its work.
    ///
    /// `deletedAt` is an optional `DateTime` without a default: null while the row lives, the time of deletion after that. A
    /// required one, or one with a default, marks every row as deleted. An `isDeleted` beside it says the same again and comes to
    /// disagree.
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
            docs: "Models that have to have such a field; `*` and the like are understood.",
        }],
        check: Check::Model(check),
    };
}

/// What the mark is called, and what says the same beside it.
const NAMES: &[&str] = &["deletedAt", "deleted_at"];
const FLAGS: &[&str] = &["isDeleted", "is_deleted", "deleted"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let owner = model.item.name();
    let is_mark = |name: &str| NAMES.contains(&name);
    let Some(field) =
        model.model.fields.iter().find(|field| is_mark(&field.name.text) || is_mark(field.database_name()))
    else {
        if NamePatterns::new(cx.options.list("requireOn")).matches(owner) {
            let message = format!(
                "`{owner}` is to be deleted softly and has no `deletedAt`. Add `deletedAt DateTime?`."
            );
            let finding = cx.finding(model.id, model.item.head(), message);
            found.push(cx.fix(finding, || {
                let style = cx.style();
                let line = style.field_line("deletedAt", &format!("DateTime?{}", style.date_time_suffix()));
                let change = edit::add_field(cx.schema, model.id, edit::FieldPlace::Last, &[line])?;
                Some(Fix::choice("Add `deletedAt`", vec![change]))
            }));
        }
        return;
    };
    let name = &field.name.text;
    if cx.schema.type_of(field) != FieldType::Scalar(ScalarType::DateTime) {
        if matches!(cx.schema.type_of(field), FieldType::Scalar(_)) {
            let message =
                format!("`{owner}.{name}` marks deleted rows by their time, so it is a `DateTime?`.");
            found.push(cx.finding(model.id, field.name.span, message));
        }
        return;
    }
    let default = field.attribute("default");
    if field.arity() == Arity::Required || default.is_some() {
        let message = format!(
            "`{owner}.{name}` has a value from the start, so every row counts as deleted. Make it `DateTime?` without a default."
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
        let message =
            format!("`{owner}.{}` says what `{name}` says already. Keep one of them.", flag.name.text);
        found.push(cx.finding(model.id, flag.name.span, message));
    }
}
