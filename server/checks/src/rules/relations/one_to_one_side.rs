//! `one-to-one-side`

use crate::rules::relations::owning::{OwningField, owning_fields};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Level, Place};
use model::catalog::referential_actions::RelationArity;
use model::schema::Cardinality;

rule! {
    /// A one-to-one relation whose foreign key is on the side that can be without the other.
    ///
    /// The foreign key belongs to the row that cannot be without the other one, such as the profile of a user: there it
    /// is required, goes away with its row, and the other table needs no column that is mostly empty. Rows that belong
    /// to one of several others are left alone.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id        Int      @id
    ///   profileId Int?     @unique
    ///   profile   Profile? @relation(fields: [profileId], references: [id])
    /// }
    ///
    /// model Profile {
    ///   id   Int   @id
    ///   user User?
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id      Int      @id
    ///   profile Profile?
    /// }
    ///
    /// model Profile {
    ///   id     Int  @id
    ///   userId Int  @unique
    ///   user   User @relation(fields: [userId], references: [id])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "one-to-one-side",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let keys = owning_fields(cx, model.id);
    let is_optional = |key: &OwningField<'_>| cx.schema.relation_arity(&key.info) == RelationArity::Optional;
    // A row that belongs to one of several others has to be optional towards each.
    if keys.iter().filter(|key| is_optional(key)).count() > 1 {
        return;
    }
    for key in keys {
        // Within one model, such as a list whose rows name the next one, there is no other side.
        let is_self = key.info.target == model.id;
        let Some(opposite) = key.info.opposite else { continue };
        if key.info.cardinality != Cardinality::OneToOne || !is_optional(&key) || is_self {
            continue;
        }
        let message = format!(
            "Rows of `{0}` can be without their `{1}`, yet they hold the foreign key. If every `{1}` has its `{0}`, move the \
             key to `{1}` and make it required there.",
            model.item.name(),
            key.target_name
        );
        let mut finding = cx.finding(model.id, key.field.name.span, message);
        if let Some(other) = cx.schema.field(opposite) {
            finding = finding.related(Place::new(opposite.item, other.name.span), "The other side.");
        }
        found.push(finding);
    }
}
