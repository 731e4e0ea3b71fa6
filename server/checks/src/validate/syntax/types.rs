//! Missing and malformed types.

use crate::validate::code::codes;
use crate::validate::fixes;
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::ScalarType;
use model::schema::item::{Arity, Field};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A dot or colon in the type of a field.
    ///
    /// A type is a single name. Types of other packages or schemas cannot be referenced: declare the model here.
    DOTTED_TYPE = "dotted-type";

    /// A colon between a field and its type.
    ///
    /// This is the syntax of Prisma 1. The type now follows the name after a space: `name String`.
    LEGACY_COLON = "legacy-colon";

    /// A list type in the form `[Type]`.
    ///
    /// This is the syntax of Prisma 1. It is now `Type[]`.
    LEGACY_LIST = "legacy-list";

    /// A type that ends with `!`.
    ///
    /// Fields are required unless they have `?`, so `!` is neither necessary nor allowed.
    LEGACY_REQUIRED = "legacy-required";

    /// A field without a type.
    ///
    /// Every field has a type after its name: a built-in type such as `String`, an enum, or another model.
    MISSING_TYPE = "missing-type";

    /// More than one of `?` and `[]` on a type.
    ///
    /// A list is never NULL, only empty, and lists cannot be nested. Keep one of them.
    SEVERAL_MODIFIERS = "several-modifiers";

    /// Whitespace between the brackets of a list type.
    ///
    /// Write `[]`.
    SPACE_IN_LIST = "space-in-list";

    /// A type alias.
    ///
    /// `type Name = …` was an experiment that Prisma removed. Write the type with its attributes at each field that
    /// uses it.
    TYPE_ALIAS = "type-alias";

    /// Arguments after a type.
    ///
    /// Only `Unsupported("…")` accepts an argument. Set the column type with an attribute, such as `@db.VarChar(20)`.
    #[removes(Text)]
    TYPE_WITH_ARGUMENTS = "type-with-arguments";

    /// `Unsupported` without the column type.
    ///
    /// It requires the type in the syntax of the database as a string: `Unsupported("circle")`.
    UNSUPPORTED_WITHOUT_TYPE = "unsupported-without-type";
}

/// Ends of names, in lower case, that tell the type of a field.
const TYPE_SUFFIXES: &[(&str, ScalarType)] = &[
    ("_at", ScalarType::DateTime),
    ("date", ScalarType::DateTime),
    ("time", ScalarType::DateTime),
    ("count", ScalarType::Int),
    ("number", ScalarType::Int),
    ("age", ScalarType::Int),
    ("quantity", ScalarType::Int),
    ("price", ScalarType::Decimal),
    ("amount", ScalarType::Decimal),
];

/// Beginnings of names that tell of a Boolean field, each followed by a capital or `_`.
const BOOLEAN_PREFIXES: &[&str] = &["is", "has", "can", "was", "should"];

/// The types that are offered where a name tells nothing.
const DEFAULT_SUGGESTIONS: [ScalarType; 4] =
    [ScalarType::String, ScalarType::Int, ScalarType::Boolean, ScalarType::DateTime];

/// Gives the field in a span a type.
pub(super) fn missing_type(schema: &Schema, id: ItemId, span: Span) -> Vec<Fix> {
    let Some(field) = field_in(schema, id, span).filter(|field| field.ty.is_none()) else {
        return Vec::new();
    };
    let name = field.name.as_str();
    let mut types: Vec<&str> = Vec::new();
    let enums = schema.enums().map(|(_, item, _)| item.name());
    types.extend(enums.filter(|other| other.eq_ignore_ascii_case(name)));
    let scalars = type_by_name(name).into_iter().chain(DEFAULT_SUGGESTIONS);
    for scalar in scalars.filter(|it| schema.configuration().has_scalar(*it)) {
        if !types.contains(&scalar.name()) {
            types.push(scalar.name());
        }
    }
    let end = Place::new(id, Span::at(field.name.span.end));
    let typed = types.iter().map(|ty| {
        let change = edit::replace(schema, end, format!(" {ty}"));
        Fix::choice(format!("Write `{name} {ty}`"), vec![change])
    });
    let removed = Fix::choice("Remove the line", vec![edit::remove_line(schema, id, span.start)]);
    typed.chain([removed]).collect()
}

/// Keeps one of several marks of a type.
pub(super) fn one_modifier(schema: &Schema, id: ItemId, span: Span) -> Vec<Fix> {
    let block = schema.text(id);
    let written = span.of(&block);
    let bare = written.trim_end_matches(|c: char| c.is_whitespace() || "?[]".contains(c));
    let marks = written.get(bare.len()..).unwrap_or("");
    let field = field_in(schema, id, span);
    let has_lists = field.is_some_and(|field| may_be_list(schema, field));
    let holds_list = field.and_then(Field::default).is_some_and(|default| default.as_array().is_some());
    let list = (marks.contains('[') && has_lists).then(|| format!("{bare}[]"));
    let optional = (marks.contains('?') && !(holds_list && has_lists)).then(|| format!("{bare}?"));
    let single = (list.is_none() && optional.is_none()).then(|| bare.to_owned());
    [list, optional, single]
        .into_iter()
        .flatten()
        .map(|text| fixes::change(schema, id, span, &text))
        .collect()
}

/// Keeps the last name of a type with dots, where that is a type, and removes a trailing colon.
pub(super) fn last_name(schema: &Schema, id: ItemId, span: Span) -> Vec<Fix> {
    let block = schema.text(id);
    let written = span.of(&block);
    if written == ":" {
        let rest = block.get(span.end as usize..).unwrap_or("");
        let is_last = !rest.starts_with(char::is_alphanumeric);
        let removed = || Fix::safe("Remove the colon", vec![edit::replace(schema, Place::new(id, span), "")]);
        return is_last.then(removed).into_iter().collect();
    }
    let last = written.rsplit('.').next().unwrap_or("");
    let is_type = ScalarType::parse(last).is_some() || schema.find(last).is_some();
    is_type.then(|| fixes::change(schema, id, span, last)).into_iter().collect()
}

/// Writes the type behind an alias, with its attributes, at each field that uses it, and takes the alias away.
pub(super) fn without_alias(schema: &Schema, id: ItemId, line: Span) -> Vec<Fix> {
    let block = schema.text(id);
    let code = line.of(&block).split("//").next().unwrap_or("");
    let Some((name, value)) = code.split_once('=') else { return Vec::new() };
    let (name, value) = (name.trim().trim_start_matches("type").trim(), value.trim());
    let end = value.find(|c: char| c.is_whitespace() || c == '@').unwrap_or(value.len());
    let (ty, attributes) = value.split_at(end);
    let bare = ty.trim_end_matches(['?', '[', ']']);
    if name.is_empty() || bare.is_empty() || ScalarType::parse(bare).is_none() {
        return Vec::new();
    }
    let mut changes = vec![edit::remove_line(schema, id, line.start)];
    for at in schema.fields_of_type(name) {
        let Some((field, used)) = schema.field(at).and_then(|it| Some((it, it.ty.as_ref()?))) else {
            continue;
        };
        let written = if used.arity == Arity::Required { ty } else { bare };
        changes.push(edit::replace(schema, Place::new(at.item, used.name.span), written));
        if !attributes.trim().is_empty() {
            changes.push(edit::add_attribute(schema, at.item, field, attributes.trim()));
        }
    }
    vec![Fix::choice(format!("Use `{value}` at each field, and remove `{name}`"), changes)]
}

/// The field whose line a span belongs to.
fn field_in(schema: &Schema, id: ItemId, span: Span) -> Option<&Field> {
    schema.model(id)?.fields.iter().find(|field| field.span.encloses(span) || span.encloses(field.name.span))
}

/// Whether the database has lists of the field's type.
fn may_be_list(schema: &Schema, field: &Field) -> bool {
    let facts = schema.configuration().provider.map(|provider| provider.capabilities());
    match schema.type_of(field) {
        FieldType::Model(_) | FieldType::Composite(_) => true,
        FieldType::Scalar(ScalarType::Json) => facts.is_some_and(|facts| facts.json_lists),
        _ => facts.is_some_and(|facts| facts.scalar_lists),
    }
}

/// The type that the name of a field tells.
fn type_by_name(name: &str) -> Option<ScalarType> {
    let asks = |word: &&&str| {
        name.strip_prefix(**word).is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '_'))
    };
    if BOOLEAN_PREFIXES.iter().any(|word| asks(&word)) {
        return Some(ScalarType::Boolean);
    }
    if name.ends_with("At") {
        return Some(ScalarType::DateTime);
    }
    let lower = name.to_lowercase();
    TYPE_SUFFIXES.iter().find(|(end, _)| lower.ends_with(end)).map(|(_, scalar)| *scalar)
}
