//! Documentation by name, without a position in a schema: for completion items.

use serde::{Deserialize, Serialize};

use crate::Analysis;
use crate::hover::context::HoverContext;
use crate::hover::{attribute, block, configuration, field, function, native_type, value, word};
use model::catalog::attributes::{self, index_field_param};
use model::catalog::index_types::IndexType;
use model::catalog::native_types as natives;
use model::catalog::referential_actions::ReferentialAction;
use model::catalog::{ScalarType, functions};

/// A documented element, identified by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// A keyword of a block.
    Keyword(String),
    /// A built-in type, or `Unsupported`.
    Scalar(String),
    /// A model, view, composite type or enum of the schema.
    Block(String),
    /// A field: its block and its name.
    Field(String, String),
    /// A value of an enum: the enum and its name.
    EnumValue(String, String),
    /// An attribute, including its `@` signs.
    Attribute(String),
    /// An argument of an attribute: the attribute, including its `@` signs, and its name.
    Argument(String, String),
    /// An argument of an index field.
    IndexArgument(String),
    /// A native type of the schema's database.
    NativeType(String),
    /// A function.
    Function(String),
    /// An argument of a function: the function and its name.
    FunctionArgument(String, String),
    /// A referential action.
    Action(String),
    /// An index type.
    IndexType(String),
    /// An operator class: the index type and its name.
    OperatorClass(String, String),
    /// `Asc` or `Desc`.
    Sort(String),
    /// A key of a datasource.
    DatasourceKey(String),
    /// A key of a generator.
    GeneratorKey(String),
    /// A value of a key of a datasource: the key and the value.
    DatasourceValue(String, String),
    /// A value of a key of a generator: the key and the value.
    GeneratorValue(String, String),
    /// An argument of an extension.
    ExtensionArgument(String),
    /// A rule of the checklist.
    Rule(String),
    /// A key of `prisma-lens.toml`, by its path from the root.
    Setting(Vec<String>),
}

/// The documentation of a topic, in Markdown. `None` if the schema no longer has it.
pub fn documentation(analysis: &Analysis, topic: &Topic) -> Option<String> {
    let cx = HoverContext::new(analysis);
    match topic {
        Topic::Keyword(name) => word::keyword(cx, name),
        Topic::Scalar(name) => match ScalarType::parse(name) {
            Some(scalar) => Some(word::scalar(cx, scalar)),
            None => Some(word::unsupported()),
        },
        Topic::Block(name) => block::page(cx, cx.schema.find(name)?),
        Topic::Field(item, name) => field::page(cx, cx.schema.field_named(cx.schema.find(item)?, name)?),
        Topic::EnumValue(item, name) => block::named_value_page(cx, cx.schema.find(item)?, name),
        Topic::Attribute(name) => Some(attribute::known(cx, attributes::attribute(name)?)),
        Topic::Argument(name, param) => {
            let attribute = attributes::attribute(name)?;
            Some(attribute::known_param(cx, attribute.param(param)?, Some(attribute)))
        }
        Topic::IndexArgument(name) => Some(attribute::known_param(cx, index_field_param(name)?, None)),
        Topic::NativeType(name) => Some(native_type::known(cx, natives::native_type(cx.provider()?, name)?)),
        Topic::Function(name) => function::page(cx, name),
        Topic::FunctionArgument(name, param) => {
            let function = functions::function(name)?;
            let param = function.params.iter().find(|it| it.name == param)?;
            Some(function::param_page(cx, function, param))
        }
        Topic::Action(name) => Some(value::known_action(ReferentialAction::parse(name)?)),
        Topic::IndexType(name) => value::index_type(cx, name),
        Topic::OperatorClass(index, name) => value::operator_class(IndexType::parse(index)?, name),
        Topic::Sort(name) => value::sort(name),
        Topic::DatasourceKey(name) => configuration::key(cx, true, name),
        Topic::GeneratorKey(name) => configuration::key(cx, false, name),
        Topic::DatasourceValue(key, value) => configuration::value(cx, true, key, value),
        Topic::GeneratorValue(key, value) => configuration::value(cx, false, key, value),
        Topic::ExtensionArgument(name) => configuration::extension_param(name),
        Topic::Rule(code) => Some(crate::registry().find(code)?.metadata.documentation().markdown),
        // It is not in a schema: `settings_documentation` has it.
        Topic::Setting(_) => None,
    }
}
