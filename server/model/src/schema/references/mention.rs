//! What a name refers to, and the mentions of an item by what they refer to.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use base::text::Span;
use base::{FieldId, ItemId};

/// Something with a name in a schema.
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
        /// The name, with escape sequences resolved.
        name: SmolStr,
        /// The related models, the one with the lower id first.
        models: (ItemId, ItemId),
    },
    /// A database schema, which the datasource lists and `@@schema` refers to.
    DatabaseSchema(SmolStr),
    /// A native type, `VarChar` in `@db.VarChar`: declared only by the database.
    NativeType(SmolStr),
}

/// A name in an item, and its definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The definition.
    pub definition: Definition,
    /// The name, in bytes of the block.
    pub span: Span,
    /// Whether it is the declaration.
    pub is_declaration: bool,
}

/// The mentions in items of one schema by definition, each item indexed when it is first asked for.
///
/// Renaming the fields of an item one by one asks for the references of each: walking all names every time would be quadratic.
#[derive(Debug, Default)]
pub(in crate::schema) struct MentionIndex {
    items: Mutex<FxHashMap<ItemId, Arc<OnceLock<ByDefinition>>>>,
}

type ByDefinition = FxHashMap<Definition, Vec<Mention>>;

impl MentionIndex {
    /// The mentions of a definition in an item, in order of position. `mentions` returns all mentions in the item.
    pub(in crate::schema) fn of(
        &self,
        item: ItemId,
        definition: &Definition,
        mentions: impl FnOnce() -> Vec<Mention>,
    ) -> Vec<Mention> {
        let slot = self.items.lock().unwrap_or_else(PoisonError::into_inner).entry(item).or_default().clone();
        let by_definition = slot.get_or_init(|| {
            let mut by_definition = ByDefinition::default();
            for mention in mentions() {
                by_definition.entry(mention.definition.clone()).or_default().push(mention);
            }
            by_definition
        });
        by_definition.get(definition).cloned().unwrap_or_default()
    }
}
