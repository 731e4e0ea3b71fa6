//! Helpers shared by rules about names.

use regex::Regex;

use crate::rules::{Context, OptionKind, OptionSpec};
use base::{Fix, ItemId};
use model::schema::FieldType;
use model::schema::item::{Item, ModelKind};
use model::schema::references::Definition;
use model::schema::rename::{DatabaseNames, rename};

/// The option for exempt names.
pub(super) const ALLOW_LIST: OptionSpec =
    OptionSpec { name: "allowList", kind: OptionKind::Patterns(&[]), docs: "Exempt names." };

/// The option for prefixes that are not part of a name.
pub(super) const TRIM_PREFIX: OptionSpec = OptionSpec {
    name: "trimPrefix",
    kind: OptionKind::Patterns(&[]),
    docs: "Prefixes that are removed before the name is checked: strings, or regular expressions between slashes.",
};

/// The option for compound words.
pub(super) const COMPOUND_WORDS: OptionSpec = OptionSpec {
    name: "compoundWords",
    kind: OptionKind::List(&[]),
    docs: "Compound words that count as one: with `GraphQL`, the field `graphQLId` is `graphql_id`.",
};

/// The option for following what most names do.
pub(super) const FOLLOW_MAJORITY: OptionSpec = OptionSpec {
    name: "followMajority",
    kind: OptionKind::Flag(true),
    docs: "Whether another convention is accepted in a schema where at least 80% of the names follow it.",
};

/// Splits the name into the prefix that the option `trimPrefix` removes, and the rest.
pub(super) fn split_prefix<'n>(cx: &Context<'_>, name: &'n str) -> (&'n str, &'n str) {
    without_prefix(&cx.options.list("trimPrefix"), name)
}

/// Like [`split_prefix`], for many names: `prefixes` are those of the option [`TRIM_PREFIX`].
pub(super) fn without_prefix<'n>(prefixes: &[&str], name: &'n str) -> (&'n str, &'n str) {
    for &prefix in prefixes {
        let end = match prefix.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
            Some(regex) => Regex::new(regex)
                .ok()
                .and_then(|regex| regex.find(name))
                .filter(|found| found.start() == 0)
                .map(|found| found.end()),
            None => name.starts_with(prefix).then_some(prefix.len()),
        };
        if let Some(end) = end.filter(|&end| end > 0) {
            return name.split_at(end);
        }
    }
    ("", name)
}

/// Whether the author chose the name of a model, view or composite type. Excludes blocks that the client omits, and
/// views with `@@map`, which are named with care.
pub(super) fn is_free(item: &Item) -> bool {
    let is_mapped = || item.attributes().iter().any(|attribute| attribute.name() == "map");
    item.name.is_some()
        && item
            .model()
            .is_some_and(|model| !model.is_ignored() && (model.kind != ModelKind::View || !is_mapped()))
}

/// The fix that renames and keeps the database; none if the new name is rejected.
pub(super) fn renaming(cx: &Context<'_>, definition: &Definition, new: &str) -> Option<Fix> {
    let renaming = rename(cx.schema, definition, new, DatabaseNames::Keep).ok()?;
    let edits = Some(renaming.into_edits()).filter(|edits| !edits.is_empty())?;
    let keeps = match definition {
        Definition::Item(id) => is_stored(cx, *id).then_some("the table"),
        Definition::Field(id) => cx.schema.field_type(*id).is_scalar_like().then_some("the column"),
        Definition::EnumValue(_) => Some("the value"),
        Definition::RelationName { .. } | Definition::DatabaseSchema(_) | Definition::NativeType(_) => None,
    };
    let keeps = keeps.map(|what| format!(", keep {what} as it is")).unwrap_or_default();
    Some(Fix::choice(format!("Rename to `{new}`{keeps} (does not change code that uses the client)"), edits))
}

fn is_stored(cx: &Context<'_>, id: ItemId) -> bool {
    cx.schema.model(id).is_some_and(|model| model.kind == ModelKind::Model)
}

/// Whether a field of this type has a column.
pub(super) fn has_column(ty: FieldType) -> bool {
    ty.is_scalar_like() || matches!(ty, FieldType::Composite(_))
}

/// Whether a tool generated the name, so that its words mean nothing. Introspection names the fields of a second
/// relation between two tables `orders_orders_createdByTousers`, Keystone the other side of a relation
/// `from_Post_author`.
pub(super) fn is_generated(name: &str) -> bool {
    (name.contains('_') && name.contains("To")) || name.starts_with("from_")
}
