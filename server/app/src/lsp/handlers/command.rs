//! `workspace/executeCommand`.

use rustc_hash::FxHashSet;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandOptions, ExecuteCommandParams};

use crate::lsp::handlers::{diagram, migration_preview};
use crate::lsp::snapshot::Snapshot;

/// The command that gives the documentation of a rule or of an error of Prisma's as Markdown. Its arguments are
/// codes, mostly one.
pub(in crate::lsp) const EXPLAIN: &str = "prismaLens.explain";

/// The command that gives the picture of a schema. Its one argument says of which, see [`diagram`].
pub(in crate::lsp) const DIAGRAM: &str = "prismaLens.diagram";

/// The command that shows places. Its arguments are a document, a position in it, and the places. Editors with our glue
/// run it themselves.
pub(in crate::lsp) const SHOW_REFERENCES: &str = "prismaLens.showReferences";

/// The command that gives the next migration of a schema as SQL with comments. Its one argument is the URI of an open
/// document of the schema.
pub(in crate::lsp) const PREVIEW_MIGRATION: &str = "prismaLens.previewMigration";

/// The command that sets the level of a rule in the `prisma-lens.toml` of a document. Its one argument is
/// `{ "uri", "code", "level" }`.
pub(in crate::lsp) const SET_RULE_LEVEL: &str = "prismaLens.setRuleLevel";

/// The command that creates a `prisma-lens.toml` for a document. Its one argument is `{ "uri" }`.
pub(in crate::lsp) const CREATE_CONFIGURATION: &str = "prismaLens.createConfiguration";

/// The command that asks the user which of several edits to make. Editors with our glue run it themselves, see
/// `code_action/suppress.rs`.
pub(in crate::lsp) const CHOOSE_SUPPRESSION: &str = "prismaLens.chooseSuppression";

/// What we tell the client of this.
pub(in crate::lsp) fn capability() -> ExecuteCommandOptions {
    let commands =
        [EXPLAIN, DIAGRAM, SHOW_REFERENCES, PREVIEW_MIGRATION, SET_RULE_LEVEL, CREATE_CONFIGURATION];
    let commands = commands.map(str::to_owned).to_vec();
    ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() }
}

/// Runs a command.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &ExecuteCommandParams) -> Result<Option<Value>> {
    match params.command.as_str() {
        EXPLAIN => explain(&params.arguments).map(Some),
        DIAGRAM => diagram::draw(snapshot, &params.arguments).map(Some),
        PREVIEW_MIGRATION => migration_preview::run(snapshot, &params.arguments).map(Some),
        other => Err(Error::invalid_params(format!("unknown command `{other}`"))),
    }
}

fn explain(arguments: &[Value]) -> Result<Value> {
    let mut pages = Vec::new();
    // Each code once: else a short request could ask for an answer without end.
    let mut codes = FxHashSet::default();
    for argument in arguments.iter().filter(|argument| codes.insert(argument.as_str())) {
        let code =
            argument.as_str().ok_or_else(|| Error::invalid_params("expected the code of a finding"))?;
        let text = ide::registry().find(code).map(|entry| entry.metadata.documentation().markdown);
        let text = text.ok_or_else(|| Error::invalid_params(format!("unknown code `{code}`")))?;
        pages.push(format!("# `{code}`\n\n{text}\n"));
    }
    match pages.is_empty() {
        true => Err(Error::invalid_params("expected the code of a finding as argument")),
        false => Ok(Value::String(pages.join("\n"))),
    }
}
