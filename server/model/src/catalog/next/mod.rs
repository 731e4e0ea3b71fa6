//! The facts about the Prisma 8 dialect: its types, attributes, blocks, functions and codecs.
//!
//! They are those of `@prisma/orm-postgres` 8.0.0-rc.13 without extensions; an extension adds types of its own, which are
//! not known here.

mod attributes;
mod blocks;
mod codecs;
mod functions;
mod types;

pub use attributes::{
    AttributeSpec, CONTROL_POLICIES, FIELD_ATTRIBUTES, MODEL_ATTRIBUTES, Parameter, REFERENTIAL_ACTIONS,
    SEARCH_LANGUAGES, Shape, WAIVERS, field_attribute, model_attribute,
};
pub use blocks::{BLOCKS, BlockAttribute, BlockSpec, Operation, block};
pub use codecs::{CODECS, Codec, DataType, codec};
pub use functions::{FUNCTIONS, Function, Generator, LITERAL_TAGS, function};
pub use types::{
    ArgumentKind, ClassicType, PRESETS, Preset, PresetFacts, TYPES, TypeArgument, TypeConstructor,
    classic_type, is_preset_namespace, is_type_namespace, preset, scalar, type_constructor,
};
