//! The input of all positions.

use crate::Analysis;
use crate::completion::cursor::Cursor;
use base::ItemId;
use base::text::{Span, capitalized};
use checks::rules::words;
use model::catalog::{Provider, ProviderSet, Release};
use model::project::Dialect;
use model::schema::item::{Attribute, Field, Item, Key, KeyKind, KeyOwner, Model, ModelKind};
use model::schema::{Configuration, FieldType, Schema};

/// The number of databases that must have something for it to be offered if the database is unknown.
const COMMON: usize = 4;

/// The schema, and the block under the cursor.
#[derive(Clone, Copy)]
pub(crate) struct CompletionContext<'a> {
    pub(super) schema: &'a Schema,
    pub(super) is_next: bool,
    pub(super) cursor: &'a Cursor,
}

impl<'a> CompletionContext<'a> {
    pub(crate) fn new(analysis: &'a Analysis, cursor: &'a Cursor) -> CompletionContext<'a> {
        let is_next = analysis.dialect == Dialect::PrismaNext;
        CompletionContext { schema: &analysis.schema, is_next, cursor }
    }

    pub(super) fn configuration(self) -> &'a Configuration {
        self.schema.configuration()
    }

    pub(crate) fn provider(self) -> Option<Provider> {
        self.configuration().provider
    }

    pub(crate) fn release(self) -> Release {
        self.configuration().release()
    }

    /// Whether this database is one of these. If it is unknown, whether most databases are.
    pub(crate) fn is_on(self, providers: ProviderSet) -> bool {
        match self.provider() {
            Some(provider) => providers.contains(provider),
            None => providers.iter().count() >= COMMON,
        }
    }

    /// Whether the preview feature is enabled, if one is required.
    pub(crate) fn has_preview(self, feature: Option<&str>) -> bool {
        feature.is_none_or(|feature| self.configuration().has_preview_feature(feature))
    }

    /// The block under the cursor.
    pub(crate) fn item(self) -> Option<&'a Item> {
        self.schema.item(self.cursor.item?).map(|item| item.as_ref())
    }

    /// The model, view or composite type under the cursor.
    pub(super) fn model(self) -> Option<&'a Model> {
        self.item()?.model()
    }

    /// The fields of the model under the cursor, except on the line of the cursor.
    pub(super) fn siblings(self) -> impl Iterator<Item = &'a Field> {
        self.model()
            .into_iter()
            .flat_map(|model| &model.fields)
            .filter(move |field| !self.is_here(field.span))
    }

    /// The block attributes around the cursor, except on its own line.
    pub(super) fn block_attributes(self) -> impl Iterator<Item = &'a Attribute> {
        let attributes = self.item().map_or(&[][..], |item| item.attributes());
        attributes.iter().filter(move |attribute| !self.is_here(attribute.span))
    }

    /// The keys of the model under the cursor, except those on its own line.
    pub(super) fn keys(self) -> impl Iterator<Item = &'a Key> {
        let model = self.model();
        let keys = model.map_or(&[][..], |model| &model.keys);
        keys.iter().filter(move |key| !self.is_here(key.span))
    }

    /// Whether the model has a primary key outside the line of the cursor.
    pub(super) fn has_id(self) -> bool {
        self.keys().any(|key| key.kind == KeyKind::Id)
    }

    /// Whether a span of the block is on the line of the cursor.
    fn is_here(self, span: Span) -> bool {
        let start = self.cursor.item.map_or(0, |id| self.schema.start(id));
        let line = Span::from(0..self.cursor.line.len()).shifted(self.cursor.line_start);
        line.touches(span.start.saturating_add(start))
    }

    /// The model, view or composite type that is the type of the field.
    pub(super) fn target(self, field: &Field) -> Option<(ItemId, &'a Item, &'a Model)> {
        let id = self.schema.type_of(field).item()?;
        let item = self.schema.item(id)?;
        Some((id, item, item.model()?))
    }

    /// The model whose name consists of the words of `name`: `user_account` and `userAccount` match `UserAccount`.
    pub(super) fn model_called(self, name: &str) -> Option<(&'a Item, &'a Model)> {
        let capitals: String = words(name).iter().map(capitalized).collect();
        let id = self.schema.find(&capitals).or_else(|| self.schema.find(name))?;
        let item = self.schema.item(id)?;
        Some((item, item.model().filter(|model| model.kind == ModelKind::Model)?))
    }

    /// Whether the field is a relation field.
    pub(super) fn is_relation(self, field: &Field) -> bool {
        matches!(self.schema.type_of(field), FieldType::Model(_))
    }
}

/// The single field by which other models refer to this one: its id, else its first unique field.
pub(crate) fn key_field(model: &Model) -> Option<&Field> {
    let single = |kind| {
        model.keys.iter().find_map(|key| match (key.owner, &*key.columns) {
            (KeyOwner::Field(index), _) if key.kind == kind => model.fields.get(index),
            (KeyOwner::Block(_), [column]) if key.kind == kind => model.field(&column.path.text),
            _ => None,
        })
    };
    single(KeyKind::Id).or_else(|| single(KeyKind::Unique))
}
