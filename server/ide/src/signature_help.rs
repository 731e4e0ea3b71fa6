//! Signature help: the arguments of an attribute, a native type, a function or an index field, and the current
//! argument.

use crate::Analysis;
use crate::completion::{CompletionContext, Cursor, Line};
use base::FileId;
use base::text::capitalized;
use model::catalog::attributes::{self, AttributeParam, INDEX_FIELD_PARAMS, ValueKind};
use model::catalog::functions::{self, Function, FunctionValue};
use model::catalog::native_types::{self, NativeType};
use model::catalog::scalars::UNSUPPORTED_DOCS;
use model::schema::spot::{Parameter, Spot, Step};

/// The signature of some brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The text before the brackets.
    pub name: String,
    /// What it does, in Markdown.
    pub docs: &'static str,
    /// The arguments, in order.
    pub params: Vec<SignatureParam>,
    /// The index of the current argument.
    pub active: Option<usize>,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureParam {
    /// Its label: `fields: [Field]`, or `length` if it has no name.
    pub label: String,
    /// What it does, in Markdown.
    pub docs: String,
}

impl Signature {
    /// The signature on one line.
    pub fn label(&self) -> String {
        let params: Vec<&str> = self.params.iter().map(|param| param.label.as_str()).collect();
        format!("{}({})", self.name, params.join(", "))
    }
}

/// The signature of the innermost brackets around `offset`, in bytes of the file.
pub fn signature_help(analysis: &Analysis, file: FileId, offset: u32) -> Option<Signature> {
    let cursor = Cursor::at(&analysis.schema, file, offset)?;
    // Only these have arguments; inside the brackets of a list, the outer brackets count.
    if !cursor.is_between_brackets() {
        return None;
    }
    let cx = CompletionContext::new(analysis, &cursor);
    let line = Line::read_loosely(&cursor, cx.item()?.keyword.as_ref()?.as_str())?;
    let spot = line.spot()?;
    let innermost = spot
        .steps
        .iter()
        .enumerate()
        .rev()
        .find(|(_, step)| matches!(step, Step::Attribute(_) | Step::Call(..) | Step::Type(_)))?;
    match innermost {
        (at, Step::Call(name, _)) => match at.checked_sub(1).and_then(|before| spot.steps.get(before)) {
            Some(Step::Item(_)) if takes_index_fields(&spot) => {
                let params = INDEX_FIELD_PARAMS.iter().filter(|param| cx.is_on(param.providers));
                Some(of_params(
                    &spot,
                    name.text.to_string(),
                    "A field of the index, with its options.",
                    params,
                ))
            }
            _ => Some(of_function(&spot, functions::function(&name.text)?)),
        },
        (_, Step::Attribute(attribute)) => {
            if let Some((prefix, name)) = attribute.native_type() {
                let native = native_types::native_type(cx.provider()?, name.as_str())?;
                return Some(of_native_type(&spot, prefix.as_str(), native));
            }
            let facts = spot.attribute_facts()?;
            let offered = |param: &&AttributeParam| {
                param.replaced_by.is_none()
                    && cx.is_on(param.providers)
                    && cx.has_preview(param.preview)
                    && param.availability.contains(cx.release())
            };
            Some(of_params(&spot, facts.name.to_owned(), facts.docs, facts.params.iter().filter(offered)))
        }
        (_, Step::Type(_)) => Some(Signature {
            name: "Unsupported".to_owned(),
            docs: UNSUPPORTED_DOCS,
            params: vec![SignatureParam {
                label: "\"type\"".to_owned(),
                docs: "The column type in the database's syntax.".to_owned(),
            }],
            active: Some(0),
        }),
        _ => None,
    }
}

fn takes_index_fields(spot: &Spot<'_>) -> bool {
    let facts: Option<&attributes::Attribute> = spot.attribute_facts();
    facts.is_some_and(|facts| facts.params.iter().any(|param| param.value == ValueKind::IndexFields))
}

fn of_params<'p>(
    spot: &Spot<'_>,
    name: String,
    docs: &'static str,
    params: impl Iterator<Item = &'p AttributeParam>,
) -> Signature {
    let given = match spot.parameter() {
        Some(Parameter::Attribute(param) | Parameter::IndexField(param)) => Some(param.name),
        _ => None,
    };
    let params: Vec<&AttributeParam> = params.collect();
    Signature {
        name,
        docs,
        active: params.iter().position(|param| Some(param.name) == given),
        params: params
            .into_iter()
            .map(|param| SignatureParam { label: label(param), docs: param.docs.to_owned() })
            .collect(),
    }
}

fn label(param: &AttributeParam) -> String {
    let optional = if param.required { "" } else { "?" };
    format!("{}{optional}: {}", param.name, kind(param.value))
}

fn kind(value: ValueKind) -> &'static str {
    match value {
        ValueKind::Text | ValueKind::SchemaName => "\"text\"",
        ValueKind::Number => "number",
        ValueKind::Flag => "true | false",
        ValueKind::Fields | ValueKind::IndexFields | ValueKind::References => "[field, …]",
        ValueKind::Default => "value",
        ValueKind::Sort => "Asc | Desc",
        ValueKind::IndexType => "type",
        ValueKind::OperatorClass => "class",
        ValueKind::Action => "action",
        ValueKind::Predicate => "{ … } | raw(\"…\")",
    }
}

fn of_native_type(spot: &Spot<'_>, prefix: &str, native: &'static NativeType) -> Signature {
    let params: Vec<SignatureParam> = native
        .params
        .iter()
        .map(|param| {
            let (low, high) = param.database;
            let optional = if native.params_required { "" } else { "?" };
            let max = if param.accepts_max { ", or `Max`" } else { "" };
            let range = if high == u32::MAX { format!("from {low}") } else { format!("{low} to {high}") };
            SignatureParam {
                label: format!("{}{optional}", param.name),
                docs: format!("{}: {range}{max}.", capitalized(param.unit)),
            }
        })
        .collect();
    let active = spot.argument().map(|(_, index)| index).filter(|&index| index < params.len());
    Signature { name: format!("@{prefix}.{}", native.name), docs: native.docs, params, active }
}

fn of_function(spot: &Spot<'_>, function: &'static Function) -> Signature {
    let given = match spot.parameter() {
        Some(Parameter::Function(_, param)) => Some(param.name),
        _ => None,
    };
    Signature {
        name: function.name.to_owned(),
        docs: function.docs,
        params: function
            .params
            .iter()
            .map(|param| {
                let optional = if param.required { "" } else { "?" };
                let label = match (param.named, param.value) {
                    (true, FunctionValue::Flag) => format!("{}{optional}: true | false", param.name),
                    (true, _) => format!("{}{optional}: number", param.name),
                    (false, _) => format!("{}{optional}", param.name),
                };
                SignatureParam { label, docs: param.docs.to_owned() }
            })
            .collect(),
        active: function.params.iter().position(|param| Some(param.name) == given),
    }
}
