//! What Prisma 8 says of a schema for MongoDB: models are collections of documents, without namespaces and defaults.

mod families;
mod fields;
mod indexes;
mod relations;

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, Owner, Parsed};
use crate::validate::next::blocks;
use crate::validate::next::checked::Checked;
use crate::validate::next::enums::{self, EnumFacts};
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::{Entity, FieldSymbol};
use crate::validate::next::syntax::{PSL_UNSUPPORTED_TOP_LEVEL_BLOCK, unsupported};
use base::text::Span;

codes! {
    /// A model without an id.
    ///
    /// One field has `@id`; only a variant has none of its own. Prisma 8 reports it as `PSL_MISSING_ID_FIELD`, for the file.
    PSL_MISSING_ID_FIELD = "psl-missing-id-field";

    /// A model without the field `_id` of MongoDB.
    ///
    /// MongoDB identifies a document by its `_id`: `id ObjectId @id @map("_id")`. Prisma 8 reports it as
    /// `PSL_MONGO_ID_REQUIRED`, for the file.
    PSL_MONGO_ID_REQUIRED = "psl-mongo-id-required";
}

pub(super) use families::CODES as FAMILY_CODES;
pub(super) use fields::CODES as FIELD_CODES;
pub(super) use indexes::CODES as INDEX_CODES;

/// A model as a collection.
struct Collection<'d> {
    /// The index of the model.
    entity: usize,
    /// The name of the collection.
    name: String,
    /// The keys of all fields in the documents, in order.
    keys: Vec<String>,
    /// The fields that are stored.
    stored: Vec<fields::Stored<'d>>,
    /// What is wrong with indexes of variants depends on their filters.
    filters: Vec<indexes::Filter>,
}

impl Collection<'_> {
    /// The key in the documents of a field.
    fn key_of(&self, model: &Entity<'_>, field: &str) -> Option<&str> {
        let at = model.fields.iter().position(|known| known.name == field)?;
        self.keys.get(at).map(String::as_str)
    }
}

/// What all parts are given.
struct Mongo<'c, 'd> {
    checked: &'c Checked<'d>,
    enums: &'c EnumFacts<'d>,
}

impl<'c, 'd> Mongo<'c, 'd> {
    /// The models that count: those outside of namespaces.
    fn models(&self) -> impl Iterator<Item = (usize, &'c Entity<'d>)> {
        let symbols = self.checked.symbols;
        symbols.models().filter(|(_, model)| model.namespace.is_none())
    }

    /// Whether the type of a field is a model.
    fn is_relation(&self, field: &FieldSymbol<'_>) -> bool {
        self.models().any(|(_, model)| model.name == field.ty)
    }

    /// Reads the first attribute with this name of a model, or of a field.
    fn attribute(
        &self,
        model: &Entity<'d>,
        field: Option<&FieldSymbol<'d>>,
        name: &str,
        report: &mut Report<'_>,
    ) -> Option<(Parsed<'d>, Span)> {
        let catalog = self.checked.catalog;
        let (attribute, spec) = match field {
            Some(field) => field.attribute(name).zip(catalog.field_attribute(name))?,
            None => model.attribute(name).zip(catalog.model_attribute(name))?,
        };
        let parsed = arguments::plain(self.checked, Owner { entity: model, field }, attribute, spec, report)?;
        Some((parsed, attribute.span))
    }

    /// The name that `@map` gives, else its own.
    fn mapped(
        &self,
        model: &Entity<'d>,
        field: Option<&FieldSymbol<'d>>,
        name: &str,
        report: &mut Report<'_>,
    ) -> String {
        let parsed = self.attribute(model, field, "map", report);
        let mapped = parsed.as_ref().and_then(|(parsed, _)| parsed.string("name"));
        mapped.unwrap_or(name).to_owned()
    }
}

/// Checks everything but names.
pub(super) fn check<'d>(checked: &Checked<'d>, report: &mut Report<'_>) {
    blocks::namespaces(checked, report);
    let enums = declared_enums(checked, report);
    let mongo = Mongo { checked, enums: &enums };
    let mut collections: Vec<Collection<'d>> = Vec::new();
    for (entity, model) in mongo.models() {
        let name = mongo.mapped(model, None, model.name, report);
        let keys = model.fields.iter().map(|field| mongo.mapped(model, Some(field), field.name, report));
        let keys = keys.collect();
        collections.push(Collection { entity, name, keys, stored: Vec::new(), filters: Vec::new() });
    }
    let relations = relations::check(&mongo, report);
    for collection in &mut collections {
        let Some(model) = checked.symbols.entity(collection.entity) else { continue };
        collection.stored = fields::of_model(&mongo, model, &collection.keys, report);
        id(&mongo, model, &collection.stored, report);
        collection.filters = indexes::check(&mongo, model, report);
    }
    fields::of_composite_types(&mongo, report);
    relations.pair(report);
    families::check(&mongo, &collections, report);
}

/// Checks the enums and the keywords of blocks.
fn declared_enums<'d>(checked: &Checked<'d>, report: &mut Report<'_>) -> EnumFacts<'d> {
    let mut facts = EnumFacts::default();
    for block in &checked.symbols.blocks {
        let Some(spec) = checked.catalog.block(block.keyword) else {
            if block.namespace.is_none() && checked.extensions.lack_names() {
                let at = block.at(block.node.body.keyword.span);
                report.error(&PSL_UNSUPPORTED_TOP_LEVEL_BLOCK, at, unsupported(block.keyword));
            }
            continue;
        };
        let attribute = blocks::attributes(block, spec, report);
        if block.namespace.is_none() {
            enums::check(checked, block, attribute, &mut facts, report);
        }
    }
    facts
}

/// The id of a model. A variant has that of its base.
fn id<'d>(mongo: &Mongo<'_, 'd>, model: &Entity<'d>, stored: &[fields::Stored<'d>], report: &mut Report<'_>) {
    let ids = model.fields.iter().filter(|field| mongo.attribute(model, Some(field), "id", report).is_some());
    let has_id = ids.count() > 0;
    if model.node.attributes.iter().any(|attribute| attribute.name() == "base") {
        return;
    }
    let span = model.node.body.name.as_ref().map_or(model.node.body.span, |name| name.span);
    let at = At { file: model.file, span };
    if !has_id {
        let message = format!("Model `{}` has no id. Add `id ObjectId @id @map(\"_id\")`.", model.name);
        report.error(&PSL_MISSING_ID_FIELD, at, message);
        return;
    }
    // Of several fields with the same key, the last one counts.
    let own = stored.iter().rev().find(|field| field.key == "_id");
    if own.is_none_or(|field| field.codec != Some("mongo/objectId@1")) {
        let message = format!(
            "Model `{}` needs a field `_id` of type `ObjectId`: `id ObjectId @id @map(\"_id\")`.",
            model.name
        );
        report.error(&PSL_MONGO_ID_REQUIRED, at, message);
    }
}
