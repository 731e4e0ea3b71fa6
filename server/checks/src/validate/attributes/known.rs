//! Which attributes there are, where they may stand, and how often.

use crate::validate::attributes::arguments::PREVIEW_FEATURE_MISSING;
use crate::validate::code::codes;
use crate::validate::{ValidityContext, fixes};
use base::{Fix, ItemId, Place as At};
use model::catalog::attributes::{self, Place};
use model::catalog::{Release, preview_features};
use model::project::closest;
use model::schema::item::{Attribute, Field, Item, ItemKind, ModelKind};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// An attribute that this database does not have.
    ///
    /// Remove it.
    #[removes(Attribute)]
    ATTRIBUTE_UNSUPPORTED = "attribute-unsupported";

    /// An attribute in the wrong place.
    ///
    /// Some attributes are for fields, some for blocks, and composite types and enums support few of them. Remove it,
    /// or move it to where it belongs.
    #[removes(Attribute)]
    MISPLACED_ATTRIBUTE = "misplaced-attribute";

    /// A duplicate attribute.
    ///
    /// Remove one of them. The native type of a field counts as one attribute, whatever its name.
    #[removes(Attribute)]
    REPEATED_ATTRIBUTE = "repeated-attribute";

    /// An unknown attribute.
    ///
    /// Attributes of other tools belong in comments, such as `/// @encrypted`. Correct the name or remove it.
    #[removes(Attribute)]
    UNKNOWN_ATTRIBUTE = "unknown-attribute";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some((member, block)) = places(item) else { return };
    each_group(item, &mut |is_block, group| {
        let place = if is_block { block } else { Some(member) };
        for attribute in group {
            check_one(cx, id, place, is_block, attribute);
        }
        repeated(cx, id, is_block, group);
    });
    for field in item.model().iter().flat_map(|model| &model.fields) {
        on_relation(cx, id, field);
    }
}

/// A relation field has no column that could bear a name.
fn on_relation(cx: &mut ValidityContext<'_>, id: ItemId, field: &Field) {
    let Some(map) = field.attribute("map") else { return };
    if matches!(cx.schema.type_of(field), FieldType::Model(_)) {
        let schema = cx.schema;
        let message = format!("`{}` is a relation field and has no column. Remove `@map`.", field.name.text);
        cx.error(&MISPLACED_ATTRIBUTE, id, map.span, message)
            .fix(|| [Fix::safe("Remove `@map`", vec![edit::remove_attribute(schema, id, map)])]);
    }
}

/// Where the members of an item stand, and its own attributes.
fn places(item: &Item) -> Option<(Place, Option<Place>)> {
    Some(match &item.kind {
        ItemKind::Model(model) => match model.kind {
            ModelKind::Model => (Place::ModelField, Some(Place::Model)),
            ModelKind::View => (Place::ViewField, Some(Place::View)),
            ModelKind::Type => (Place::CompositeField, None),
        },
        ItemKind::Enum(_) => (Place::EnumValue, Some(Place::Enum)),
        _ => return None,
    })
}

/// The attributes of each field or value, then those of the block.
fn each_group(item: &Item, see: &mut dyn FnMut(bool, &[Attribute])) {
    match &item.kind {
        ItemKind::Model(model) => {
            model.fields.iter().for_each(|field| see(false, &field.attributes));
            see(true, &model.attributes);
        }
        ItemKind::Enum(value) => {
            value.values.iter().for_each(|value| see(false, &value.attributes));
            see(true, &value.attributes);
        }
        _ => {}
    }
}

fn check_one(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    place: Option<Place>,
    is_block: bool,
    attribute: &Attribute,
) {
    // That a name beside a dot is missing is said of the text.
    let Some(name) = attribute.name.as_ref().filter(|name| name.is_whole()) else { return };
    if attribute.native_type().is_some() && !is_block && place != Some(Place::EnumValue) {
        return;
    }
    let release = cx.release();
    let known = attributes::attribute_of(is_block, &name.text)
        .filter(|known| name.text != "db" && is_there(known, release));
    let schema = cx.schema;
    let written = || format!("{}{}", if is_block { "@@" } else { "@" }, name.text);
    let Some(known) = known else {
        let written = written();
        let all = if is_block { attributes::block_attributes() } else { attributes::field_attributes() };
        let there = all.iter().filter(|known| known.name != "@db" && is_there(known, release));
        let near = closest(&written, there.map(|known| known.name));
        let message = match near {
            _ if name.text == "encrypted" => format!(
                "Unknown attribute `{written}`. Tools that encrypt fields read it from a comment: `/// @encrypted`."
            ),
            Some(near) => format!("Unknown attribute `{written}`. Did you mean `{near}`?"),
            None => format!("Unknown attribute `{written}`."),
        };
        let replaced = At::new(id, name.span);
        cx.error(&UNKNOWN_ATTRIBUTE, id, attribute.span, message).fix(|| {
            near.map(|near| {
                let change = edit::replace(schema, replaced, near.trim_start_matches('@'));
                Fix::choice(format!("Change to `{near}`"), vec![change])
            })
            .into_iter()
            .chain(encrypted(schema, id, attribute))
        });
        return;
    };
    if let Some(message) = misplaced(known, place, release) {
        cx.error(&MISPLACED_ATTRIBUTE, id, attribute.span, message);
    } else if let Some(provider) = cx.configuration().provider
        && !known.providers.contains(provider)
        && !(matches!(place, Some(Place::ViewField | Place::View)) && name.text == "shardKey")
    {
        let message = format!("{} does not support `{}`. Remove it.", provider.display_name(), written());
        cx.error(&ATTRIBUTE_UNSUPPORTED, id, attribute.span, message);
    } else if let Some(feature) =
        known.preview.filter(|feature| !cx.configuration().has_preview_feature(feature))
        && name.text != "shardKey"
    {
        let message = format!(
            "In Prisma {release} `{}` needs the preview feature `{feature}`: add it to `previewFeatures` of the generator.",
            written()
        );
        cx.error(&PREVIEW_FEATURE_MISSING, id, attribute.span, message)
            .fix(|| fixes::turn_on(schema, feature));
    }
}

/// Whether the release has an attribute of this name, written without its marks.
pub(super) fn is_known(is_block: bool, name: &str, release: Release) -> bool {
    attributes::attribute_of(is_block, name).is_some_and(|known| is_there(known, release))
}

/// Whether the release knows an attribute: those of a preview feature came with it.
fn is_there(known: &attributes::Attribute, release: Release) -> bool {
    known.preview.is_none_or(|feature| preview_features::is_known(feature, release))
}

/// `@encrypted` as a comment above the field, the arguments kept.
fn encrypted(schema: &Schema, id: ItemId, attribute: &Attribute) -> Option<Fix> {
    (attribute.name() == "encrypted").then(|| {
        Fix::safe(
            "Move it to a comment: `/// @encrypted`",
            vec![
                edit::add_documentation(schema, id, attribute.span.start, "@encrypted"),
                edit::remove_attribute(schema, id, attribute),
            ],
        )
    })
}

fn misplaced(known: &attributes::Attribute, place: Option<Place>, release: Release) -> Option<String> {
    let name = known.name;
    let Some(place) = place else {
        return Some(match name {
            "@@map" => "A composite type has no table, so `@@map` has no effect. Remove it.".to_owned(),
            _ => format!("`{name}` belongs on the model that contains the composite type, not on the type."),
        });
    };
    if known.is_allowed_at(place, release) {
        return None;
    }
    let noun = match place {
        Place::ModelField | Place::ViewField => "a field",
        Place::CompositeField => "a field of a composite type",
        Place::EnumValue => "an enum value",
        Place::Model => "a model",
        Place::View => "a view",
        Place::Enum => "an enum",
    };
    Some(format!("`{name}` is not allowed on {noun}. Remove it."))
}

fn repeated(cx: &mut ValidityContext<'_>, id: ItemId, is_block: bool, group: &[Attribute]) {
    if group.len() < 2 {
        return;
    }
    let marks = if is_block { "@@" } else { "@" };
    // Native types share one name: a field has one of them.
    fn key(attribute: &Attribute) -> &str {
        if attribute.native_type().is_some() { "db" } else { attribute.name() }
    }
    let mut names: Vec<&str> = group.iter().map(key).collect();
    names.sort_unstable();
    let several = names.chunk_by(|a, b| a == b).filter(|chunk| chunk.len() > 1);
    let is_refused =
        |name: &&str| attributes::attribute_of(is_block, name).is_some_and(|known| !known.repeatable);
    let refused: Vec<&str> = several.filter_map(|chunk| chunk.first().copied()).filter(is_refused).collect();
    if refused.is_empty() {
        return;
    }
    for (at, attribute) in group.iter().enumerate() {
        let name = key(attribute);
        // Of native types Prisma takes the first.
        let is_first = name == "db" && !group.iter().take(at).any(|earlier| key(earlier) == name);
        if refused.contains(&name) && !is_first {
            let message = format!("Duplicate attribute `{marks}{name}`. Remove one.");
            cx.error(&REPEATED_ATTRIBUTE, id, attribute.span, message);
        }
    }
}
