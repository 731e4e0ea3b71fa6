//! MySQL and MariaDB.

use mysql_async::prelude::Queryable as _;
use mysql_async::{Conn, OptsBuilder, Row, SslOpts, Value};
use prisma_lens::project_database::Parts;

use super::{Cells, Timeouts, tls};

/// Connects. TLS is used for other machines, unless the URL has `sslmode=disable`, and where the URL asks for it; the certificate is
/// always verified.
pub(super) async fn connect(parts: &Parts, timeouts: Timeouts) -> Result<Conn, String> {
    let socket = parts.parameter("socket").map(str::to_owned);
    let is_local = socket.is_some() || matches!(parts.host.as_str(), "" | "localhost" | "127.0.0.1" | "::1");
    let mode = parts.parameter("sslmode").or(parts.parameter("ssl-mode"));
    let wants_tls = match mode.map(str::to_ascii_lowercase).as_deref() {
        Some("disable" | "disabled") => false,
        Some(_) => true,
        None => {
            !is_local
                || ["sslaccept", "sslcert", "sslrootcert"].iter().any(|it| parts.parameter(it).is_some())
        }
    };
    let authority = parts.parameter("sslcert").or(parts.parameter("sslrootcert"));
    let tls = match wants_tls {
        true => {
            let roots = tls::authorities(authority)?;
            let roots = roots.iter().map(|certificate| certificate.to_vec().into()).collect();
            Some(SslOpts::default().with_root_certs(roots))
        }
        false => None,
    };
    let seconds = timeouts.query.as_secs().max(1);
    // MySQL 8 keeps sizes for a day unless told otherwise. Comments with `!` are run by MySQL only, those with `M!` by MariaDB only.
    let setup = [
        "/*!80000 SET SESSION information_schema_stats_expiry = 0 */".to_owned(),
        "SET SESSION TRANSACTION READ ONLY".to_owned(),
        format!("/*!50708 SET SESSION max_execution_time = {} */", seconds * 1000),
        format!("/*M! SET SESSION max_statement_time = {seconds} */"),
        "SET SESSION lock_wait_timeout = 2".to_owned(),
    ];
    let options = OptsBuilder::default()
        .ip_or_hostname(if parts.host.is_empty() { "localhost" } else { &parts.host })
        .tcp_port(parts.port.parse().unwrap_or(3306))
        .user(Some(parts.user.clone()).filter(|it| !it.is_empty()))
        .pass(Some(parts.password.clone()).filter(|it| !it.is_empty()))
        .db_name(Some(parts.database.clone()).filter(|it| !it.is_empty()))
        .prefer_socket(false)
        .socket(socket)
        .ssl_opts(tls)
        .setup(setup.to_vec());
    Conn::new(options).await.map_err(message)
}

/// The rows of a query; all values come as text.
pub(super) async fn query(connection: &mut Conn, sql: &str) -> Result<Vec<Cells>, String> {
    let rows: Vec<Row> = connection.query(sql).await.map_err(message)?;
    let rows = rows.into_iter().map(|row| {
        let columns = row.columns();
        let cells = columns.iter().zip(row.unwrap_raw()).map(|(column, value)| {
            let text = match value {
                Some(Value::Bytes(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
                Some(Value::Int(number)) => Some(number.to_string()),
                Some(Value::UInt(number)) => Some(number.to_string()),
                Some(Value::Float(number)) => Some(number.to_string()),
                Some(Value::Double(number)) => Some(number.to_string()),
                _ => None,
            };
            (column.name_str().into_owned(), text)
        });
        cells.collect()
    });
    Ok(rows.collect())
}

fn message(error: mysql_async::Error) -> String {
    match error {
        mysql_async::Error::Server(error) => error.message,
        other => tls::explained(other.to_string(), "sslcert"),
    }
}
