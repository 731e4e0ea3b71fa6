//! `many-lobs`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::Field;

rule! {
    /// Several large values in a frequently referenced model.
    ///
    /// `Json`, `Bytes` and unbounded text are read with every row unless a query selects fields, and rows of a central
    /// model are read all the time. Move them to a separate model with a one-to-one relation to keep rows small.
    ///
    /// ```prisma flagged {"references": 1}
    /// model Page {
    ///   id       Int    @id
    ///   title    String
    ///   content  Json
    ///   snapshot Bytes
    ///   links    Link[]
    /// }
    ///
    /// model Link {
    ///   id     Int  @id
    ///   pageId Int
    ///   page   Page @relation(fields: [pageId], references: [id])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Page {
    ///   id       Int    @id
    ///   title    String
    ///   content  Json
    ///   snapshot Bytes
    /// }
    /// ```
    pub static RULE = Rule {
        code: "many-lobs",
        levels: Levels::new(Level::Off, Level::Hint),
        options: &[
            OptionSpec {
                name: "max",
                kind: OptionKind::Number(1),
                docs: "Maximum number of large values per model.",
            },
            OptionSpec {
                name: "references",
                kind: OptionKind::Number(3),
                docs: "Number of foreign keys that must reference a model for it to count as frequently read.",
            },
        ],
        check: Check::Model(check),
    };
}

/// Native types that hold text or bytes of any length, if the plain scalar does not show it.
const LARGE: &[&str] =
    &["Text", "MediumText", "LongText", "Blob", "MediumBlob", "LongBlob", "Xml", "NText", "Image"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let most = cx.options.number("max") as usize;
    let large: Vec<&Field> = model.model.fields.iter().filter(|field| is_large(cx, field)).collect();
    if large.len() <= most {
        return;
    }
    let pointing = cx.schema.fields_to(model.id).filter(|&field| {
        cx.schema.relation(field).is_some_and(|relation| relation.owns_key && relation.field == field)
    });
    let pointing = pointing.count();
    if pointing >= cx.options.number("references") as usize {
        let names: Vec<String> = large.iter().map(|field| format!("`{}`", field.name.text)).collect();
        let message = format!(
            "`{}` is referenced by {pointing} foreign keys and holds {} large values: {}. Move rarely read ones to a \
             separate model.",
            model.item.name(),
            large.len(),
            names.join(", ")
        );
        found.push(cx.finding(model.id, model.item.head(), message));
    }
}

fn is_large(cx: &Context<'_>, field: &Field) -> bool {
    let native = column::named_native(cx, field).map(|(name, _)| name);
    match cx.schema.type_of(field) {
        FieldType::Scalar(ScalarType::Json) => true,
        FieldType::Scalar(ScalarType::Bytes) => {
            native.is_none_or(|native| LARGE.contains(&native) || native == "ByteA")
        }
        FieldType::Scalar(ScalarType::String) => native.is_some_and(|native| LARGE.contains(&native)),
        _ => false,
    }
}
