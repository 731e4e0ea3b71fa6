//! What Prisma Lens and the official language server survive: each case is a session of its own that is led astray, then asked for an
//! outline and a hover, which must be those of an undisturbed session.
//!
//! ```sh
//! npm --prefix tests/bench ci
//! cargo bench --bench reliability -- [--server COMMAND] [--only PART OF A NAME]
//! ```
//!
//! `PRISMA_LENS_PROGRAM` names a program that is already built.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it found")]
#![allow(clippy::indexing_slicing, reason = "JSON without a member has null there")]

#[path = "../compare/client.rs"]
mod client;

mod cases;
mod session;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::cases::CASES;
use crate::session::{Outcome, run_case};

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
    let script = support::root().join("tests/bench/node_modules/@prisma/language-server/dist/bin.js");
    let mut official = vec!["node".to_owned(), script.display().to_string(), "--stdio".to_owned()];
    let mut only = String::new();
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(name) = arguments.next() {
        let value = arguments.next().with_context(|| format!("`{name}` needs a value"))?;
        match name.as_str() {
            "--server" => official = value.split_whitespace().map(str::to_owned).collect(),
            "--only" => only = value,
            _ => bail!("`{name}` is unknown: there are --server and --only"),
        }
    }
    if official.get(1).is_some_and(|it| *it == script.display().to_string()) && !script.exists() {
        bail!("the official server is not there: run `npm --prefix tests/bench ci` first");
    }
    let program = std::env::var("PRISMA_LENS_PROGRAM");
    let ours = [program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_prisma-lens").to_owned()), "lsp".to_owned()];
    println!("| | official | prisma-lens |\n|---|---|---|");
    let (mut passed, mut ended, mut count) = ([0; 2], [0; 2], 0);
    for (name, case) in CASES.iter().filter(|(name, _)| name.contains(&*only)) {
        count += 1;
        let mut outcomes = Vec::new();
        for (at, command) in [&official[..], &ours[..]].into_iter().enumerate() {
            let outcome = run_case(command, *case)?;
            passed[at] += usize::from(outcome == Outcome::Passed);
            ended[at] += usize::from(outcome == Outcome::Ended);
            outcomes.push(outcome.name());
        }
        println!("| {name} | {} |", outcomes.join(" | "));
    }
    println!("| passed, of {count} | {} | {} |", passed[0], passed[1]);
    println!("| ended the server | {} | {} |", ended[0], ended[1]);
    Ok(())
}
