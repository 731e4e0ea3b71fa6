//! What Prisma 8 says of a schema for MongoDB: models are collections of documents, without namespaces and defaults.

mod collection;
mod families;
mod fields;
mod indexes;
mod models;
mod relations;

use crate::validate::code::codes;
use crate::validate::next::blocks;
use crate::validate::next::checked::Checked;
use crate::validate::next::enums::{self, EnumFacts};
use crate::validate::next::mongo::collection::Collection;
use crate::validate::next::mongo::models::Models;
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::Entity;
use crate::validate::next::syntax::{PSL_UNSUPPORTED_TOP_LEVEL_BLOCK, unsupported};

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

/// Checks everything but names.
pub(super) fn check<'d>(checked: &Checked<'d>, report: &mut Report<'_>) {
    blocks::namespaces(checked, report);
    let enums = declared_enums(checked, report);
    let models = Models { checked, enums: &enums };
    let mut collections: Vec<Collection<'d>> = Vec::new();
    for (entity, model) in models.iter() {
        let name = models.mapped(model, None, model.name, report);
        let keys = model.fields.iter().map(|field| models.mapped(model, Some(field), field.name, report));
        let keys = keys.collect();
        collections.push(Collection { entity, name, keys, stored: Vec::new(), filters: Vec::new() });
    }
    let relations = relations::check(&models, report);
    for collection in &mut collections {
        let Some(model) = checked.symbols.entity(collection.entity) else { continue };
        collection.stored = fields::of_model(&models, model, &collection.keys, report);
        id(&models, model, &collection.stored, report);
        collection.filters = indexes::check(&models, model, report);
    }
    fields::of_composite_types(&models, report);
    relations.pair(report);
    families::check(&models, &collections, report);
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
fn id<'d>(
    models: &Models<'_, 'd>,
    model: &Entity<'d>,
    stored: &[fields::Stored<'d>],
    report: &mut Report<'_>,
) {
    let ids =
        model.fields.iter().filter(|field| models.attribute(model, Some(field), "id", report).is_some());
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
