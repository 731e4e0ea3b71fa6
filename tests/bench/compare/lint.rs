//! `prisma-lens check` beside prisma-lint, as whole processes.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::schema::schema;
use crate::session::median;

/// Rules that prisma-lint ships with; each has a counterpart in ours, which runs with all rules of `recommended` instead.
const LINT_SETTINGS: &str = r#"{
  "rules": {
    "field-name-camel-case": ["error"],
    "field-name-grammatical-number": ["error", { "ifList": "plural" }],
    "field-name-mapping-snake-case": ["error", { "compoundWords": [] }],
    "forbid-required-ignored-field": ["error"],
    "model-name-grammatical-number": ["error", { "style": "singular" }],
    "model-name-mapping-snake-case": ["error", { "compoundWords": [] }],
    "model-name-pascal-case": ["error"],
    "require-field-index": ["error", { "forAllRelations": true }]
  }
}
"#;

/// The medians in milliseconds: of prisma-lint, and of ours.
pub fn measure(lint: &[String], models: usize, rounds: usize) -> Result<(f64, f64)> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("schema.prisma"), schema(models))?;
    std::fs::write(folder.path().join("lint.json"), LINT_SETTINGS)?;
    let (program, arguments) = lint.split_first().context("no command for prisma-lint")?;
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let mut command = Command::new(program);
        command.args(arguments).args(["--config", "lint.json", "schema.prisma"]);
        theirs.push(time(&mut command, folder.path())?);
        let mut command = Command::new(env!("CARGO_BIN_EXE_prisma-lens"));
        command.args(["check", "schema.prisma"]);
        ours.push(time(&mut command, folder.path())?);
    }
    median(&mut theirs).zip(median(&mut ours)).context("no round was run")
}

/// Findings make both exit with 1; anything above is a failure.
fn time(command: &mut Command, folder: &Path) -> Result<f64> {
    let begun = Instant::now();
    let status = command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    if status.code().is_none_or(|code| code > 1) {
        bail!("{command:?} failed: {status}");
    }
    Ok(took)
}
