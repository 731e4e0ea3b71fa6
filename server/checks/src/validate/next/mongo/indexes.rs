//! Indexes of collections.

use serde_json::Value as Json;

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, IndexField, Owner, Parsed};
use crate::validate::next::mongo::models::Models;
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::Entity;
use ::syntax::next::Attribute;

codes! {
    /// An index that MongoDB does not have.
    ///
    /// An index has at most one `wildcard()`, and then it is neither unique, hashed, geospatial nor expiring. A collection has
    /// one `@@textIndex`. Options of a collation need `collationLocale`. Prisma 8 reports it as `PSL_INVALID_INDEX`.
    PSL_INVALID_INDEX = "psl-invalid-index";

    /// An index over a relation.
    ///
    /// A relation is not stored; index the field that holds the reference. Prisma 8 reports it as
    /// `PSL_INDEX_FIELD_NOT_FOUND`.
    PSL_INDEX_FIELD_NOT_FOUND = "psl-index-field-not-found";
}

/// The filter of an index.
pub(super) struct Filter {
    pub(super) at: At,
    pub(super) json: Json,
}

/// The options that need a locale.
const COLLATION: &[&str] = &[
    "collationStrength",
    "collationCaseLevel",
    "collationCaseFirst",
    "collationNumericOrdering",
    "collationAlternate",
    "collationMaxVariable",
    "collationBackwards",
    "collationNormalization",
];

/// Checks the indexes of a model, and returns the filters of those that are valid.
pub(super) fn check<'d>(models: &Models<'_, 'd>, model: &Entity<'d>, report: &mut Report<'_>) -> Vec<Filter> {
    for field in model.fields.iter().filter(|field| !models.is_relation(field)) {
        models.attribute(model, Some(field), "unique", report);
    }
    let mut filters = Vec::new();
    let mut text_indexes = 0;
    for attribute in &model.node.attributes {
        let name = attribute.name();
        if !matches!(name.as_str(), "index" | "unique" | "textIndex") {
            continue;
        }
        let Some(spec) = models.checked.catalog.model_attribute(&name) else { continue };
        let owner = Owner { entity: model, field: None };
        let Some(parsed) = arguments::plain(models.checked, owner, attribute, spec, report) else { continue };
        text_indexes += u32::from(name == "textIndex");
        let problem = match name.as_str() {
            "textIndex" if text_indexes > 1 => {
                Some("A collection has one `@@textIndex`. Put all fields into it.".to_owned())
            }
            _ => problem(&name, &parsed),
        };
        let at = model.at(attribute.span);
        if let Some(field) = unknown_field(models, model, attribute, &parsed, text_indexes) {
            let message = format!("`{field}` is a relation, which is not stored. Index its field instead.");
            report.error(&PSL_INDEX_FIELD_NOT_FOUND, at, message);
        } else if let Some(message) = problem {
            report.error(&PSL_INVALID_INDEX, at, message);
        } else if let Some(json) = parsed.string("filter").and_then(|text| serde_json::from_str(text).ok()) {
            filters.push(Filter { at, json });
        }
    }
    filters
}

/// The first field of an index that is not stored, unless something before it is wrong.
fn unknown_field<'p>(
    models: &Models<'_, '_>,
    model: &Entity<'_>,
    attribute: &Attribute,
    parsed: &'p Parsed<'_>,
    text_indexes: u32,
) -> Option<&'p str> {
    let fields = parsed.index()?;
    if wildcards(fields) > 1 || attribute.is("textIndex") && text_indexes > 1 {
        return None;
    }
    let names = fields.iter().filter_map(|field| match field {
        IndexField::Field(name) => Some(*name),
        IndexField::Wildcard(scope) => *scope,
    });
    let is_stored = |name: &str| model.field(name).is_some_and(|field| !models.is_relation(field));
    names.into_iter().find(|name| !is_stored(name))
}

fn wildcards(fields: &[IndexField<'_>]) -> usize {
    fields.iter().filter(|field| matches!(field, IndexField::Wildcard(_))).count()
}

/// What is wrong with an index whose fields are.
fn problem(name: &str, parsed: &Parsed<'_>) -> Option<String> {
    let fields = parsed.index().unwrap_or_default();
    let wildcards = wildcards(fields);
    let has_wildcard = wildcards > 0;
    let kind = parsed.word("type");
    let (includes, excludes) = (parsed.has("include"), parsed.has("exclude"));
    let needs_locale = !parsed.has("collationLocale") && COLLATION.iter().any(|option| parsed.has(option));
    let problems = [
        (wildcards > 1, "An index has at most one `wildcard()`. Remove the others."),
        (name == "textIndex" && has_wildcard, "A text index has no `wildcard()`. Name its fields."),
        (name == "unique" && has_wildcard, "A unique index has no `wildcard()`. Name its fields."),
        (
            has_wildcard && matches!(kind, Some("hashed" | "2dsphere" | "2d")),
            "`wildcard()` cannot be hashed or geospatial. Remove the `type`.",
        ),
        (kind == Some("hashed") && fields.len() > 1, "A hashed index has one field. Remove the others."),
        (
            has_wildcard && parsed.has("expireAfterSeconds"),
            "An index with `wildcard()` cannot expire documents. Remove `expireAfterSeconds`.",
        ),
        (includes && excludes, "An index has either `include` or `exclude`. Remove one."),
        (
            (includes || excludes) && !has_wildcard,
            "`include` and `exclude` are for `wildcard()` only. Remove them.",
        ),
        (needs_locale, "The options of a collation need `collationLocale`. Add it."),
    ];
    problems.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, message)| message.to_owned())
}
