//! Hover: information about the element under the cursor, in Markdown.
//!
//! Names of declarations show their source, their documentation and their database object; keywords show their
//! documentation in the catalog.

mod application;
mod attribute;
mod block;
mod column;
mod comment_address;
mod comment_markdown;
mod configuration;
mod context;
mod declaration;
mod field;
mod function;
mod key;
mod native_type;
pub(crate) mod page;
mod relation;
mod topic;
mod value;
mod word;

pub use topic::{Topic, documentation};

use crate::Analysis;
use crate::hover::context::HoverContext;
use base::text::Span;
use base::{FieldId, FileId, ItemId};
use model::catalog::referential_actions::ReferentialEvent;
use model::schema::item::ItemKind;
use model::schema::references::{Definition, definition_at};
use model::schema::spot::{Owner, Spot, SpotKind};
use model::schema::{FieldType, RelationInfo};

/// A hover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The element, in bytes of its file.
    pub span: Span,
    /// Its information, in Markdown.
    pub markdown: String,
}

/// The hover at `offset`, in bytes of the file. `None` if there is nothing to show.
pub fn hover(analysis: &Analysis, file: FileId, offset: u32) -> Option<Hover> {
    let cx = HoverContext::new(analysis);
    let (id, at) = cx.schema.item_at(file, offset)?;
    let spot = Spot::at(cx.schema.item(id)?, at)?;
    let markdown = of_spot(cx, id, &spot, at)?;
    let span = match spot.what {
        // The datasource prefix and the type are one element to the reader.
        SpotKind::NativePrefix(attribute) | SpotKind::NativeType(attribute) => {
            let end = attribute.name.as_ref().map_or(attribute.span.end, |name| name.span.end);
            attribute.span.until(end)
        }
        _ => spot.span,
    };
    Some(Hover { span: span.shifted(cx.schema.start(id)), markdown })
}

/// The action in effect for an event and its effect on a relation, in Markdown.
pub(super) fn action_in_words(
    analysis: &Analysis,
    info: &RelationInfo,
    event: ReferentialEvent,
) -> Option<String> {
    relation::action(HoverContext::new(analysis), info, event)
}

fn of_spot(cx: HoverContext<'_>, item: ItemId, spot: &Spot<'_>, at: u32) -> Option<String> {
    match spot.what {
        SpotKind::Keyword(keyword) => word::keyword(cx, &keyword.text),
        SpotKind::BlockName(_) => block::page(cx, item),
        SpotKind::FieldName(_) => field::page(cx, owner_field(item, spot)?),
        SpotKind::ValueName(_) => block::value_page(cx, owner_field(item, spot)?),
        SpotKind::FieldType(ty) => match cx.schema.field_type(owner_field(item, spot)?) {
            FieldType::Scalar(scalar) => Some(word::scalar(cx, scalar)),
            FieldType::Unsupported => Some(word::unsupported()),
            _ if ty.name.text == "Unsupported" => Some(word::unsupported()),
            resolved => block::page(cx, resolved.item()?),
        },
        SpotKind::Key(entry) => configuration::key(cx, is_datasource(cx, item), &entry.key.text),
        SpotKind::AttributeName(_) => attribute::page(cx, item, spot),
        SpotKind::NativePrefix(attribute) | SpotKind::NativeType(attribute) => {
            native_type::page(cx, owner_field(item, spot)?, attribute)
        }
        SpotKind::ArgumentName(argument) if spot.entry().is_some() => {
            configuration::extension_param(&argument.name())
        }
        SpotKind::ArgumentName(_) => attribute::argument(cx, item, spot),
        SpotKind::Function(name) => function::page(cx, &name.text),
        SpotKind::Name(..) | SpotKind::MemberKey(_) | SpotKind::String(_) => {
            match definition_at(cx.schema, item, at) {
                Some((definition, _)) => declared(cx, &definition, item, spot),
                None => value::page(cx, item, spot),
            }
        }
        SpotKind::Number(_) | SpotKind::Boolean(_) => value::page(cx, item, spot),
        SpotKind::Null | SpotKind::Comment(_) | SpotKind::Gap => None,
    }
}

/// The hover of a declaration that the element refers to.
fn declared(cx: HoverContext<'_>, definition: &Definition, item: ItemId, spot: &Spot<'_>) -> Option<String> {
    match definition {
        Definition::Item(id) => block::page(cx, *id),
        Definition::Field(id) => field::page(cx, *id),
        Definition::EnumValue(id) => block::value_page(cx, *id),
        Definition::RelationName { name, .. } => relation::page(cx, owner_field(item, spot)?, name),
        Definition::DatabaseSchema(_) | Definition::NativeType(_) => value::page(cx, item, spot),
    }
}

/// The field or enum value on the line of the element.
fn owner_field(item: ItemId, spot: &Spot<'_>) -> Option<FieldId> {
    match spot.owner {
        Owner::Field(index) | Owner::Value(index) => Some(FieldId::new(item, index)),
        Owner::Block | Owner::Attribute(_) | Owner::Entry(_) => None,
    }
}

fn is_datasource(cx: HoverContext<'_>, item: ItemId) -> bool {
    cx.schema.item(item).is_some_and(|item| matches!(item.kind, ItemKind::Datasource(_)))
}
