//! Errors that only follow from another one in the same place.
//!
//! Prisma checks a schema in passes, and the first one with errors is the last. Here an error on one line hides none on others,
//! but it hides what may only be its consequence: while an attribute cannot be read as it stands, nothing is known of the
//! relation or key that it is part of.

use crate::frame::Metadata;
use crate::validate::ValidityContext;
use crate::validate::attributes::arguments::{
    EMPTY_NAME, MISSING_ARGUMENT, REPEATED_ARGUMENT, TOO_MANY_ARGUMENTS, UNKNOWN_ARGUMENT,
};
use crate::validate::attributes::client_fields::UPDATED_AT_TYPE;
use crate::validate::attributes::default::DEFAULT_REFUSED;
use crate::validate::attributes::index_classes::{INDEX_TYPE_FIELD, OPERATOR_CLASS_MISMATCH};
use crate::validate::attributes::key_columns::UNKNOWN_FIELD;
use crate::validate::attributes::key_options::SEVERAL_CLUSTERED;
use crate::validate::attributes::key_types::{KEY_TYPE, LENGTH_TYPE};
use crate::validate::attributes::known::MISPLACED_ATTRIBUTE;
use crate::validate::attributes::row_identity::{MISSING_ID, MISSING_UNIQUE_CRITERIA, SEVERAL_IDS};
use crate::validate::code::Code;
use crate::validate::configuration::values::WRONG_VALUE;
use crate::validate::names::constraint_names::DUPLICATE_CONSTRAINT_NAME;
use crate::validate::relations::actions::UNKNOWN_REFERENTIAL_ACTION;
use crate::validate::relations::arguments::RELATION_FIELD_NOT_SCALAR;
use crate::validate::relations::one_to_many::MISSING_RELATION_ARGUMENTS;
use crate::validate::relations::opposite::{AMBIGUOUS_RELATION, MISSING_OPPOSITE_FIELD};
use crate::validate::types::fields::UNKNOWN_TYPE;
use crate::validate::types::native::{NATIVE_TYPE_NOT_SCALAR, NATIVE_TYPE_PREFIX, UNKNOWN_NATIVE_TYPE};
use crate::validate::unreadable::text_errors;
use base::text::Span;
use base::{Finding, ItemId, Level, Place};
use model::schema::item::{Config, Field, Item, KeyKind, Model, Name, Path};

/// Errors of an attribute or of one of its arguments, for which Prisma passes over the attribute.
const OF_ATTRIBUTES: &[&Code] = &[
    &EMPTY_NAME,
    &MISSING_ARGUMENT,
    &REPEATED_ARGUMENT,
    &TOO_MANY_ARGUMENTS,
    &UNKNOWN_ARGUMENT,
    &UNKNOWN_FIELD,
    &WRONG_VALUE,
];

/// Errors of a field that is used as a column, but has the type of a model. Either may be wrong.
const OF_USES_AS_COLUMN: &[&Code] = &[
    &DEFAULT_REFUSED,
    &KEY_TYPE,
    &MISPLACED_ATTRIBUTE,
    &NATIVE_TYPE_NOT_SCALAR,
    &RELATION_FIELD_NOT_SCALAR,
    &UPDATED_AT_TYPE,
];

/// What is said of a relation as a whole.
const OF_RELATIONS: &[&Code] = &[&AMBIGUOUS_RELATION, &MISSING_OPPOSITE_FIELD, &MISSING_RELATION_ARGUMENTS];

/// What is said of all ids and unique keys of a model together.
const OF_ALL_KEYS: &[&Code] = &[&MISSING_ID, &MISSING_UNIQUE_CRITERIA, &SEVERAL_CLUSTERED, &SEVERAL_IDS];

/// What is said of a key whose arguments are readable.
const OF_KEYS: &[&Code] =
    &[&DUPLICATE_CONSTRAINT_NAME, &INDEX_TYPE_FIELD, &KEY_TYPE, &LENGTH_TYPE, &OPERATOR_CLASS_MISMATCH];

/// What is said of a native type whose field has a known type.
const OF_NATIVE_TYPES: &[&Code] = &[&NATIVE_TYPE_PREFIX];

/// What is said of an argument that is given once.
const OF_ARGUMENTS: &[&Code] = &[&UNKNOWN_REFERENTIAL_ACTION];

/// Errors in the type of a column.
const OF_COLUMN_TYPES: &[&Code] = &[&UNKNOWN_NATIVE_TYPE, &UNKNOWN_TYPE];

/// Drops the findings in an item that may only follow from others in it.
pub(super) fn drop_consequences(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    if let Some(config) = item.config() {
        return drop_in_repeated_entries(cx, config);
    }
    let Some(model) = item.model() else { return };
    let groups = [OF_RELATIONS, OF_ALL_KEYS, OF_KEYS, OF_NATIVE_TYPES, OF_ARGUMENTS];
    if !cx.findings().any(|finding| groups.iter().any(|group| is_one_of(finding, group))) {
        return;
    }
    let causes = Causes::of(cx, id, model);
    cx.retain(|finding| !causes.explain(finding, model));
}

/// Of entries with the same key it is unknown which value is meant. The provider decides on everything else, so that its value is
/// judged at once.
fn drop_in_repeated_entries(cx: &mut ValidityContext<'_>, config: &Config) {
    let is_repeated =
        |key: &Name| config.entries.iter().filter(|entry| entry.key.text == key.text).count() > 1;
    let entries = config.entries.iter().filter(|entry| entry.key.text != "provider");
    let repeated: Vec<Span> = entries.filter(|it| is_repeated(&it.key)).map(|entry| entry.span).collect();
    let is_in_one = |finding: &Finding| repeated.iter().any(|entry| entry.encloses(finding.anchor.span()));
    cx.retain(|finding| finding.level != Level::Error || !is_in_one(finding));
}

/// The places of errors that others may follow from.
struct Causes {
    /// Of attributes, arguments and their text.
    attributes: Vec<Span>,
    /// Of the fields that are used as columns and have the type of a model.
    columns: Vec<Span>,
    /// Of unknown types.
    types: Vec<Span>,
    /// The columns of keys that name several fields, or one with a wrong type.
    unclear: Vec<Span>,
    /// The second and later ones of the same argument.
    repeated_arguments: Vec<Span>,
}

impl Causes {
    fn of(cx: &ValidityContext<'_>, id: ItemId, model: &Model) -> Causes {
        let places = |codes| cx.findings().filter(move |it| is_one_of(it, codes)).map(|it| it.anchor.span());
        let field_of = |span: &Span| {
            // A key or a relation names the field.
            let named = model.field(&cx.schema.text_at(Place::new(id, *span)));
            named.or_else(|| field_at(model, *span)).map(|field| field.span)
        };
        let columns = model.keys.iter().flat_map(|key| &key.columns).map(|column| &column.path);
        let wrong_types: Vec<Span> = places(OF_COLUMN_TYPES).collect();
        let has_wrong_type = |field: &Field| wrong_types.iter().any(|place| field.span.encloses(*place));
        let is_unclear = |path: &&Path| {
            cx.is_repeated(id, &path.text) || model.field(&path.text).is_some_and(has_wrong_type)
        };
        let unclear = columns.filter(is_unclear).map(|path| path.span);
        let uses: Vec<Span> = places(OF_USES_AS_COLUMN).collect();
        Causes {
            attributes: places(OF_ATTRIBUTES).chain(text_errors(cx.schema, id).map(|it| it.span)).collect(),
            columns: uses.iter().filter_map(field_of).collect(),
            types: places(&[&UNKNOWN_TYPE]).collect(),
            unclear: unclear.collect(),
            repeated_arguments: places(&[&REPEATED_ARGUMENT]).collect(),
        }
    }

    fn explain(&self, finding: &Finding, model: &Model) -> bool {
        let span = finding.anchor.span();
        let is_in = |whole: Span, places: &[Span]| places.iter().any(|place| whole.encloses(*place));
        if is_one_of(finding, OF_RELATIONS) {
            let field = field_at(model, span).map(|field| field.span);
            return field.is_some_and(|it| is_in(it, &self.columns) || is_in(it, &self.attributes));
        }
        if is_one_of(finding, OF_ARGUMENTS) {
            return field_at(model, span).is_some_and(|field| is_in(field.span, &self.repeated_arguments));
        }
        if is_one_of(finding, OF_NATIVE_TYPES) {
            return field_at(model, span).is_some_and(|field| is_in(field.span, &self.types));
        }
        if is_one_of(finding, OF_ALL_KEYS) {
            let keys = model.keys.iter().filter(|key| key.is_unique() || key.kind == KeyKind::Id);
            let names = ["id", "unique"];
            let unread = model.attributes.iter().filter(|attribute| names.contains(&attribute.name()));
            let mut all = keys.map(|key| key.span).chain(unread.map(|attribute| attribute.span));
            return all.any(|key| is_in(key, &self.attributes));
        }
        if is_one_of(finding, OF_KEYS) {
            let fields = model.fields.iter().flat_map(|field| &field.attributes);
            let own = fields.chain(&model.attributes).find(|attribute| attribute.span.encloses(span));
            return own.is_some_and(|it| is_in(it.span, &self.attributes) || is_in(it.span, &self.unclear));
        }
        false
    }
}

fn field_at(model: &Model, span: Span) -> Option<&Field> {
    model.fields.iter().find(|field| field.span.encloses(span))
}

fn is_one_of(finding: &Finding, codes: &[&Code]) -> bool {
    codes.iter().any(|Code { metadata: Metadata { code, .. }, .. }| *code == finding.code)
}
