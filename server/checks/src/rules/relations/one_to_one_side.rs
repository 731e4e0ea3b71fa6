//! `one-to-one-side`

use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Level, Place};
use model::catalog::referential_actions::RelationArity;
use model::schema::Cardinality;

rule! {
    /// A one-to-one relation with the foreign key on the independent side.
    ///
    /// The foreign key belongs to the dependent row, such as the profile of a user: there it is required, is deleted
    /// with its row, and the other table needs no mostly empty column. Rows with several alternative parents are
    /// exempt.
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
    let keys = cx.owning_fields(model.id);
    let is_optional = |key: &OwningField<'_>| cx.schema.relation_arity(&key.info) == RelationArity::Optional;
    // A row with several alternative parents has to be optional towards each.
    if keys.iter().filter(|key| is_optional(key)).count() > 1 {
        return;
    }
    for key in keys {
        // A self-relation, such as a linked list, has no other side.
        let is_self = key.info.target == model.id;
        let Some(opposite) = key.info.opposite else { continue };
        if key.info.cardinality != Cardinality::OneToOne || !is_optional(&key) || is_self {
            continue;
        }
        let message = format!(
            "`{0}` rows can exist without `{1}`, but hold the foreign key. If every `{1}` has a `{0}`, move the key \
             to `{1}` and make it required.",
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
