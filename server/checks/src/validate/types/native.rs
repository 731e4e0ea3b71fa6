//! Native types: `@db.VarChar(20)`.

use crate::validate::code::{Removal, codes};
use crate::validate::{ValidityContext, fixes, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::native_types::{self, NativeType, Param};
use model::catalog::{Provider, ScalarType};
use model::project::closest;
use model::schema::item::{Attribute, Expr, Field, Item, Name};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// Invalid arguments of a native type.
    ///
    /// The message names the number and range of the arguments, such as the length of a `VarChar`.
    #[removes(Argument(&[]))]
    NATIVE_TYPE_ARGUMENTS = "native-type-arguments";

    /// A native type that does not match the type of its field.
    ///
    /// Each native type stores values of certain types. Choose one that matches, or change the type of the field.
    #[removes(Attribute)]
    NATIVE_TYPE_MISMATCH = "native-type-mismatch";

    /// A native type on a field that is not of a built-in type.
    ///
    /// Relations, enums and composite types have no configurable column type.
    #[removes(Attribute)]
    NATIVE_TYPE_NOT_SCALAR = "native-type-not-scalar";

    /// A native type with a prefix that is not the name of the datasource.
    ///
    /// If the datasource is named `db`, native types begin with `@db.`.
    NATIVE_TYPE_PREFIX = "native-type-prefix";

    /// A native type that the database does not have.
    ///
    /// Native types differ between databases, and their names are case-sensitive.
    #[removes(Attribute)]
    UNKNOWN_NATIVE_TYPE = "unknown-native-type";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    for field in item.model().iter().flat_map(|model| &model.fields) {
        for attribute in &field.attributes {
            if let Some((datasource, name)) = attribute.native_type() {
                check_one(cx, id, field, attribute, datasource, name);
            }
        }
    }
}

fn check_one(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    field: &Field,
    attribute: &Attribute,
    datasource: &Name,
    name: &Name,
) {
    let (schema, configuration) = (cx.schema, cx.configuration());
    let ty = schema.type_of(field);
    if matches!(
        ty,
        FieldType::Model(_) | FieldType::Enum(_) | FieldType::Composite(_) | FieldType::Unsupported
    ) {
        let message = format!(
            "`{}` is not a built-in type, so it cannot have a native type. Remove `@{}`.",
            field.type_name(),
            attribute.name()
        );
        cx.error(&NATIVE_TYPE_NOT_SCALAR, id, attribute.span, message);
        return;
    }
    let Some(expected) = &configuration.datasource_name else { return };
    if datasource.text != *expected {
        let message = format!(
            "The prefix of a native type is the name of the datasource: `@{expected}.{}`, not `@{}.{}`.",
            name.text, datasource.text, name.text
        );
        cx.error(&NATIVE_TYPE_PREFIX, id, attribute.span, message).fix(|| {
            let change = edit::replace(schema, Place::new(id, datasource.span), expected.as_str());
            [Fix::safe(format!("Change to `@{expected}`"), vec![change])]
        });
        return;
    }
    let Some(provider) = configuration.provider else { return };
    let FieldType::Scalar(scalar) = ty else { return };
    let Some(native) = native_types::native_type(provider, &name.text) else {
        return unknown(cx, id, provider, scalar, attribute, name);
    };
    if !native.fits(scalar) {
        let fitting: Vec<&str> = native.scalars.iter().map(|scalar| scalar.name()).collect();
        let message = format!(
            "`@{expected}.{}` is for {} fields, but `{}` is a {}.",
            native.name,
            fitting.join(" or "),
            field.name.text,
            scalar.name()
        );
        cx.error(&NATIVE_TYPE_MISMATCH, id, attribute.span, message).fix(|| {
            let retyped = native.scalars.first().and_then(|it| fixes::retype_scalar(schema, id, field, *it));
            let change = edit::remove_attribute(schema, id, attribute);
            let removed = Fix::choice(format!("Remove `@{}`", attribute.name()), vec![change]);
            retyped.into_iter().chain([removed])
        });
        return;
    }
    arguments(cx, id, attribute, native, scalar);
}

fn unknown(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    provider: Provider,
    scalar: ScalarType,
    attribute: &Attribute,
    name: &Name,
) {
    let schema = cx.schema;
    let near = closest(&name.text, native_types::of_provider(provider).iter().map(|native| native.name));
    let hint = match near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => {
            let known: Vec<&str> =
                native_types::fitting(provider, scalar).map(|native| native.name).collect();
            if known.is_empty() {
                "Remove it.".to_owned()
            } else {
                format!("Available for {}: {}.", scalar.name(), known.join(", "))
            }
        }
    };
    let message = format!("{} has no native type `{}`. {hint}", provider.display_name(), name.text);
    cx.error(&UNKNOWN_NATIVE_TYPE, id, attribute.span, message).fix(|| {
        near.map(|near| {
            let change = edit::replace(schema, Place::new(id, name.span), near);
            Fix::choice(format!("Change to `{near}`"), vec![change])
        })
    });
}

fn arguments(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    attribute: &Attribute,
    native: &NativeType,
    scalar: ScalarType,
) {
    let schema = cx.schema;
    let values: Vec<&Expr> =
        attribute.arguments().iter().filter_map(|argument| argument.value.as_ref()).collect();
    let span = attribute.span;
    if !native.accepts_count(values.len()) {
        let message = format!("`{}` accepts {}, not {}.", native.name, counted(native), values.len());
        cx.error(&NATIVE_TYPE_ARGUMENTS, id, span, message).fix(|| fewer(schema, id, attribute, native));
        return;
    }
    let mut numbers = Vec::new();
    for (param, value) in native.params.iter().zip(&values) {
        if let Some(number) = argument(cx, id, span, native, param, value) {
            numbers.push(number);
        }
    }
    if let [precision, scale] = numbers.as_slice()
        && scale > precision
    {
        let message = format!(
            "`{}({precision}, {scale})` has more digits after the decimal point than in total. The second number must \
             not exceed the first.",
            native.name
        );
        cx.error(&NATIVE_TYPE_ARGUMENTS, id, span, message).fix(|| swapped(schema, id, &values));
    }
    if let (Some(expected), ScalarType::Boolean, [given]) =
        (native.boolean_argument, scalar, numbers.as_slice())
        && *given != expected
    {
        let message = format!("On a Boolean field, `{}` accepts only {expected}.", native.name);
        cx.error(&NATIVE_TYPE_ARGUMENTS, id, span, message).fix(|| {
            values.first().map(|value| fixes::change(schema, id, value.span(), &expected.to_string()))
        });
    }
}

/// Checks one argument, and gives its number.
fn argument(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    span: Span,
    native: &NativeType,
    param: &Param,
    value: &Expr,
) -> Option<u32> {
    let is_max = value.as_path().is_some_and(|path| path.text.eq_ignore_ascii_case("max"))
        || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("max"));
    if param.accepts_max && is_max {
        return None;
    }
    let (least, most) = param.accepted;
    // A number in quotes is read like one without.
    let number = value.as_int().or_else(|| value.as_str()?.parse().ok());
    let fitting = number.and_then(|number| u32::try_from(number).ok());
    if let Some(number) = fitting.filter(|number| (least..=most).contains(number)) {
        return Some(number);
    }
    let range = if most == u32::MAX { format!("from {least}") } else { format!("from {least} to {most}") };
    let max = if param.accepts_max { ", or `Max`" } else { "" };
    let message = format!("The {} of `{}` must be a number {range}{max}.", param.name, native.name);
    let schema = cx.schema;
    cx.error(&NATIVE_TYPE_ARGUMENTS, id, span, message).fix(|| nearest(schema, id, param, value));
    None
}

fn counted(native: &NativeType) -> String {
    let count = native.params.len();
    let some = match count {
        0 => return "no arguments".to_owned(),
        1 => "one argument".to_owned(),
        _ => format!("{count} arguments"),
    };
    if native.params_required { some } else { format!("{some} or none") }
}

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
    let near = near.map(|near| fixes::change(schema, id, value.span(), &near.to_string()));
    let max = param.accepts_max.then(|| fixes::change(schema, id, value.span(), "Max"));
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
