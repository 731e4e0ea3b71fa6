//! `workspace/executeCommand`.

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandOptions, ExecuteCommandParams};

use crate::lsp::snapshot::Snapshot;
use crate::rules;

/// The command that gives the documentation of a rule as Markdown. Its one argument is the code of the rule.
pub(in crate::lsp) const EXPLAIN: &str = "prismaLens.explain";

/// What we tell the client of this.
pub(in crate::lsp) fn capability() -> ExecuteCommandOptions {
    ExecuteCommandOptions { commands: vec![EXPLAIN.to_owned()], ..ExecuteCommandOptions::default() }
}

/// Runs a command.
pub(in crate::lsp) fn handle(_: &Snapshot, params: &ExecuteCommandParams) -> Result<Option<Value>> {
    if params.command != EXPLAIN {
        return Err(Error::invalid_params(format!("there is no command `{}`", params.command)));
    }
    let code = params.arguments.first().and_then(Value::as_str);
    let code = code.ok_or_else(|| Error::invalid_params("the argument is the code of a rule"))?;
    let rule =
        rules::find(code).ok_or_else(|| Error::invalid_params(format!("no rule is called `{code}`")))?;
    Ok(Some(Value::String(format!("# `{code}`\n\n{}\n", rule.documentation().markdown))))
}
