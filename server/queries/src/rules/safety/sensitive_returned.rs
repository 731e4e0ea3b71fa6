//! Secrets in answers.

use base::text::{TextEdit, uncapitalized};
use base::{ItemId, Level};
use checks::frame::Levels;
use checks::rules::is_secret;
use model::schema::FieldType;
use model::schema::item::{Field, ModelRef};

use crate::code::{Entry, Value};
use crate::rules::argument::{has_any, keys};
use crate::rules::argument_edit::{add_key, add_to_call};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

/// How deep `include` is followed.
const MAX_DEPTH: u32 = 8;

rule! {
    /// A handler returns rows with a password, a secret or an encrypted field.
    ///
    /// Leave the field out with `omit`, or name those that are needed with `select`. Sensitive are fields with `/// @hashed`
    /// or `/// @encrypted`, and those whose name says that they are a password or secret. Fields that all clients omit are
    /// no finding.
    ///
    /// ```ts flagged
    /// export async function GET() {
    ///   return Response.json(await prisma.user.findMany({ take: 10 }));
    /// }
    /// ```
    /// ```ts clean
    /// export async function GET() {
    ///   return Response.json(await prisma.user.findMany({ take: 10, omit: { phone: true, passwordHash: true } }));
    /// }
    /// ```
    /// ```ts clean
    /// export async function GET() {
    ///   const users = await prisma.user.findMany({ take: 10 });
    ///   return Response.json(users.length);
    /// }
    /// ```
    pub static SENSITIVE_RETURNED = Rule {
        code: "sensitive-returned",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries().filter(|it| it.call.operation.returns_rows()) {
        let call = query.call;
        let Some(keys) = keys(call) else { continue };
        if !call.surroundings.is_returned || !call.surroundings.in_handler {
            continue;
        }
        if let Some(model) = cx.model(query) {
            let secrets = returned_secrets(cx, model, keys);
            if !secrets.is_empty() {
                report.add(call.operation_span, message(model, &secrets));
                let omit = omit(&secrets);
                let edits = (!has_any(keys, &["select", "omit"])).then(|| add_to_call(cx, call, &omit));
                report.fix(format!("Add `{omit}`"), edits.flatten());
            }
        }
        included(cx, query.model, keys, MAX_DEPTH, report);
    }
}

/// Reports the secrets of related rows.
fn included(cx: &Context<'_>, model: ItemId, keys: &[Entry], depth: u32, report: &mut Report<'_>) {
    let (Some(depth), Some(declared)) = (depth.checked_sub(1), cx.schema.model(model)) else { return };
    let selections = keys.iter().filter(|it| matches!(it.key.as_str(), "include" | "select"));
    for entry in selections.filter_map(|it| it.value.value.as_object()).flat_map(|it| &it.entries) {
        let Some(field) = declared.field(&entry.key) else { continue };
        let FieldType::Model(target) = cx.schema.type_of(field) else { continue };
        let inner = match &entry.value.value {
            Value::Boolean(true) => &[][..],
            Value::Object(object) if !object.is_partial => &object.entries,
            _ => continue,
        };
        let Some(item) = cx.schema.item(target) else { continue };
        let Some(body) = item.model() else { continue };
        let related = ModelRef { id: target, item, model: body };
        let secrets = returned_secrets(cx, related, inner);
        if !secrets.is_empty() {
            report.add(entry.key_span, message(related, &secrets));
            let omit = omit(&secrets);
            let edits = match &entry.value.value {
                Value::Object(object) if !has_any(inner, &["select", "omit"]) => {
                    add_key(cx, entry.value.span, object, &omit)
                }
                Value::Boolean(true) if cx.text_at(entry.value.span) == Some("true") => {
                    let text = format!("{{ {omit} }}");
                    Some(vec![TextEdit::replace(entry.value.span, text)])
                }
                _ => None,
            };
            report.fix(format!("Add `{omit}`"), edits);
        }
        included(cx, target, inner, depth, report);
    }
}

/// The sensitive fields of a model that these keys of an argument do not leave out.
fn returned_secrets<'a>(cx: &Context<'_>, model: ModelRef<'a>, keys: &[Entry]) -> Vec<&'a Field> {
    let chosen = |name: &str| keys.iter().find(|it| it.key == name);
    let names = |entry: &Entry, field: &Field| {
        let Some(object) = entry.value.value.as_object() else { return true };
        object.is_partial || object.get(&field.name.text).is_some_and(|it| *it != Value::Boolean(false))
    };
    let is_returned = |field: &&Field| match (chosen("select"), chosen("omit")) {
        // A field that is selected by its name is returned on purpose.
        (Some(_), _) => false,
        (None, Some(omit)) => !names(omit, field),
        (None, None) => true,
    };
    let delegate = uncapitalized(model.item.name());
    let is_omitted = |field: &&Field| {
        let omitted = &cx.application.omitted;
        omitted.iter().any(|(model, name)| *model == delegate && *name == field.name.text)
    };
    let secrets = model.model.fields.iter().filter(|field| is_secret(model, field));
    secrets.filter(is_returned).filter(|field| !is_omitted(field)).collect()
}

fn message(model: ModelRef<'_>, secrets: &[&Field]) -> String {
    let names: Vec<String> =
        secrets.iter().map(|it| format!("`{}.{}`", model.item.name(), it.name.text)).collect();
    let (first, rest) = names.split_first().map_or(("", 0), |(first, rest)| (first.as_str(), rest.len()));
    let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    format!("The result is returned with {first}{more}. Leave it out with `omit`, or use `select`.")
}

/// The key that leaves fields out.
fn omit(secrets: &[&Field]) -> String {
    let fields: Vec<String> = secrets.iter().map(|field| format!("{}: true", field.name.text)).collect();
    format!("omit: {{ {} }}", fields.join(", "))
}
