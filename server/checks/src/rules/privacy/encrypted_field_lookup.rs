//! `encrypted-field-lookup`

use crate::rules::privacy::marks::is_encrypted;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::schema::edit;
use model::schema::item::{Key, KeyKind, KeyOwner};

rule! {
    /// A key or index over an encrypted field.
    ///
    /// Encrypting a value twice gives two different ciphertexts, so an index finds neither and a unique constraint
    /// rejects nothing. Store a hash of the value in another field, and look up by that.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    Int    @id
    ///   /// @encrypted
    ///   email String @unique
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id        Int     @id
    ///   /// @encrypted
    ///   email     String
    ///   /// @encryption:hash(email)
    ///   emailHash String? @unique
    /// }
    /// ```
    pub static RULE = Rule {
        code: "encrypted-field-lookup",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for key in &model.model.keys {
        let mut columns = key.field_names();
        let Some(name) = columns.find(|name| model.model.field(name).is_some_and(is_encrypted)) else {
            continue;
        };
        let what = match key.kind {
            KeyKind::Id => "a primary key",
            KeyKind::Unique => "a unique constraint",
            KeyKind::Index | KeyKind::Fulltext => "an index",
        };
        let message = format!(
            "`{name}` is encrypted, and {what} over ciphertext finds nothing. Store a hash in another field and look \
             up by that."
        );
        let finding = cx.finding(model.id, key.span, message);
        found.push(cx.fix(finding, || move_to_hash(cx, model, key, name)));
    }
}

/// Moves the key of a single field to a field with a hash.
fn move_to_hash(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, name: &str) -> Option<Fix> {
    let KeyOwner::Field(index) = key.owner else { return None };
    let field = model.model.fields.get(index).filter(|_| key.kind == KeyKind::Unique)?;
    let hash = format!("{name}Hash");
    if model.model.field(&hash).is_some() {
        return None;
    }
    let lines = vec![format!("/// @encryption:hash({name})"), cx.field_line(&hash, "String? @unique")];
    let added = edit::add_field(cx.schema, model.id, edit::FieldPlace::After(field), &lines)?;
    let removed = edit::remove_attribute(cx.schema, model.id, field.attribute("unique")?);
    Some(Fix::choice(format!("Look up by `{hash}` instead"), vec![removed, added]))
}
