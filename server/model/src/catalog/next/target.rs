//! The databases that Prisma 8 has a package for, and what each of them has.

use crate::catalog::next::attributes::{
    AttributeSpec, POSTGRES_MODEL_ATTRIBUTES, SQL_FIELD_ATTRIBUTES, SQL_MODEL_ATTRIBUTES,
};
use crate::catalog::next::blocks::{BLOCKS, BlockSpec, COMMON_BLOCKS};
use crate::catalog::next::codecs::{Codec, POSTGRES_CODECS};
use crate::catalog::next::functions::{Function, POSTGRES_TAGS, SQL_FUNCTIONS};
use crate::catalog::next::packs::{Pack, PackSet};
use crate::catalog::next::types::{POSTGRES_PRESETS, POSTGRES_TYPES, Preset, SQL_PRESETS, TypeConstructor};
use crate::catalog::next::{mongo, sqlite};

/// A database that Prisma 8 has a package for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Target {
    /// PostgreSQL: `@prisma/orm-postgres`.
    #[default]
    Postgres,
    /// SQLite: `@prisma/orm-sqlite`.
    Sqlite,
    /// MongoDB: `@prisma/orm-mongo`.
    Mongo,
}

/// What a target has, without extensions.
#[derive(Debug)]
pub struct TargetFacts {
    /// Its name in messages.
    pub name: &'static str,
    /// What its packages are called, after `@prisma/orm-`, `@prisma/orm-target-` or `@prisma-next/`.
    package: &'static str,
    /// The namespaces of types and attributes that are its own, or those of its family.
    pub own_namespaces: &'static [&'static str],
    types: &'static [TypeConstructor],
    presets: [&'static [Preset]; 2],
    functions: &'static [Function],
    codecs: &'static [Codec],
    field_attributes: &'static [AttributeSpec],
    model_attributes: [&'static [AttributeSpec]; 2],
    blocks: &'static [BlockSpec],
    /// The tags of strings in `@default`.
    pub literal_tags: &'static [&'static str],
    /// The codec of an enum whose values are text.
    pub text_codec: &'static str,
    /// The codec of an enum whose values are integers.
    pub integer_codec: &'static str,
    /// The codec of a composite type, where it is stored in a column.
    pub value_object_codec: Option<&'static str>,
    /// Whether a column can hold a list.
    pub has_lists: bool,
    /// Whether a table can have `CHECK` constraints.
    pub has_checks: bool,
    /// The database schema of what is outside of namespaces; `None` where namespaces are refused.
    pub default_schema: Option<&'static str>,
}

static POSTGRES: TargetFacts = TargetFacts {
    name: "PostgreSQL",
    package: "postgres",
    own_namespaces: &["sql", "postgres"],
    types: POSTGRES_TYPES,
    presets: [SQL_PRESETS, POSTGRES_PRESETS],
    functions: SQL_FUNCTIONS,
    codecs: POSTGRES_CODECS,
    field_attributes: SQL_FIELD_ATTRIBUTES,
    model_attributes: [SQL_MODEL_ATTRIBUTES, POSTGRES_MODEL_ATTRIBUTES],
    blocks: BLOCKS,
    literal_tags: POSTGRES_TAGS,
    text_codec: "pg/text@1",
    integer_codec: "pg/int4@1",
    value_object_codec: Some("pg/jsonb@1"),
    has_lists: true,
    has_checks: true,
    default_schema: Some("public"),
};

static SQLITE: TargetFacts = TargetFacts {
    name: "SQLite",
    package: "sqlite",
    own_namespaces: &["sql", "sqlite"],
    types: sqlite::TYPES,
    presets: [SQL_PRESETS, sqlite::PRESETS],
    functions: SQL_FUNCTIONS,
    codecs: sqlite::CODECS,
    field_attributes: SQL_FIELD_ATTRIBUTES,
    model_attributes: [SQL_MODEL_ATTRIBUTES, &[]],
    blocks: COMMON_BLOCKS,
    literal_tags: sqlite::TAGS,
    text_codec: "sqlite/text@1",
    integer_codec: "sqlite/integer@1",
    value_object_codec: Some("sqlite/json@1"),
    has_lists: false,
    has_checks: false,
    default_schema: None,
};

static MONGO: TargetFacts = TargetFacts {
    name: "MongoDB",
    package: "mongo",
    own_namespaces: &["mongo"],
    types: mongo::TYPES,
    presets: [mongo::PRESETS, &[]],
    functions: &[],
    codecs: mongo::CODECS,
    field_attributes: mongo::FIELD_ATTRIBUTES,
    model_attributes: [mongo::MODEL_ATTRIBUTES, &[]],
    blocks: COMMON_BLOCKS,
    literal_tags: &[],
    text_codec: "mongo/string@1",
    integer_codec: "mongo/int32@1",
    value_object_codec: None,
    has_lists: true,
    has_checks: false,
    default_schema: None,
};

impl Target {
    /// All targets.
    pub const ALL: [Target; 3] = [Target::Postgres, Target::Sqlite, Target::Mongo];

    /// What the target has.
    pub fn facts(self) -> &'static TargetFacts {
        match self {
            Target::Postgres => &POSTGRES,
            Target::Sqlite => &SQLITE,
            Target::Mongo => &MONGO,
        }
    }

    /// The packages of it that a project depends on.
    pub fn packages(self) -> impl Iterator<Item = &'static str> {
        let names: &[&str] = match self {
            Target::Postgres => {
                &["@prisma/orm-postgres", "@prisma/orm-target-postgres", "@prisma-next/postgres"]
            }
            Target::Sqlite => &["@prisma/orm-sqlite", "@prisma/orm-target-sqlite", "@prisma-next/sqlite"],
            Target::Mongo => &["@prisma/orm-mongo", "@prisma/orm-target-mongo", "@prisma-next/mongo"],
        };
        names.iter().copied()
    }

    /// The target that an imported package is of, such as `@prisma/orm-mongo/config`.
    pub fn of_package(module: &str) -> Option<Target> {
        let scoped = ["@prisma/orm-target-", "@prisma/orm-", "@prisma-next/target-", "@prisma-next/"];
        let rest = scoped.iter().find_map(|prefix| module.strip_prefix(prefix))?;
        let name = rest.split('/').next()?;
        Target::ALL.into_iter().find(|target| target.facts().package == name)
    }
}

/// What a schema in the Prisma 8 dialect can name: that of its target, and of its extensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The database.
    pub target: Target,
    /// The extensions.
    pub packs: PackSet,
}

impl Catalog {
    /// What the target has beside its lists.
    pub fn facts(self) -> &'static TargetFacts {
        self.target.facts()
    }

    /// All types.
    pub fn types(self) -> impl Iterator<Item = &'static TypeConstructor> {
        self.facts().types.iter().chain(self.packs.iter().flat_map(|pack| pack.types))
    }

    /// All presets.
    pub fn presets(self) -> impl Iterator<Item = &'static Preset> {
        self.facts().presets.into_iter().flatten()
    }

    /// The functions of `@default`.
    pub fn functions(self) -> &'static [Function] {
        self.facts().functions
    }

    /// The attributes of fields.
    pub fn field_attributes(self) -> &'static [AttributeSpec] {
        self.facts().field_attributes
    }

    /// The attributes of models.
    pub fn model_attributes(self) -> impl Iterator<Item = &'static AttributeSpec> {
        let own = self.facts().model_attributes.into_iter().flatten();
        own.chain(self.packs.iter().flat_map(|pack| pack.model_attributes))
    }

    /// The kinds of blocks beside models, types and namespaces.
    pub fn blocks(self) -> &'static [BlockSpec] {
        self.facts().blocks
    }

    /// The attribute of a field with this name.
    pub fn field_attribute(self, name: &str) -> Option<&'static AttributeSpec> {
        self.field_attributes().iter().find(|spec| spec.name == name)
    }

    /// The attribute of a model with this name.
    pub fn model_attribute(self, name: &str) -> Option<&'static AttributeSpec> {
        self.model_attributes().find(|spec| spec.name == name)
    }

    /// The kind of block with this keyword.
    pub fn block(self, keyword: &str) -> Option<&'static BlockSpec> {
        self.blocks().iter().find(|block| block.keyword == keyword)
    }

    /// The codec of this name.
    pub fn codec(self, id: &str) -> Option<&'static Codec> {
        let all = self.facts().codecs.iter().chain(self.packs.iter().flat_map(|pack| pack.codecs));
        all.into_iter().find(|codec| codec.id == id)
    }

    /// The function of this name.
    pub fn function(self, name: &str) -> Option<&'static Function> {
        self.functions().iter().find(|function| function.name == name)
    }

    /// The type of this path.
    pub fn type_constructor(self, segments: &[&str]) -> Option<&'static TypeConstructor> {
        self.types().find(|ty| ty.path == segments)
    }

    /// The preset of this path.
    pub fn preset(self, segments: &[&str]) -> Option<&'static Preset> {
        self.presets().find(|preset| preset.path == segments)
    }

    /// The type that this name alone stands for.
    pub fn scalar(self, name: &str) -> Option<&'static TypeConstructor> {
        self.type_constructor(&[name]).filter(|ty| ty.is_scalar())
    }

    /// The name that replaces an old one of a type.
    pub fn replacement(self, scalar: &str) -> Option<&'static str> {
        let old = if self.target == Target::Mongo { mongo::DEPRECATED } else { &[] };
        old.iter().find(|(name, _)| *name == scalar).map(|(_, new)| *new)
    }

    /// Whether presets are in a namespace of this name.
    pub fn is_preset_namespace(self, name: &str) -> bool {
        self.presets().any(|preset| preset.path.len() > 1 && preset.path.first() == Some(&name))
    }

    /// Whether types are in a namespace of this name.
    pub fn is_type_namespace(self, name: &str) -> bool {
        self.types().any(|ty| ty.path.len() > 1 && ty.path.first() == Some(&name))
    }

    /// The extension of this name, if the schema has it.
    pub fn pack(self, id: &str) -> Option<&'static Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }
}

/// The type of this path in any target; those of PostgreSQL come first.
pub fn type_constructor(segments: &[&str]) -> Option<&'static TypeConstructor> {
    all().find_map(|catalog| catalog.type_constructor(segments))
}

/// The preset of this path in any target; those of PostgreSQL come first.
pub fn preset(segments: &[&str]) -> Option<&'static Preset> {
    all().find_map(|catalog| catalog.preset(segments))
}

/// Each target, without extensions.
fn all() -> impl Iterator<Item = Catalog> {
    Target::ALL.into_iter().map(|target| Catalog { target, packs: PackSet::NONE })
}
