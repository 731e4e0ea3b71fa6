//! A scratch database: empty at first, and ours to fill.

use std::path::Path;

use migrations::sample_rows::{SampleRows, rows_query, sample_rows};
use model::catalog::Provider;
use model::database::Database;

use crate::cli::migrate::database::{Client, DatabaseUrl};
use crate::cli::migrate::verify::catalog;

/// A scratch database.
pub(super) struct Scratch {
    pub(super) client: Client,
    provider: Provider,
}

/// What generated rows were put in.
pub(super) struct Filled {
    /// The tables with rows, parents first, each with the statement that empties it.
    tables: Vec<(String, String)>,
    /// How many rows there are.
    pub(super) count: usize,
    /// The tables that stay empty, each with the reason.
    pub(super) left_out: Vec<(String, String)>,
}

impl Scratch {
    /// A database that is empty. An error where it is not, or cannot be asked.
    pub(super) fn open(provider: Provider, url: &DatabaseUrl, folder: &Path) -> Result<Scratch, String> {
        let Some(content) = catalog::content(provider) else {
            return Err(format!("migrations of {provider} cannot be tried."));
        };
        let client = Client::new(provider, url, folder)
            .ok_or_else(|| {
                format!("the URL is of no {provider} database that can be connected to directly.")
            })?
            .for_scratch();
        if !client.is_installed() {
            return Err(format!("`{}` is not installed.", client.program));
        }
        let found = client.query(content)?;
        if let Some(first) = found.first() {
            return Err(format!(
                "the database is not empty: it has `{first}`{}. Name an empty scratch database.",
                if found.len() > 1 { " and more" } else { "" }
            ));
        }
        Ok(Scratch { client, provider })
    }

    /// The catalog, as lines that can be compared.
    pub(super) fn catalog(&self) -> Result<Vec<String>, String> {
        let query = catalog::catalog(self.provider).unwrap_or_default();
        Ok(catalog::sorted(self.client.query(query)?))
    }

    /// All rows of the tables of a database, as lines that can be compared.
    pub(super) fn rows(&self, database: &Database) -> Result<Vec<String>, String> {
        let Some(query) = rows_query(database) else { return Ok(Vec::new()) };
        Ok(catalog::sorted(self.client.query(&query)?))
    }

    /// Puts generated rows into the tables that have none.
    pub(super) fn fill(&self, database: &Database) -> Result<Filled, String> {
        let SampleRows { tables, mut left_out } = sample_rows(database);
        let rows = self.rows(database)?;
        let is_empty = |name: &str| !rows.iter().any(|row| row.split(' ').next() == Some(name));
        let tables: Vec<_> = tables.into_iter().filter(|table| is_empty(&table.name)).collect();
        let inserts: Vec<String> = tables.iter().map(|table| format!("{};\n", table.insert)).collect();
        let mut filled = Filled { tables: Vec::new(), count: 0, left_out: Vec::new() };
        // One at a time only where one of them fails, which starts a client for each.
        let whole = format!("BEGIN;\n{}COMMIT;\n", inserts.concat());
        let is_whole = self.provider != Provider::Mysql && self.client.execute(&whole).is_ok();
        for (table, insert) in tables.into_iter().zip(inserts) {
            match if is_whole { Ok(()) } else { self.client.execute(&insert) } {
                Ok(()) => {
                    filled.count += table.count;
                    filled.tables.push((table.name, table.delete));
                }
                Err(error) => left_out.push((table.name, error)),
            }
        }
        filled.left_out = left_out;
        Ok(filled)
    }

    /// Takes generated rows out again.
    pub(super) fn empty(&self, filled: &Filled) -> Result<(), String> {
        let deletes: String = filled.tables.iter().rev().map(|(_, delete)| format!("{delete};\n")).collect();
        if deletes.is_empty() { Ok(()) } else { self.client.execute(&deletes) }
    }
}

impl Filled {
    /// How many tables have generated rows.
    pub(super) fn table_count(&self) -> usize {
        self.tables.len()
    }
}
