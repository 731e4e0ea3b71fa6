//! PostgreSQL.

use std::error::Error as _;

use prisma_lens::project_database::Parts;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls, SimpleQueryMessage};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Cells, Timeouts, tls};

/// A connection.
pub(super) struct Postgresql {
    client: Client,
}

/// Connects. TLS is used for other machines where the server offers it, and where the URL asks for it by `sslmode`; the certificate is
/// always verified.
pub(super) async fn connect(parts: &Parts, timeouts: Timeouts) -> Result<Postgresql, String> {
    let mut config = Config::new();
    let host = parts.parameter("host").unwrap_or(&parts.host);
    config.host(if host.is_empty() { "localhost" } else { host });
    if let Ok(port) = parts.port.parse() {
        config.port(port);
    }
    if !parts.user.is_empty() {
        config.user(&parts.user);
    }
    if !parts.password.is_empty() {
        config.password(&parts.password);
    }
    if !parts.database.is_empty() {
        config.dbname(&parts.database);
    }
    config.application_name("prisma-lens-db").connect_timeout(timeouts.connect);
    // `sslcert` is that of the server in the URLs of Prisma.
    let authority = parts.parameter("sslrootcert").or(parts.parameter("sslcert"));
    let is_local = matches!(host, "" | "localhost" | "127.0.0.1" | "::1") && authority.is_none();
    let mode = parts.parameter("sslmode").unwrap_or(if is_local { "disable" } else { "prefer" });
    let client = if host.starts_with('/') || mode == "disable" {
        let (client, connection) = config.ssl_mode(SslMode::Disable).connect(NoTls).await.map_err(message)?;
        tokio::spawn(connection);
        client
    } else {
        config.ssl_mode(if matches!(mode, "prefer" | "allow") { SslMode::Prefer } else { SslMode::Require });
        let connector = MakeRustlsConnect::new(tls::config(tls::authorities(authority)?)?);
        let (client, connection) = config.connect(connector).await.map_err(message)?;
        tokio::spawn(connection);
        client
    };
    Ok(Postgresql { client })
}

impl Postgresql {
    /// The rows of a script; all values come as text.
    pub(super) async fn query(&self, sql: &str) -> Result<Vec<Cells>, String> {
        let messages = self.client.simple_query(sql).await.map_err(message)?;
        let rows = messages.into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => {
                let cells = row.columns().iter().enumerate().map(|(at, column)| {
                    (column.name().to_owned(), row.try_get(at).ok().flatten().map(str::to_owned))
                });
                Some(cells.collect())
            }
            _ => None,
        });
        Ok(rows.collect())
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}

/// What went wrong, with its causes.
fn message(error: tokio_postgres::Error) -> String {
    if let Some(error) = error.as_db_error() {
        let text = error.message();
        return match text.contains("no encryption") {
            true => format!("{text}. Add `sslmode=require` to the URL"),
            false => text.to_owned(),
        };
    }
    if error.is_closed() {
        return "the server has closed the connection".to_owned();
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    tls::explained(text, "sslrootcert")
}
