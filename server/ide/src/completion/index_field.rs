//! In the list of an id, unique constraint or index: fields, paths into composite types, and field arguments.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::completion::{field_list, offer};
use crate::hover::Topic;
use model::catalog::attributes::{AttributeParam, INDEX_FIELD_PARAMS, ValueKind};
use model::catalog::index_types::IndexType;
use model::catalog::{Provider, ScalarType, operator_classes};
use model::schema::FieldType;
use model::schema::item::{Arguments, Arity, Field};
use model::schema::spot::{Parameter, SpotKind, Step};

/// The fields for the list.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let cx = at.cx;
    let attribute = at.spot.attribute();
    if at.lacks_brackets() {
        let param = at.spot.parameter().and_then(Parameter::attribute_param);
        return param.map(offer::list_for).into_iter().collect();
    }
    let name = attribute.map_or("", |attribute| attribute.name());
    match at.spot.what {
        SpotKind::Name(path, index) if index > 0 => {
            let names = path.segments().iter().take(index).map(|name| name.as_str());
            in_composite(at, names.collect())
        }
        _ => {
            let written = field_list::written(at, "fields");
            let item = cx.item().map_or("", |item| item.name());
            cx.siblings()
                .filter(|field| !written.contains(field.name.as_str()))
                .filter_map(|field| Some(offer::field(item, field).ranked(rank(at, name, field)?)))
                .collect()
        }
    }
}

/// The fields of the composite type at the end of a path.
fn in_composite(at: At<'_>, names: Vec<&str>) -> Vec<Completion> {
    let schema = at.cx.schema;
    let count = names.len();
    let Some(item) = at.cx.cursor.item else { return Vec::new() };
    let found = schema.follow(item, names);
    let Some(FieldType::Composite(id)) =
        found.last().filter(|_| found.len() == count).map(|&field| schema.field_type(field))
    else {
        return Vec::new();
    };
    let Some((item, model)) = schema.item(id).and_then(|item| Some((item, item.model()?))) else {
        return Vec::new();
    };
    model.fields.iter().map(|field| offer::field(item.name(), field)).collect()
}

fn rank(at: At<'_>, attribute: &str, field: &Field) -> Option<Rank> {
    let cx = at.cx;
    Some(match cx.schema.type_of(field) {
        FieldType::Model(_) => Rank::Unfit,
        FieldType::Composite(_) if cx.provider().is_some_and(|it| !it.capabilities().composite_types) => {
            return None;
        }
        _ if attribute == "id" && field.arity() != Arity::Required => Rank::Unfit,
        FieldType::Scalar(scalar) if attribute == "fulltext" && scalar != ScalarType::String => Rank::Unfit,
        _ => Rank::Usual,
    })
}

/// Whether the cursor is in the brackets of an index field.
pub(super) fn is_inside(at: At<'_>) -> bool {
    let mut outer = at.spot.steps.iter().rev().skip_while(|step| !matches!(step, Step::Call(..))).skip(1);
    let in_list = matches!(outer.next(), Some(Step::Item(_)));
    let fields = at
        .spot
        .attribute_facts()
        .is_some_and(|attribute| attribute.params.iter().any(|param| param.value == ValueKind::IndexFields));
    in_list && fields
}

/// The arguments of an index field that are not given yet.
pub(super) fn argument_names(at: At<'_>, given: &Arguments) -> Vec<Completion> {
    let Some(attribute) = at.spot.attribute_facts() else { return Vec::new() };
    INDEX_FIELD_PARAMS
        .iter()
        .filter(|param| at.cx.is_on(param.providers) && !at.is_given(given, param.name))
        .filter(|param| accepts(at, attribute.name, param))
        .map(|param| {
            offer::argument(at, param.name, offer::placeholder(param.value))
                .about(Topic::IndexArgument(param.name.to_owned()))
        })
        .collect()
}

/// Whether an id, unique constraint or index accepts this argument for its field.
pub(super) fn accepts(at: At<'_>, attribute: &str, param: &AttributeParam) -> bool {
    let facts = at.cx.provider().map(Provider::capabilities);
    match (param.value, attribute) {
        (ValueKind::Sort, "@@id") => facts.is_some_and(|facts| facts.sort_in_primary_key),
        (ValueKind::Sort, "@@fulltext") => facts.is_some_and(|facts| facts.sort_in_full_text_index),
        (ValueKind::Sort, _) => index_type(at).accepts_sort(),
        (ValueKind::Number, "@@fulltext") => false,
        (ValueKind::Number, _) if param.name == "length" => takes_length(at),
        (ValueKind::OperatorClass, _) => attribute == "@@index",
        _ => true,
    }
}

/// Only strings and bytes have a length; an unknown field may be either.
fn takes_length(at: At<'_>) -> bool {
    let field = match at.spot.call() {
        Some((name, _)) => at.cx.siblings().find(|field| field.name.text == name.text),
        None => at.field(),
    };
    match field.map(|field| at.cx.schema.type_of(field)) {
        Some(FieldType::Scalar(scalar)) => matches!(scalar, ScalarType::String | ScalarType::Bytes),
        _ => true,
    }
}

/// The operator classes of the field, and raw SQL.
pub(super) fn operator_classes(at: At<'_>) -> Vec<Completion> {
    let raw = Completion::new(CompletionKind::Function, "raw")
        .detail("another operator class")
        .about(Topic::Function("raw".to_owned()));
    let raw = if at.cx.cursor.next() == Some('(') { raw } else { raw.filling("raw(\"$1\")") };
    let Some(Parameter::IndexField(_)) = at.spot.parameter() else { return Vec::new() };
    let field = at.spot.call().and_then(|(name, _)| at.cx.siblings().find(|it| it.name.text == name.text));
    let index_type = index_type(at);
    let mut found = Vec::new();
    if let Some((field, FieldType::Scalar(scalar))) = field.map(|field| (field, at.cx.schema.type_of(field)))
    {
        let native = field.native_type().and_then(|it| it.native_type()).map(|(_, name)| name.as_str());
        let classes = operator_classes::fitting(index_type, scalar, native, field.arity() == Arity::List);
        found.extend(classes.map(|class| {
            Completion::new(CompletionKind::Value, class.name)
                .detail(class.sql)
                .about(Topic::OperatorClass(index_type.name().to_owned(), class.name.to_owned()))
        }));
    }
    found.push(raw.ranked(Rank::Rare));
    found
}

fn index_type(at: At<'_>) -> IndexType {
    let written = at.spot.attribute().and_then(|attribute| attribute.named("type")?.as_path());
    written.and_then(|path| IndexType::parse(&path.text)).unwrap_or(IndexType::BTree)
}
