//! `polymorphic-reference`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, words};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::KeyKind;

rule! {
    /// A polymorphic reference: `commentableType` and `commentableId`.
    ///
    /// No foreign key can enforce such a pair, so references can dangle, and there is no relation to query. Use one
    /// optional relation for each model, and a check constraint that allows exactly one to be set.
    ///
    /// ```prisma flagged
    /// model Comment {
    ///   id              Int    @id
    ///   commentableType String
    ///   commentableId   Int
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Comment {
    ///   id      Int   @id
    ///   postId  Int?
    ///   photoId Int?
    /// }
    /// ```
    pub static RULE = Rule {
        code: "polymorphic-reference",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for field in &model.model.fields {
        let name = field.name.as_str();
        let Some(stem) = name.strip_suffix("Type").or_else(|| name.strip_suffix("_type")) else { continue };
        let holds_name =
            matches!(cx.schema.type_of(field), FieldType::Scalar(ScalarType::String) | FieldType::Enum(_));
        let id = [format!("{stem}Id"), format!("{stem}_id")];
        let partner = model.model.fields.iter().find(|other| id.iter().any(|id| *id == *other.name.text));
        let Some(partner) = partner.filter(|_| holds_name && !stem.is_empty()) else { continue };
        if names_one_model(cx, stem) || is_own_key(model, &partner.name.text, name) {
            continue;
        }
        let relations = model.model.fields.iter().filter_map(|other| other.relation.as_ref());
        let in_relation =
            relations.into_iter().any(|relation| relation.field_names().any(|it| it == partner.name.text));
        if !in_relation {
            let message = format!(
                "`{name}` and `{}` form a polymorphic reference, which no foreign key can enforce. Use one optional \
                 relation per model.",
                partner.name.text
            );
            found.push(
                cx.finding(model.id, field.name.span, message)
                    .related(base::Place::new(model.id, partner.name.span), "The id of the referenced row."),
            );
        }
    }
}

/// Whether a model has this name: `modelId` then references a `Model`, and `modelType` is its type.
fn names_one_model(cx: &Context<'_>, stem: &str) -> bool {
    let stem = words(stem).join("");
    cx.index.model_of_words(cx.schema, &stem).is_some()
}

/// Whether a key contains `id` without `type_of_id`: ids of several models could be equal, so these are of one kind.
fn is_own_key(model: ModelRef<'_>, id: &str, type_of_id: &str) -> bool {
    model.model.keys.iter().any(|key| {
        let holds = |name: &str| key.field_names().any(|column| column == name);
        matches!(key.kind, KeyKind::Id | KeyKind::Unique) && holds(id) && !holds(type_of_id)
    })
}
