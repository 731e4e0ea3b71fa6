//! Which findings the option `exempt` of their rule drops.

use crate::frame::Exemptions;
use base::text::Span;
use base::{Finding, Place};
use model::schema::Schema;
use model::schema::item::{Field, Item, KeyOwner, Model};

/// Whether a finding is in an exempt block, or about exempt fields only.
///
/// A finding in the line of a field is about that field. At a relation it is about the foreign key as well, and at a key of
/// several fields about all of those.
pub(super) fn is_exempt(schema: &Schema, exemptions: &Exemptions, finding: &Finding) -> bool {
    if exemptions.is_empty() {
        return false;
    }
    let Some(Place { item, span }) = finding.anchor.place() else { return false };
    schema.item(item).is_some_and(|item| is_exempt_in(item, exemptions, span))
}

fn is_exempt_in(item: &Item, exemptions: &Exemptions, span: Span) -> bool {
    let block = item.name();
    let covers = |name: &str| exemptions.cover_field(block, name);
    if exemptions.cover_block(block) {
        return true;
    }
    if let Some(enumeration) = item.enumeration() {
        return enumeration
            .values
            .iter()
            .any(|value| value.span.encloses(span) && covers(value.name.as_str()));
    }
    let Some(model) = item.model() else { return false };
    match model.fields.iter().find(|field| field.span.encloses(span)) {
        Some(field) => covers(&field.name.text) || is_foreign_key_covered(field, covers),
        None => is_key_covered(model, span, covers),
    }
}

/// Whether the field is a relation with a foreign key of exempt fields only.
fn is_foreign_key_covered(field: &Field, covers: impl Fn(&str) -> bool) -> bool {
    let mut columns = field.relation.iter().flat_map(|relation| relation.field_names()).peekable();
    columns.peek().is_some() && columns.all(covers)
}

/// Whether a block attribute at the span is a key of exempt fields only.
fn is_key_covered(model: &Model, span: Span, covers: impl Fn(&str) -> bool) -> bool {
    let is_here = |owner: &KeyOwner| matches!(owner, KeyOwner::Block(_));
    let key = model.keys.iter().find(|key| is_here(&key.owner) && key.span.encloses(span));
    key.is_some_and(|key| !key.columns.is_empty() && key.field_names().all(covers))
}
