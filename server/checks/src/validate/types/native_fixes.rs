//! Arguments of native types that fit.

use crate::validate::codes::Removal;
use crate::validate::{mend, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::native_types::{NativeType, Param};
use model::schema::item::{Attribute, Expr};
use model::schema::{Schema, edit};

/// As many arguments as the type takes, of those that are given.
pub(super) fn fewer(schema: &Schema, id: ItemId, attribute: &Attribute, native: &NativeType) -> Option<Fix> {
    let given = attribute.arguments();
    let count = native.params.len();
    if given.len() < count {
        return removal::fix(schema, Place::new(id, attribute.span), Removal::Attribute);
    }
    let (kept, last) = (given.get(count.checked_sub(1)?)?, given.last()?);
    let rest = Span::new(kept.span.end, last.span.end);
    let text = rest.of(&schema.text(id)).trim_start_matches([',', ' ']).to_owned();
    (!rest.is_empty()).then(|| {
        Fix::choice(format!("Remove `{text}`"), vec![edit::replace(schema, Place::new(id, rest), "")])
    })
}

/// The nearest number that the type takes.
pub(super) fn nearest(schema: &Schema, id: ItemId, param: &Param, value: &Expr) -> Vec<Fix> {
    let (least, most) = param.accepted;
    let number = value.as_int().or_else(|| value.as_str()?.parse().ok());
    let near = number.map(|number| if number < i64::from(least) { least } else { most });
    let near = near.map(|near| mend::change(schema, id, value.span(), &near.to_string()));
    let max = param.accepts_max.then(|| mend::change(schema, id, value.span(), "Max"));
    near.into_iter().chain(max).collect()
}

/// Two arguments the other way round.
pub(super) fn swapped(schema: &Schema, id: ItemId, values: &[&Expr]) -> Option<Fix> {
    let [first, second] = values else { return None };
    let block = schema.text(id);
    let (one, other) = (first.span().of(&block), second.span().of(&block));
    let changes = vec![
        edit::replace(schema, Place::new(id, first.span()), other),
        edit::replace(schema, Place::new(id, second.span()), one),
    ];
    Some(Fix::choice(format!("Write `{other}, {one}`"), changes))
}
