//! The environments that migrations are run in. Only the command line uses them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::project::data::{Key, Kind, Node};
use crate::project::located::Located;
use crate::project::paths::resolve;
use crate::project::settings::SettingSource;
use crate::project::settings::keys::setting_keys;
use crate::project::settings::reader::{SettingsReader, is_absent};

/// One environment: `[environments.staging]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Its name.
    pub name: Located<String>,
    /// `url`: where the URL of its database is found.
    pub url: Option<Located<UrlSource>>,
    /// `confirm`: whether the user has to type its name before anything is run.
    pub confirm: bool,
    /// `backup`: the command that backs its database up before migrations are applied.
    pub backup: Option<Located<String>>,
    /// `scratch`: where the URL of an empty database is found, on which migrations are tried.
    pub scratch: Option<Located<UrlSource>>,
}

/// Where a URL is found. The URL itself is a secret, so settings do not have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlSource {
    /// In this environment variable.
    Variable(String),
    /// Under a name in a dotenv file.
    Dotenv {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
    },
}

impl UrlSource {
    /// The name of the variable.
    pub fn name(&self) -> &str {
        match self {
            UrlSource::Variable(name) | UrlSource::Dotenv { name, .. } => name,
        }
    }
}

/// Reads the section `environments`.
pub(super) fn read(reader: &mut SettingsReader, value: &Node) -> Vec<Environment> {
    reader
        .entries(value, "`environments`")
        .iter()
        .map(|(key, value)| environment(reader, key, value))
        .collect()
}

fn environment(reader: &mut SettingsReader, key: &Key, value: &Node) -> Environment {
    let name = Located::new(key.name.clone(), key.span);
    let mut result = Environment { name, url: None, confirm: false, backup: None, scratch: None };
    let before = reader.problems.len();
    for (key, value) in reader.entries(value, "An environment") {
        if is_absent(value) {
            continue;
        }
        match key.name.as_str() {
            "url" => result.url = url(reader, value, "`url`"),
            "scratch" => result.scratch = url(reader, value, "`scratch`"),
            "confirm" => match value.kind {
                Kind::Other(Value::Bool(confirm)) => result.confirm = confirm,
                _ => reader.wrong_kind(value, "`confirm`", "`true` or `false`"),
            },
            "backup" => match value.as_str().filter(|command| !command.trim().is_empty()) {
                Some(command) => result.backup = Some(Located::new(command.to_owned(), value.span)),
                None => reader.wrong_kind(value, "`backup`", "a command"),
            },
            _ => reader.unknown_key(
                key,
                "key of an environment",
                setting_keys(&["environments", ""]).unwrap_or_default(),
            ),
        }
    }
    if result.url.is_none() && reader.problems.len() == before {
        let message = format!(
            "The environment `{}` has no `url`. Add one, such as `url = {{ env = \"DATABASE_URL\" }}`.",
            key.name
        );
        reader.problem(key.span, message);
    }
    result
}

/// Where a URL is found. A URL that is written out is refused without being repeated: it has a password.
fn url(reader: &mut SettingsReader, value: &Node, what: &str) -> Option<Located<UrlSource>> {
    if value.as_str().is_some() {
        let message = format!(
            "{what} must name where the URL is found, such as `{{ env = \"DATABASE_URL\" }}`: a URL has a password."
        );
        reader.problem(value.span, message);
        return None;
    }
    let (mut variable, mut dotenv, mut name) = (None, None, None);
    let before = reader.problems.len();
    for (key, value) in reader.entries(value, what) {
        let slot = match key.name.as_str() {
            "env" => &mut variable,
            "dotenv" => &mut dotenv,
            "name" => &mut name,
            _ => {
                let known = setting_keys(&["environments", "", "url"]).unwrap_or_default();
                reader.unknown_key(key, &format!("key of {what}"), known);
                continue;
            }
        };
        match value.as_str().filter(|text| !text.is_empty()) {
            Some(text) => *slot = Some(text.to_owned()),
            None => reader.wrong_kind(value, &format!("`{}`", key.name), "a string"),
        }
    }
    if reader.problems.len() > before {
        return None;
    }
    let source = match (variable, dotenv, name) {
        (Some(variable), None, None) => UrlSource::Variable(variable),
        (None, Some(dotenv), Some(name)) => {
            UrlSource::Dotenv { path: resolve(folder(&reader.source), &dotenv), name }
        }
        _ => {
            let message = format!(
                "{what} must be `{{ env = \"NAME\" }}` or `{{ dotenv = \"FILE\", name = \"NAME\" }}`."
            );
            reader.problem(value.span, message);
            return None;
        }
    };
    Some(Located::new(source, value.span))
}

/// The folder of the file with the settings.
fn folder(source: &SettingSource) -> &Path {
    match source {
        SettingSource::File(path) => path.parent().unwrap_or(Path::new("")),
        SettingSource::Editor => Path::new(""),
    }
}
