//! `eav-model`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, words};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;

rule! {
    /// A model that keeps attributes as rows of name and value.
    ///
    /// The database then checks neither the type of a value nor which attributes there are, and reading one thing takes many
    /// rows. Give known attributes columns; for open ones a `Json` field is simpler.
    ///
    /// ```prisma flagged
    /// model ProductAttribute {
    ///   id        Int    @id
    ///   productId Int
    ///   key       String
    ///   value     String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Setting {
    ///   key   String @id
    ///   value String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "eav-model",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

/// What the two columns are called.
const KEYS: &[&str] =
    &["key", "attribute", "attributeName", "attribute_name", "propertyName", "property_name"];
const VALUES: &[&str] =
    &["value", "val", "attributeValue", "attribute_value", "propertyValue", "property_value"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let field = |names: &[&str]| model.model.fields.iter().find(|field| names.contains(&field.name.as_str()));
    let (Some(key), Some(value)) = (field(KEYS), field(VALUES)) else { return };
    let is_text = |field| cx.schema.type_of(field) == FieldType::Scalar(ScalarType::String);
    // What the attribute belongs to: without it the model is a table of settings.
    let owner = model.model.fields.iter().find(|field| {
        let parts = words(&field.name.text);
        parts.count() > 1
            && parts.last() == "id"
            && cx.schema.type_of(field).is_scalar_like()
            && !field.has("id")
    });
    if let (true, true, Some(owner)) = (is_text(key), is_text(value), owner) {
        let message = format!(
            "`{}` keeps attributes of `{}` as rows of `{}` and `{}`: no type is checked. Give known attributes columns, \
             or keep open ones in a `Json` field.",
            model.item.name(),
            owner.name.text,
            key.name.text,
            value.name.text
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}
