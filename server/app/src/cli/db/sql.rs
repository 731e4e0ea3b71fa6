//! `prisma-lens db sql`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use model::catalog::Provider;
use statistics::packs::{self, Pack};

use crate::cli::{current_folder, migrate, terminal};

/// Print SQL that asks the database for statistics; it only reads
///
/// The SQL is for `psql`, `mysql`, `sqlite3` or `sqlcmd`, asks for the tables of the schema by name, and sets timeouts. Its first lines
/// say how to run it. `prisma-lens db import` reads what the client prints.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The schema: a file, or a folder to search [default: the current folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    path: PathBuf,

    /// What to ask for: statements that take most of the time, indexes and their use, waiting for locks, connections, rows and sizes,
    /// space of dead rows
    #[arg(long, value_name = "PACK", default_value = "all", value_parser = pack())]
    pack: Pack,

    /// The provider, if it is not the one of the datasource
    #[arg(long, value_name = "PROVIDER", value_parser = provider())]
    provider: Option<Provider>,
}

fn pack() -> impl TypedValueParser<Value = Pack> {
    PossibleValuesParser::new(Pack::NAMED.map(Pack::name)).try_map(|name: String| {
        Pack::NAMED.into_iter().find(|pack| pack.name() == name).ok_or("unknown pack")
    })
}

fn provider() -> impl TypedValueParser<Value = Provider> {
    let supported = Provider::ALL.into_iter().filter(|provider| packs::is_supported(*provider));
    PossibleValuesParser::new(supported.map(Provider::name).collect::<Vec<_>>())
        .try_map(|name: String| Provider::parse(&name).ok_or("unknown provider"))
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, String> {
        let folder = current_folder()?;
        let mut database = migrate::database_of_schema(&folder, &self.path)?;
        database.provider = self.provider.unwrap_or(database.provider);
        let Some(script) = packs::script(self.pack, &database) else {
            return Err(format!(
                "{} has no statistics that SQL can ask for. Packs are for PostgreSQL, MySQL, SQLite and SQL Server.",
                database.provider
            ));
        };
        terminal::write_source(&script);
        Ok(ExitCode::SUCCESS)
    }
}
