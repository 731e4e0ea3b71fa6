//! The default column type of a field.

use crate::hints::{Hint, HintKind};
use crate::hover::page::code;
use base::FieldId;
use model::database::Native;
use model::schema::item::{Arity, Field};
use model::schema::{FieldType, Schema, edit};

/// The native type that equals the default.
pub(super) fn hint(schema: &Schema, id: FieldId, field: &Field) -> Option<Hint> {
    let FieldType::Scalar(scalar) = schema.type_of(field) else { return None };
    if field.native_type().is_some() {
        return None;
    }
    let configuration = schema.configuration();
    let provider = configuration.provider?;
    let native = Native::default_of(provider, scalar)?;
    if configuration.is_next() {
        let ty = field.ty.as_ref().filter(|ty| ty.scalar.is_some())?;
        return Some(Hint {
            kind: HintKind::NativeType,
            offset: ty.base_span().shifted(schema.start(id.item)).end,
            label: format!(": {}", native.shown(provider)),
            markdown: format!(
                "{} is the column type {} on {provider}.",
                code(&ty.name.text),
                code(&native.shown(provider))
            ),
            edit: None,
            target: None,
        });
    }
    let attribute = format!("@{}.{}", configuration.datasource_name.as_ref()?, native.written());
    let edit = edit::add_attribute(schema, id.item, field, &attribute);
    let list = if field.arity() == Arity::List { "[]" } else { "" };
    let markdown =
        format!("`{scalar}` maps to the column type `{}{list}` on {provider}.", native.shown(provider));
    Some(Hint::written(HintKind::NativeType, edit, attribute, markdown))
}
