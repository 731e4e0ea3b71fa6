//! Go to definition.

use crate::Analysis;
use base::text::Span;
use base::{FieldId, FileId, ItemId, Place};
use model::schema::Schema;
use model::schema::item::Documentation;
use model::schema::references::{Definition, definition_at, references};

/// A target of a navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The name under the cursor, in bytes of its file.
    pub origin: Span,
    /// The file of the declaration.
    pub file: FileId,
    /// The whole declaration with its documentation, in bytes of that file.
    pub full: Span,
    /// The part of it that gets the cursor.
    pub focus: Span,
}

/// The declarations of the name at `offset`, in bytes of the file.
///
/// A use leads to its declaration, or to all of them if several blocks have the name. A declaration leads to itself,
/// except for the two sides of a relation: each leads to the other, from the field name and from the relation name.
pub fn definition(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Target> {
    let schema = &analysis.schema;
    let Some((item, at)) = schema.item_at(file, offset) else { return Vec::new() };
    let Some((definition, name)) = definition_at(schema, item, at) else { return Vec::new() };
    let origin = name.span.shifted(schema.start(item));
    let targets = declarations(schema, &definition, name).into_iter().map(|(focus, full)| {
        let (file, focus_in_file) = schema.locate(focus);
        let (_, full) = schema.locate(Place::new(focus.item, full.cover(focus.span)));
        Target { origin, file, full, focus: focus_in_file }
    });
    targets.collect()
}

/// The declarations of a name, each with the whole declared element.
fn declarations(schema: &Schema, definition: &Definition, name: Place) -> Vec<(Place, Span)> {
    match definition {
        Definition::Item(id) => {
            let is_own = schema.item(*id).and_then(|item| item.name.as_ref());
            if *id == name.item && is_own.is_some_and(|own| own.span == name.span) {
                return item(schema, *id).into_iter().collect();
            }
            let namesakes = schema.all_named(schema.item(*id).map_or("", |item| item.name()));
            // Datasources and generators have namespaces of their own.
            let all = if namesakes.contains(id) { namesakes } else { std::slice::from_ref(id) };
            all.iter().filter_map(|&id| item(schema, id)).collect()
        }
        Definition::Field(id) => {
            let is_own = schema.field(*id).is_some_and(|field| field.name.span == name.span);
            let opposite = if is_own && id.item == name.item { schema.opposite(*id) } else { None };
            field(schema, opposite.unwrap_or(*id)).into_iter().collect()
        }
        Definition::EnumValue(id) => enum_value(schema, *id).into_iter().collect(),
        Definition::RelationName { .. } => {
            let all = references(schema, definition);
            let twins: Vec<_> = all.iter().map(|it| it.place).filter(|place| *place != name).collect();
            let places = if twins.is_empty() { vec![name] } else { twins };
            places.into_iter().map(|place| (place, line_of(schema, place))).collect()
        }
        Definition::DatabaseSchema(_) => {
            let declared = definition.declaration(schema);
            declared.map(|place| (place, list_of_schemas(schema, place))).into_iter().collect()
        }
        Definition::NativeType(_) => Vec::new(),
    }
}

fn item(schema: &Schema, id: ItemId) -> Option<(Place, Span)> {
    let item = schema.item(id)?;
    Some((Place::new(id, item.head()), with_documentation(item.span, item.documentation.as_deref())))
}

fn field(schema: &Schema, id: FieldId) -> Option<(Place, Span)> {
    let field = schema.field(id)?;
    let full = with_documentation(field.span, field.documentation.as_deref());
    Some((Place::new(id.item, field.name.span), full))
}

fn enum_value(schema: &Schema, id: FieldId) -> Option<(Place, Span)> {
    let value = schema.enum_value(id)?;
    let full = with_documentation(value.span, value.documentation.as_deref());
    Some((Place::new(id.item, value.name.span), full))
}

fn with_documentation(span: Span, documentation: Option<&Documentation>) -> Span {
    documentation.map_or(span, |documentation| span.cover(documentation.span))
}

/// The field of the line that contains the place.
fn line_of(schema: &Schema, place: Place) -> Span {
    let fields = schema.model(place.item).map_or(&[][..], |model| &model.fields);
    let field = fields.iter().find(|field| field.span.encloses(place.span));
    field.map_or(place.span, |field| with_documentation(field.span, field.documentation.as_deref()))
}

/// The line of the datasource that contains the place.
fn list_of_schemas(schema: &Schema, place: Place) -> Span {
    let entries = schema.item(place.item).and_then(|item| item.config()).map_or(&[][..], |it| &it.entries);
    entries.iter().find(|entry| entry.span.encloses(place.span)).map_or(place.span, |entry| entry.span)
}
