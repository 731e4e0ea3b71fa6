//! `prisma-lens check` beside prisma-lint, as whole processes.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::schema::schema;
use crate::session::median;

/// Settings of prisma-lint, each with what it is called in the table. Every rule has a counterpart in ours, which run with
/// all of `recommended` instead.
const SETTINGS: &[(&str, &str)] = &[("eight rules", EIGHT), ("sixteen rules", SIXTEEN)];

/// Rules that most schemas keep, so that there is little to report.
const EIGHT: &str = r#"{
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

/// All that there are but a deprecated one, and one for a prefix of names that nobody would set for this schema. Where a
/// rule needs to be told what to look for, it is told something that the schema does.
const SIXTEEN: &str = r#"{
  "rules": {
    "ban-unbounded-string-type": ["error"],
    "enum-name-pascal-case": ["error"],
    "enum-value-case": ["error", { "style": "pascal" }],
    "field-name-camel-case": ["error"],
    "field-name-grammatical-number": ["error", { "ifList": "plural" }],
    "field-name-mapping-snake-case": ["error", { "compoundWords": [] }],
    "field-order": ["error", { "order": ["id", "..."] }],
    "forbid-field": ["error", { "forbid": ["uuid"] }],
    "forbid-required-ignored-field": ["error"],
    "model-name-grammatical-number": ["error", { "style": "singular" }],
    "model-name-mapping-snake-case": ["error", { "compoundWords": [] }],
    "model-name-pascal-case": ["error"],
    "require-default-empty-arrays": ["error"],
    "require-field": ["error", { "require": ["id"] }],
    "require-field-index": ["error", { "forAllRelations": true }],
    "require-field-type": ["error", { "require": [{ "ifName": "createdAt", "type": "DateTime" }] }]
  }
}
"#;

/// Medians in milliseconds.
pub struct Medians {
    /// What prisma-lint was told to look for.
    pub setting: &'static str,
    /// Of prisma-lint.
    pub theirs: f64,
    /// Of `prisma-lens check`.
    pub ours: f64,
}

/// The medians for each setting of prisma-lint.
pub fn measure(lint: &[String], models: usize, rounds: usize) -> Result<Vec<Medians>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("schema.prisma"), schema(models))?;
    SETTINGS.iter().map(|(name, setting)| of_setting(lint, folder.path(), rounds, name, setting)).collect()
}

fn of_setting(
    lint: &[String],
    folder: &Path,
    rounds: usize,
    setting: &'static str,
    text: &str,
) -> Result<Medians> {
    std::fs::write(folder.join("lint.json"), text)?;
    let (program, arguments) = lint.split_first().context("no command for prisma-lint")?;
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let mut command = Command::new(program);
        command.args(arguments).args(["--config", "lint.json", "schema.prisma"]);
        theirs.push(time(&mut command, folder)?);
        let mut command = Command::new(env!("CARGO_BIN_EXE_prisma-lens"));
        command.args(["check", "schema.prisma"]);
        ours.push(time(&mut command, folder)?);
    }
    let (theirs, ours) = median(&mut theirs).zip(median(&mut ours)).context("no round was run")?;
    Ok(Medians { setting, theirs, ours })
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
