//! `eav-model`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, words};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;

rule! {
    /// An entity-attribute-value model: attributes stored as rows of name and value.
    ///
    /// The database then validates neither the type of a value nor the set of attributes, and reading one entity takes
    /// many rows. Use columns for known attributes; a `Json` field is simpler for arbitrary ones.
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

/// The names of the two columns.
const KEYS: &[&str] =
    &["key", "attribute", "attributeName", "attribute_name", "propertyName", "property_name"];
const VALUES: &[&str] =
    &["value", "val", "attributeValue", "attribute_value", "propertyValue", "property_value"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let field = |names: &[&str]| model.model.fields.iter().find(|field| names.contains(&field.name.as_str()));
    let (Some(key), Some(value)) = (field(KEYS), field(VALUES)) else { return };
    let is_text = |field| cx.schema.type_of(field) == FieldType::Scalar(ScalarType::String);
    // What the attribute belongs to: without it, the model is a table of settings.
    let owner = model.model.fields.iter().find(|field| {
        let parts = words(&field.name.text);
        parts.count() > 1
            && parts.last() == "id"
            && cx.schema.type_of(field).is_scalar_like()
            && !field.has("id")
    });
    if let (true, true, Some(owner)) = (is_text(key), is_text(value), owner) {
        let message = format!(
            "`{}` stores attributes of `{}` as rows of `{}` and `{}`, without types. Use columns, or a `{}` field \
             for arbitrary ones.",
            model.item.name(),
            owner.name.text,
            key.name.text,
            value.name.text,
            cx.type_name(ScalarType::Json)
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}
