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
    /// A `/* */` comment stands inside a line.
    ///
    /// Such comments are allowed between lines and at the end of a line. Move it there, or write `//` behind the line.
    #[removes(Text)]
    COMMENT_INSIDE_LINE = "comment-inside-line";

    /// Behind `@` or `@@` no name follows.
    ///
    /// Write the name of the attribute, or take the mark away.
    #[removes(Attribute)]
    MISSING_ATTRIBUTE_NAME = "missing-attribute-name";

    /// Two values follow each other without a comma.
    ///
    /// Values in brackets are parted by commas.
    MISSING_COMMA = "missing-comma";

    /// A key of an object has no value.
    ///
    /// Objects are written `{ field: value }`, such as the condition of a partial index.
    #[removes(Argument(&[]))]
    MISSING_CONDITION = "missing-condition";

    /// A block, or a path with a dot, lacks a name.
    ///
    /// Write the name where it is missing: behind the keyword, or beside the dot.
    #[removes(Attribute)]
    MISSING_NAME = "missing-name";

    /// A key or an argument has no value.
    ///
    /// Write a value behind `=` or `:`, or take the name away.
    MISSING_VALUE = "missing-value";

    /// A key of an object stands in quotes.
    ///
    /// Keys are names of fields and stand without quotes, other than in JSON.
    QUOTED_KEY = "quoted-key";

    /// A name with dots holds white space.
    ///
    /// The parts of such a name stand close together: `@db.Text`.
    SPACE_IN_NAME = "space-in-name";

    /// A comma has no value in front of it or behind it.
    ///
    /// Commas part values. Take this one away.
    STRAY_COMMA = "stray-comma";

    /// A comma stands before the closing bracket of arguments.
    ///
    /// Unlike in many languages, the last argument is not followed by a comma.
    TRAILING_COMMA = "trailing-comma";

    /// A bracket is not closed on its line.
    ///
    /// Lists and arguments cannot go on in the next line. Close the bracket at the end of this one.
    UNCLOSED_BRACKET = "unclosed-bracket";

    /// A text in quotes is not closed on its line.
    ///
    /// Texts cannot go on in the next line. Write `\n` for a line end.
    UNCLOSED_STRING = "unclosed-string";

    /// Some text fits nowhere.
    ///
    /// Take it away, or put it on a line of its own if it was meant to be one. Lines end without `;` or `,`.
    #[removes(Text)]
    UNEXPECTED_TEXT = "unexpected-text";

    /// A backslash in a text is followed by a letter that means nothing.
    ///
    /// Known are `\n`, `\r`, `\t`, `\b`, `\f`, `\"`, `\/`, `\\` and `\u` with four digits. A backslash itself is
    /// written twice.
    UNKNOWN_ESCAPE = "unknown-escape";

    /// A value is neither a number nor a name.
    ///
    /// A name begins with a letter. Text stands in quotes: `"2024-01-01"`.
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
