//! Prisma Lens beside the official language server and prisma-lint, in one run, as ratios.
//!
//! ```sh
//! npm --prefix tests/bench ci
//! cargo bench --bench compare -- [--sizes 10,100,1000] [--rounds 3] [--server COMMAND] [--lint COMMAND]
//! ```
//!
//! Each round starts both servers anew, one after the other, and leads them through the same session. The figures are the
//! medians of all rounds. Absolute ones depend on the machine and on what else it does; the ratios do so much less.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it measured")]

#[path = "../schema.rs"]
mod schema;

mod client;
mod lint;
mod session;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::session::{MEASURES, measure, median};

struct Options {
    sizes: Vec<usize>,
    rounds: usize,
    server: Vec<String>,
    lint: Vec<String>,
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
    let options = Options::read(std::env::args().skip(1))?;
    let ours = [env!("CARGO_BIN_EXE_prisma-lens").to_owned(), "lsp".to_owned()];
    println!(
        "Milliseconds, KB sent after a letter, and MiB of memory at the end; the ratio is official ÷ prisma-lens."
    );
    for models in options.sizes {
        let lines = schema::schema(models).lines().count();
        println!("\n{models} models, {lines} lines\n");
        let mut rounds: [Vec<Vec<Option<f64>>>; 2] = [Vec::new(), Vec::new()];
        for _ in 0..options.rounds {
            for (command, results) in [&options.server[..], &ours[..]].into_iter().zip(&mut rounds) {
                // The official server looks around beside the folder as well, so there is to be nothing.
                let outer = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
                let folder = outer.path().join("project/prisma");
                std::fs::create_dir_all(&folder)?;
                let result = measure(command, &folder, models);
                results
                    .push(result.with_context(|| format!("a session with `{}` failed", command.join(" ")))?);
            }
        }
        let [official, ours] = rounds.map(|rounds| medians(&rounds));
        println!("| | official | prisma-lens | ratio |\n|---|---:|---:|---:|");
        for ((name, official), ours) in MEASURES.iter().zip(official).zip(ours) {
            row(name, official, ours);
        }
        for it in lint::measure(&options.lint, models, options.rounds)? {
            row(&format!("check, beside prisma-lint with {}", it.setting), Some(it.theirs), Some(it.ours));
        }
    }
    Ok(())
}

fn row(name: &str, official: Option<f64>, ours: Option<f64>) {
    let figure = |figure: Option<f64>| figure.map_or("–".to_owned(), |figure| format!("{figure:.1}"));
    let ratio = official.zip(ours).map(|(official, ours)| official / ours);
    println!("| {name} | {} | {} | {} |", figure(official), figure(ours), figure(ratio));
}

fn medians(rounds: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
    let of = |at: usize| {
        let mut figures: Vec<f64> = rounds.iter().filter_map(|round| *round.get(at)?).collect();
        median(&mut figures)
    };
    (0..MEASURES.len()).map(of).collect()
}

impl Options {
    fn read(arguments: impl Iterator<Item = String>) -> Result<Options> {
        let modules = support::root().join("tests/bench/node_modules");
        let mut options = Options {
            sizes: vec![10, 100, 1000],
            rounds: 3,
            server: with_node(&modules.join("@prisma/language-server/dist/bin.js"), &["--stdio"]),
            lint: with_node(&modules.join("prisma-lint/dist/cli.js"), &[]),
        };
        // Cargo adds `--bench`.
        let mut arguments = arguments.filter(|argument| argument != "--bench");
        while let Some(name) = arguments.next() {
            let value = arguments.next().with_context(|| format!("`{name}` needs a value"))?;
            let words = || value.split_whitespace().map(str::to_owned).collect();
            match name.as_str() {
                "--sizes" => options.sizes = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
                "--rounds" => options.rounds = value.parse()?,
                "--server" => options.server = words(),
                "--lint" => options.lint = words(),
                _ => bail!("`{name}` is unknown: there are --sizes, --rounds, --server and --lint"),
            }
        }
        for script in [&options.server, &options.lint] {
            let script = script.get(1).map(PathBuf::from).filter(|it| it.starts_with(&modules));
            if script.is_some_and(|script| !script.exists()) {
                bail!("what is measured against is not there: run `npm --prefix tests/bench ci` first");
            }
        }
        Ok(options)
    }
}

fn with_node(script: &Path, arguments: &[&str]) -> Vec<String> {
    let script = script.to_string_lossy();
    ["node", &*script].into_iter().chain(arguments.iter().copied()).map(str::to_owned).collect()
}
