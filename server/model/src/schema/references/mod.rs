//! Resolution of names, and the references of a definition.
//!
//! Both are based on one walk over the names of an item ([`mentions`](fn@mentions)), so that definition and references always agree.

mod mention;
mod mentions;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::schema::item::{Attribute, Expr, Item, ItemKind, ModelKind};
use crate::schema::{DependencyKey, FieldType, Schema, note};
use base::{FieldId, ItemId, Place};

pub(in crate::schema) use mention::MentionIndex;
pub use mention::{Definition, Mention};
pub use mentions::mentions;

/// The number of fields or values from which the mentions in an item are indexed: those in a smaller one are found as fast by a walk.
const MIN_INDEXED: usize = 32;

/// A reference to a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The name; for a relation name, the text between the quotes.
    pub place: Place,
    /// Whether it is the declaration. Relation names, which both sides use, and native types have none.
    pub is_declaration: bool,
}

/// The definition of the name at `offset` of an item, and the place of the name. A cursor touches a name from before
/// its first character to after its last.
///
/// `None` if there is no name, if it is unknown, and for keywords.
pub fn definition_at(schema: &Schema, item: ItemId, offset: u32) -> Option<(Definition, Place)> {
    let mut touched = mentions(schema, item).into_iter().filter(|mention| mention.span.touches(offset));
    let first = touched.next()?;
    // Where two names touch, the cursor is on the one after it.
    let mention = touched.find(|mention| mention.span.contains(offset)).unwrap_or(first);
    Some((mention.definition, Place::new(item, mention.span)))
}

/// Every reference to the definition, including its declaration, in order of files and positions.
///
/// A name that several blocks declare refers to the first of them wherever it is used; the same holds for several
/// fields with one name in a block.
pub fn references(schema: &Schema, definition: &Definition) -> Vec<Reference> {
    references_among(schema, definition, |_| true)
}

/// Like [`references`], only in the items that `is_wanted` accepts.
pub fn references_among(
    schema: &Schema,
    definition: &Definition,
    is_wanted: impl Fn(ItemId) -> bool,
) -> Vec<Reference> {
    let mut found = Vec::new();
    for item in candidates(schema, definition).into_iter().filter(|&item| is_wanted(item)) {
        found.extend(mentions_of(schema, item, definition).into_iter().map(|mention| Reference {
            place: Place::new(item, mention.span),
            is_declaration: mention.is_declaration,
        }));
    }
    found
}

/// The mentions of the definition in an item, in order of position.
fn mentions_of(schema: &Schema, id: ItemId, definition: &Definition) -> Vec<Mention> {
    let size = schema.item(id).map_or(0, |item| match &item.kind {
        ItemKind::Model(model) => model.fields.len(),
        ItemKind::Enum(declared) => declared.values.len(),
        _ => 0,
    });
    if size >= MIN_INDEXED {
        // What the index was computed from is not noted each time.
        note(DependencyKey::whole);
        return schema.mention_index().of(id, definition, || mentions(schema, id));
    }
    let mut found = mentions(schema, id);
    found.retain(|mention| mention.definition == *definition);
    found
}

impl Definition {
    /// The name of a relation between two models, given in any order.
    pub fn relation_name(name: &str, one: ItemId, other: ItemId) -> Definition {
        Definition::RelationName { name: name.into(), models: (one.min(other), one.max(other)) }
    }

    /// The name, as written in references.
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

    /// The declaration. `None` for a block without a name, and for definitions without one: relation names, native
    /// types, and database schemas that the datasource does not list.
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

/// The items that can refer to the definition, in order.
fn candidates(schema: &Schema, definition: &Definition) -> Vec<ItemId> {
    let mut items: Vec<ItemId> = match definition {
        Definition::Item(id) => match schema.item(*id).map(|item| &item.kind) {
            // Native types have the name of the datasource as prefix.
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
    // Not by id: ids reflect the order in which blocks were first seen.
    items.sort_by_key(|id| schema.position(*id));
    items.dedup();
    items
}

/// The item and those with a field of its type.
fn users(schema: &Schema, item: ItemId) -> Vec<ItemId> {
    let fields = schema.fields_to(item).map(|field| field.item);
    std::iter::once(item).chain(fields).collect()
}

/// The items with a field whose native type, given by the two names in `@db.VarChar`, is accepted.
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

/// The composite type and all types that contain it, directly or indirectly: a dotted path can reach it from there.
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

/// The models on both sides of the relation of a field.
fn ends(schema: &Schema, field: FieldId) -> Option<(ItemId, ItemId)> {
    match schema.field_type(field) {
        FieldType::Model(target) => Some((field.item, target)),
        _ => None,
    }
}
