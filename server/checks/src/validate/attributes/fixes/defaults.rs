//! Default values.

use crate::validate::mend;
use base::text::Span;
use base::{Fix, ItemId};
use model::catalog::functions::{FUNCTIONS, Function, FunctionContext, function};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Arity, Expr, Field};
use model::schema::{FieldType, Schema};

/// How many values of an enum are few enough to offer each.
const FEW: usize = 8;

/// A value that the field can have, made of the one that stands there: with quotes or without; where nothing can be made
/// of it, each of the few values that there are, or the type that the value has.
pub(in crate::validate::attributes) fn default_value(
    schema: &Schema,
    id: ItemId,
    field: &Field,
    value: &Expr,
    fits: impl Fn(&str) -> bool,
) -> Vec<Fix> {
    let block = schema.text(id);
    let written = value.span().of(&block);
    let bare = value.as_str().unwrap_or(written);
    let change = |text: &str| mend::change(schema, id, value.span(), text);
    let retyped =
        |scalar| mend::retype_scalar(schema, id, field, scalar).filter(|_| field.arity() != Arity::List);
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
                ScalarType::DateTime if bare.eq_ignore_ascii_case("now") => vec![change("now()")],
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

/// Another function that makes values of the field's type, or the type whose values the function makes.
pub(in crate::validate::attributes) fn other_function(
    schema: &Schema,
    id: ItemId,
    field: &Field,
    span: Span,
    name: &str,
) -> Vec<Fix> {
    let provider = schema.configuration().provider;
    let own = function(name).filter(|known| is_there(known, provider));
    let retyped = own.into_iter().flat_map(|known| known.scalars).filter(|scalar| {
        field.arity() == Arity::Required && provider.is_none_or(|it| scalar.default_column(it).is_some())
    });
    let retyped = retyped.filter_map(|scalar| mend::retype_scalar(schema, id, field, *scalar));
    let others = usual_functions(schema, field).into_iter().filter(|other| *other != format!("{name}()"));
    let others = others.map(|other| mend::change(schema, id, span, &other));
    retyped.chain(others).collect()
}

/// The defaults that a field of this type usually has.
pub(super) fn usual_defaults(schema: &Schema, field: &Field) -> Vec<String> {
    if field.arity() == Arity::List {
        return vec!["[]".to_owned()];
    }
    match schema.type_of(field) {
        FieldType::Enum(item) => {
            let values = schema.enumeration(item).map_or(&[][..], |it| &it.values);
            values.iter().take(FEW).map(|value| value.name.text.to_string()).collect()
        }
        FieldType::Scalar(ScalarType::Boolean) => vec!["false".to_owned(), "true".to_owned()],
        FieldType::Scalar(ScalarType::Int | ScalarType::BigInt) if !field.has("id") => vec!["0".to_owned()],
        FieldType::Scalar(ScalarType::Float | ScalarType::Decimal) => vec!["0".to_owned()],
        FieldType::Scalar(ScalarType::Json) => vec!["\"{}\"".to_owned()],
        _ => usual_functions(schema, field),
    }
}

/// The functions that make values for the field, those first that the client carries out.
fn usual_functions(schema: &Schema, field: &Field) -> Vec<String> {
    let FieldType::Scalar(scalar) = schema.type_of(field) else { return Vec::new() };
    let provider = schema.configuration().provider;
    let fits = |known: &&Function| {
        known.context == FunctionContext::Default
            && known.scalars.contains(&scalar)
            && is_there(known, provider)
            && known.params.iter().all(|param| !param.required)
    };
    // Only an id is counted up, or made by the database.
    let is_usual = |known: &&Function| match known.name {
        "autoincrement" | "sequence" => field.has("id"),
        "auto" => field.has("id") && field.native_type().is_some(),
        "dbgenerated" => false,
        _ => field.has("id") || known.name == "now",
    };
    FUNCTIONS.iter().filter(fits).filter(is_usual).map(|known| format!("{}()", known.name)).collect()
}

fn is_there(known: &Function, provider: Option<Provider>) -> bool {
    provider.is_none_or(|provider| known.providers.contains(provider))
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
