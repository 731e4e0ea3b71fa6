//! The configuration of a whole schema: datasource, preview features, Prisma version.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::catalog::capabilities::EnumStorage;
use crate::catalog::next::Target;
use crate::catalog::{Provider, RelationMode, Release, ScalarType, preview_features};
use crate::project::PrismaVersion;
use crate::schema::item::{Config, Expr, Item, ItemKind};
use base::ItemId;
use syntax::Dialect;

/// The configuration blocks and the Prisma version, resolved.
///
/// If a schema has several datasources, the first one counts; `validate` reports the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// The Prisma version.
    pub version: PrismaVersion,
    /// The dialect: that of Prisma 8 if a file selects it.
    pub dialect: Dialect,
    /// The target of Prisma 8, for a schema in its dialect; `None` where it cannot be known.
    pub target: Option<Target>,
    /// The first datasource.
    pub datasource: Option<ItemId>,
    /// Its name, the prefix of native types: `db` in `@db.Text`.
    pub datasource_name: Option<SmolStr>,
    /// The database; `None` if it is missing or unknown.
    pub provider: Option<Provider>,
    /// Who enforces relations, explicitly or by default.
    pub relation_mode: RelationMode,
    /// The database schemas that `schemas` lists.
    pub schemas: Vec<SmolStr>,
    /// The preview features of all generators.
    pub preview_features: FxHashSet<SmolStr>,
}

impl Default for Configuration {
    /// The configuration of a schema without configuration blocks.
    fn default() -> Configuration {
        Configuration {
            version: PrismaVersion::default(),
            dialect: Dialect::Classic,
            target: Some(Target::Postgres),
            datasource: None,
            datasource_name: None,
            provider: None,
            relation_mode: RelationMode::ForeignKeys,
            schemas: Vec::new(),
            preview_features: FxHashSet::default(),
        }
    }
}

impl Configuration {
    /// Reads the datasources and generators of a schema, in the order of the schema.
    ///
    /// The Prisma 8 dialect has none: its database is that of the target, PostgreSQL where that cannot be known.
    pub(super) fn read<'i>(
        blocks: impl Iterator<Item = (ItemId, &'i Item)>,
        version: PrismaVersion,
        dialect: Dialect,
        target: Option<Target>,
    ) -> Configuration {
        let mut found = Configuration { version, dialect, target, ..Configuration::default() };
        if dialect == Dialect::PrismaNext {
            (found.provider, found.relation_mode) = match target.unwrap_or_default() {
                Target::Postgres => (Some(Provider::Postgresql), RelationMode::ForeignKeys),
                Target::Sqlite => (Some(Provider::Sqlite), RelationMode::ForeignKeys),
                Target::Mongo => (Some(Provider::Mongodb), RelationMode::Prisma),
            };
            found.datasource_name = Some("db".into());
            return found;
        }
        for (id, item) in blocks {
            match &item.kind {
                ItemKind::Datasource(config) if found.datasource.is_none() => {
                    found.datasource = Some(id);
                    found.datasource_name = item.name.as_ref().map(|name| name.text.clone());
                    found.provider = config.string("provider").and_then(Provider::parse);
                    found.relation_mode = relation_mode(config, found.provider);
                    found.schemas = strings(config, "schemas").map(SmolStr::from).collect();
                }
                ItemKind::Generator(config) => {
                    found.preview_features.extend(strings(config, "previewFeatures").map(SmolStr::from));
                }
                _ => {}
            }
        }
        found
    }

    /// The release line of the version, for the catalog.
    pub fn release(&self) -> Release {
        self.version.into()
    }

    /// Whether a preview feature is on: a generator lists it, or it is generally available in this release.
    pub fn has_preview_feature(&self, name: &str) -> bool {
        self.preview_features.contains(name) || preview_features::is_generally_available(name, self.release())
    }

    /// Whether the database has a column for this scalar type in this release. Without a known database every type
    /// is.
    pub fn has_scalar(&self, scalar: ScalarType) -> bool {
        self.provider.is_none_or(|provider| {
            scalar.default_column(provider).is_some()
                && scalar.availability(provider).contains(self.release())
        })
    }

    /// How this release stores an `enum` block. `None` without a known database.
    pub fn enum_storage(&self) -> Option<EnumStorage> {
        Some(self.provider?.capabilities().enum_storage(self.release()))
    }

    /// Whether enums may be declared. Without a known database they may.
    pub fn has_enums(&self) -> bool {
        self.enum_storage() != Some(EnumStorage::None)
    }

    /// Whether it is a schema in the dialect of Prisma 8.
    pub fn is_next(&self) -> bool {
        self.dialect == Dialect::PrismaNext
    }

    /// Whether the relations of this schema have foreign keys in the database.
    pub fn has_foreign_keys(&self) -> bool {
        self.relation_mode == RelationMode::ForeignKeys
            && self.provider.is_none_or(|provider| provider != Provider::Mongodb)
    }
}

fn strings<'c>(config: &'c Config, key: &str) -> impl Iterator<Item = &'c str> {
    config.value(key).map_or(&[][..], Expr::as_list).iter().filter_map(Expr::as_str)
}

fn relation_mode(config: &Config, provider: Option<Provider>) -> RelationMode {
    // `referentialIntegrity` is the former name of the key.
    match config.string("relationMode").or_else(|| config.string("referentialIntegrity")) {
        Some("prisma") => RelationMode::Prisma,
        Some("foreignKeys") => RelationMode::ForeignKeys,
        _ if provider == Some(Provider::Mongodb) => RelationMode::Prisma,
        _ => RelationMode::ForeignKeys,
    }
}
