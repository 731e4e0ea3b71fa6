//! The facts about the Prisma 8 dialect: its types, attributes, blocks, functions and codecs.
//!
//! They are those of `@prisma/orm-postgres`, `@prisma/orm-sqlite` and `@prisma/orm-mongo` 8.0.0-rc.13, and of the extensions of
//! the same version. [`Catalog`] has what one schema can name.

mod attributes;
mod blocks;
mod codecs;
mod from_classic;
mod functions;
mod mongo;
mod packs;
mod sqlite;
mod target;
mod types;

pub use attributes::{
    AttributeSpec, CONTROL_POLICIES, Parameter, REFERENTIAL_ACTIONS, SEARCH_LANGUAGES, Shape, WAIVERS,
};
pub use blocks::{BlockAttribute, BlockSpec, Operation};
pub use codecs::{Codec, DataType};
pub use from_classic::{
    Counterpart, access_method, native_counterpart, scalar_counterpart, updated_at_preset,
};
pub use functions::{Function, Generator};
pub use packs::{Pack, PackSet};
pub use target::{Catalog, Target, TargetFacts, preset, type_constructor};
pub use types::{
    ArgumentKind, ClassicType, Preset, PresetFacts, TypeArgument, TypeConstructor, classic_type,
    name_of_native,
};
