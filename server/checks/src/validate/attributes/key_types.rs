//! The types that a field of a primary key, unique constraint or index can have.

use std::borrow::Cow;

use crate::validate::code::codes;
use crate::validate::{ValidityContext, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::native_types::{KeyUse, native_type};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Column, Field, Item, Key, KeyKind, KeyOwner};
use model::schema::{FieldType, Schema, edit};

codes! {
    /// A field type that cannot be in a key.
    ///
    /// Use the scalar fields of the foreign key instead of the relation; for long text add a `length:` if the database
    /// requires one, else choose another type.
    #[removes(Attribute)]
    KEY_TYPE = "key-type";

    /// `length` on a field without a length.
    ///
    /// It counts characters or bytes, so it is only for `String` and `Bytes`.
    #[removes(Argument(&["length"]))]
    LENGTH_TYPE = "length-type";
}

/// MongoDB finds documents by what is inside of others, but not by several of them at once.
pub(super) fn composite(cx: &mut ValidityContext<'_>, id: ItemId, key: &Key, name: &str, span: Span) {
    if key.kind != KeyKind::Unique || key.columns.len() < 2 {
        return;
    }
    let message = format!(
        "`{name}` is a composite type, but a compound unique key requires scalar values. Use one of its fields: \
         `{name}.field`."
    );
    cx.error(&KEY_TYPE, id, span, message);
}

/// `length:` is for what is measured in characters or bytes.
pub(super) fn length(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    provider: Provider,
    key: &Key,
    column: Option<&Column>,
    field: &Field,
    span: Span,
) {
    let is_given = column.is_some_and(|column| column.length.is_some());
    if !is_given || provider != Provider::Mysql || key.kind == KeyKind::Fulltext {
        return;
    }
    let holds_others = match cx.schema.type_of(field) {
        FieldType::Scalar(scalar) => !matches!(scalar, ScalarType::String | ScalarType::Bytes),
        FieldType::Enum(_) => true,
        _ => false,
    };
    if holds_others {
        let message = format!(
            "`length` counts characters or bytes, but `{}` is a {}. Remove it.",
            field.name.text,
            field.type_name()
        );
        cx.error(&LENGTH_TYPE, id, span, message);
    }
}

/// Whether a field of this type can be part of a key in this database.
pub(super) fn column_type(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    key: &Key,
    column: Option<&Column>,
    field: &Field,
    span: Span,
) {
    let Some(provider) = cx.configuration().provider else { return };
    length(cx, id, provider, key, column, field, span);
    let FieldType::Scalar(scalar) = cx.schema.type_of(field) else { return };
    let facts = provider.capabilities();
    let name = &field.name.text;
    // Of a native type that no key takes, that is said instead.
    let is_said = || {
        let native = field.native_type().and_then(|attribute| Some(attribute.native_type()?.1))?;
        let native = native_type(provider, &native.text).filter(|native| native.fits(scalar))?;
        Some(native.key_use != KeyUse::Allowed)
    };
    if key.kind == KeyKind::Id && facts.refused_in_id.contains(&scalar) && is_said() != Some(true) {
        let message = format!(
            "`{name}` is a {}, which {} does not allow in a primary key.",
            scalar.name(),
            provider.display_name()
        );
        cx.error(&KEY_TYPE, id, span, message);
        return;
    }
    if provider == Provider::Mysql
        && scalar == ScalarType::Json
        && key.kind != KeyKind::Fulltext
        && field.native_type().is_none()
    {
        return;
    }
    let Some(attribute) = field.native_type() else { return };
    let Some((_, native)) = attribute.native_type() else { return };
    let Some(native) = native_type(provider, &native.text) else { return };
    // Few types have arguments that matter, and it takes long to get at the text.
    let text = if native.may_be_unbounded() { cx.schema.text(id) } else { Cow::Borrowed("") };
    let values = attribute.arguments().iter().filter_map(|argument| argument.value.as_ref());
    let arguments: Vec<&str> =
        values.filter(|_| native.may_be_unbounded()).map(|value| value.span().of(&text)).collect();
    let has_length = column.is_some_and(|column| column.length.is_some());
    let refused = match native.key_use_with(&arguments) {
        KeyUse::Allowed => false,
        KeyUse::NeedsLength => !has_length && key.kind != KeyKind::Fulltext,
        KeyUse::OnlyInId => key.kind != KeyKind::Id,
        KeyUse::Refused => key.kind != KeyKind::Fulltext,
    };
    if refused {
        // PostgreSQL's types are reported where they are declared, those of the others at the key.
        let span = if provider == Provider::Postgresql { attribute.span } else { span };
        let hint = if native.key_use == KeyUse::NeedsLength {
            " Add a `length:` for it."
        } else {
            " Choose another type."
        };
        let message = format!(
            "`{name}` is a `{}`, which {} does not allow in this key or index.{hint}",
            native.name,
            provider.display_name()
        );
        let schema = cx.schema;
        cx.error(&KEY_TYPE, id, span, message).fix(|| {
            let needs_length = native.key_use == KeyUse::NeedsLength && provider == Provider::Mysql;
            let (column, item) = column.zip(schema.item(id)).filter(|_| needs_length)?;
            measured(schema, id, item, key, column)
        });
    }
}

/// Lets the index hold only the beginning of a long text. So many characters fit into each index of MySQL, whatever the
/// character set and row format.
fn measured(schema: &Schema, id: ItemId, item: &Item, key: &Key, column: &Column) -> Option<Fix> {
    const FITTING: &str = "length: 191";
    let change = match key.owner {
        KeyOwner::Field(_) => {
            edit::add_argument(schema, id, removal::attribute_at(item, key.span)?.0, FITTING)
        }
        KeyOwner::Block(_) => {
            let name = column.path.span;
            let has_more = column.span.end > name.end;
            let (at, text) = match has_more {
                true => (name.end + 1, format!("{FITTING}, ")),
                false => (name.end, format!("({FITTING})")),
            };
            edit::replace(schema, Place::new(id, Span::at(at)), text)
        }
    };
    Some(Fix::choice(format!("Index only a prefix: `{FITTING}`"), vec![change]))
}
