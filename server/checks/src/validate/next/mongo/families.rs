//! Models that are variants of another one, in its collection.

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use crate::validate::code::codes;
use crate::validate::next::calls::PSL_INVALID_ATTRIBUTE_ARGUMENT;
use crate::validate::next::mongo::collection::Collection;
use crate::validate::next::mongo::indexes::PSL_INVALID_INDEX;
use crate::validate::next::mongo::models::Models;
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Entity;
use crate::validate::next::variants::{
    PSL_DISCRIMINATOR_AND_BASE, PSL_ORPHANED_BASE, PSL_ORPHANED_DISCRIMINATOR,
};
use base::text::Span;

codes! {
    /// A discriminator that is not stored.
    ///
    /// Prisma 8 reports it as `PSL_DISCRIMINATOR_FIELD_NOT_FOUND`.
    PSL_DISCRIMINATOR_FIELD_NOT_FOUND = "psl-discriminator-field-not-found";

    /// A variant in another collection than its base model.
    ///
    /// All variants are in the collection of the base model. Remove the `@@map` of the variant. Prisma 8 reports it as
    /// `PSL_MONGO_VARIANT_SEPARATE_COLLECTION`.
    PSL_MONGO_VARIANT_SEPARATE_COLLECTION = "psl-mongo-variant-separate-collection";

    /// A type with a default in a variant.
    ///
    /// Prisma sets it in all documents of the collection, so it belongs to the base model. Prisma 8 reports it as
    /// `PSL_PRESET_ON_VARIANT_FIELD`.
    PSL_PRESET_ON_VARIANT_FIELD = "psl-preset-on-variant-field";

    /// Two models that set a key of their collection differently.
    ///
    /// Prisma 8 reports it as `PSL_PRESET_CONFLICT`.
    PSL_PRESET_CONFLICT = "psl-preset-conflict";
}

/// A model with `@@base`.
struct Variant {
    base: usize,
    value: String,
    span: Span,
}

/// A model with `@@discriminator`.
struct Base {
    field: String,
    span: Span,
}

/// The collections of all models, once variants are in that of their base.
struct Places<'c> {
    names: FxHashMap<usize, &'c str>,
    /// The variants that are.
    variants: Vec<usize>,
}

pub(super) fn check<'d>(models: &Models<'_, 'd>, collections: &[Collection<'d>], report: &mut Report<'_>) {
    let (mut bases, mut variants) = (Vec::new(), Vec::new());
    for (at, model) in models.iter() {
        if let Some(base) = discriminator(models, model, report) {
            bases.push((at, base));
        }
        if let Some((parsed, span)) = models.attribute(model, None, "base", report)
            && let Some((base, value)) = parsed.entity("base").zip(parsed.string("value"))
        {
            variants.push((at, Variant { base, value: value.to_owned(), span }));
        }
    }
    // The bases that have variants, each with the key of its discriminator.
    let mut keys: FxHashMap<usize, &str> = FxHashMap::default();
    for (at, base) in &bases {
        let collection = collections.iter().find(|collection| collection.entity == *at);
        let Some((model, collection)) = models.checked.symbols.entity(*at).zip(collection) else { continue };
        let place = model.at(base.span);
        let key = collection.key_of(model, &base.field).unwrap_or(&base.field);
        if variants.iter().any(|(variant, _)| variant == at) {
            let message = format!("`{}` is a base model and a variant. Remove one of the two.", model.name);
            report.error(&PSL_DISCRIMINATOR_AND_BASE, place, message);
        } else if !collection.stored.iter().any(|field| field.key == key) {
            let message =
                format!("`{}` is not stored in `{}`. Choose another field.", base.field, model.name);
            report.error(&PSL_DISCRIMINATOR_FIELD_NOT_FOUND, place, message);
        } else if !variants.iter().any(|(_, variant)| variant.base == *at) {
            let message =
                format!("`{}` has no variants. Add one with `@@base({}, …)`.", model.name, model.name);
            report.error(&PSL_ORPHANED_DISCRIMINATOR, place, message);
        } else {
            keys.insert(*at, key);
        }
    }
    let names = collections.iter().map(|collection| (collection.entity, collection.name.as_str())).collect();
    let mut places = Places { names, variants: Vec::new() };
    for (at, variant) in &variants {
        let collection = collections.iter().find(|collection| collection.entity == *at);
        let Some((model, collection)) = models.checked.symbols.entity(*at).zip(collection) else { continue };
        let Some(base) = models.checked.symbols.entity(variant.base) else { continue };
        if !bases.iter().any(|(base, _)| *base == variant.base) {
            let message = format!("`{}` has no `@@discriminator`. Add one to it.", base.name);
            report.error(&PSL_ORPHANED_BASE, model.at(variant.span), message);
            continue;
        }
        if bases.iter().any(|(base, _)| base == at) {
            continue;
        }
        let target = places.names.get(&variant.base).copied().unwrap_or(&collection.name);
        if model.node.attributes.iter().any(|it| it.name() == "map") && collection.name != target {
            let message = format!(
                "`{}` is in the collection `{target}` of `{}`. Remove its `@@map`.",
                model.name, base.name
            );
            report.error(&PSL_MONGO_VARIANT_SEPARATE_COLLECTION, model.at(variant.span), message);
            continue;
        }
        places.names.insert(*at, target);
        places.variants.push(*at);
        if let Some(key) = keys.get(&variant.base) {
            filters(collection, key, &variant.value, report);
        }
    }
    presets(models, collections, &places, report);
}

fn discriminator<'d>(models: &Models<'_, 'd>, model: &Entity<'d>, report: &mut Report<'_>) -> Option<Base> {
    let (parsed, span) = models.attribute(model, None, "discriminator", report)?;
    let field = model.field(parsed.fields("field")?.first()?)?;
    if field.ty == "String" {
        return Some(Base { field: field.name.to_owned(), span });
    }
    let message = format!("Discriminator `{}` must have the type `String`. Change it.", field.name);
    report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, model.at(span), message);
    None
}

/// The filters of a variant's indexes that ask for another variant.
fn filters(collection: &Collection<'_>, key: &str, value: &str, report: &mut Report<'_>) {
    for filter in &collection.filters {
        let given = filter.json.get(key);
        if given.is_some_and(|given| *given != Json::String(value.to_owned())) {
            let message = format!("The filter asks for another `{key}` than that of the variant, `{value}`.");
            report.error(&PSL_INVALID_INDEX, filter.at, message);
        }
    }
}

/// The keys that Prisma sets itself.
fn presets(
    models: &Models<'_, '_>,
    collections: &[Collection<'_>],
    places: &Places<'_>,
    report: &mut Report<'_>,
) {
    let mut known: FxHashMap<(&str, &str), (bool, bool)> = FxHashMap::default();
    for collection in collections {
        let Some(model) = models.checked.symbols.entity(collection.entity) else { continue };
        let name = places.names.get(&collection.entity).copied().unwrap_or(&collection.name);
        for field in &collection.stored {
            let Some(preset) = &field.preset else { continue };
            let at = model.at(preset.span);
            let phases = (preset.on_create, preset.on_update);
            if places.variants.contains(&collection.entity) {
                let message = format!(
                    "`{}` sets `{}` in all documents of `{name}`. Move it to the base model.",
                    preset.path, field.field
                );
                report.error(&PSL_PRESET_ON_VARIANT_FIELD, at, message);
            } else if *known.entry((name, &field.key)).or_insert(phases) != phases {
                let message = format!(
                    "Another model sets `{}` of the collection `{name}` differently. Use the same type.",
                    field.key
                );
                report.error(&PSL_PRESET_CONFLICT, at, message);
            }
        }
    }
}
