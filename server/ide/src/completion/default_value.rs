//! In `@default(…)`: functions, enum values, booleans and lists.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Insert, Rank};
use crate::completion::offer;
use crate::hover::Topic;
use base::ItemId;
use model::catalog::ScalarType;
use model::catalog::functions::{FUNCTIONS, Function, FunctionContext, FunctionValue};
use model::schema::FieldType;
use model::schema::item::{Arity, Field};
use model::schema::spot::{SpotKind, Step};

/// The number of databases that must have a function for it to be offered on the others.
const COMMON: usize = 5;

/// The defaults of the field.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let Some(field) = at.field() else { return Vec::new() };
    let ty = at.cx.schema.type_of(field);
    let in_list = at.spot.steps.iter().any(|step| matches!(step, Step::Item(_)));
    if matches!(at.spot.what, SpotKind::Name(_, index) if index > 0) {
        return Vec::new();
    }
    let mut found = Vec::new();
    if field.arity() == Arity::List && !in_list {
        found.push(offer::list().detail("list"));
    } else if in_list && field.arity() != Arity::List {
        return found;
    } else {
        found.extend(values(at, ty));
    }
    if !in_list {
        found.extend(functions(at, field, ty));
    }
    found
}

/// The literal values of a type.
pub(super) fn values(at: At<'_>, ty: FieldType) -> Vec<Completion> {
    match ty {
        FieldType::Scalar(ScalarType::Boolean) => offer::booleans(),
        FieldType::Enum(id) => enum_values(at, id),
        _ => Vec::new(),
    }
}

fn enum_values(at: At<'_>, id: ItemId) -> Vec<Completion> {
    let Some(item) = at.cx.schema.item(id) else { return Vec::new() };
    let values = item.enumeration().map_or(&[][..], |body| &body.values);
    values
        .iter()
        .map(|value| {
            Completion::new(CompletionKind::EnumValue, value.name.as_str())
                .detail(item.name())
                .about(Topic::EnumValue(item.name().to_owned(), value.name.text.to_string()))
                .ranked(Rank::Likely)
        })
        .collect()
}

fn functions(at: At<'_>, field: &Field, ty: FieldType) -> Vec<Completion> {
    let scalar = match ty {
        FieldType::Scalar(scalar) => Some(scalar),
        FieldType::Enum(_) | FieldType::Unsupported => None,
        FieldType::Model(_)
        | FieldType::Composite(_)
        | FieldType::Alias(_)
        | FieldType::Unknown
        | FieldType::Missing => return Vec::new(),
    };
    FUNCTIONS
        .iter()
        .filter(|function| {
            function.context == FunctionContext::Default && function.availability.contains(at.cx.release())
        })
        .filter_map(|function| {
            let rank = rank(at, function, field, scalar)?;
            Some(call(at, function).ranked(rank).about(Topic::Function(function.name.to_owned())))
        })
        .collect()
}

fn rank(at: At<'_>, function: &Function, field: &Field, scalar: Option<ScalarType>) -> Option<Rank> {
    let takes_any = function.scalars.is_empty();
    if !at.cx.is_on(function.providers) {
        // Functions of nearly all databases are known by name, and expected.
        let is_common = function.providers.iter().count() >= COMMON && !takes_any && function.fits(scalar);
        return (is_common && field.arity() == Arity::Required).then_some(Rank::Unfit);
    }
    if field.arity() == Arity::List && !takes_any {
        return None;
    }
    if !function.fits(scalar) {
        // The database may still reject what Prisma accepts.
        return (!function.enforced && scalar.is_some()).then_some(Rank::Unfit);
    }
    if function.name == "autoincrement" {
        let facts = at.cx.provider().map(|provider| &provider.capabilities().autoincrement);
        if field.arity() != Arity::Required
            || facts.is_some_and(|facts| scalar.is_none_or(|scalar| !facts.types.contains(&scalar)))
        {
            return None;
        }
        let is_id = field.has("id");
        let fits = is_id || facts.is_none_or(|facts| facts.outside_id);
        return Some(if fits && is_id {
            Rank::Likely
        } else if fits {
            Rank::Usual
        } else {
            Rank::Unfit
        });
    }
    Some(if takes_any { Rank::Rare } else { Rank::Usual })
}

/// A function with its brackets, and a placeholder for a required string.
pub(super) fn call(at: At<'_>, function: &Function) -> Completion {
    let takes_text = matches!(function.params.first(), Some(param) if param.value == FunctionValue::Text);
    let label = format!("{}({})", function.name, if takes_text { "\"\"" } else { "" });
    let offer = Completion::new(CompletionKind::Function, label).detail("function");
    if at.cx.cursor.next() == Some('(') {
        return offer.writing(function.name);
    }
    let plain = offer.label.clone();
    let snippet = takes_text.then(|| format!("{}(\"$1\")", function.name));
    Completion { insert: Insert { plain, snippet }, ..offer }
}
