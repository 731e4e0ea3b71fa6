//! Changing and creating the `prisma-lens.toml` of a document, by edits that the client makes: the server writes no file.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Url, WorkspaceEdit};

use crate::host::{NEW_SETTINGS_FILE, new_settings_path};
use crate::lsp::handlers::command::{CREATE_CONFIGURATION, SET_RULE_LEVEL};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{uri, workspace_edit};
use base::text::apply_edits;
use base::{Fix, Level, PathEdit};
use model::project::{Files as _, SETTINGS_FILE, nearest_settings, set_rule_level};

#[derive(Deserialize)]
struct RuleLevel {
    uri: Url,
    code: String,
    level: String,
}

#[derive(Deserialize)]
struct Place {
    uri: Url,
}

/// Whether a command is one of those that answer with an edit.
pub(in crate::lsp) fn is_edit(command: &str) -> bool {
    matches!(command, SET_RULE_LEVEL | CREATE_CONFIGURATION)
}

/// The edit that a command stands for; `None` where nothing is left to do.
pub(in crate::lsp) fn edit(
    snapshot: &Snapshot,
    params: &ExecuteCommandParams,
) -> Result<Option<WorkspaceEdit>> {
    if params.command == CREATE_CONFIGURATION {
        let Place { uri } = read(&params.arguments)?;
        return create(snapshot, &uri).map(Some);
    }
    let RuleLevel { uri, code, level } = read(&params.arguments)?;
    let registry = ide::registry();
    if registry.rule(&code).is_none() && registry.codes_of(&code).is_none() {
        return Err(Error::invalid_params(format!("unknown rule `{code}`")));
    }
    let level: Level =
        level.parse().map_err(|()| Error::invalid_params(format!("unknown level `{level}`")))?;
    rule_level(snapshot, &uri, &code, level)
}

/// The edit that sets the level of a rule for a document; `None` where it is set so already.
///
/// # Errors
/// Why it cannot be set.
pub(in crate::lsp) fn rule_level(
    snapshot: &Snapshot,
    uri: &Url,
    code: &str,
    level: Level,
) -> Result<Option<WorkspaceEdit>> {
    let root = root(snapshot, uri)?;
    let Some(path) = nearest_settings(&snapshot.files, &root) else {
        let path = new_settings_path(&snapshot.files, &root, &snapshot.folders);
        let edits = set_rule_level("", code, level).unwrap_or_default();
        return new_file(snapshot, path, &apply_edits("", &edits)).map(Some);
    };
    let text = snapshot.files.read(&path).unwrap_or_default();
    let edits = set_rule_level(&text, code, level)
        .map_err(|why| Error::invalid_params(format!("cannot change {}: {why}", path.display())))?;
    let edits: Vec<PathEdit> =
        edits.into_iter().map(|edit| PathEdit { path: path.as_path().into(), edit }).collect();
    if edits.is_empty() {
        return Ok(None);
    }
    Ok(workspace_edit::of_path_fix(snapshot, &Fix::choice("", Vec::new()).with_path_edits(edits)))
}

fn create(snapshot: &Snapshot, uri: &Url) -> Result<WorkspaceEdit> {
    let path = new_settings_path(&snapshot.files, &root(snapshot, uri)?, &snapshot.folders);
    if snapshot.files.read(&path).is_some() {
        return Err(Error::invalid_params(format!("{} exists already", path.display())));
    }
    new_file(snapshot, path, NEW_SETTINGS_FILE)
}

fn new_file(snapshot: &Snapshot, path: PathBuf, text: &str) -> Result<WorkspaceEdit> {
    let fix = Fix {
        new_files: vec![(path.to_string_lossy().into(), text.to_owned())],
        ..Fix::choice("", Vec::new())
    };
    workspace_edit::of_path_fix(snapshot, &fix)
        .ok_or_else(|| Error::invalid_params(format!("the editor cannot create {SETTINGS_FILE}")))
}

/// The folder that the settings of a document are looked for from.
fn root(snapshot: &Snapshot, uri: &Url) -> Result<PathBuf> {
    let path = uri::to_path(uri);
    if uri.scheme() != "file" {
        return Err(Error::invalid_params(format!("{uri} is not a file, so it has no {SETTINGS_FILE}")));
    }
    let of_schema = snapshot.schema(uri).map(|(schema, _)| schema.project.set.root.clone());
    let beside = || {
        if snapshot.files.is_dir(&path) { path.clone() } else { path.parent().unwrap_or(&path).to_owned() }
    };
    Ok(of_schema.unwrap_or_else(beside))
}

fn read<T: DeserializeOwned>(arguments: &[Value]) -> Result<T> {
    let first = arguments.first().cloned().unwrap_or_default();
    serde_json::from_value(first).map_err(|error| Error::invalid_params(error.to_string()))
}
