//! Relation hierarchy: which blocks reference a block, and which it references.
//!
//! Editors show it as a call hierarchy, not as a type hierarchy: a relation is a directed edge with a location, the
//! field, like a call. There can be several edges between two models, and cycles. A type hierarchy has neither
//! locations nor cycles, and there is no inheritance.
//!
//! A model references the target of its foreign key. In a relation without a foreign key, such as a many-to-many
//! relation, both sides reference each other; a field of an enum or composite type references that type.

use crate::{Analysis, SymbolKind};
use base::text::Span;
use base::{FieldId, FileId, ItemId, Place};
use model::schema::Schema;
use model::schema::item::{Item, ItemKind, ModelKind};

/// A block in the hierarchy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyItem {
    /// Its name.
    pub name: String,
    /// What it declares.
    pub kind: SymbolKind,
    /// Whether it should no longer be used.
    pub is_deprecated: bool,
    /// The file that it stands in.
    pub file: FileId,
    /// The block with its documentation, in bytes of that file.
    pub full: Span,
    /// Its name, in bytes of that file.
    pub focus: Span,
}

/// One block that points at another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HierarchyEdge {
    /// The block at the other end of what was asked.
    pub other: HierarchyItem,
    /// The names of the fields that point, in order.
    pub fields: Vec<String>,
    /// Where these stand, in bytes of the file of the block that points.
    pub places: Vec<Span>,
}

/// The block to begin with: the one whose name stands at `offset`, in bytes of the file, else the one around it.
pub fn hierarchy_item_at(analysis: &Analysis, file: FileId, offset: u32) -> Option<HierarchyItem> {
    let schema = &analysis.schema;
    let (id, at) = schema.item_at(file, offset)?;
    let fields = schema.model(id).map_or(&[][..], |model| &model.fields);
    let on_type = fields.iter().find(|it| it.ty.as_ref().is_some_and(|ty| ty.name.span.touches(at)));
    let named = on_type.and_then(|field| schema.type_of(field).item());
    pointed(schema, named.unwrap_or(id))
}

/// The blocks that point at the block called `name`: that at `offset` of the file, else the first of this name.
pub fn incoming(analysis: &Analysis, file: FileId, offset: u32, name: &str) -> Vec<HierarchyEdge> {
    let schema = &analysis.schema;
    let Some(id) = find(schema, file, offset, name) else { return Vec::new() };
    let users = schema.fields_to(id);
    let pointing =
        users.filter(|&field| schema.field_type(field).item() == Some(id) && points(schema, field));
    grouped(schema, pointing.map(|field| (field.item, field)))
}

/// The blocks that the block called `name` points at: that at `offset` of the file, else the first of this name.
pub fn outgoing(analysis: &Analysis, file: FileId, offset: u32, name: &str) -> Vec<HierarchyEdge> {
    let schema = &analysis.schema;
    let Some(id) = find(schema, file, offset, name) else { return Vec::new() };
    let count = schema.model(id).map_or(0, |model| model.fields.len());
    let fields = (0..count).map(|index| FieldId::new(id, index)).filter(|&field| points(schema, field));
    grouped(schema, fields.filter_map(|field| Some((schema.field_type(field).item()?, field))))
}

/// Editors remember what they were shown, and the text may have changed since.
fn find(schema: &Schema, file: FileId, offset: u32, name: &str) -> Option<ItemId> {
    let there = schema.item_at(file, offset).map(|(id, _)| id);
    let is_named = |id: &ItemId| schema.item(*id).is_some_and(|item| item.name() == name);
    there.filter(is_named).or_else(|| schema.find(name))
}

/// Whether it is this side of its relation that points at the other.
fn points(schema: &Schema, id: FieldId) -> bool {
    let owns = |id: FieldId| {
        let relation = schema.field(id).and_then(|field| field.relation.as_ref());
        relation.is_some_and(|relation| relation.fields.is_some())
    };
    owns(id) || !schema.opposite(id).is_some_and(owns)
}

fn grouped(schema: &Schema, found: impl Iterator<Item = (ItemId, FieldId)>) -> Vec<HierarchyEdge> {
    let mut groups: Vec<(ItemId, HierarchyEdge)> = Vec::new();
    for (other, id) in found {
        let Some(field) = schema.field(id) else { continue };
        let place = schema.locate(Place::new(id.item, field.name.span)).1;
        let at = groups.iter().position(|(known, _)| *known == other);
        let pointer = match at.and_then(|at| groups.get_mut(at)) {
            Some((_, pointer)) => pointer,
            None => {
                let Some(block) = pointed(schema, other) else { continue };
                groups.push((other, HierarchyEdge { other: block, fields: Vec::new(), places: Vec::new() }));
                let Some((_, pointer)) = groups.last_mut() else { continue };
                pointer
            }
        };
        pointer.fields.push(field.name.text.to_string());
        pointer.places.push(place);
    }
    groups.into_iter().map(|(_, pointer)| pointer).collect()
}

fn pointed(schema: &Schema, id: ItemId) -> Option<HierarchyItem> {
    let item = schema.item(id)?;
    let name = item.name.as_ref()?;
    let full = item.documentation.as_deref().map_or(item.span, |docs| item.span.cover(docs.span));
    let (file, focus) = schema.locate(Place::new(id, name.span));
    Some(HierarchyItem {
        name: name.text.to_string(),
        kind: kind(item)?,
        is_deprecated: item.is_deprecated(),
        file,
        full: schema.locate(Place::new(id, full)).1,
        focus,
    })
}

/// What may point or be pointed at.
fn kind(item: &Item) -> Option<SymbolKind> {
    match &item.kind {
        ItemKind::Model(model) => Some(match model.kind {
            ModelKind::Model => SymbolKind::Model,
            ModelKind::View => SymbolKind::View,
            ModelKind::Type => SymbolKind::CompositeType,
        }),
        ItemKind::Enum(_) => Some(SymbolKind::Enum),
        _ => None,
    }
}
