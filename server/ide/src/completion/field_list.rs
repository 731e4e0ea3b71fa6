//! In `fields:` and `references:`: field names.

use crate::completion::at::At;
use crate::completion::context::key_field;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::completion::offer;
use model::catalog::attributes::AttributeParam;
use model::schema::item::{Expr, Field};
use rustc_hash::FxHashSet;

/// The fields of this model that can be in a foreign key.
pub(super) fn of_this_model(at: At<'_>, param: &AttributeParam) -> Vec<Completion> {
    if at.lacks_brackets() {
        return vec![offer::list_for(param)];
    }
    let cx = at.cx;
    let key = at.field().and_then(|field| cx.target(field)).and_then(|(_, _, model)| key_field(model));
    let wanted = |field: &Field| {
        let named = at.field().is_some_and(|it| field.name.text.starts_with(it.name.as_str()));
        named && key.is_some_and(|key| key.type_name() == field.type_name())
    };
    let written = written(at, param.name);
    let item = cx.item().map_or("", |item| item.name());
    cx.siblings()
        .filter(|field| cx.schema.type_of(field).is_scalar_like() && !written.contains(field.name.as_str()))
        .map(|field| offer::field(item, field).ranked(if wanted(field) { Rank::Likely } else { Rank::Usual }))
        .collect()
}

/// The fields of the referenced model.
pub(super) fn of_target(at: At<'_>) -> Vec<Completion> {
    let cx = at.cx;
    let Some((_, item, model)) = at.field().and_then(|field| cx.target(field)) else { return Vec::new() };
    if at.lacks_brackets() {
        let key = key_field(model).map(|field| field.name.as_str());
        let list = |key: &str| Completion::new(CompletionKind::Snippet, format!("[{key}]"));
        return key.map(|key| list(key).detail(item.name())).into_iter().collect();
    }
    let written = written(at, "references");
    let of_keys = model.keys.iter().filter(|key| key.is_unique()).flat_map(|key| key.field_names());
    let of_keys: FxHashSet<&str> = of_keys.collect();
    let is_key = |field: &Field| of_keys.contains(field.name.as_str());
    model
        .fields
        .iter()
        .filter(|field| !written.contains(field.name.as_str()))
        .map(|field| {
            let rank = match cx.schema.type_of(field).is_scalar_like() {
                true if is_key(field) => Rank::Likely,
                true => Rank::Usual,
                false => Rank::Unfit,
            };
            offer::field(item.name(), field).ranked(rank)
        })
        .collect()
}

/// The names in the list of an argument, except the word under the cursor.
pub(super) fn written<'a>(at: At<'a>, param: &str) -> FxHashSet<&'a str> {
    let Some(list) = at.spot.attribute().and_then(|attribute| match param {
        "references" => attribute.named(param),
        _ => attribute.named_or_first(param),
    }) else {
        return FxHashSet::default();
    };
    let here = at.spot.span;
    list.as_list()
        .iter()
        .filter_map(Expr::as_named)
        .filter(|path| !path.span.encloses(here))
        .map(|path| path.text.as_str())
        .collect()
}
