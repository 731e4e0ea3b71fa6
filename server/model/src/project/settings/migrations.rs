//! How migrations are checked.

use std::str::FromStr;

use crate::project::located::Located;

/// The settings of the section `[migrations]`; `None` where a key is not set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MigrationSettings {
    /// `lint`: which migrations are checked.
    pub lint: Option<Located<MigrationScope>>,
    /// `newAfter`: the migration after which none was applied. It is the name of its folder, or the beginning of one.
    pub new_after: Option<Located<String>>,
    /// `postgresVersion`: the major version of PostgreSQL.
    pub postgres_version: Option<Located<u32>>,
    /// `smallTables`: tables so small that no lock on them is noticed.
    pub small_tables: Option<Vec<String>>,
}

/// Which migrations are checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MigrationScope {
    /// Those that were not applied yet: they are not on the default branch.
    #[default]
    New,
    /// All.
    All,
    /// None.
    Off,
}

impl MigrationScope {
    /// The values as they are written.
    pub const NAMES: [&str; 3] = ["new", "all", "off"];
}

impl FromStr for MigrationScope {
    type Err = ();

    fn from_str(text: &str) -> Result<MigrationScope, ()> {
        match text {
            "new" => Ok(MigrationScope::New),
            "all" => Ok(MigrationScope::All),
            "off" => Ok(MigrationScope::Off),
            _ => Err(()),
        }
    }
}

impl MigrationSettings {
    /// Which migrations are checked.
    pub fn scope(&self) -> MigrationScope {
        self.lint.as_ref().map(|lint| lint.value).unwrap_or_default()
    }

    /// The major version of PostgreSQL, if it is set.
    pub fn postgres_version(&self) -> Option<u32> {
        self.postgres_version.as_ref().map(|version| version.value)
    }

    /// The tables that count as small.
    pub fn small_tables(&self) -> &[String] {
        self.small_tables.as_deref().unwrap_or_default()
    }

    /// These settings, with `weaker` where they set nothing.
    pub fn over(self, weaker: MigrationSettings) -> MigrationSettings {
        MigrationSettings {
            lint: self.lint.or(weaker.lint),
            new_after: self.new_after.or(weaker.new_after),
            postgres_version: self.postgres_version.or(weaker.postgres_version),
            small_tables: self.small_tables.or(weaker.small_tables),
        }
    }
}
