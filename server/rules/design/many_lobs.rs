//! `many-lobs`

use crate::project::Level;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use crate::schema::catalog::ScalarType;
use crate::schema::item::Field;
use crate::schema::{FieldType, Finding};

rule! {
    /// A model with several large values beside its ordinary columns.
    ///
    /// `Json`, `Bytes` and unbounded text are read along with each row unless a query names its fields. Move them into a model
    /// of their own with a one-to-one relation, and rows stay small.
    ///
    /// ```prisma flagged
    /// model Page {
    ///   id       Int    @id
    ///   title    String
    ///   content  Json
    ///   snapshot Bytes
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Page {
    ///   id      Int    @id
    ///   title   String
    ///   content Json
    /// }
    /// ```
    pub static RULE = Rule {
        code: "many-lobs",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "max",
            kind: OptionKind::Number(1),
            docs: "How many large values a model may hold.",
        }],
        check: Check::Model(check),
    };
}

/// Native types that hold texts or bytes of any length, where the plain scalar does not say so.
const LARGE: &[&str] =
    &["Text", "MediumText", "LongText", "Blob", "MediumBlob", "LongBlob", "Xml", "NText", "Image"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let most = cx.options.number("max") as usize;
    let large: Vec<&Field> = model.model.fields.iter().filter(|field| is_large(cx, field)).collect();
    if large.len() > most {
        let names: Vec<String> = large.iter().map(|field| format!("`{}`", field.name.text)).collect();
        let message = format!(
            "`{}` holds {} large values: {}. Move them into a model of their own, so that rows stay small.",
            model.item.name(),
            large.len(),
            names.join(", ")
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}

fn is_large(cx: &Context<'_>, field: &Field) -> bool {
    let native =
        field.native_type().and_then(|attribute| attribute.native_type()).map(|(_, name)| name.as_str());
    match cx.schema.type_of(field) {
        FieldType::Scalar(ScalarType::Json) => true,
        FieldType::Scalar(ScalarType::Bytes) => {
            native.is_none_or(|native| LARGE.contains(&native) || native == "ByteA")
        }
        FieldType::Scalar(ScalarType::String) => native.is_some_and(|native| LARGE.contains(&native)),
        _ => false,
    }
}
