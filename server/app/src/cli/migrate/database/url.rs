//! URLs of databases.

use std::fmt;

use model::catalog::Provider;
use url::Url;

/// The URL of a database. It has a password, so it is shown nowhere: not by `Debug`, and not in the output of a process.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    text: String,
}

/// What a URL is made of; empty where it says nothing.
#[derive(Clone, Default)]
pub struct Parts {
    /// The host.
    pub host: String,
    /// The port.
    pub port: String,
    /// The user.
    pub user: String,
    /// The password.
    pub password: String,
    /// The database.
    pub database: String,
    /// The parameters: `schema=public`.
    parameters: Vec<(String, String)>,
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(***)")
    }
}

impl Parts {
    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl DatabaseUrl {
    /// A URL as it is written.
    pub fn new(text: &str) -> DatabaseUrl {
        DatabaseUrl { text: text.to_owned() }
    }

    /// The URL itself, only for the environment of a process.
    pub fn secret(&self) -> &str {
        &self.text
    }

    /// Its parts. `None` if it is no URL of a database of this provider that can be connected to directly.
    pub fn parts(&self, provider: Provider) -> Option<Parts> {
        let (scheme, rest) = self.text.split_once(':')?;
        match (provider, scheme) {
            (Provider::Sqlite, "file") => {
                let path = rest.split('?').next().unwrap_or_default();
                Some(Parts { database: path.trim_start_matches("//").to_owned(), ..Parts::default() })
            }
            (Provider::Sqlserver, "sqlserver") => sqlserver_parts(rest.strip_prefix("//")?),
            (Provider::Postgresql | Provider::Cockroachdb, "postgres" | "postgresql")
            | (Provider::Mysql, "mysql") => self.url_parts(),
            _ => None,
        }
    }

    fn url_parts(&self) -> Option<Parts> {
        let url = Url::parse(&self.text).ok()?;
        Some(Parts {
            host: url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned(),
            port: url.port().map(|port| port.to_string()).unwrap_or_default(),
            user: decoded(url.username()),
            password: decoded(url.password().unwrap_or_default()),
            database: decoded(url.path().trim_start_matches('/')),
            parameters: url
                .query_pairs()
                .map(|(key, value)| (key.into_owned(), value.into_owned()))
                .collect(),
        })
    }

    /// A text without this URL and its password.
    pub fn redact(&self, provider: Provider, text: &str) -> String {
        let mut result = text.replace(&self.text, "***");
        if let Some(parts) = self.parts(provider) {
            // A password that is also a name in the URL is no secret, and the names are needed.
            let names = [&parts.user, &parts.database, &parts.host];
            let written = Url::parse(&self.text).ok().and_then(|url| url.password().map(str::to_owned));
            for password in written.iter().chain([&parts.password]) {
                if !password.is_empty() && !names.contains(&password) {
                    result = result.replace(password.as_str(), "***");
                }
            }
        }
        result
    }
}

/// `host:port;database=shop;user=sa;password={a;b}`.
fn sqlserver_parts(text: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut sections = Vec::new();
    let (mut is_braced, mut section) = (false, String::new());
    for character in text.chars() {
        match character {
            '{' if !is_braced => is_braced = true,
            '}' if is_braced => is_braced = false,
            ';' if !is_braced => sections.push(std::mem::take(&mut section)),
            _ => section.push(character),
        }
    }
    sections.push(section);
    let mut sections = sections.into_iter();
    let server = sections.next()?;
    let (host, port) = server.split_once(':').unwrap_or((&server, ""));
    (parts.host, parts.port) = (host.to_owned(), port.to_owned());
    for section in sections {
        let Some((key, value)) = section.split_once('=') else { continue };
        let value = value.to_owned();
        match key.trim().to_ascii_lowercase().as_str() {
            "database" | "initial catalog" => parts.database = value,
            "user" | "username" | "uid" | "userid" | "user id" => parts.user = value,
            "password" | "pwd" => parts.password = value,
            key => parts.parameters.push((key.to_owned(), value)),
        }
    }
    Some(parts)
}

/// A part of a URL without `%` escapes.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
