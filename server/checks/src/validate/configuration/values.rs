//! The values of keys.

use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::schema::edit;
use model::schema::item::{Entry, Expr};

codes! {
    /// A named argument of `env`.
    ///
    /// Write `env("DATABASE_URL")`.
    #[removes(Text)]
    NAMED_ARGUMENT = "named-argument";

    /// A value of the wrong kind.
    ///
    /// The message names the expected kind: a string, a list, a number, or an identifier.
    WRONG_VALUE = "wrong-value";
}

/// Reports a value that is no string; gives the string.
pub(super) fn text<'e>(cx: &mut ValidityContext<'_>, id: ItemId, entry: &'e Entry) -> Option<&'e str> {
    let value = entry.value.as_ref()?;
    if let Expr::String(text) = value {
        return Some(&text.value);
    }
    let message = format!("`{}` must be a string.", entry.key.text);
    let schema = cx.schema;
    cx.error(&WRONG_VALUE, id, value.span(), message).fix(|| fixes::quoted(schema, id, value));
    None
}

/// Reports values that are no string or `env("…")`; whether it is one.
pub(super) fn text_or_env(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry) -> bool {
    let Some(value) = &entry.value else { return true };
    match value {
        Expr::String(_) => true,
        Expr::Call(call) if call.name.text == "env" => env_argument(cx, id, value),
        _ => {
            let message = format!("`{}` must be a string, or `env(\"NAME\")`.", entry.key.text);
            let schema = cx.schema;
            cx.error(&WRONG_VALUE, id, value.span(), message).fix(|| fixes::quoted(schema, id, value));
            false
        }
    }
}

/// Reports values of a list that are no string or `env("…")`.
pub(super) fn texts_or_env(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry) {
    for item in entry.value.iter().flat_map(Expr::as_list) {
        if item.as_str().is_none() && !matches!(item.as_call(), Some(("env", _))) {
            let message = format!("`{}` must be a list of strings, or `env(\"NAME\")`.", entry.key.text);
            let schema = cx.schema;
            cx.error(&WRONG_VALUE, id, item.span(), message).fix(|| fixes::quoted(schema, id, item));
        }
    }
}

/// Reports calls of `env` without a name, in a value that is otherwise free.
pub(super) fn calls_of_env(cx: &mut ValidityContext<'_>, id: ItemId, entry: &Entry) {
    let mut pending: Vec<&Expr> = entry.value.iter().collect();
    while let Some(value) = pending.pop() {
        match value {
            Expr::Call(call) if call.name.text == "env" => {
                env_argument(cx, id, value);
            }
            Expr::Array { items, .. } => pending.extend(items),
            _ => {}
        }
    }
}

/// `env` takes one text.
fn env_argument(cx: &mut ValidityContext<'_>, id: ItemId, call: &Expr) -> bool {
    let Some((_, arguments)) = call.as_call() else { return true };
    let is_text = matches!(
        &*arguments.list,
        [one] if one.value.as_ref().is_some_and(|value| value.as_str().is_some())
    );
    if let [one] = &*arguments.list
        && let Some(name) = one.name.as_ref().filter(|_| is_text)
    {
        let message = format!("The argument of `env` has no name. Remove `{}:`.", name.text);
        let schema = cx.schema;
        cx.warning(&NAMED_ARGUMENT, id, one.span, message).fix(|| {
            let value = one.value.as_ref()?.span();
            let label = Place::new(id, Span::new(one.span.start, value.start));
            Some(Fix::safe(format!("Remove `{}:`", name.text), vec![edit::replace(schema, label, "")]))
        });
    }
    if !is_text {
        let message = "`env` requires the name of one environment variable in quotes.";
        let schema = cx.schema;
        cx.error(&WRONG_VALUE, id, call.span(), message).fix(|| match &*arguments.list {
            // A name whose quotes were forgotten.
            [one] => one.value.as_ref().and_then(|value| match value {
                Expr::Path(_) | Expr::Array { .. } => fixes::quoted(schema, id, value),
                _ => None,
            }),
            _ => None,
        });
    }
    is_text
}

/// Reports the values of a list that are no strings; gives those that are, with the places.
pub(super) fn texts<'e>(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    entry: &'e Entry,
) -> Vec<&'e model::schema::item::Text> {
    let Some(value) = &entry.value else { return Vec::new() };
    let mut found = Vec::new();
    for item in value.as_list() {
        match item.as_text() {
            Some(text) => found.push(text),
            None => {
                let message = format!("`{}` must be a list of strings.", entry.key.text);
                let schema = cx.schema;
                cx.error(&WRONG_VALUE, id, item.span(), message).fix(|| fixes::quoted(schema, id, item));
            }
        }
    }
    found
}
