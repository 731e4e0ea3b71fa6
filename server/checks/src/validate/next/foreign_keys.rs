//! What all sides of relations that hold a key have in common.

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, Owner, PSL_INVALID_ATTRIBUTE_SYNTAX, Parsed};
use crate::validate::next::checked::Checked;
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::{Entity, FieldSymbol};
use crate::validate::next::tables::Table;

codes! {
    /// A relation whose arguments do not fit together.
    ///
    /// The side that holds the key has `fields` and `references`, as many of the one as of the other. Only that side has
    /// `onDelete`, `onUpdate` and `index`. Prisma 8 reports it as `PSL_INVALID_RELATION_ATTRIBUTE`.
    PSL_INVALID_RELATION_ATTRIBUTE = "psl-invalid-relation-attribute";

    /// A relation that is optional where its key is not, or the other way round.
    ///
    /// Prisma 8 reports it as `PSL_RELATION_NULLABILITY_MISMATCH`.
    PSL_RELATION_NULLABILITY_MISMATCH = "psl-relation-nullability-mismatch";
}

/// Reads the first `@relation` of a field.
pub(super) fn read<'d>(
    checked: &Checked<'_>,
    model: &Entity<'d>,
    field: &FieldSymbol<'d>,
    report: &mut Report<'_>,
) -> Option<Parsed<'d>> {
    let attribute = field.attribute("relation")?;
    let owner = Owner { entity: model, field: Some(field) };
    let parsed =
        arguments::plain(checked, owner, attribute, checked.catalog.field_attribute("relation")?, report)?;
    if parsed.has("fields") != parsed.has("references") {
        let message = "A relation has both `fields` and `references`. Add the other one.";
        report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, model.at(attribute.span), message);
        return None;
    }
    Some(parsed)
}

/// Whether a relation is optional where its key is not, or the other way round; reports it.
pub(super) fn is_mismatch(
    table: &Table<'_>,
    field: &FieldSymbol<'_>,
    columns: &[String],
    at: At,
    report: &mut Report<'_>,
) -> bool {
    let is_nullable = table.columns.iter().any(|it| it.is_nullable && columns.contains(&it.name));
    if field.is_optional != is_nullable {
        let (own, key) = if is_nullable { ("required", "optional") } else { ("optional", "required") };
        let message = format!("Relation `{}` is {own}, but its key is {key}. Add or remove `?`.", field.name);
        report.error(&PSL_RELATION_NULLABILITY_MISMATCH, at, message);
    }
    field.is_optional != is_nullable
}
