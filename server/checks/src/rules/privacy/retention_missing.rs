//! `retention-missing`

use crate::rules::audit::CREATED_WORDS;
use crate::rules::privacy::marks::{arguments, mark};
use crate::rules::privacy::personal_words::personal;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, words};
use base::{FieldId, Finding, Fix, Level, Place};
use model::catalog::ScalarType;
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::schema::item::{Arity, Expr, Field};
use model::schema::{FieldType, edit};

rule! {
    /// Personal data or a log without a retention period.
    ///
    /// The law requires a limit, and a purge job needs a field to go by: `/// @retention(90d, by: createdAt)` on the
    /// model states both. The field has to exist and to lead an index. Relations that prevent the deletion of a
    /// person's rows (`Restrict`) are listed.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    Int    @id
    ///   /// @pii(contact)
    ///   email String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// /// @retention(365d, by: createdAt)
    /// model User {
    ///   id        Int      @id
    ///   /// @pii(contact)
    ///   email     String
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([createdAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "retention-missing",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let holds_personal = model.model.fields.iter().any(|field| is_personal(cx, model, field));
    match mark(model.item.documentation.as_deref(), "@retention") {
        Some(behind) => check_annotation(cx, model, behind, found),
        None if holds_personal || cx.kinds(model).is_log => {
            let by = created(cx, model);
            let text = match by {
                Some(field) => format!("@retention(90d, by: {})", field.name.text),
                None => "@retention(90d)".to_owned(),
            };
            let what = if holds_personal { "contains personal data" } else { "grows with every event" };
            let message =
                format!("`{}` {what}, but has no retention period. Add `/// {text}`.", model.item.name());
            let mut finding = cx.finding(model.id, model.item.head(), message);
            for (place, text) in blocking(cx, model) {
                finding = finding.related(place, text);
            }
            found.push(cx.fix(finding, || {
                // A field without an index would be the next finding.
                by.filter(|field| is_indexed(model, &field.name.text))?;
                let offset = model.item.span.start;
                let change = edit::add_documentation(cx.schema, model.id, offset, &text);
                Some(Fix::choice(format!("Add `/// {text}`"), vec![change]))
            }));
        }
        None => {}
    }
}

/// The time of creation, by which a purge job can go.
fn created<'m>(cx: &Context<'_>, model: ModelRef<'m>) -> Option<&'m Field> {
    let times = || {
        let fields = model.model.fields.iter().filter(|field| field.arity() == Arity::Required);
        fields.filter(|field| cx.schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime))
    };
    let is_named = |field: &&Field| words(&field.name.text).contain_any(CREATED_WORDS);
    let is_now = |field: &&Field| matches!(field.default().and_then(Expr::as_call), Some(("now", _)));
    times().find(is_named).or_else(|| times().filter(|field| !field.has("updatedAt")).find(is_now))
}

fn is_personal(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> bool {
    let is_value = matches!(cx.schema.type_of(field), FieldType::Scalar(_));
    is_value
        && (mark(field.documentation.as_deref(), "@pii").is_some()
            || personal(cx.schema, model.item.name(), field).is_some())
}

/// Checks the retention annotation: its field exists and is indexed.
fn check_annotation(cx: &Context<'_>, model: ModelRef<'_>, behind: &str, found: &mut Vec<Finding>) {
    let Some(documentation) = &model.item.documentation else { return };
    let by = arguments(behind).iter().find_map(|argument| argument.strip_prefix("by:").map(str::trim));
    let Some(by) = by else { return };
    let message = if model.model.field(by).is_none() {
        format!(
            "The retention of `{}` refers to `{by}`, which does not exist. Name an existing field.",
            model.item.name()
        )
    } else if !is_indexed(model, by) {
        format!(
            "The retention of `{}` goes by `{by}`, which leads no index. Add `@@index([{by}])`.",
            model.item.name()
        )
    } else {
        return;
    };
    let exists = model.model.field(by).is_some();
    found.push(cx.fix(cx.finding(model.id, documentation.span, message), || {
        let line = format!("@@index([{by}])");
        let change = edit::add_block_attribute(cx.schema, model.id, "index", &line).filter(|_| exists)?;
        Some(Fix::choice(format!("Add `{line}`"), vec![change]))
    }));
}

fn is_indexed(model: ModelRef<'_>, name: &str) -> bool {
    model.model.keys.iter().any(|key| key.field_names().next() == Some(name))
}

/// The relations of other models that prevent the deletion of this one's rows.
fn blocking(cx: &Context<'_>, model: ModelRef<'_>) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    for field in cx.schema.fields_to(model.id) {
        let Some(relation) = cx.schema.relation(field).filter(|relation| relation.owns_key) else { continue };
        let action = cx.schema.action(&relation, ReferentialEvent::Delete);
        let refuses = matches!(action, Some((ReferentialAction::Restrict | ReferentialAction::NoAction, _)));
        let (Some(item), Some(declared)) = (cx.schema.item(field.item), cx.schema.field(field)) else {
            continue;
        };
        if refuses && relation.field == FieldId::new(field.item, field.index as usize) {
            let text = format!("`{}` prevents the deletion of the rows it references.", item.name());
            found.push((Place::new(field.item, declared.name.span), text));
        }
    }
    found
}
