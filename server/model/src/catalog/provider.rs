//! The databases a datasource can name, and who enforces its relations.

use std::fmt;

/// A database that Prisma speaks to: the value of `provider` in a `datasource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// PostgreSQL and what speaks its protocol.
    Postgresql,
    /// MySQL and MariaDB.
    Mysql,
    /// SQLite and libSQL.
    Sqlite,
    /// Microsoft SQL Server and Azure SQL.
    Sqlserver,
    /// MongoDB.
    Mongodb,
    /// CockroachDB.
    Cockroachdb,
}

/// Who sees to it that relations hold: `relationMode` in a `datasource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationMode {
    /// Foreign keys in the database.
    ForeignKeys,
    /// Prisma Client, with extra queries; the database has no foreign keys.
    Prisma,
}

/// A set of providers, usable in constants.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProviderSet(u8);

impl Provider {
    /// Every provider, in the order in which they are offered.
    pub const ALL: [Provider; 6] = [
        Provider::Postgresql,
        Provider::Mysql,
        Provider::Sqlite,
        Provider::Sqlserver,
        Provider::Mongodb,
        Provider::Cockroachdb,
    ];

    /// The provider that this value of `provider` names. Letters count: `"Postgresql"` is unknown to Prisma.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.name() == name || provider.aliases().contains(&name))
    }

    /// The spelling that schemas use.
    pub const fn name(self) -> &'static str {
        match self {
            Provider::Postgresql => "postgresql",
            Provider::Mysql => "mysql",
            Provider::Sqlite => "sqlite",
            Provider::Sqlserver => "sqlserver",
            Provider::Mongodb => "mongodb",
            Provider::Cockroachdb => "cockroachdb",
        }
    }

    /// Further spellings that mean the same.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Provider::Postgresql => &["postgres"],
            _ => &[],
        }
    }

    /// The product's name, for messages.
    pub const fn display_name(self) -> &'static str {
        match self {
            Provider::Postgresql => "PostgreSQL",
            Provider::Mysql => "MySQL",
            Provider::Sqlite => "SQLite",
            Provider::Sqlserver => "SQL Server",
            Provider::Mongodb => "MongoDB",
            Provider::Cockroachdb => "CockroachDB",
        }
    }

    /// What it is, in a sentence of Markdown.
    pub const fn docs(self) -> &'static str {
        match self {
            Provider::Postgresql => {
                "PostgreSQL and compatible services. Has native enums, scalar lists, schemas and \
                 every index type of Prisma. `\"postgres\"` means the same."
            }
            Provider::Mysql => {
                "MySQL and MariaDB. InnoDB creates an index for each foreign key automatically. No scalar lists, no \
                 `@@schema`."
            }
            Provider::Sqlite => {
                "SQLite and libSQL: one file, few column types, no `@db.*` types. No scalar lists, no `@@schema`."
            }
            Provider::Sqlserver => {
                "Microsoft SQL Server and Azure SQL. No enums, no `Json`, no scalar lists; `NoAction` replaces \
                     `Restrict`, and a unique index accepts only one NULL."
            }
            Provider::Mongodb => {
                "MongoDB. Has composite types (`type`) and scalar lists; relations are always enforced by Prisma \
                 Client, and there are no migrations. Prisma 6 only."
            }
            Provider::Cockroachdb => {
                "CockroachDB. Similar to PostgreSQL in its types; `autoincrement()` requires `BigInt`, \
                     `sequence()` generates small sequential numbers."
            }
        }
    }

    /// Who enforces relations when the datasource does not say.
    pub const fn default_relation_mode(self) -> RelationMode {
        match self {
            Provider::Mongodb => RelationMode::Prisma,
            _ => RelationMode::ForeignKeys,
        }
    }

    /// The values of `relationMode` that it accepts.
    pub const fn relation_modes(self) -> &'static [RelationMode] {
        match self {
            Provider::Mongodb => &[RelationMode::Prisma],
            _ => &[RelationMode::Prisma, RelationMode::ForeignKeys],
        }
    }

    /// Whether it speaks SQL.
    pub const fn is_sql(self) -> bool {
        !matches!(self, Provider::Mongodb)
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.display_name())
    }
}

impl RelationMode {
    /// Both modes.
    pub const ALL: [RelationMode; 2] = [RelationMode::ForeignKeys, RelationMode::Prisma];

    /// The mode that this value of `relationMode` names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// The spelling that schemas use.
    pub const fn name(self) -> &'static str {
        match self {
            RelationMode::ForeignKeys => "foreignKeys",
            RelationMode::Prisma => "prisma",
        }
    }

    /// What it means, in Markdown.
    pub const fn docs(self) -> &'static str {
        match self {
            RelationMode::ForeignKeys => {
                "The database enforces relations with foreign keys and executes `onDelete` and `onUpdate`, for \
                     every client. The default on SQL databases."
            }
            RelationMode::Prisma => {
                "Prisma Client emulates the referential actions with extra queries; the database has no foreign \
                 keys, so other clients can leave orphaned rows. Relations have no index: add an `@@index` on \
                 their scalar fields. The only mode of MongoDB."
            }
        }
    }
}

impl ProviderSet {
    /// No provider.
    pub const NONE: ProviderSet = ProviderSet(0);
    /// Every provider.
    pub const ALL: ProviderSet = ProviderSet(0b11_1111);
    /// Every provider that speaks SQL.
    pub const SQL: ProviderSet = ProviderSet::ALL.without(Provider::Mongodb);

    /// The set of these.
    pub const fn of(providers: &[Provider]) -> Self {
        let mut bits = 0;
        let mut rest = providers;
        while let [first, tail @ ..] = rest {
            bits |= 1 << *first as u8;
            rest = tail;
        }
        ProviderSet(bits)
    }

    /// The same set less one.
    pub const fn without(self, provider: Provider) -> Self {
        ProviderSet(self.0 & !(1 << provider as u8))
    }

    /// Whether it holds this one.
    pub const fn contains(self, provider: Provider) -> bool {
        self.0 & (1 << provider as u8) != 0
    }

    /// Whether it holds none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its members, in the order of [`Provider::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Provider> {
        Provider::ALL.into_iter().filter(move |provider| self.contains(*provider))
    }
}

impl fmt::Debug for ProviderSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl fmt::Display for ProviderSet {
    /// The product names as a list for a sentence: `PostgreSQL, MySQL and SQLite`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.iter().count();
        for (index, provider) in self.iter().enumerate() {
            match index {
                0 => {}
                _ if index + 1 == count => f.write_str(" and ")?,
                _ => f.write_str(", ")?,
            }
            f.write_str(provider.display_name())?;
        }
        Ok(())
    }
}
