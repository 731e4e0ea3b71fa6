//! `.prisma-lens/stats.json`. `server/docs/statistics.md` documents its keys.

use std::collections::BTreeMap;

use model::catalog::Provider;
use model::database::{QualifiedName, default_namespace};
use serde::{Deserialize, Serialize};

/// The version of the format that is written.
pub const FORMAT_VERSION: u32 = 1;

/// The path of the file in a project.
pub const STATISTICS_PATH: &str = ".prisma-lens/stats.json";

/// The most bytes that a file may have.
pub const MOST_BYTES: usize = 64 << 20;

/// What a database says of itself at one time. It holds no values of columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statistics {
    /// The version of the format.
    pub version: u32,
    /// The provider, as a datasource names it.
    pub provider: String,
    /// The version of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_version: Option<String>,
    /// When it was collected: `2026-11-29T21:40:00Z`.
    pub collected_at: String,
    /// Since when the database counts scans and calls, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counting_since: Option<String>,
    /// The tables of the schema.
    #[serde(default)]
    pub tables: Vec<TableStatistics>,
    /// Their indexes, primary keys included.
    #[serde(default)]
    pub indexes: Vec<IndexStatistics>,
    /// The statements that took most of the time, without literals.
    #[serde(default)]
    pub statements: Vec<StatementStatistics>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableStatistics {
    /// The database schema; absent where the provider has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The name of the table.
    pub name: String,
    /// About how many rows it has.
    pub rows: u64,
    /// Its size without indexes, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_bytes: Option<u64>,
    /// The size of all its indexes, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_bytes: Option<u64>,
    /// Rows that were deleted or replaced and still take space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead_rows: Option<u64>,
    /// How often it was read from beginning to end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequential_scans: Option<u64>,
    /// How many rows these scans read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequential_rows: Option<u64>,
    /// How often one of its indexes was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index_scans: Option<u64>,
    /// How many rows were inserted, updated and deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writes: Option<u64>,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexStatistics {
    /// The database schema; absent where the provider has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The table.
    pub table: String,
    /// The name of the index.
    pub name: String,
    /// Its columns in order; an expression has its literals replaced.
    pub columns: Vec<IndexedColumn>,
    /// The access method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Whether it keeps values apart.
    pub is_unique: bool,
    /// Whether it is the primary key.
    pub is_primary: bool,
    /// Whether it is complete and can be used.
    pub is_valid: bool,
    /// Whether it has a condition.
    pub is_partial: bool,
    /// Its size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// How often it was used; absent where the database does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scans: Option<u64>,
    /// Equal for two indexes of a table that hold the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// A column of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexedColumn {
    /// Its name, or an expression.
    pub name: String,
    /// Whether its order is descending.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_descending: bool,
    /// Whether it is an expression.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_expression: bool,
}

/// A statement that the application runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementStatistics {
    /// Its text without literals and comments.
    pub shape: String,
    /// How often it ran.
    pub calls: u64,
    /// How long all calls took, in milliseconds.
    pub total_ms: f64,
    /// How long a call took on average, in milliseconds.
    pub mean_ms: f64,
    /// How long the slowest call took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_ms: Option<f64>,
    /// How many rows all calls returned or changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Its sqlcommenter tags that name a place in code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
}

impl Statistics {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, as a sentence without the name of the file.
    pub fn read(text: &str) -> Result<Statistics, String> {
        /// What has to be known before the rest is read.
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        const AGAIN: &str = "Write it again with `prisma-lens-db stats` or `prisma-lens db import`.";
        if text.len() > MOST_BYTES {
            return Err(format!("it has more than {} MiB. {AGAIN}", MOST_BYTES >> 20));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let head: Head = serde_json::from_str(text).map_err(|error| format!("{error}. {AGAIN}"))?;
        if head.version != FORMAT_VERSION {
            return Err(format!("its format is version {}, not {FORMAT_VERSION}. {AGAIN}", head.version));
        }
        serde_json::from_str(text).map_err(|error| format!("{error}. {AGAIN}"))
    }

    /// The text of the file.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// The provider, if it is known.
    pub fn provider(&self) -> Option<Provider> {
        Provider::parse(&self.provider)
    }

    /// A table by its name in the database.
    pub fn table(&self, name: &QualifiedName) -> Option<&TableStatistics> {
        let provider = self.provider()?;
        let schema = name.key(provider).0;
        self.tables.iter().find(|table| {
            table.name == name.name && table.schema.as_deref().or(default_namespace(provider)) == schema
        })
    }

    /// A table by its name alone, as scripts of migrations give it.
    pub fn table_named(&self, name: &str) -> Option<&TableStatistics> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The indexes of a table.
    pub fn indexes_of<'s>(&'s self, table: &'s TableStatistics) -> impl Iterator<Item = &'s IndexStatistics> {
        self.indexes.iter().filter(|index| index.table == table.name && index.schema == table.schema)
    }

    /// The day on which it was collected: `2026-11-29`.
    pub fn day(&self) -> &str {
        self.collected_at.split('T').next().unwrap_or_default()
    }
}

impl TableStatistics {
    /// Its size with indexes, in bytes, where it is known.
    pub fn bytes(&self) -> Option<u64> {
        Some(self.table_bytes? + self.index_bytes.unwrap_or_default())
    }
}

impl IndexStatistics {
    /// The names of its columns, in order.
    pub fn column_names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }
}
