//! The environment variables that give Prisma the URL of the database.

use model::project::{GroupedBy, PrismaConfig};
use model::schema::Schema;
use model::schema::item::{Expr, ItemKind};

use crate::host::Project;

/// The variables from which `prisma migrate deploy` takes its URL. An error where it takes it from somewhere else: it would
/// go to another database than the one asked for.
pub(crate) fn project_variables(
    project: &Project,
    schema: &Schema,
    config_text: Option<&str>,
) -> Result<Vec<String>, String> {
    let config = project.config.as_deref().zip(config_text);
    if let Some((config, text)) = config
        && let Some(url) = config.datasource_url
    {
        return of_config(config, url.of(text), text);
    }
    let mut variables = Vec::new();
    for (_, item) in schema.items() {
        let ItemKind::Datasource(datasource) = &item.kind else { continue };
        // Migrations use `directUrl` where there is one.
        for key in ["url", "directUrl"] {
            let Some(value) = datasource.value(key) else { continue };
            match variable(value) {
                Some(name) => variables.push(name),
                None => {
                    return Err(format!(
                        "`{key}` of the datasource is no `env(…)`, so Prisma would use that database. \
                         Write `{key} = env(\"DATABASE_URL\")`."
                    ));
                }
            }
        }
    }
    if variables.is_empty() {
        let place = match (&project.set.why, &project.config) {
            (GroupedBy::Config(path), _) => path.display().to_string(),
            (_, Some(config)) => config.path.display().to_string(),
            _ => "the datasource".to_owned(),
        };
        return Err(format!("Cannot determine which environment variable has the URL: {place} has none."));
    }
    Ok(variables)
}

/// The variable in `env("NAME")`.
fn variable(value: &Expr) -> Option<String> {
    let (name, arguments) = value.as_call()?;
    (name == "env").then(|| arguments.unnamed()?.as_str().map(str::to_owned))?
}

fn of_config(config: &PrismaConfig, url: &str, text: &str) -> Result<Vec<String>, String> {
    let in_place = variables_in(url);
    let found = if in_place.is_empty() { variables_in(text) } else { in_place };
    match found.as_slice() {
        [_] => Ok(found),
        _ => Err(format!(
            "{}: cannot determine which environment variable has the URL. Write `url: env(\"DATABASE_URL\")`.",
            config.path.display()
        )),
    }
}

/// The variables that a script reads: `env("A")`, `process.env.A`, `process.env["A"]`.
fn variables_in(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, word) in text.match_indices("env") {
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let Some(after) = text.get(at + word.len()..) else { continue };
        if before.is_some_and(is_part) {
            continue;
        }
        let after = after.strip_prefix("<string>").unwrap_or(after).trim_start();
        let name: String = match after.strip_prefix(['(', '[', '.', '?']) {
            Some(rest) => {
                let rest = rest.trim_start_matches(['.', '[', '(', '"', '\'', '`', ' ']);
                rest.chars().take_while(|character| is_part(*character)).collect()
            }
            None => continue,
        };
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
