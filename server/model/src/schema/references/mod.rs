//! What each name in a schema stands for, and where else it is named.
//!
//! Everything comes from one walk over the names of an item ([`mentions`]), so what stands at a place and where a
//! definition is used can never disagree.

mod mentions;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::schema::item::{Attribute, Expr, Item, ItemKind, ModelKind};
use crate::schema::{FieldType, Schema};
use base::text::Span;
use base::{FieldId, ItemId, Place};

pub use mentions::mentions;

/// Something that has a name in a schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Definition {
    /// A model, view, composite type, enum, alias, datasource or generator.
    Item(ItemId),
    /// A field of a model, view or composite type.
    Field(FieldId),
    /// A value of an enum.
    EnumValue(FieldId),
    /// The name of a relation, the `Name` of `@relation("Name")`.
    RelationName {
        /// The name, escapes resolved.
        name: SmolStr,
        /// The models at its two ends, the one with the lower id first.
        models: (ItemId, ItemId),
    },
    /// A schema of the database, which the datasource lists and `@@schema` puts tables and enums into.
    DatabaseSchema(SmolStr),
    /// A native type, `VarChar` in `@db.VarChar`: only the database declares those.
    NativeType(SmolStr),
}

/// One place that names a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The name; for a relation's name what stands between the quotes.
    pub place: Place,
    /// Whether it is here that the definition is made. No place is that for the name of a relation, which both sides use,
    /// and for a native type.
    pub is_declaration: bool,
}

/// A name in an item, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it stands for.
    pub definition: Definition,
    /// The name, in bytes of the block.
    pub span: Span,
    /// Whether it is here that the definition is made.
    pub is_declaration: bool,
}

/// What the name at `offset` of an item stands for, and where that name stands. A cursor touches a name from before its
/// first character to behind its last.
///
/// `None` where no name stands, where it stands for nothing (it is misspelt), and for names of the language itself.
pub fn definition_at(schema: &Schema, item: ItemId, offset: u32) -> Option<(Definition, Place)> {
    let mut touched = mentions(schema, item).into_iter().filter(|mention| mention.span.touches(offset));
    let first = touched.next()?;
    // Where two names touch, the cursor is on the one that it stands in front of.
    let mention = touched.find(|mention| mention.span.contains(offset)).unwrap_or(first);
    Some((mention.definition, Place::new(item, mention.span)))
}

/// Every place that names the definition, its declaration among them, in the order of files and places.
///
/// A name that several blocks declare stands for the first of them wherever it is used, and so does the name of several
/// fields in one block.
pub fn references(schema: &Schema, definition: &Definition) -> Vec<Reference> {
    references_among(schema, definition, |_| true)
}

/// As [`references`], in those items only that `is_wanted` holds of.
pub fn references_among(
    schema: &Schema,
    definition: &Definition,
    is_wanted: impl Fn(ItemId) -> bool,
) -> Vec<Reference> {
    let mut found = Vec::new();
    for item in candidates(schema, definition).into_iter().filter(|&item| is_wanted(item)) {
        let here = mentions(schema, item).into_iter().filter(|mention| mention.definition == *definition);
        found.extend(here.map(|mention| Reference {
            place: Place::new(item, mention.span),
            is_declaration: mention.is_declaration,
        }));
    }
    found
}

impl Definition {
    /// The name of a relation between two models, given in any order.
    pub fn relation_name(name: &str, one: ItemId, other: ItemId) -> Definition {
        Definition::RelationName { name: name.into(), models: (one.min(other), one.max(other)) }
    }

    /// The name, as it is written where the definition is used.
    pub fn name(&self, schema: &Schema) -> SmolStr {
        let name = match self {
            Definition::Item(id) => schema.item(*id).and_then(|item| item.name.as_ref()),
            Definition::Field(id) => schema.field(*id).map(|field| &field.name),
            Definition::EnumValue(id) => schema.enum_value(*id).map(|value| &value.name),
            Definition::RelationName { name, .. }
            | Definition::DatabaseSchema(name)
            | Definition::NativeType(name) => return name.clone(),
        };
        name.map(|name| name.text.clone()).unwrap_or_default()
    }

    /// The name where the definition is made. `None` for a block without a name, and for what no place declares: names
    /// of relations, native types, schemas of the database that the datasource does not list.
    pub fn declaration(&self, schema: &Schema) -> Option<Place> {
        match self {
            Definition::Item(id) => Some(Place::new(*id, schema.item(*id)?.name.as_ref()?.span)),
            Definition::Field(id) => Some(Place::new(id.item, schema.field(*id)?.name.span)),
            Definition::EnumValue(id) => Some(Place::new(id.item, schema.enum_value(*id)?.name.span)),
            Definition::RelationName { .. } | Definition::NativeType(_) => None,
            Definition::DatabaseSchema(name) => {
                let datasource = schema.configuration().datasource?;
                let listed = schema.item(datasource)?.config()?.value("schemas")?.as_list();
                let declared = listed.iter().filter_map(Expr::as_text).find(|it| it.value == *name)?;
                Some(Place::new(datasource, declared.inner()))
            }
        }
    }
}

/// The items that can name the definition, in order.
fn candidates(schema: &Schema, definition: &Definition) -> Vec<ItemId> {
    let mut items: Vec<ItemId> = match definition {
        Definition::Item(id) => match schema.item(*id).map(|item| &item.kind) {
            // Native types bear the name of the datasource.
            Some(ItemKind::Datasource(_)) => {
                let name = schema.item(*id).map_or("", |item| item.name());
                let users = with_native_type(schema, |prefix, _| prefix == name);
                users.chain(std::iter::once(*id)).collect()
            }
            _ => users(schema, *id),
        },
        Definition::NativeType(name) => with_native_type(schema, |_, native| native == name).collect(),
        Definition::DatabaseSchema(_) => {
            let has_schema = |item: &Item| item.attributes().iter().any(|it| it.name() == "schema");
            let users = schema.items().filter(|(_, item)| has_schema(item)).map(|(id, _)| id);
            users.chain(schema.configuration().datasource).collect()
        }
        Definition::EnumValue(id) => users(schema, id.item),
        Definition::RelationName { models, .. } => vec![models.0, models.1],
        Definition::Field(id) => match schema.model(id.item).map(|model| model.kind) {
            Some(ModelKind::Type) => holders(schema, id.item),
            _ => users(schema, id.item),
        },
    };
    // Not by ids: those say in which order blocks were first seen.
    items.sort_by_key(|id| schema.position(*id));
    items.dedup();
    items
}

/// The item and those that have a field of its type.
fn users(schema: &Schema, item: ItemId) -> Vec<ItemId> {
    let name = schema.item(item).map_or("", |item| item.name());
    let fields = schema.fields_of_type(name).map(|field| field.item);
    std::iter::once(item).chain(fields).collect()
}

/// The items with a field whose native type, given by the two names in `@db.VarChar`, is one that is looked for.
fn with_native_type(schema: &Schema, is_wanted: impl Fn(&str, &str) -> bool) -> impl Iterator<Item = ItemId> {
    let is_user = move |item: &Item| {
        let fields = item.model().map_or(&[][..], |model| &model.fields);
        let attributes = fields.iter().flat_map(|field| &field.attributes);
        attributes
            .filter_map(Attribute::native_type)
            .any(|(prefix, native)| is_wanted(&prefix.text, &native.text))
    };
    schema.items().filter(move |(_, item)| is_user(item)).map(|(id, _)| id)
}

/// The composite type and all that hold it, be it in other composite types: a dotted path can reach into it from there.
fn holders(schema: &Schema, composite: ItemId) -> Vec<ItemId> {
    let (mut found, mut open) = (FxHashSet::from_iter([composite]), vec![composite]);
    while let Some(item) = open.pop() {
        for user in users(schema, item) {
            let is_composite = schema.model(user).is_some_and(|model| model.kind == ModelKind::Type);
            if found.insert(user) && is_composite {
                open.push(user);
            }
        }
    }
    found.into_iter().collect()
}

/// The models at the two ends of the relation that a field is a side of.
fn ends(schema: &Schema, field: FieldId) -> Option<(ItemId, ItemId)> {
    match schema.field_type(field) {
        FieldType::Model(target) => Some((field.item, target)),
        _ => None,
    }
}
