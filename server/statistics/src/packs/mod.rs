//! The SQL that asks a database for statistics. Every query only reads, names its columns, and begins its rows with the name of its
//! section, so that what a client prints for several queries can be told apart.

mod mysql;
mod postgresql;
mod sqlite;
mod sqlserver;

use std::fmt::Write as _;

use model::catalog::Provider;
use model::database::{Database, QualifiedName, default_namespace};

/// How long a statement of a pack may take, in seconds.
pub const STATEMENT_SECONDS: u32 = 15;

/// How long a statement of a pack may wait for a lock, in seconds.
pub const LOCK_SECONDS: u32 = 2;

/// How many statements are asked for.
pub const MOST_STATEMENTS: u32 = 500;

/// What a pack is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pack {
    /// Statements that take most of the time.
    Slow,
    /// Indexes and how often they are used.
    Indexes,
    /// Long transactions, and who waits for whom.
    Locks,
    /// Connections against the limit.
    Pool,
    /// Rows and sizes.
    Size,
    /// Space that dead rows take.
    Bloat,
    /// All of these.
    All,
}

/// A query of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The name with which its rows begin.
    pub section: &'static str,
    /// The SQL, without a semicolon.
    pub sql: String,
    /// What has to be there for it.
    pub needs: Option<Need>,
}

/// What a query needs that not every server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The extension `pg_stat_statements` of PostgreSQL; the query has `{statements}` in the place of its view.
    PgStatStatements,
    /// `performance_schema` of MySQL and MariaDB.
    PerformanceSchema,
    /// The table `mysql.innodb_index_stats`, which not every user may read.
    IndexSizes,
    /// This table of the schema.
    Table,
}

impl Pack {
    /// All of them.
    pub const NAMED: [Pack; 7] =
        [Pack::Slow, Pack::Indexes, Pack::Locks, Pack::Pool, Pack::Size, Pack::Bloat, Pack::All];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Pack::Slow => "slow",
            Pack::Indexes => "indexes",
            Pack::Locks => "locks",
            Pack::Pool => "pool",
            Pack::Size => "size",
            Pack::Bloat => "bloat",
            Pack::All => "all",
        }
    }

    /// The packs that it consists of. What may fail comes last.
    fn parts(self) -> &'static [Pack] {
        match self {
            Pack::All => &[Pack::Size, Pack::Indexes, Pack::Bloat, Pack::Pool, Pack::Locks, Pack::Slow],
            Pack::Slow => &[Pack::Slow],
            Pack::Indexes => &[Pack::Indexes],
            Pack::Locks => &[Pack::Locks],
            Pack::Pool => &[Pack::Pool],
            Pack::Size => &[Pack::Size],
            Pack::Bloat => &[Pack::Bloat],
        }
    }
}

/// Whether there are packs for a provider.
pub fn is_supported(provider: Provider) -> bool {
    matches!(provider, Provider::Postgresql | Provider::Mysql | Provider::Sqlite | Provider::Sqlserver)
}

/// The query for the server: its version, and the time. Every pack begins with it.
pub fn server_query(provider: Provider) -> Query {
    let sql = match provider {
        Provider::Postgresql => postgresql::SERVER,
        Provider::Mysql => mysql::SERVER,
        Provider::Sqlite => sqlite::SERVER,
        _ => sqlserver::SERVER,
    };
    query("server", sql)
}

/// The queries of a pack for the tables of a schema; none where the provider has no packs. The first one asks for the server.
pub fn queries(pack: Pack, database: &Database) -> Vec<Query> {
    let provider = database.provider;
    let tables: Vec<&QualifiedName> = database.tables.iter().map(|table| &table.name).collect();
    let of: fn(Pack, &[&QualifiedName]) -> Vec<Query> = match provider {
        Provider::Postgresql => postgresql::queries,
        Provider::Mysql => mysql::queries,
        Provider::Sqlite => sqlite::queries,
        Provider::Sqlserver => sqlserver::queries,
        _ => return Vec::new(),
    };
    let mut all = vec![server_query(provider)];
    all.extend(pack.parts().iter().flat_map(|part| of(*part, &tables)));
    all
}

/// The script of a pack for the client of the provider; `None` where the provider has no packs.
pub fn script(pack: Pack, database: &Database) -> Option<String> {
    let provider = database.provider;
    if !is_supported(provider) {
        return None;
    }
    let name = pack.name();
    let mut out = String::new();
    let run = match provider {
        Provider::Postgresql => {
            format!("psql --no-psqlrc --quiet --csv --file={name}.sql \"$DATABASE_URL\" > {name}.csv")
        }
        Provider::Mysql => format!("mysql --batch --force DATABASE < {name}.sql > {name}.tsv"),
        Provider::Sqlite => format!("sqlite3 -readonly -header -csv FILE < {name}.sql > {name}.csv"),
        _ => format!("sqlcmd -W -s \"<Tab>\" -t {STATEMENT_SECONDS} -i {name}.sql -o {name}.tsv"),
    };
    let _ = writeln!(out, "-- Reads statistics and changes nothing. Run it with:");
    let _ = writeln!(out, "--   {run}");
    let _ = writeln!(out, "-- and read the output with `prisma-lens db import`.");
    let (begin, end) = bounds(provider);
    out.push_str(begin);
    for query in queries(pack, database) {
        let sql = &query.sql;
        let _ = match query.needs {
            Some(Need::PgStatStatements) => {
                let sql = sql.replace("{statements}", ":\"statistics_schema\".pg_stat_statements");
                writeln!(out, "{}\\if :has_statements\n{sql};\n\\endif", postgresql::FIND_STATEMENTS)
            }
            _ => writeln!(out, "{sql};"),
        };
    }
    out.push_str(end);
    Some(out)
}

/// What a script begins and ends with.
fn bounds(provider: Provider) -> (&'static str, &'static str) {
    match provider {
        Provider::Postgresql => (
            "BEGIN TRANSACTION READ ONLY;\nSET LOCAL statement_timeout = '15s';\nSET LOCAL lock_timeout = '2s';\n",
            "ROLLBACK;\n",
        ),
        // MySQL 8 keeps sizes for a day unless told otherwise. Comments with `!` are run by MySQL only, those with `M!` by MariaDB only.
        Provider::Mysql => (
            "/*!80000 SET SESSION information_schema_stats_expiry = 0 */;\n/*!50708 SET SESSION max_execution_time = 15000 */;\n/*M! SET SESSION max_statement_time = 15 */;\n\
             SET SESSION lock_wait_timeout = 2;\nSTART TRANSACTION READ ONLY;\n",
            "ROLLBACK;\n",
        ),
        Provider::Sqlite => ("PRAGMA query_only = ON;\n", ""),
        _ => (
            "SET NOCOUNT ON;\nSET LOCK_TIMEOUT 2000;\nSET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;\n",
            "GO\n",
        ),
    }
}

fn query(section: &'static str, sql: impl Into<String>) -> Query {
    Query { section, sql: sql.into().trim().to_owned(), needs: None }
}

fn query_with(section: &'static str, sql: impl Into<String>, need: Need) -> Query {
    Query { needs: Some(need), ..query(section, sql) }
}

/// A string literal.
fn literal(text: &str, provider: Provider) -> String {
    let text = text.replace('\'', "''");
    match provider {
        Provider::Mysql => format!("'{}'", text.replace('\\', "\\\\")),
        Provider::Sqlserver => format!("N'{text}'"),
        _ => format!("'{text}'"),
    }
}

/// The condition that a table is one of the schema: `(a, b) IN ((…), …)`; written so that SQL Server has it too.
fn is_of_schema(tables: &[&QualifiedName], provider: Provider, schema: &str, name: &str) -> String {
    let mut by_schema: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for table in tables {
        let key = table.namespace.as_deref().or(default_namespace(provider));
        let name = literal(&table.name, provider);
        match by_schema.iter_mut().find(|(known, _)| *known == key) {
            Some((_, names)) => names.push(name),
            None => by_schema.push((key, vec![name])),
        }
    }
    let conditions = by_schema.iter().map(|(of, names)| {
        let names = format!("{name} IN ({})", names.join(", "));
        match of {
            Some(of) => format!("{schema} = {} AND {names}", literal(of, provider)),
            None => names,
        }
    });
    let conditions: Vec<String> = conditions.collect();
    match conditions.as_slice() {
        [] => "1 = 0".to_owned(),
        all => format!("({})", all.join(" OR ")),
    }
}
