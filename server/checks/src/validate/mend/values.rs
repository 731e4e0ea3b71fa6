//! Values that are of another kind than asked for, but hold what is meant.

use crate::validate::mend::change;
use base::{Fix, ItemId};
use model::schema::Schema;
use model::schema::item::Expr;

/// A value as text in quotes: a bare word or number, or the only element of a list.
pub(in crate::validate) fn quoted(schema: &Schema, id: ItemId, value: &Expr) -> Option<Fix> {
    let block = schema.text(id);
    let text = match value {
        Expr::Array { items, closed: true, .. } => match &**items {
            [only @ Expr::String(_)] => only.span().of(&block).to_owned(),
            [Expr::Path(path)] => format!("\"{}\"", path.text),
            _ => return None,
        },
        Expr::Path(_) | Expr::Number(_) | Expr::Boolean(..) => format!("\"{}\"", value.span().of(&block)),
        _ => return None,
    };
    Some(change(schema, id, value.span(), &text))
}

/// A text without its quotes, where that makes sense.
pub(in crate::validate) fn unquoted(
    schema: &Schema,
    id: ItemId,
    value: &Expr,
    makes_sense: impl FnOnce(&str) -> bool,
) -> Option<Fix> {
    let text = value.as_str().filter(|text| makes_sense(text))?;
    Some(change(schema, id, value.span(), text))
}

/// One of the few values that there are: the one that is meant, whatever its quotes and capitals, else each.
pub(in crate::validate) fn one_of(
    schema: &Schema,
    id: ItemId,
    value: &Expr,
    known: &[&'static str],
) -> Vec<Fix> {
    let block = schema.text(id);
    let written = value.span().of(&block).trim_matches('"');
    let meant = known.iter().find(|it| it.eq_ignore_ascii_case(written));
    let offered = meant.map_or(known, std::slice::from_ref);
    offered.iter().map(|it| change(schema, id, value.span(), it)).collect()
}

/// Whether a text is the name of something when its quotes are taken away.
pub(in crate::validate) fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}
