//! Holds our migration scripts against those of Prisma's schema engine, over random changes of random schemas.
//!
//! `cargo test --test migration_scripts -- --engine FOLDER [--provider postgresql|cockroachdb|sqlite] [--count N] [--seed N]
//! [--show N]`, where FOLDER is that of an installed `@prisma/schema-engine-wasm`. Changes of schemas that the engine
//! refuses do not count. Printed is what the two disagree on, by the lines that differ, each with an example.
#![allow(dead_code, reason = "shared with the fuzzer of verdicts, which needs more of it")]

mod changes;
#[path = "../differential/files.rs"]
mod files;
#[path = "../differential/generate/mod.rs"]
mod generate;
#[path = "../differential/mutate.rs"]
mod mutate;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context as _;
use migrations::{DiffOptions, diff, render, summary};
use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::Schema;
use serde::Deserialize;

use support::random::Random;

/// How many changes the engine is given at once.
const BATCH: usize = 100;

/// How long the engine may take for a batch. A schema can send it into an endless loop.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Debug)]
struct Options {
    engine: String,
    provider: Provider,
    count: usize,
    seed: u64,
    show: usize,
}

/// What both sides print for a change.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
struct Answer {
    script: String,
    summary: String,
}

/// A kind of disagreement.
struct Group {
    count: usize,
    example: String,
}

fn main() {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            std::process::exit(2);
        }
    };
    match run(&options) {
        Ok(true) => {}
        Ok(false) => std::process::exit(1),
        Err(error) => {
            eprintln!("{error:#}");
            std::process::exit(2);
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options =
        Options { engine: String::new(), provider: Provider::Postgresql, count: 10_000, seed: 1, show: 20 };
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
        let number = |text: String| text.parse::<usize>().map_err(|_| format!("{text} is no number"));
        match name.as_str() {
            "--engine" => options.engine = value()?,
            "--provider" => {
                let given = value()?;
                options.provider = Provider::parse(&given).ok_or(format!("no database {given}"))?;
            }
            "--count" => options.count = number(value()?)?,
            "--seed" => options.seed = number(value()?)? as u64,
            "--show" => options.show = number(value()?)?,
            // What `cargo test` itself hands on.
            "--nocapture" | "--quiet" => {}
            other => return Err(format!("unknown argument {other}")),
        }
    }
    if options.engine.is_empty() {
        return Err("--engine names no folder".to_owned());
    }
    Ok(options)
}

/// Whether both agree on all changes.
fn run(options: &Options) -> anyhow::Result<bool> {
    let mut engine = Engine::start(options)?;
    let mut random = Random::new(options.seed);
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let (mut accepted, mut tried) = (0, 0);
    while accepted < options.count && tried < options.count.saturating_mul(20) {
        let changes: Vec<(String, String)> =
            (0..BATCH).map(|_| changes::change(options.provider, &mut random)).collect();
        let Some(answers) = engine.diff(&changes)? else {
            eprintln!("no answer to a batch of {BATCH} changes: left out");
            engine = Engine::start(options)?;
            tried += BATCH;
            continue;
        };
        for ((from, to), theirs) in changes.iter().zip(answers) {
            tried += 1;
            let Some(theirs) = theirs else { continue };
            accepted += 1;
            let ours = ours(from, to).unwrap_or_default();
            let kinds = [kind(&theirs.script, &ours.script), kind(&theirs.summary, &ours.summary)];
            let Some(kind) = kinds.into_iter().flatten().next() else { continue };
            let example =
                || format!("{from}\n=> \n{to}\n-- theirs\n{}\n-- ours\n{}", theirs.script, ours.script);
            groups
                .entry(kind)
                .and_modify(|group| group.count += 1)
                .or_insert_with(|| Group { count: 1, example: example() });
        }
    }
    let total: usize = groups.values().map(|group| group.count).sum();
    println!(
        "{}: {accepted} changes of {tried} accepted, {total} disagreements of {} kinds",
        options.provider,
        groups.len()
    );
    let mut sorted: Vec<_> = groups.into_iter().collect();
    sorted.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
    for (kind, group) in sorted.iter().take(options.show) {
        println!("\n## {} times: {kind}\n{}", group.count, group.example);
    }
    Ok(total == 0)
}

fn ours(from: &str, to: &str) -> Option<Answer> {
    let database = |text| Database::of(&Schema::single("schema.prisma", text, PrismaVersion::default()));
    let migration = diff(&database(from)?, &database(to)?, &DiffOptions::default());
    Some(Answer { script: render::script(&migration, &[]), summary: summary::text(&migration) })
}

/// The first lines that differ, without names and numbers; `None` where none do.
fn kind(theirs: &str, ours: &str) -> Option<String> {
    let (theirs, ours) = (theirs.trim_end(), ours.trim_end());
    if theirs == ours {
        return None;
    }
    let plain = |line: Option<&str>| {
        let mut text = String::new();
        for (at, part) in line.unwrap_or("(end)").split(['"', '\'', '`']).enumerate() {
            text.push_str(if at % 2 == 0 { part } else { "x" });
        }
        text.replace(|letter: char| letter.is_ascii_digit(), "0")
    };
    let (mut a, mut b) = (theirs.lines(), ours.lines());
    loop {
        let (their, our) = (a.next(), b.next());
        if their != our {
            return Some(format!("{} | {}", plain(their), plain(our)));
        }
        their?;
    }
}

/// A running engine.
struct Engine {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<String>,
}

impl Engine {
    fn start(options: &Options) -> anyhow::Result<Engine> {
        let mut child = Command::new("node")
            .arg(support::root().join("tests/fuzz/engine.mjs"))
            .args([options.engine.as_str(), options.provider.name()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node does not start")?;
        let stdin = child.stdin.take().context("no input to node")?;
        let stdout = BufReader::new(child.stdout.take().context("no output of node")?);
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Engine { child, stdin, lines })
    }

    /// The answers to a batch; `None` where the engine gives none in time.
    fn diff(&mut self, changes: &[(String, String)]) -> anyhow::Result<Option<Vec<Option<Answer>>>> {
        writeln!(self.stdin, "{}", serde_json::to_string(changes)?)?;
        self.stdin.flush()?;
        let Ok(line) = self.lines.recv_timeout(PATIENCE) else { return Ok(None) };
        serde_json::from_str(&line).map(Some).context("the engine gave no answer")
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Without input it would wait for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
