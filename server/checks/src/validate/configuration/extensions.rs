//! `extensions` of a datasource.

use crate::validate::attributes::arguments::{REPEATED_ARGUMENT, UNKNOWN_ARGUMENT};
use crate::validate::code::{Removal, codes};
use crate::validate::configuration::values::WRONG_VALUE;
use crate::validate::names::spelling::INVALID_NAME;
use crate::validate::{ValidityContext, fixes, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::Provider;
use model::schema::edit;
use model::schema::item::{Arguments, Call, Entry, Expr};

codes! {
    /// A PostgreSQL extension in quotes.
    ///
    /// Extensions are identifiers: `extensions = [pg_trgm]`. Write one with a hyphen as `name(map: "its-name")`.
    EXTENSION_AS_TEXT = "extension-as-text";

    /// A datasource key that this database or set of features does not have.
    ///
    /// `schemas` requires a database with schemas, `extensions` requires PostgreSQL and the preview feature
    /// `postgresqlExtensions`. Remove the line, or enable the feature.
    #[removes(Line)]
    KEY_UNSUPPORTED = "key-unsupported";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry, provider: Option<Provider>) {
    let configuration = cx.configuration();
    let schema = cx.schema;
    let without = provider.filter(|provider| !provider.capabilities().extensions);
    if without.is_some() || !configuration.has_preview_feature("postgresqlExtensions") {
        let message = match without {
            Some(provider) => format!("{} does not support `extensions`. Remove the line.", provider.display_name()),
            None => {
                "`extensions` requires the preview feature `postgresqlExtensions`. Add it to `previewFeatures` of the \
                 generator.".to_owned()
            }
        };
        cx.error(&KEY_UNSUPPORTED, id, entry.span, message).fix(|| {
            let can = provider.is_some() && without.is_none();
            let feature = can.then(|| fixes::turn_on(schema, "postgresqlExtensions")).flatten();
            feature.into_iter().chain(removal::fix(schema, Place::new(id, entry.span), Removal::Line))
        });
        return;
    }
    for item in entry.value.iter().flat_map(|value| value.as_list()) {
        match item {
            Expr::Path(path) if path.text.contains('-') => {
                let name = name_of(&path.text);
                let message = format!("`{}` contains a hyphen. Write `{name}`.", path.text);
                cx.error(&INVALID_NAME, id, path.span, message).fix(|| {
                    let place = Place::new(id, path.span);
                    [Fix::safe(format!("Write `{name}`"), vec![edit::replace(schema, place, name.as_str())])]
                });
            }
            Expr::Path(_) => {}
            Expr::Call(call) => {
                if call.name.text.contains('-') {
                    hyphen(cx, id, call);
                }
                arguments(cx, id, &call.arguments);
            }
            Expr::String(text) => {
                let name = name_of(&text.value);
                let message = format!(
                    "An extension must be an identifier without quotes: {name}, not {:?}.",
                    text.value
                );
                cx.error(&EXTENSION_AS_TEXT, id, text.span, message).fix(|| {
                    let place = Place::new(id, text.span);
                    [Fix::safe(format!("Write `{name}`"), vec![edit::replace(schema, place, name.as_str())])]
                });
            }
            other => {
                let message = "An extension must be an identifier, such as `pg_trgm`.";
                cx.error(&WRONG_VALUE, id, other.span(), message)
                    .fix(|| removal::fix(schema, Place::new(id, other.span()), Removal::Item));
            }
        }
    }
}

/// The name of an extension with arguments holds a hyphen.
fn hyphen(cx: &mut ValidityContext<'_>, id: ItemId, call: &Call) {
    let schema = cx.schema;
    let name = &call.name.text;
    let identifier = name.replace('-', "_");
    let message =
        format!("Extension `{name}` has a hyphen in its name. Write `{identifier}(map: \"{name}\")`.");
    cx.error(&INVALID_NAME, id, call.name.span, message).fix(|| {
        let mut changes = vec![edit::replace(schema, Place::new(id, call.name.span), identifier.as_str())];
        if call.arguments.argument("map").is_none() {
            let start = Place::new(id, Span::at(call.arguments.span.start + 1));
            let separator = if call.arguments.list.is_empty() { "" } else { ", " };
            changes.push(edit::replace(schema, start, format!("map: \"{name}\"{separator}")));
        }
        [Fix::safe(format!("Rename to `{identifier}`, mapped to \"{name}\""), changes)]
    });
}

fn arguments(cx: &mut ValidityContext<'_>, id: ItemId, arguments: &Arguments) {
    let schema = cx.schema;
    for (at, argument) in arguments.list.iter().enumerate() {
        let name = argument.name();
        if arguments.list.iter().take(at).any(|earlier| earlier.name() == name) {
            cx.error(
                &REPEATED_ARGUMENT,
                id,
                argument.span,
                format!("Duplicate argument `{name}`. Remove one."),
            );
            continue;
        }
        if !matches!(name.as_str(), "map" | "schema" | "version") {
            let message = format!("An extension accepts `map`, `schema` and `version`, not `{name}`.");
            cx.error(&UNKNOWN_ARGUMENT, id, argument.span, message);
        } else if let Some(value) = argument.value.as_ref().filter(|value| value.as_str().is_none()) {
            cx.error(&WRONG_VALUE, id, value.span(), format!("`{name}` must be a string."))
                .fix(|| fixes::quoted(schema, id, value));
        }
    }
}

/// An extension's name as the schema writes it: one that is no identifier becomes one, and is mapped.
fn name_of(name: &str) -> String {
    let identifier: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    if identifier == name { identifier } else { format!("{identifier}(map: \"{name}\")") }
}
