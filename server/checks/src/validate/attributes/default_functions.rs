//! `@default`: functions.

use crate::validate::attributes::arguments::ARGUMENT_UNSUPPORTED;
use crate::validate::attributes::default_values::{is_there, usual_functions};
use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::text::Span;
use base::{Fix, ItemId};
use model::catalog::functions::{FUNCTIONS, Function, FunctionContext, FunctionValue, function};
use model::catalog::{Provider, ScalarType};
use model::project::closest;
use model::schema::item::{Arguments, Arity, Attribute, Expr, Field, Item, KeyKind, Model, ModelKind};
use model::schema::{FieldType, Schema, edit};
codes! {
    /// `autoincrement()` on a field that is not the id, in a database that supports it only on ids.
    ///
    /// Remove it, or make the field the id.
    #[removes(Attribute)]
    AUTOINCREMENT_OUTSIDE_ID = "autoincrement-outside-id";

    /// Several `autoincrement()` fields in a model.
    ///
    /// This database allows one such column per table.
    AUTOINCREMENT_SEVERAL = "autoincrement-several";

    /// `autoincrement()` on an unsupported type.
    ///
    /// CockroachDB requires `BigInt`; for `Int` use `sequence()`.
    AUTOINCREMENT_TYPE = "autoincrement-type";

    /// An `autoincrement()` field without an index, which this database requires.
    ///
    /// Make it unique, the id, or the first field of an index.
    AUTOINCREMENT_UNINDEXED = "autoincrement-unindexed";

    /// A default that does not match the type of its field.
    ///
    /// Strings are in quotes, enum values are not; dates and times are in RFC 3339 format, bytes in base64, JSON is a
    /// string. The default of a list is a list.
    #[removes(Attribute)]
    DEFAULT_MISMATCH = "default-mismatch";

    /// Wrong arguments of a function.
    ///
    /// The message names the accepted arguments; most functions accept none.
    #[removes(Argument(&[]))]
    FUNCTION_ARGUMENTS = "function-arguments";

    /// A function that this database or position does not have.
    ///
    /// Remove the default, or choose a function that the client executes, such as `uuid()`.
    #[removes(Attribute)]
    FUNCTION_UNSUPPORTED = "function-unsupported";

    /// An unknown function.
    ///
    /// Default functions are `autoincrement()`, `cuid()`, `dbgenerated()`, `nanoid()`, `now()`, `ulid()` and `uuid()`;
    /// MongoDB has `auto()`, CockroachDB `sequence()`.
    #[removes(Attribute)]
    UNKNOWN_FUNCTION = "unknown-function";
}

pub(super) fn check(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    field: &Field,
    ty: FieldType,
    attribute: &Attribute,
    call: &Expr,
) {
    let Some((name, arguments)) = call.as_call() else { return };
    let release = cx.release();
    let is_default =
        |known: &&Function| known.context == FunctionContext::Default && known.availability.contains(release);
    let known = function(name).filter(is_default);
    let Some(known) = known else {
        let near = closest(name, FUNCTIONS.iter().filter(is_default).map(|known| known.name));
        let hint = near.map_or(
            "Available functions: autoincrement, cuid, dbgenerated, nanoid, now, ulid, uuid.".to_owned(),
            |near| format!("Did you mean `{near}()`?"),
        );
        let schema = cx.schema;
        cx.error(&UNKNOWN_FUNCTION, id, call.span(), format!("Unknown default function `{name}`. {hint}"))
            .fix(|| match near {
                Some(near) => vec![fixes::change(schema, id, call.span(), &format!("{near}()"))],
                None => other_function(schema, id, field, call.span(), name),
            });
        return;
    };
    let provider = cx.configuration().provider;
    if let Some(provider) = provider.filter(|provider| !known.providers.contains(*provider)) {
        let hint = match (name, provider) {
            ("dbgenerated", Provider::Mongodb) => " Use `auto()`.",
            _ => "",
        };
        let message = format!("{} does not support `{name}()`.{hint}", provider.display_name());
        cx.error(&FUNCTION_UNSUPPORTED, id, attribute.span, message);
        return;
    }
    let scalar = match ty {
        FieldType::Scalar(scalar) => Some(scalar),
        _ => None,
    };
    let fits = match ty {
        FieldType::Enum(_) | FieldType::Unsupported => name == "dbgenerated",
        _ => !known.enforced || known.fits(scalar),
    };
    if !fits {
        let types: Vec<&str> = known.scalars.iter().map(|scalar| scalar.name()).collect();
        let what =
            if types.is_empty() { String::new() } else { format!(" It returns {}.", types.join(" or ")) };
        let message = format!(
            "`{name}()` cannot be the default of `{}`, which is a {}.{what}",
            field.name.text,
            field.type_name()
        );
        let schema = cx.schema;
        cx.error(&DEFAULT_MISMATCH, id, attribute.span, message)
            .fix(|| other_function(schema, id, field, call.span(), name));
        return;
    }
    if let Some(map) = attribute.arguments.as_ref().and_then(|it| it.argument("map"))
        && name == "autoincrement"
        && provider.is_some_and(|provider| provider.capabilities().named_defaults)
    {
        let message =
            "`autoincrement()` creates no default constraint, so it cannot have a name. Remove `map`.";
        cx.error(&ARGUMENT_UNSUPPORTED, id, map.span, message);
    }
    call_arguments(cx, id, known, attribute, arguments);
}

fn call_arguments(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    known: &Function,
    attribute: &Attribute,
    arguments: &Arguments,
) {
    let name = known.name;
    if known.params.iter().any(|param| param.named) {
        return named_arguments(cx, id, known, arguments);
    }
    let span = attribute.span;
    let values: Vec<&Expr> = arguments.list.iter().filter_map(|argument| argument.value.as_ref()).collect();
    let release = cx.release();
    let Some(param) = known.params.first().filter(|param| param.availability.contains(release)) else {
        if !values.is_empty() {
            cx.error(&FUNCTION_ARGUMENTS, id, span, format!("`{name}()` accepts no arguments. Remove them."));
        }
        return;
    };
    match values.as_slice() {
        [] => {}
        [value] if accepts(param.value, value) => {}
        _ => {
            let what = describe(param.value);
            let message = format!("`{name}()` accepts at most one argument: {what}.");
            cx.error(&FUNCTION_ARGUMENTS, id, span, message);
        }
    }
}

fn named_arguments(cx: &mut ValidityContext<'_>, id: ItemId, known: &Function, arguments: &Arguments) {
    for argument in &arguments.list {
        let name = argument.name();
        let Some(param) = known.params.iter().find(|param| param.name == name) else {
            let all: Vec<&str> = known.params.iter().map(|param| param.name).collect();
            let message = format!(
                "`{}()` has no argument `{name}`. Available arguments: {}.",
                known.name,
                all.join(", ")
            );
            cx.error(&FUNCTION_ARGUMENTS, id, argument.span, message);
            continue;
        };
        if let Some(value) = argument.value.as_ref().filter(|value| !accepts(param.value, value)) {
            let message = format!("`{name}` of `{}()` must be {}.", known.name, describe(param.value));
            cx.error(&FUNCTION_ARGUMENTS, id, value.span(), message);
        }
    }
}

fn accepts(kind: FunctionValue, value: &Expr) -> bool {
    match kind {
        FunctionValue::OneOf(numbers) => value.as_int().is_some_and(|number| numbers.contains(&number)),
        FunctionValue::Between(least, most) => {
            value.as_int().is_some_and(|number| (least..=most).contains(&number))
        }
        FunctionValue::Integer => value.as_int().is_some(),
        FunctionValue::Flag => value.as_bool().is_some(),
        FunctionValue::Text => value.as_str().is_some_and(|text| !text.is_empty()),
    }
}

fn describe(kind: FunctionValue) -> String {
    match kind {
        FunctionValue::OneOf(numbers) => {
            let all: Vec<String> = numbers.iter().map(i64::to_string).collect();
            all.join(" or ")
        }
        FunctionValue::Between(least, most) => format!("a number from {least} to {most}"),
        FunctionValue::Integer => "an integer".to_owned(),
        FunctionValue::Flag => "`true` or `false`".to_owned(),
        FunctionValue::Text => "a non-empty string".to_owned(),
    }
}

/// What makes values for documents does not make them for the types inside them.
pub(super) fn in_composite_type(cx: &mut ValidityContext<'_>, id: ItemId, attribute: &Attribute) {
    let call = attribute.named_or_first("value").and_then(Expr::as_call);
    // Where the database is known, what it does not have is reported as such.
    let is_sequence = |name| name == "sequence" && cx.configuration().provider.is_none();
    if let Some((name, _)) = call
        && (matches!(name, "auto" | "autoincrement" | "dbgenerated" | "nanoid") || is_sequence(name))
    {
        let message =
            format!("`{name}()` cannot generate values in a composite type. Set them in the application.");
        cx.error(&FUNCTION_UNSUPPORTED, id, attribute.span, message);
    }
}

/// Where a database lets a column count up by itself.
pub(super) fn autoincrement(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, model: &Model) {
    let Some(provider) = cx.configuration().provider else { return };
    let facts = provider.capabilities().autoincrement;
    if !facts.supported || model.kind != ModelKind::Model {
        return;
    }
    let counts =
        |field: &&Field| matches!(field.default().and_then(Expr::as_call), Some(("autoincrement", _)));
    let fields: Vec<&Field> = model.fields.iter().filter(counts).collect();
    let database = provider.display_name();
    if fields.len() > 1 && !facts.several {
        let message =
            format!("`{}` has several `autoincrement()` fields, but {database} allows one.", item.name());
        let schema = cx.schema;
        cx.error(&AUTOINCREMENT_SEVERAL, id, item.head(), message).fix(|| {
            let kept = fields.iter().find(|field| field.has("id")).or(fields.first())?;
            let others = fields.iter().filter(|field| field.name.span != kept.name.span);
            let changes = others
                .filter_map(|field| Some(edit::remove_attribute(schema, id, field.attribute("default")?)));
            let title = format!("Keep `autoincrement()` on `{}` only", kept.name.text);
            Some(Fix::choice(title, changes.collect()))
        });
    }
    for field in fields {
        let Some(attribute) = field.attribute("default") else { continue };
        let leads = |kinds: &[KeyKind]| {
            model
                .keys
                .iter()
                .any(|key| kinds.contains(&key.kind) && key.field_names().next() == Some(field.name.as_str()))
        };
        let is_id = model.keys.iter().any(|key| key.kind == KeyKind::Id && key.is_over(&[&field.name.text]));
        let name = &field.name.text;
        if let FieldType::Scalar(scalar) = cx.schema.type_of(field)
            && provider == Provider::Cockroachdb
            && !facts.types.contains(&scalar)
        {
            let message = format!(
                "On {database}, `autoincrement()` requires a BigInt. Change the type of `{name}`, or use `sequence()`."
            );
            let schema = cx.schema;
            cx.error(&AUTOINCREMENT_TYPE, id, attribute.span, message)
                .fix(|| fixes::retype_scalar(schema, id, field, ScalarType::BigInt));
        }
        if !is_id && !facts.outside_id {
            let message = format!(
                "On {database}, `autoincrement()` requires the `@id` field, but `{name}` is not the id."
            );
            cx.error(&AUTOINCREMENT_OUTSIDE_ID, id, attribute.span, message);
        } else if !facts.unindexed && !leads(&[KeyKind::Id, KeyKind::Unique, KeyKind::Index]) {
            let message =
                format!("On {database}, `autoincrement()` requires an index. Add `@unique` to `{name}`.");
            let schema = cx.schema;
            cx.error(&AUTOINCREMENT_UNINDEXED, id, attribute.span, message).fix(|| {
                let change = edit::add_attribute(schema, id, field, "@unique");
                [Fix::choice(format!("Add `@unique` to `{name}`"), vec![change])]
            });
        }
    }
}

/// Another function that makes values of the field's type, or the type whose values the function makes.
pub(super) fn other_function(schema: &Schema, id: ItemId, field: &Field, span: Span, name: &str) -> Vec<Fix> {
    let own = function(name).filter(|known| is_there(known, schema.configuration()));
    let retyped = own
        .into_iter()
        .flat_map(|known| known.scalars)
        .filter(|scalar| field.arity() == Arity::Required && schema.configuration().has_scalar(**scalar));
    let retyped = retyped.filter_map(|scalar| fixes::retype_scalar(schema, id, field, *scalar));
    let others = usual_functions(schema, field).into_iter().filter(|other| *other != format!("{name}()"));
    let others = others.map(|other| fixes::change(schema, id, span, &other));
    retyped.chain(others).collect()
}
