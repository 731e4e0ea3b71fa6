//! The value of an argument.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::completion::{
    action, database_name, default_value, field_list, function_argument, index_field, offer, predicate,
};
use crate::hover::Topic;
use model::catalog::attributes::ValueKind;
use model::catalog::index_types::IndexType;
use model::schema::spot::{Parameter, SpotKind};

/// The values of an argument.
pub(super) fn offers(at: At<'_>, parameter: Parameter) -> Vec<Completion> {
    let param = match parameter {
        Parameter::Function(function, param) => return function_argument::values(at, function, param),
        Parameter::Attribute(param) | Parameter::IndexField(param) => param,
    };
    let is_string = matches!(at.spot.what, SpotKind::String(_));
    match param.value {
        ValueKind::Text if is_string => database_name::offers(at, param),
        ValueKind::Text => vec![offer::string().ranked(Rank::Rare)],
        ValueKind::SchemaName => schemas(at, is_string),
        // Other arguments that take a string have no known values.
        _ if is_string && param.value != ValueKind::Predicate => Vec::new(),
        ValueKind::Number => Vec::new(),
        ValueKind::Flag => offer::booleans(),
        ValueKind::Fields => field_list::of_this_model(at, param),
        ValueKind::References => field_list::of_target(at),
        ValueKind::IndexFields => index_field::offers(at),
        ValueKind::Default => default_value::offers(at),
        ValueKind::Sort => ["Asc", "Desc"]
            .map(|name| Completion::new(CompletionKind::Value, name).about(Topic::Sort(name.to_owned())))
            .into(),
        ValueKind::IndexType => index_types(at),
        ValueKind::OperatorClass => index_field::operator_classes(at),
        ValueKind::Action => action::offers(at, param),
        ValueKind::Predicate => predicate::offers(at),
    }
}

fn schemas(at: At<'_>, is_string: bool) -> Vec<Completion> {
    let schemas = &at.cx.configuration().schemas;
    let schema = |name: &smol_str::SmolStr| {
        let offer = Completion::new(CompletionKind::Name, name.as_str())
            .detail("database schema")
            .about(Topic::DatasourceValue("schemas".to_owned(), name.to_string()));
        let quoted = format!("\"{name}\"");
        if is_string { offer } else { offer.found_by(quoted.clone()).writing(quoted) }
    };
    schemas.iter().map(schema).collect()
}

fn index_types(at: At<'_>) -> Vec<Completion> {
    let provider = at.cx.provider();
    IndexType::ALL
        .into_iter()
        .filter(|kind| provider.is_some_and(|provider| kind.is_supported(provider)))
        .map(|kind| {
            Completion::new(CompletionKind::Value, kind.name())
                .detail("index type")
                .about(Topic::IndexType(kind.name().to_owned()))
        })
        .collect()
}
