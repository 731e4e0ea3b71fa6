//! Values, and the names, commas and brackets around them.

use crate::validate::code::{Removal, codes};
use crate::validate::fixes::FEW;
use crate::validate::removal;
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::Provider;
use model::catalog::attributes::{self, ValueKind, index_field_param};
use model::catalog::config_keys::{ConfigKey, ConfigValue, Requirement, datasource_key, generator_key};
use model::catalog::index_types::IndexType;
use model::catalog::referential_actions::{self, RelationArity};
use model::schema::item::{Argument, Arity, Config, Entry, Field, ItemKind};
use model::schema::{Schema, edit};

codes! {
    /// A `/* */` comment inside a line.
    ///
    /// Such comments are allowed between lines and at the end of a line. Move it there, or write a `//` comment at the
    /// end of the line.
    #[removes(Text)]
    COMMENT_INSIDE_LINE = "comment-inside-line";

    /// A control character in a string.
    ///
    /// Control characters are written as escape sequences: a tab as `\t`, others as `\u` with four digits.
    CONTROL_CHARACTER = "control-character";

    /// A missing attribute name after `@` or `@@`.
    ///
    /// Write the name of the attribute, or remove the sign.
    #[removes(Attribute)]
    MISSING_ATTRIBUTE_NAME = "missing-attribute-name";

    /// A missing comma.
    ///
    /// Separate the values in brackets with commas.
    MISSING_COMMA = "missing-comma";

    /// A key of an object without a value.
    ///
    /// Objects are written `{ field: value }`, as in the predicate of a partial index.
    #[removes(Argument(&[]))]
    MISSING_CONDITION = "missing-condition";

    /// A missing name of a block, or in a dotted path.
    ///
    /// Write the missing name: after the keyword, or beside the dot.
    #[removes(Attribute)]
    MISSING_NAME = "missing-name";

    /// A key or argument without a value.
    ///
    /// Write a value after `=` or `:`, or remove the name.
    MISSING_VALUE = "missing-value";

    /// A key of an object in quotes.
    ///
    /// Keys are field names without quotes, unlike in JSON.
    QUOTED_KEY = "quoted-key";

    /// Whitespace in a dotted name.
    ///
    /// Write its parts without spaces: `@db.Text`.
    SPACE_IN_NAME = "space-in-name";

    /// A superfluous comma.
    ///
    /// Commas separate values. Remove this one.
    STRAY_COMMA = "stray-comma";

    /// A trailing comma.
    ///
    /// Unlike in many languages, the last argument has no comma after it.
    TRAILING_COMMA = "trailing-comma";

    /// An unclosed bracket.
    ///
    /// Lists and arguments cannot span lines. Close the bracket on its line.
    UNCLOSED_BRACKET = "unclosed-bracket";

    /// An unterminated string.
    ///
    /// Strings cannot span lines. Write `\n` for a line break.
    UNCLOSED_STRING = "unclosed-string";

    /// Unexpected text.
    ///
    /// Remove it, or move it to a separate line. Lines do not end with `;` or `,`.
    #[removes(Text)]
    UNEXPECTED_TEXT = "unexpected-text";

    /// An unknown escape sequence.
    ///
    /// The escape sequences are `\n`, `\r`, `\t`, `\b`, `\f`, `\"`, `\/`, `\\` and `\u` with four digits. Write a
    /// backslash as `\\`.
    UNKNOWN_ESCAPE = "unknown-escape";

    /// A value that is neither a number nor a name.
    ///
    /// A name begins with a letter. Strings are in quotes: `"2024-01-01"`.
    #[removes(Argument(&[]))]
    UNREADABLE_VALUE = "unreadable-value";
}

/// Writes one of the few values that there are, or takes away what has none.
pub(super) fn fixes(schema: &Schema, id: ItemId, span: Span) -> Vec<Fix> {
    let Some(item) = schema.item(id) else { return Vec::new() };
    match &item.kind {
        ItemKind::Datasource(config) => key(schema, id, config, datasource_key, span),
        ItemKind::Generator(config) => key(schema, id, config, generator_key, span),
        _ => argument(schema, id, span),
    }
}

fn key(
    schema: &Schema,
    id: ItemId,
    config: &Config,
    known: impl Fn(&str) -> Option<&'static ConfigKey>,
    span: Span,
) -> Vec<Fix> {
    let Some(entry) = config.entries.iter().find(|entry| entry.span.start == span.start) else {
        return Vec::new();
    };
    let known = known(&entry.key.text);
    let release = schema.configuration().release();
    let is_needed = known.is_some_and(|key| match key.required {
        Requirement::Always => true,
        Requirement::Until(last) => release < last,
        Requirement::Optional | Requirement::ForGenerator(_) => false,
    });
    let values = known.filter(|key| key.availability.contains(release)).map(|key| values(key, entry));
    let written = values.into_iter().flatten().map(|value| {
        let change = edit::replace(schema, Place::new(id, Span::at(span.end)), format!(" {value}"));
        Fix::choice(format!("Write `{} = {value}`", entry.key.text), vec![change])
    });
    let removed = || Fix::choice("Remove the line", vec![edit::remove_line(schema, id, span.start)]);
    written.chain((!is_needed).then(removed)).collect()
}

/// The values that a key may well have.
fn values(key: &ConfigKey, entry: &Entry) -> Vec<String> {
    match (entry.key.as_str(), key.value) {
        ("url", _) => vec!["env(\"DATABASE_URL\")".to_owned()],
        ("directUrl", _) => vec!["env(\"DIRECT_URL\")".to_owned()],
        ("shadowDatabaseUrl", _) => vec!["env(\"SHADOW_DATABASE_URL\")".to_owned()],
        (_, ConfigValue::Text | ConfigValue::TextOrEnv) if key.known.len() <= FEW => {
            key.known.iter().map(|known| format!("{:?}", known.value)).collect()
        }
        _ => Vec::new(),
    }
}

fn argument(schema: &Schema, id: ItemId, span: Span) -> Vec<Fix> {
    let removed = || removal::fix(schema, Place::new(id, span), Removal::Argument(&[]));
    let Some((kind, field)) = kind_of(schema, id, span) else { return removed().into_iter().collect() };
    let configuration = schema.configuration();
    let known: Vec<String> = match kind {
        ValueKind::Sort => vec!["Asc".to_owned(), "Desc".to_owned()],
        ValueKind::Flag => vec!["true".to_owned(), "false".to_owned()],
        // The others need more than their name for most fields.
        ValueKind::IndexType => vec![IndexType::BTree.name().to_owned()],
        ValueKind::SchemaName => {
            configuration.schemas.iter().take(FEW).map(|name| format!("{:?}", name.as_str())).collect()
        }
        ValueKind::Action => {
            let provider = configuration.provider.unwrap_or(Provider::Sqlite);
            let is_optional = field.is_some_and(|field| field.arity() == Arity::Optional);
            let arity = if is_optional { RelationArity::Optional } else { RelationArity::Required };
            let offered = referential_actions::offered(provider, configuration.relation_mode, arity);
            offered.map(|action| action.name().to_owned()).collect()
        }
        _ => Vec::new(),
    };
    let name = span.of(&schema.text(id)).trim_end_matches([' ', '\t', ':']).to_owned();
    let written = known.into_iter().map(|value| {
        let change = edit::replace(schema, Place::new(id, span), format!("{name}: {value}"));
        Fix::choice(format!("Write `{name}: {value}`"), vec![change])
    });
    written.chain(removed()).collect()
}

/// What the argument in a span takes, and the field on whose line it stands.
fn kind_of(schema: &Schema, id: ItemId, span: Span) -> Option<(ValueKind, Option<&Field>)> {
    let item = schema.item(id)?;
    let (attribute, is_block) = removal::attribute_at(item, span)?;
    let marks = if is_block { "@@" } else { "@" };
    let field = item.model().and_then(|model| model.fields.iter().find(|field| field.span.encloses(span)));
    let is_it = |argument: &&Argument| argument.span == span;
    let param = match attribute.arguments().iter().find(is_it) {
        Some(argument) => {
            attributes::attribute(&format!("{marks}{}", attribute.name()))?.param(&argument.name())?
        }
        None => index_field_param(span.of(&schema.text(id)).trim_end_matches([' ', '\t', ':']))?,
    };
    Some((param.value, field))
}
