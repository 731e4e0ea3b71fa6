//! Environments of `prisma-lens.toml`, and where the URLs of their databases are found.

use model::project::{Environment, UrlSource};

use crate::cli::migrate::database::url::DatabaseUrl;
use crate::host::Project;
use crate::host::reading::read_text;

/// The environment of a name. What is wrong in the configuration file is an error: it may be about this environment.
pub(crate) fn environment(project: &Project, name: &str) -> Result<Environment, String> {
    if project.settings_errors().next().is_some() {
        return Err(format!("Environment `{name}` is not used, because the settings have errors."));
    }
    if let Some(environment) = project.settings.environment(name) {
        return Ok(environment.clone());
    }
    let mut known: Vec<String> = Vec::new();
    for environment in &project.settings.environments {
        let name = format!("`{}`", environment.name.value);
        if !known.contains(&name) {
            known.push(name);
        }
    }
    let hint = match known.as_slice() {
        [] => format!(
            "Add `[environments.{name}]` with `url = {{ env = \"DATABASE_URL\" }}` to prisma-lens.toml."
        ),
        known => format!("Use one of {}.", known.join(", ")),
    };
    Err(format!("Unknown environment `{name}`. {hint}"))
}

/// Reads the URL of a database.
pub(crate) fn url_of(source: &UrlSource) -> Result<DatabaseUrl, String> {
    let text = match source {
        UrlSource::Variable(name) => std::env::var(name).ok(),
        UrlSource::Dotenv { path, name } => {
            let text = read_text(path).map_err(|error| format!("{}: {error}", path.display()))?;
            dotenv_value(&text, name)
        }
    };
    match (text.filter(|text| !text.trim().is_empty()), source) {
        (Some(text), _) => Ok(DatabaseUrl::new(text.trim())),
        (None, UrlSource::Variable(name)) => Err(format!("The environment variable {name} is not set.")),
        (None, UrlSource::Dotenv { path, name }) => Err(format!("{}: no value for {name}.", path.display())),
    }
}

/// The last value of a name in a dotenv file: `NAME=value`, with or without `export`, quotes and a comment. Variables in
/// values are not expanded.
fn dotenv_value(text: &str, name: &str) -> Option<String> {
    let mut values = text.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (key, value) = line.split_once('=')?;
        (key.trim() == name).then(|| value.trim())
    });
    let value = values.next_back()?;
    for quote in ['"', '\'', '`'] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return Some(inner.to_owned());
        }
    }
    let end = value.find(" #").unwrap_or(value.len());
    Some(value.get(..end).unwrap_or_default().trim_end().to_owned())
}
