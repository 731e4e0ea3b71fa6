//! Words, strings, numbers and booleans in values of attributes, functions and keys.

use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code};
use crate::hover::{attribute, configuration, function, is_datasource, native_type, relation, word};
use base::{FieldId, ItemId};
use model::catalog::attributes::{AttributeParam, ValueKind};
use model::catalog::functions::FunctionContext;
use model::catalog::index_types::IndexType;
use model::catalog::operator_classes;
use model::catalog::referential_actions::{self, ReferentialAction};
use model::schema::spot::{Owner, Parameter, Spot, SpotKind, Step};

/// The hover of a value that does not refer to a declaration.
pub(super) fn page(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>) -> Option<String> {
    if let Some(Step::Type(_)) = spot.steps.first() {
        return Some(word::unsupported());
    }
    if let Some(entry) = spot.entry() {
        return in_entry(cx, is_datasource(cx, item), &entry.key.text, spot);
    }
    match spot.parameter() {
        Some(Parameter::Function(function, param)) => Some(function::param_page(cx, function, param)),
        Some(Parameter::Attribute(param) | Parameter::IndexField(param)) => given(cx, item, spot, param),
        None => match (spot.attribute(), spot.owner) {
            (Some(attribute), Owner::Field(index)) if attribute.native_type().is_some() => {
                native_type::page(cx, FieldId::new(item, index), attribute)
            }
            _ => None,
        },
    }
}

fn in_entry(cx: HoverContext<'_>, is_datasource: bool, key: &str, spot: &Spot<'_>) -> Option<String> {
    if let Some(Parameter::Function(function, _)) = spot.parameter()
        && function.context == FunctionContext::Configuration
        && let SpotKind::String(name) = spot.what
    {
        return Some(configuration::variable(&name.value));
    }
    match spot.what {
        SpotKind::String(text) => configuration::value(cx, is_datasource, key, &text.value),
        SpotKind::Name(path, _) => configuration::value(cx, is_datasource, key, &path.text),
        _ => None,
    }
}

fn given(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>, param: &AttributeParam) -> Option<String> {
    let name = match spot.what {
        SpotKind::Name(path, _) => path.text.as_str(),
        SpotKind::String(text) => text.value.as_str(),
        _ => "",
    };
    match param.value {
        ValueKind::Action => action(cx, item, spot, param, name),
        ValueKind::IndexType => index_type(cx, name),
        ValueKind::OperatorClass => {
            let written = spot.attribute().and_then(|attribute| attribute.named("type")?.as_path());
            let kind = written.and_then(|path| IndexType::parse(&path.text)).unwrap_or(IndexType::BTree);
            operator_class(kind, name)
        }
        ValueKind::Sort => sort(name),
        ValueKind::SchemaName => Some(configuration::database_schema(cx, name)),
        ValueKind::Text | ValueKind::Number | ValueKind::Flag => attribute::argument(cx, item, spot),
        // Names were resolved already, and literals need no explanation.
        ValueKind::Fields
        | ValueKind::IndexFields
        | ValueKind::References
        | ValueKind::Default
        | ValueKind::Predicate => None,
    }
}

fn action(
    cx: HoverContext<'_>,
    item: ItemId,
    spot: &Spot<'_>,
    param: &AttributeParam,
    name: &str,
) -> Option<String> {
    let action = ReferentialAction::parse(name)?;
    let info = match spot.owner {
        Owner::Field(index) => cx.schema.relation(FieldId::new(item, index)),
        _ => None,
    };
    let here = info.zip(attribute::event(param.name)).map(|(info, event)| {
        let sentence = relation::consequence(cx, &info, event, action);
        format!("Here {sentence}.")
    });
    let configuration = cx.schema.configuration();
    let refused = configuration.provider.and_then(|provider| {
        let allowed = referential_actions::allowed(provider, configuration.relation_mode);
        let mode = configuration.relation_mode.name();
        (!allowed.contains(&action)).then(|| {
            format!("*Not accepted on {provider} with {}.*", code(&format!("relationMode = \"{mode}\"")))
        })
    });
    let kind = format!("referential action, {}", code(param.name));
    Some(Page::titled(name, &kind).notes([here]).text(action.docs()).notes([refused]).finish())
}

/// The documentation of a referential action.
pub(super) fn known_action(action: ReferentialAction) -> String {
    Page::titled(action.name(), "referential action").text(action.docs()).finish()
}

/// The documentation of an index type.
pub(super) fn index_type(cx: HoverContext<'_>, name: &str) -> Option<String> {
    let kind = IndexType::parse(name)?;
    let page = Page::titled(name, "index type").text(kind.docs());
    Some(page.notes([cx.provider_note(kind.providers())]).finish())
}

/// The documentation of an operator class of an index type.
pub(super) fn operator_class(index_type: IndexType, name: &str) -> Option<String> {
    let class = operator_classes::operator_class(name, index_type)?;
    let kind = format!("operator class {} of {} indexes", code(class.sql), code(index_type.name()));
    Some(Page::titled(name, &kind).text(class.docs()).finish())
}

/// The documentation of a sort order in an index.
pub(super) fn sort(name: &str) -> Option<String> {
    let order = match name {
        "Asc" => "ascending, smallest value first; the default",
        "Desc" => "descending, largest value first",
        _ => return None,
    };
    Some(Page::titled(name, order).finish())
}
