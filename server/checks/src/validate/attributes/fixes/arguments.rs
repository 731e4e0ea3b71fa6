//! Arguments that are missing, too many, or of another kind than asked for.

use crate::validate::codes::Removal;
use crate::validate::{mend, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::attributes::{AttributeParam, ValueKind};
use model::catalog::referential_actions::ReferentialAction;
use model::schema::item::{Argument, Attribute, Expr, Item};
use model::schema::{Schema, edit};

use super::defaults::usual_defaults;

/// How many known values are few enough to offer each.
const FEW: usize = 8;

/// A value of the kind that an argument takes, from the one that it has; else without the argument, if that can be.
pub(in crate::validate::attributes) fn wrong_value(
    schema: &Schema,
    id: ItemId,
    param: &AttributeParam,
    value: &Expr,
) -> Vec<Fix> {
    let action = |text: &str| ReferentialAction::parse(text).is_some();
    let found: Vec<Fix> = match param.value {
        ValueKind::Text | ValueKind::SchemaName => mend::quoted(schema, id, value).into_iter().collect(),
        ValueKind::Number => {
            mend::unquoted(schema, id, value, |text| text.parse::<u32>().is_ok()).into_iter().collect()
        }
        ValueKind::Flag => mend::one_of(schema, id, value, &["true", "false"]),
        ValueKind::Sort => mend::one_of(schema, id, value, &["Asc", "Desc"]),
        ValueKind::Action => mend::unquoted(schema, id, value, action).into_iter().collect(),
        ValueKind::Fields | ValueKind::References | ValueKind::IndexFields => {
            mend::unquoted(schema, id, value, mend::is_name).into_iter().collect()
        }
        _ => Vec::new(),
    };
    if !found.is_empty() || param.required {
        return found;
    }
    removal::fix(schema, Place::new(id, value.span()), Removal::Argument(&[])).into_iter().collect()
}

/// Puts several values without names into the brackets of the list that they are meant to be; keeps the first where one
/// is all that can be.
pub(in crate::validate::attributes) fn brackets(
    schema: &Schema,
    id: ItemId,
    list: &[Argument],
    param: &AttributeParam,
) -> Option<Fix> {
    let unnamed = || list.iter().filter(|argument| argument.name.is_none());
    let (first, last) = (unnamed().next()?, unnamed().next_back()?);
    let between = first.span.cover(last.span);
    if list.iter().filter(|argument| between.encloses(argument.span)).count() != unnamed().count() {
        return None;
    }
    let block = schema.text(id);
    let is_list = matches!(param.value, ValueKind::Fields | ValueKind::References | ValueKind::IndexFields);
    let are_names = unnamed().all(|it| matches!(it.value, Some(Expr::Path(_) | Expr::Call(_))));
    if is_list && are_names {
        return Some(mend::change(schema, id, between, &format!("[{}]", between.of(&block))));
    }
    let rest = Place::new(id, Span::new(first.span.end, last.span.end));
    let title = format!("Keep only `{}`", first.span.of(&block));
    (!is_list).then(|| Fix::choice(title, vec![edit::replace(schema, rest, "")]))
}

/// Writes one of the few values that an argument can have, or takes the attribute away.
pub(in crate::validate::attributes) fn missing_argument(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    attribute: &Attribute,
    param: &AttributeParam,
) -> Vec<Fix> {
    let field =
        item.model().and_then(|model| model.fields.iter().find(|field| field.span.encloses(attribute.span)));
    let values: Vec<String> = match (param.value, field) {
        (ValueKind::SchemaName, _) => {
            let names = schema.configuration().schemas.iter();
            names.take(FEW).map(|name| format!("{:?}", name.as_str())).collect()
        }
        (ValueKind::Default, Some(field)) => usual_defaults(schema, field),
        _ => Vec::new(),
    };
    let written = values.iter().map(|value| {
        let change = edit::add_argument(schema, id, attribute, value);
        Fix::choice(format!("Write `{value}`"), vec![change])
    });
    // Where the datasource lists schemas, each block has to name its own.
    let is_needed = param.value == ValueKind::SchemaName && !values.is_empty();
    let removed = || removal::fix(schema, Place::new(id, attribute.span), Removal::Attribute);
    written.chain((!is_needed).then(removed).flatten()).collect()
}
