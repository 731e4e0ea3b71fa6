//! `@default`: values that fit the type of their field.

use crate::validate::ValidityContext;
use crate::validate::attributes::default_functions::{self, DEFAULT_MISMATCH};
use crate::validate::attributes::default_values::{is_value, literal, meant_function};
use crate::validate::code::codes;
use crate::validate::fixes::{self, FEW};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::ScalarType;
use model::project::closest;
use model::schema::item::{Arity, Attribute, Expr, Field, Item, ModelKind};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A field that cannot have a default.
    ///
    /// Relation fields have no column, and composite types and unsupported columns accept no values.
    #[removes(Attribute)]
    DEFAULT_REFUSED = "default-refused";
}

/// The most values of an enum that a message names.
const MAX_SHOWN: usize = 16;

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model() else { return };
    for field in &model.fields {
        let Some(attribute) = field.attribute("default") else { continue };
        check_one(cx, id, field, attribute);
        if model.kind == ModelKind::Type {
            default_functions::in_composite_type(cx, id, attribute);
        }
    }
    default_functions::autoincrement(cx, id, item, model);
}

fn check_one(cx: &mut ValidityContext<'_>, id: ItemId, field: &Field, attribute: &Attribute) {
    let Some(value) = attribute.named_or_first("value") else { return };
    let ty = cx.schema.type_of(field);
    let refused = match ty {
        FieldType::Unknown | FieldType::Missing | FieldType::Alias(_) => return,
        FieldType::Model(_) => Some("a relation field has no column. Put the default on its scalar field."),
        FieldType::Composite(_) => {
            Some("a composite type has no default. Put defaults on the fields of the type.")
        }
        FieldType::Unsupported if !matches!(value.as_call(), Some(("dbgenerated", _))) => {
            Some("an unsupported type accepts only `dbgenerated(\"…\")`.")
        }
        _ => None,
    };
    if let Some(why) = refused {
        let message = format!("`{}` cannot have this default: {why}", field.name.text);
        cx.error(&DEFAULT_REFUSED, id, attribute.span, message);
        return;
    }
    let is_list = field.arity() == Arity::List;
    match (value, is_list) {
        (Expr::Call(_), _) => default_functions::check(cx, id, field, ty, attribute, value),
        (Expr::Array { items, .. }, true) => {
            for item in items {
                check_value(cx, id, field, ty, item.span(), item);
            }
        }
        (Expr::Array { items, .. }, false) => {
            let message = format!("`{}` is not a list, so its default cannot be a list.", field.name.text);
            let schema = cx.schema;
            cx.error(&DEFAULT_MISMATCH, id, attribute.span, message).fix(|| {
                let block = schema.text(id);
                let only = match &**items {
                    [only] => Some(fixes::change(schema, id, value.span(), only.span().of(&block))),
                    _ => None,
                };
                let provider = schema.configuration().provider;
                let has_lists = provider.is_some_and(|provider| provider.capabilities().scalar_lists);
                let list =
                    has_lists.then(|| fixes::retype(schema, id, field, &format!("{}[]", field.type_name())));
                only.into_iter().chain(list.flatten())
            });
        }
        (_, true) => {
            let schema = cx.schema;
            let message =
                format!("`{}` is a list, so its default must be a list. Add brackets.", field.name.text);
            cx.error(&DEFAULT_MISMATCH, id, attribute.span, message).fix(|| {
                let text = value.span();
                let block = schema.text(id);
                let listed = format!("[{}]", text.of(&block));
                [Fix::choice("Add brackets", vec![edit::replace(schema, Place::new(id, text), listed)])]
            });
        }
        (_, false) => check_value(cx, id, field, ty, attribute.span, value),
    }
}

/// Checks one value; `span` is where a value of the wrong kind is reported.
fn check_value(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    field: &Field,
    ty: FieldType,
    span: Span,
    value: &Expr,
) {
    let name = &field.name.text;
    let problem = match ty {
        FieldType::Enum(item) => match value.as_word() {
            Some((word, _)) => {
                let values = cx.schema.enumeration(item);
                if values.is_some_and(|values| values.value(word).is_none()) {
                    let all = values.map_or(&[][..], |it| &it.values);
                    let shown = all.iter().take(MAX_SHOWN).map(|value| value.name.as_str());
                    let shown = shown.collect::<Vec<_>>().join(", ");
                    let known = match all.len() {
                        0 => "It has no values yet.".to_owned(),
                        count if count > MAX_SHOWN => format!("Its values are {shown} and others."),
                        _ => format!("Its values are {shown}."),
                    };
                    format!("`{word}` is not a value of `{}`. {known}", field.type_name())
                } else {
                    return;
                }
            }
            None => {
                format!("The default of `{name}` must be a value of `{}` without quotes.", field.type_name())
            }
        },
        FieldType::Scalar(scalar) => match literal(scalar, value) {
            Ok(()) => return,
            Err(_) if let Some(function) = meant(cx.schema, scalar, value) => {
                format!("`{function}` is a function. Write `{function}()`.")
            }
            Err(message) => format!("`{name}` is a {}: {message}", scalar.name()),
        },
        _ => return,
    };
    let schema = cx.schema;
    if matches!(ty, FieldType::Enum(item) if cx.has_text_errors(item)) {
        // The value may stand in a line that cannot be read.
        cx.follow_up(&DEFAULT_MISMATCH, id, span, problem);
        return;
    }
    let near = match (ty, value.as_word()) {
        (FieldType::Enum(item), Some((word, _))) => {
            let values = schema.enumeration(item).map_or(&[][..], |it| &it.values);
            closest(word, values.iter().map(|value| value.name.as_str()))
        }
        _ => None,
    };
    cx.error(&DEFAULT_MISMATCH, id, span, problem).fix(|| match near {
        Some(near) => vec![fixes::change(schema, id, value.span(), near)],
        None => default_value(schema, id, field, value, |text| is_value(ty, text)),
    });
}

/// The name of the function that a value names, without its parentheses or in quotes.
fn meant(schema: &Schema, scalar: ScalarType, value: &Expr) -> Option<&'static str> {
    let word = value.as_word().map(|(word, _)| word).or(value.as_str())?;
    meant_function(schema.configuration(), scalar, word).map(|function| function.name)
}

/// A value that the field can have, made of the one that stands there: with quotes or without; where nothing can be made
/// of it, each of the few values that there are, or the type that the value has.
pub(super) fn default_value(
    schema: &Schema,
    id: ItemId,
    field: &Field,
    value: &Expr,
    fits: impl Fn(&str) -> bool,
) -> Vec<Fix> {
    let block = schema.text(id);
    let written = value.span().of(&block);
    let bare = value.as_str().unwrap_or(written);
    let change = |text: &str| fixes::change(schema, id, value.span(), text);
    let retyped =
        |scalar| fixes::retype_scalar(schema, id, field, scalar).filter(|_| field.arity() != Arity::List);
    match schema.type_of(field) {
        FieldType::Enum(item) => {
            let values = schema.enumeration(item).map_or(&[][..], |it| &it.values);
            let names = || values.iter().map(|value| value.name.as_str());
            // The letters of a value, whatever their case, are that value.
            let meant = names().find(|name| name.eq_ignore_ascii_case(bare));
            match meant {
                Some(name) => vec![change(name)],
                None => names().take(FEW).map(change).collect(),
            }
        }
        FieldType::Scalar(scalar) if let Some(function) = meant(schema, scalar, value) => {
            vec![change(&format!("{function}()"))]
        }
        FieldType::Scalar(scalar) => {
            let quoted = format!("\"{}\"", written.trim_matches('"'));
            let is_bare = matches!(value, Expr::Path(_) | Expr::Number(_) | Expr::Boolean(..));
            match scalar {
                ScalarType::String if is_bare => {
                    let own = literal_type(written).and_then(retyped);
                    [change(&quoted)].into_iter().chain(own).collect()
                }
                ScalarType::Json | ScalarType::Decimal if is_bare && fits(written) => vec![change(&quoted)],
                ScalarType::Boolean if matches!(bare, "1" | "0") => {
                    vec![change(if bare == "1" { "true" } else { "false" })]
                }
                ScalarType::Boolean => {
                    let meant = ["true", "false"].into_iter().find(|it| it.eq_ignore_ascii_case(bare));
                    meant.map_or_else(|| vec![change("true"), change("false")], |meant| vec![change(meant)])
                }
                // Of a time without its offset, or a day without its time, the rest is taken to be as usual.
                ScalarType::DateTime => {
                    let made = [format!("{bare}Z"), format!("{bare}T00:00:00Z")];
                    let made = made.iter().find(|text| fits(text));
                    made.map(|text| change(&format!("\"{text}\""))).into_iter().collect()
                }
                ScalarType::Int | ScalarType::BigInt | ScalarType::Float
                    if value.as_str().is_some() && is_number(bare) =>
                {
                    if fits(bare) {
                        vec![change(bare)]
                    } else {
                        retyped(ScalarType::Float).into_iter().collect()
                    }
                }
                ScalarType::Int | ScalarType::BigInt if is_number(bare) => {
                    [ScalarType::Float, ScalarType::Decimal].into_iter().filter_map(retyped).collect()
                }
                ScalarType::Int | ScalarType::BigInt | ScalarType::Float => {
                    let own = if value.as_str().is_some() {
                        Some(ScalarType::String)
                    } else {
                        literal_type(written)
                    };
                    own.and_then(retyped).into_iter().collect()
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.parse::<f64>().is_ok()
}

/// The type of a value that stands without quotes.
fn literal_type(text: &str) -> Option<ScalarType> {
    match text {
        "true" | "false" => Some(ScalarType::Boolean),
        _ if text.parse::<i32>().is_ok() => Some(ScalarType::Int),
        _ if is_number(text) => Some(ScalarType::Float),
        _ => None,
    }
}
