//! A session in a large repository that holds many schemas.
//!
//! ```sh
//! cargo bench --bench monorepo -- [--files 100000] [--schemas 200] [--models 20] [--rounds 3] [--open 1000] [--folder FOLDER]
//! ```
//!
//! The repository is written once and each round starts the server anew. Without `--folder` it is a temporary one; a
//! folder that exists is taken as it is, which spares the writing where this is run often.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it measured")]

#[path = "../compare/client.rs"]
mod client;
#[path = "../schema.rs"]
#[allow(dead_code, reason = "the other session needs more of it")]
mod schema;

mod open_documents;
mod repository;
mod session;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::repository::Size;
use crate::session::measure;

struct Options {
    size: Size,
    rounds: usize,
    /// How many documents are open in a session of its own.
    open: usize,
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<()> {
    let Options { size, rounds, open, folder } = Options::read(std::env::args().skip(1))?;
    let temporary = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let folder = folder.unwrap_or_else(|| temporary.path().join("repository"));
    let schema = match folder.exists() {
        true => repository::schema_of(&folder, size),
        false => repository::write(&folder, size)?,
    };
    let mut names = Vec::new();
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for _ in 0..rounds {
        let mut results = measure(&folder, &schema)?;
        results.push(("check of all", check(&folder)?));
        results
            .push(("processor time of an edit, many open documents", open_documents::edit(&folder, open)?));
        rows.resize(results.len(), Vec::new());
        names.clear();
        for ((name, figure), row) in results.into_iter().zip(&mut rows) {
            names.push(name);
            row.push(figure);
        }
    }
    let Size { files, schemas, models } = size;
    println!("{files} files, {schemas} schemas of {models} models each; many open documents are {open}\n");
    println!("| | median |\n|---|---:|");
    for (name, mut figures) in names.into_iter().zip(rows) {
        figures.sort_by(f64::total_cmp);
        let median = figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN);
        let unit = if name == "memory" { "MiB" } else { "ms" };
        println!("| {name} | {median:.1} {unit} |");
    }
    Ok(())
}

/// `prisma-lens check` of the whole repository, in milliseconds. Findings make it exit with 1.
fn check(folder: &Path) -> Result<f64> {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_prisma-lens"));
    let status =
        command.arg("check").current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    if status.code().is_none_or(|code| code > 1) {
        bail!("`prisma-lens check` failed: {status}");
    }
    Ok(took)
}

impl Options {
    fn read(arguments: impl Iterator<Item = String>) -> Result<Options> {
        let size = Size { files: 100_000, schemas: 200, models: 20 };
        let mut options = Options { size, rounds: 3, open: 1000, folder: None };
        // Cargo adds `--bench`.
        let mut arguments = arguments.filter(|argument| argument != "--bench");
        while let Some(name) = arguments.next() {
            let value = arguments.next().with_context(|| format!("`{name}` needs a value"))?;
            match name.as_str() {
                "--files" => options.size.files = value.parse()?,
                "--schemas" => options.size.schemas = value.parse()?,
                "--models" => options.size.models = value.parse()?,
                "--rounds" => options.rounds = value.parse()?,
                "--open" => options.open = value.parse()?,
                "--folder" => options.folder = Some(std::path::absolute(value)?),
                _ => bail!(
                    "`{name}` is unknown: there are --files, --schemas, --models, --rounds, --open and --folder"
                ),
            }
        }
        Ok(options)
    }
}
