//! Connections: one for each provider, all of them read-only and with timeouts.

mod mysql;
mod postgresql;
mod sqlite;
mod tls;

use std::path::Path;
use std::time::Duration;

use model::catalog::Provider;
use prisma_lens::project_database::DatabaseUrl;
use statistics::output::Row;
use statistics::packs::{Need, Query};

use crate::report::in_line;

/// A value of a row with the name of its column; `None` is NULL.
type Cells = Vec<(String, Option<String>)>;

/// How long a connection and each query may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// To connect.
    pub connect: Duration,
    /// To answer one query.
    pub query: Duration,
}

/// An open connection.
pub struct Connection {
    provider: Provider,
    url: DatabaseUrl,
    /// Where it leads, without user and password.
    place: String,
    schema: Option<String>,
    timeouts: Timeouts,
    driver: Driver,
}

enum Driver {
    Postgresql(postgresql::Postgresql),
    Mysql(Box<mysql_async::Conn>),
    Sqlite(rusqlite::Connection),
}

/// The rows of several queries, and what could not be asked.
#[derive(Debug, Default)]
pub struct Answer {
    /// The rows, in the order of the queries.
    pub rows: Vec<Row>,
    /// Why something is missing, one sentence each.
    pub notes: Vec<String>,
}

impl Connection {
    /// Connects. The path of a SQLite file is relative to `folder`.
    ///
    /// # Errors
    ///
    /// A sentence with the place, without the URL and its password.
    pub async fn open(
        provider: Provider,
        url: &DatabaseUrl,
        folder: &Path,
        timeouts: Timeouts,
    ) -> Result<Connection, String> {
        let Some(parts) = url.parts(provider) else {
            return Err(format!(
                "the URL is no direct connection to {provider}. It has to begin with {}.",
                match provider {
                    Provider::Postgresql => "`postgresql://`",
                    Provider::Mysql => "`mysql://`",
                    _ => "`file:`",
                }
            ));
        };
        let place = match provider {
            Provider::Sqlite => parts.database.clone(),
            _ => {
                let host = parts.parameter("host").or(parts.parameter("socket")).unwrap_or(&parts.host);
                let port = if parts.port.is_empty() { String::new() } else { format!(":{}", parts.port) };
                format!("{host}{port}/{}", parts.database)
            }
        };
        let connecting = async {
            match provider {
                Provider::Postgresql => postgresql::connect(&parts, timeouts).await.map(Driver::Postgresql),
                Provider::Mysql => {
                    mysql::connect(&parts, timeouts).await.map(|it| Driver::Mysql(Box::new(it)))
                }
                Provider::Sqlite => sqlite::connect(&parts, folder).map(Driver::Sqlite),
                _ => Err(format!(
                    "{provider} is not supported. `prisma-lens db sql` prints SQL for its own client"
                )),
            }
        };
        let driver = match tokio::time::timeout(timeouts.connect, connecting).await {
            Ok(Ok(driver)) => driver,
            Ok(Err(message)) => {
                let message = url.redact(provider, message.trim_end_matches('.'));
                return Err(format!("cannot connect to {place}: {message}."));
            }
            Err(_) => {
                return Err(format!(
                    "cannot connect to {place}: no answer within {} seconds (`--timeout`).",
                    timeouts.connect.as_secs()
                ));
            }
        };
        let schema = parts.parameter("schema").map(str::to_owned);
        Ok(Connection { provider, url: url.clone(), place, schema, timeouts, driver })
    }

    /// The database schema that the URL names.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    /// Where it leads, without user and password.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The rows of one query. It only reads.
    ///
    /// # Errors
    ///
    /// What the server says, or that it does not answer.
    pub async fn query(&mut self, sql: &str) -> Result<Vec<Cells>, String> {
        let query = self.timeouts.query;
        let asking = async {
            match &mut self.driver {
                Driver::Postgresql(connection) => connection.query(sql).await,
                Driver::Mysql(connection) => mysql::query(connection, sql).await,
                Driver::Sqlite(connection) => sqlite::query(connection, sql, query),
            }
        };
        // The server ends a statement by itself; this is for one that does not answer at all.
        let patience = query + Duration::from_secs(2);
        match tokio::time::timeout(patience, asking).await {
            Ok(Ok(rows)) => Ok(rows),
            Ok(Err(message)) => {
                let message = in_line(&self.url.redact(self.provider, message.trim_end_matches('.')));
                Err(format!("{}: {message}.", self.place))
            }
            Err(_) => Err(format!("{}: no answer within {} seconds.", self.place, patience.as_secs())),
        }
    }

    /// The rows of queries, in one read-only transaction. What a server lacks for a query becomes a note.
    ///
    /// # Errors
    ///
    /// What the server says of a query that needs nothing, or that it does not answer.
    pub async fn sections(&mut self, queries: &[Query]) -> Result<Answer, String> {
        let mut answer = Answer::default();
        self.begin().await?;
        for query in queries {
            let sql = match query.needs {
                Some(Need::PgStatStatements) => match self.extension("pg_stat_statements").await? {
                    Some(schema) => {
                        query.sql.replace("{statements}", &format!("{schema}.pg_stat_statements"))
                    }
                    None => {
                        answer.notes.push(
                            "Statements are not known: the extension pg_stat_statements is not installed in the database."
                                .to_owned(),
                        );
                        continue;
                    }
                },
                _ => query.sql.clone(),
            };
            match (self.query(&sql).await, query.needs) {
                (Ok(rows), Some(Need::PerformanceSchema)) if rows.is_empty() => {
                    answer.notes.extend(self.off_note(query.section).await?);
                }
                (Ok(rows), _) => answer.rows.extend(rows.into_iter().map(row)),
                (Err(message), Some(need)) if !self.is_lost() => {
                    answer.notes.push(match need {
                        Need::Table => message,
                        Need::IndexSizes => "The sizes of indexes are not known: the user may not read mysql.innodb_index_stats.".to_owned(),
                        _ => format!("{} are not known: {message}", counted(query.section)),
                    });
                    self.begin().await?;
                }
                (Err(message), _) => return Err(message),
            }
        }
        self.end().await?;
        Ok(answer)
    }

    /// That a server of MySQL counts nothing for a section, if that is why it has no rows.
    async fn off_note(&mut self, section: &str) -> Result<Option<String>, String> {
        let rows = self.query("SELECT @@performance_schema AS is_on").await?;
        let is_off = rows.into_iter().flatten().any(|(_, value)| value.as_deref() == Some("0"));
        let what = counted(section);
        Ok(is_off.then(|| {
            format!(
                "{what} are not known: the server runs without performance_schema (performance_schema=ON)."
            )
        }))
    }

    /// Begins a read-only transaction, after rolling back one that is open.
    ///
    /// # Errors
    ///
    /// What the server says.
    pub async fn begin(&mut self) -> Result<(), String> {
        let seconds = self.timeouts.query.as_secs().max(1);
        match self.provider {
            Provider::Postgresql => {
                self.query(&format!(
                    "ROLLBACK; BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = '{seconds}s'; SET LOCAL lock_timeout = '2s'"
                ))
                .await?;
            }
            Provider::Mysql => {
                self.query("ROLLBACK").await?;
                self.query("START TRANSACTION READ ONLY").await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn end(&mut self) -> Result<(), String> {
        match self.provider {
            Provider::Sqlite => Ok(()),
            _ => self.query("ROLLBACK").await.map(drop),
        }
    }

    /// Whether nothing can be asked any more.
    pub fn is_lost(&self) -> bool {
        match &self.driver {
            Driver::Postgresql(connection) => connection.is_closed(),
            Driver::Mysql(_) | Driver::Sqlite(_) => false,
        }
    }

    /// The database schema of an extension of PostgreSQL, quoted; `None` where it is not installed.
    ///
    /// # Errors
    ///
    /// What the server says.
    pub async fn extension(&mut self, name: &str) -> Result<Option<String>, String> {
        let sql = format!(
            "SELECT quote_ident(n.nspname) AS name FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace \
             WHERE e.extname = {}",
            literal(name)
        );
        let found = self.query(&sql).await?;
        Ok(found.into_iter().flatten().next().and_then(|(_, name)| name))
    }
}

/// A name as SQL of a provider has it.
pub fn quoted(provider: Provider, name: &str) -> String {
    match provider {
        Provider::Mysql => format!("`{}`", name.replace('`', "``")),
        Provider::Sqlserver => format!("[{}]", name.replace(']', "]]")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// A string literal of PostgreSQL.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What a server counts for a section, in words.
fn counted(section: &str) -> &'static str {
    match section {
        "index_usage" => "The uses of indexes",
        _ => "Statements",
    }
}

/// A row of a pack.
fn row(cells: Cells) -> Row {
    let cells: Vec<(String, String)> = cells
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|it| !it.is_empty())?)))
        .collect();
    let section = cells.iter().find(|(name, _)| name == "section").map(|(_, value)| value.clone());
    Row { section: section.unwrap_or_default(), line: 0, cells: cells.into_iter().collect() }
}
