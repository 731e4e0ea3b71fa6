//! `encrypted-field-type`

use crate::rules::privacy::marks::is_encrypted;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::item::{Attribute, Field};
use model::schema::{FieldType, edit};

rule! {
    /// An encrypted field whose type cannot hold the ciphertext.
    ///
    /// Ciphertext is text, a third longer than the value plus about 90 characters, so the field has to be a `String`
    /// with enough room.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id  Int    @id
    ///   /// @encrypted
    ///   ssn String @db.VarChar(11)
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id  Int    @id
    ///   /// @encrypted
    ///   ssn String @db.VarChar(255)
    /// }
    /// ```
    pub static RULE = Rule {
        code: "encrypted-field-type",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::Model(check),
    };
}

/// The length of the ciphertext of an empty value, in characters.
const OVERHEAD: i64 = 90;

/// The length of the native type of a field, if it is too short for ciphertext, with its attribute.
pub(super) fn short_length(field: &Field) -> Option<(i64, &Attribute)> {
    let attribute = field.native_type()?;
    let length = attribute.arguments().first()?.value.as_ref()?.as_int()?;
    // The shortest useful value, a few characters, has to fit.
    (length < OVERHEAD + 16).then_some((length, attribute))
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for field in model.model.fields.iter().filter(|field| is_encrypted(field)) {
        let name = &field.name.text;
        let ty = cx.schema.type_of(field);
        if ty != FieldType::Scalar(ScalarType::String) {
            if matches!(ty, FieldType::Unknown | FieldType::Missing) {
                continue;
            }
            let message = format!("`{name}` is encrypted, but ciphertext is text. Change it to `String`.");
            let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
            found.push(cx.finding(model.id, span, message));
            continue;
        }
        if let Some((length, attribute)) = short_length(field) {
            let message = format!(
                "`{name}` is encrypted, but {length} characters do not hold ciphertext (4/3 of the value plus \
                 {OVERHEAD}). Remove the limit."
            );
            found.push(cx.fix(cx.finding(model.id, attribute.span, message), || {
                let change = edit::remove_attribute(cx.schema, model.id, attribute);
                [Fix::choice("Remove the native type", vec![change])]
            }));
        }
    }
}
