//! Enums: those that Prisma stores with a codec, and enum types of PostgreSQL.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Json;

use crate::validate::code::codes;
use crate::validate::next::checked::Checked;
use crate::validate::next::literals::decodes;
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Block;
use ::syntax::next::Attribute;
use model::catalog::next::{Catalog, Codec, Target};

codes! {
    /// A value that a block does not take.
    ///
    /// Prisma 8 reports it as `PSL_EXTENSION_INVALID_VALUE`.
    PSL_EXTENSION_INVALID_VALUE = "psl-extension-invalid-value";

    /// An enum in a namespace.
    ///
    /// Enums are declared outside of namespaces; a `native_enum` can be in one. Prisma 8 reports it as
    /// `PSL_ENUM_NAMESPACE_NOT_SUPPORTED`.
    PSL_ENUM_NAMESPACE_NOT_SUPPORTED = "psl-enum-namespace-not-supported";

    /// An attribute on a value of an enum.
    ///
    /// What is stored for a value is written after it: `Admin = "admin"`. Prisma 8 reports it as
    /// `PSL_UNSUPPORTED_ENUM_MEMBER_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_UNSUPPORTED_ENUM_MEMBER_ATTRIBUTE = "psl-unsupported-enum-member-attribute";

    /// An enum whose values do not say how they are stored.
    ///
    /// Without `@@type` all values must be text, or all must be integers. Prisma 8 reports it as
    /// `PSL_ENUM_CANNOT_INFER_TYPE`.
    PSL_ENUM_CANNOT_INFER_TYPE = "psl-enum-cannot-infer-type";

    /// A value of an enum without what is stored for it.
    ///
    /// Only codecs for text store the name of a value. Prisma 8 reports it as `PSL_ENUM_BARE_MEMBER_NON_STRING_CODEC`.
    PSL_ENUM_BARE_MEMBER_NON_STRING_CODEC = "psl-enum-bare-member-non-string-codec";

    /// Two values of an enum that are stored as the same.
    ///
    /// Prisma 8 reports it as `PSL_ENUM_DUPLICATE_MEMBER_VALUE`.
    PSL_ENUM_DUPLICATE_MEMBER_VALUE = "psl-enum-duplicate-member-value";

    /// An enum without values.
    ///
    /// Prisma 8 reports it as `PSL_ENUM_MISSING_TYPE`.
    PSL_ENUM_MISSING_TYPE = "psl-enum-missing-type";

    /// A value of a `native_enum` without its text.
    ///
    /// PostgreSQL stores the text after the `=`: `Admin = "admin"`. Prisma 8 reports it as `PSL_NATIVE_ENUM_BARE_MEMBER`.
    PSL_NATIVE_ENUM_BARE_MEMBER = "psl-native-enum-bare-member";

    /// Two values of a `native_enum` with the same text.
    ///
    /// Prisma 8 reports it as `PSL_NATIVE_ENUM_DUPLICATE_MEMBER_VALUE`.
    PSL_NATIVE_ENUM_DUPLICATE_MEMBER_VALUE = "psl-native-enum-duplicate-member-value";

    /// A `native_enum` without values.
    ///
    /// Prisma 8 reports it as `PSL_NATIVE_ENUM_MISSING_MEMBERS`.
    PSL_NATIVE_ENUM_MISSING_MEMBERS = "psl-native-enum-missing-members";

    /// An enum and a `native_enum` with the same name.
    ///
    /// Prisma 8 reports it as `PSL_VALUE_SET_NAME_COLLISION`.
    PSL_VALUE_SET_NAME_COLLISION = "psl-value-set-name-collision";
}

/// What is known of the enums that are valid.
#[derive(Default)]
pub(super) struct EnumFacts<'d> {
    /// The codec of each enum.
    pub(super) codecs: FxHashMap<&'d str, &'static Codec>,
    /// Each `native_enum`, with its database schema.
    pub(super) native: FxHashSet<(String, &'d str)>,
}

pub(super) fn check<'d>(
    checked: &Checked<'d>,
    block: &Block<'d>,
    attribute: Option<(&Attribute, String)>,
    facts: &mut EnumFacts<'d>,
    report: &mut Report<'_>,
) {
    let node = block.node;
    if block.namespace.is_some() {
        let message =
            format!("Enum `{}` is in a namespace. Move it out, or make it a `native_enum`.", block.name);
        report.error(&PSL_ENUM_NAMESPACE_NOT_SUPPORTED, block.at(node.body.span), message);
        // Without database schemas, nothing else in a namespace is looked at.
        if checked.catalog.facts().default_schema.is_none() {
            return;
        }
    } else {
        for attribute in node.entries.iter().flat_map(|entry| &entry.attributes) {
            let message = "A value of an enum has no attributes. Write what is stored after `=`.";
            report.error(&PSL_UNSUPPORTED_ENUM_MEMBER_ATTRIBUTE, block.at(attribute.span), message);
        }
    }
    let (id, span) = match &attribute {
        Some((attribute, id)) => (id.as_str(), attribute.span),
        None => match inferred(checked.catalog, block) {
            Some(id) => (id, node.body.span),
            None => {
                let message =
                    format!("Enum `{}` mixes kinds of values. Add `@@type`, or give all text.", block.name);
                report.error(&PSL_ENUM_CANNOT_INFER_TYPE, block.at(node.body.span), message);
                return;
            }
        },
    };
    let Some(codec) = checked.catalog.codec(id).filter(|codec| codec.stores_enums) else {
        if checked.extensions.lack_names() {
            let message = format!(
                "`{id}` is no codec that stores enums. Name one, such as `{}`.",
                checked.catalog.facts().text_codec
            );
            // For MongoDB, it is the argument that is wrong.
            let argument = attribute.as_ref().and_then(|(attribute, _)| attribute.list().first());
            let is_mongo = checked.catalog.target == Target::Mongo;
            let span = argument.filter(|_| is_mongo).map_or(span, |argument| argument.span);
            report.error(&PSL_EXTENSION_INVALID_VALUE, block.at(span), message);
        }
        return;
    };
    if members(block, codec, report) && block.namespace.is_none() {
        facts.codecs.insert(block.name, codec);
    }
}

/// Enums that have the name of a `native_enum` of their database schema.
pub(super) fn collisions(checked: &Checked<'_>, facts: &EnumFacts<'_>, report: &mut Report<'_>) {
    for block in &checked.symbols.blocks {
        let is_valid =
            block.keyword == "enum" && block.namespace.is_none() && facts.codecs.contains_key(block.name);
        if is_valid && facts.native.iter().any(|(schema, name)| schema == "public" && *name == block.name) {
            let span = block.node.body.name.as_ref().map_or(block.node.body.span, |name| name.span);
            let message =
                format!("`{}` is also a `native_enum` of this schema. Rename one of the two.", block.name);
            report.error(&PSL_VALUE_SET_NAME_COLLISION, block.at(span), message);
        }
    }
}

/// The codec for values without `@@type`: text if all are text, integers if all are integers.
fn inferred(catalog: Catalog, block: &Block<'_>) -> Option<&'static str> {
    let (mut has_text, mut has_integers) = (false, false);
    for entry in &block.entries {
        match entry.value.as_ref() {
            None => has_text = true,
            Some(value) => match serde_json::from_str(block.raw(value)).ok()? {
                Json::String(_) => has_text = true,
                Json::Number(number) if number.as_f64().is_some_and(|it| it.fract() == 0.0) => {
                    has_integers = true
                }
                _ => return None,
            },
        }
    }
    match (has_text, has_integers) {
        (true, false) => Some(catalog.facts().text_codec),
        (false, true) => Some(catalog.facts().integer_codec),
        _ => None,
    }
}

/// Whether all values of an enum are valid.
fn members(block: &Block<'_>, codec: &Codec, report: &mut Report<'_>) -> bool {
    let mut seen = FxHashSet::default();
    let mut is_valid = true;
    for entry in &block.entries {
        let (name, at) = (&entry.key.text, block.at(entry.span));
        let value = match &entry.value {
            None => Json::String(name.to_string()),
            Some(value) => match serde_json::from_str(block.raw(value)) {
                Ok(value) => value,
                Err(_) => {
                    let message = format!("The value of `{name}` is not JSON. Write a string or a number.");
                    report.error(&PSL_EXTENSION_INVALID_VALUE, at, message);
                    is_valid = false;
                    continue;
                }
            },
        };
        if !decodes(codec, &value) {
            let id = codec.id;
            is_valid = false;
            match &entry.value {
                None => {
                    let message =
                        format!("`{name}` has no value, and `{id}` does not store names. Add a value.");
                    report.error(&PSL_ENUM_BARE_MEMBER_NON_STRING_CODEC, at, message);
                }
                Some(_) => {
                    let message = format!("`{id}` does not store the value of `{name}`. Correct it.");
                    report.error(&PSL_EXTENSION_INVALID_VALUE, at, message);
                }
            }
        } else if !seen.insert(text_of(&value)) {
            let message = format!("The value of `{name}` is that of another one. Change one of the two.");
            report.error(&PSL_ENUM_DUPLICATE_MEMBER_VALUE, at, message);
            is_valid = false;
        }
    }
    if block.entries.is_empty() {
        let message = format!("Enum `{}` has no values. Add one.", block.name);
        report.error(&PSL_ENUM_MISSING_TYPE, block.at(block.node.body.span), message);
    }
    is_valid && !block.entries.is_empty()
}

fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(super) fn check_native<'d>(
    checked: &Checked<'d>,
    block: &Block<'d>,
    facts: &mut EnumFacts<'d>,
    report: &mut Report<'_>,
) -> bool {
    let mut seen = FxHashSet::default();
    let mut is_valid = true;
    for entry in &block.entries {
        let name = &entry.key.text;
        let (code, message) = match &entry.value {
            None => (&PSL_NATIVE_ENUM_BARE_MEMBER, format!("`{name}` has no value. Write `{name} = \"…\"`.")),
            Some(value) => match serde_json::from_str(block.raw(value)) {
                Ok(Json::String(text)) if seen.insert(text.clone()) => continue,
                Ok(Json::String(_)) => (
                    &PSL_NATIVE_ENUM_DUPLICATE_MEMBER_VALUE,
                    format!("The value of `{name}` is that of another one. Change one."),
                ),
                Ok(_) | Err(_) => {
                    (&PSL_EXTENSION_INVALID_VALUE, format!("The value of `{name}` must be a string in `\"`."))
                }
            },
        };
        report.error(code, block.at(entry.span), message);
        is_valid = false;
    }
    if !is_valid {
        return false;
    }
    if block.entries.is_empty() {
        let message = format!("`{}` has no values. Add one.", block.name);
        report.error(&PSL_NATIVE_ENUM_MISSING_MEMBERS, block.at(block.node.body.span), message);
        return false;
    }
    facts.native.insert((checked.symbols.schema_of(block.namespace).to_owned(), block.name));
    true
}
