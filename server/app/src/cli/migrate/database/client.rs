//! The database clients that users have: `psql`, `mysql`, `sqlite3`, `sqlcmd`. They only read, but for scratch databases.

use std::ffi::OsString;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use migrations::sql::read;
use migrations::sql::token::{TokenKind, tokenize};
use model::catalog::Provider;
use model::project::resolve;

use crate::cli::migrate::database::url::{DatabaseUrl, Parts};

/// A client for one database.
#[derive(Debug)]
pub(crate) struct Client {
    /// The name of the program.
    pub(crate) program: &'static str,
    provider: Provider,
    url: DatabaseUrl,
    arguments: Vec<String>,
    /// What the process gets by its environment: the password, and where it connects.
    variables: Vec<(&'static str, String)>,
}

impl Client {
    /// The client for a database. `None` if the URL is of no database that one can connect to directly. The path of a SQLite
    /// file is relative to `folder`.
    pub(crate) fn new(provider: Provider, url: &DatabaseUrl, folder: &Path) -> Option<Client> {
        let parts = url.parts(provider)?;
        let (program, arguments, variables) = match provider {
            Provider::Postgresql | Provider::Cockroachdb => {
                ("psql", psql_arguments(), psql_variables(&parts))
            }
            Provider::Mysql => ("mysql", mysql_arguments(&parts), mysql_variables(&parts)),
            Provider::Sqlite => {
                let path: PathBuf = resolve(folder, &parts.database);
                let arguments =
                    ["-readonly", "-batch", "-noheader", "-nullvalue", "NULL"].map(str::to_owned).to_vec();
                let arguments = arguments.into_iter().chain([path.to_string_lossy().into_owned()]).collect();
                ("sqlite3", arguments, Vec::new())
            }
            Provider::Sqlserver => ("sqlcmd", sqlcmd_arguments(&parts), sqlcmd_variables(&parts)),
            _ => return None,
        };
        Some(Client { program, provider, url: url.clone(), arguments, variables })
    }

    /// The same client, with which scripts can be run: for databases that hold nothing else.
    pub(crate) fn for_scratch(mut self) -> Client {
        self.arguments.retain(|argument| argument != "-readonly");
        if self.program == "sqlite3" {
            self.arguments.insert(0, "-bail".to_owned());
        }
        for (name, value) in &mut self.variables {
            if *name == "PGOPTIONS" {
                *value = value.replace("-c default_transaction_read_only=on ", "");
            }
        }
        self
    }

    /// Runs a script of a migration. One with commands of the client itself is refused.
    pub(crate) fn execute(&self, script: &str) -> Result<(), String> {
        let is_text =
            |kind| matches!(kind, TokenKind::String | TokenKind::LineComment | TokenKind::BlockComment);
        let tokens = tokenize(script, self.provider);
        let code = tokens.iter().filter(|token| !is_text(token.kind)).map(|token| token.span.of(script));
        let is_command = |line: &str| {
            let line = line.trim_start();
            match self.provider {
                Provider::Sqlite => line.starts_with('.'),
                Provider::Sqlserver => line.starts_with([':', '!']),
                _ => false,
            }
        };
        if code.into_iter().any(|text| text.contains('\\')) || script.lines().any(is_command) {
            return Err(format!("it has commands of `{}`, so it was not run.", self.program));
        }
        // The client of MariaDB ends at the first error in any case.
        self.run(&[], script).map(drop)
    }

    /// What other programs for the same database get by their environment, such as a backup.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &str)> {
        // A backup is free to do more than read.
        let variables = self.variables.iter().filter(|(name, _)| *name != "PGOPTIONS");
        variables.map(|(name, value)| (*name, value.as_str()))
    }

    /// Whether the program can be started.
    pub(crate) fn is_installed(&self) -> bool {
        let mut command = Command::new(self.program);
        command.arg(if self.program == "sqlcmd" { "-?" } else { "--version" });
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    }

    /// The rows that a query returns, as lines. Only a single query is run, and nothing that changes the database.
    pub(crate) fn query(&self, sql: &str) -> Result<Vec<String>, String> {
        let sql = sql.trim().trim_end_matches(';');
        if !is_query(self.provider, sql) {
            return Err("it is not a single SELECT, so it was not run.".into());
        }
        let text = match self.provider {
            Provider::Mysql => format!("START TRANSACTION READ ONLY;\n{sql};\nROLLBACK;\n"),
            Provider::Sqlserver => {
                format!("SET NOCOUNT ON;\nBEGIN TRANSACTION;\n{sql};\nROLLBACK TRANSACTION;\nGO\n")
            }
            _ => format!("{sql};\n"),
        };
        let output = match self.program {
            // Backslashes are no commands in what is given by this argument.
            "psql" => self.run(&[format!("--command={sql}")], ""),
            _ => self.run(&[], &text),
        }?;
        Ok(output.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    fn run(&self, more: &[String], input: &str) -> Result<String, String> {
        let arguments = self.arguments.iter().chain(more).map(OsString::from);
        let mut command = Command::new(self.program);
        command.args(arguments).envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => format!("`{}` is not installed.", self.program),
            _ => format!("`{}` cannot be started: {error}.", self.program),
        })?;
        if let Some(mut stdin) = child.stdin.take() {
            // If it ends early, its own message says why.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output =
            child.wait_with_output().map_err(|error| format!("`{}` failed: {error}.", self.program))?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            let line = message.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("no message");
            return Err(format!("`{}`: {}", self.program, self.url.redact(self.provider, line)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Whether a text is one statement that reads.
fn is_query(provider: Provider, sql: &str) -> bool {
    let first: String = sql.chars().take_while(char::is_ascii_alphabetic).collect();
    let words = sql.to_ascii_uppercase();
    let mut words = words.split(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
    let writes = ["INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "DROP", "ALTER", "CREATE", "TRUNCATE"];
    let is_reading = first.eq_ignore_ascii_case("select")
        || first.eq_ignore_ascii_case("with") && !words.any(|word| writes.contains(&word));
    // `\!` is a command of mysql; `GO`, `:` and `!!` are of sqlcmd, `.` of sqlite3.
    let is_command = |line: &str| {
        let line = line.trim();
        line.starts_with([':', '.', '!']) || line.eq_ignore_ascii_case("go")
    };
    is_reading
        && !(provider == Provider::Mysql && sql.contains('\\'))
        && !sql.lines().any(is_command)
        && read(provider, sql).statements.len() == 1
}

fn psql_arguments() -> Vec<String> {
    let arguments = [
        "--no-psqlrc",
        "--no-password",
        "--quiet",
        "--tuples-only",
        "--no-align",
        "--pset=null=NULL",
        "--set=ON_ERROR_STOP=1",
    ];
    arguments.map(str::to_owned).to_vec()
}

fn psql_variables(parts: &Parts) -> Vec<(&'static str, String)> {
    let host = parts.parameter("host").map_or_else(|| parts.host.clone(), str::to_owned);
    let mut variables = vec![
        ("PGHOST", host),
        ("PGPORT", parts.port.clone()),
        ("PGUSER", parts.user.clone()),
        ("PGPASSWORD", parts.password.clone()),
        ("PGDATABASE", parts.database.clone()),
    ];
    for (name, parameter) in
        [("PGSSLMODE", "sslmode"), ("PGSSLROOTCERT", "sslrootcert"), ("PGSSLCERT", "sslcert")]
    {
        variables.push((name, parts.parameter(parameter).unwrap_or_default().to_owned()));
    }
    variables.retain(|(_, value)| !value.is_empty());
    variables.push(("PGCONNECT_TIMEOUT", "10".to_owned()));
    let schema = parts.parameter("schema").unwrap_or("public");
    let quoted = format!("\"{}\"", schema.replace('"', "\"\""));
    let escaped = quoted.replace('\\', "\\\\").replace(' ', "\\ ");
    variables.push(("PGOPTIONS", format!("-c default_transaction_read_only=on -c search_path={escaped}")));
    variables
}

fn mysql_arguments(parts: &Parts) -> Vec<String> {
    let mut arguments: Vec<String> =
        ["--no-defaults", "--batch", "--raw", "--skip-column-names", "--connect-timeout=10"]
            .map(str::to_owned)
            .to_vec();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            arguments.push(format!("--{name}={value}"));
        }
    };
    match parts.parameter("socket") {
        Some(socket) => add("socket", socket),
        None => {
            add("host", &parts.host);
            add("port", &parts.port);
        }
    }
    add("user", &parts.user);
    add("database", &parts.database);
    arguments
}

fn mysql_variables(parts: &Parts) -> Vec<(&'static str, String)> {
    let mut variables = vec![
        ("MYSQL_HOST", parts.host.clone()),
        ("MYSQL_TCP_PORT", parts.port.clone()),
        ("MYSQL_PWD", parts.password.clone()),
    ];
    variables.retain(|(_, value)| !value.is_empty());
    variables
}

fn sqlcmd_arguments(parts: &Parts) -> Vec<String> {
    let mut arguments: Vec<String> =
        ["-b", "-h", "-1", "-W", "-X", "-x", "-l", "10"].map(str::to_owned).to_vec();
    if parts.parameter("trustServerCertificate").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        arguments.push("-C".to_owned());
    }
    arguments
}

fn sqlcmd_variables(parts: &Parts) -> Vec<(&'static str, String)> {
    let port = if parts.port.is_empty() { String::new() } else { format!(",{}", parts.port) };
    let mut variables = vec![
        ("SQLCMDSERVER", format!("{}{port}", parts.host)),
        ("SQLCMDUSER", parts.user.clone()),
        ("SQLCMDPASSWORD", parts.password.clone()),
        ("SQLCMDDBNAME", parts.database.clone()),
    ];
    variables.retain(|(_, value)| !value.is_empty());
    variables
}
