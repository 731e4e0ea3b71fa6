//! Holds our formatting against that of the reference, on schemas with white space put in, taken out and changed.
//!
//! `cargo test --test formatting -- [--prisma 6|7] [--count N] [--seed N] [--corpus] [--show N] [--reference PACKAGE]`, after
//! `npm install` in `tests/fuzz`. Only texts of which the reference changes nothing but white space count. Printed are the
//! smallest schemas that show a disagreement. The exit code is 1 where there is one.

mod mutate;
mod reference;

use std::path::{Path, PathBuf};

use base::text::apply_edits;
use syntax::format::{EndOfLine, Options, format};

use crate::reference::Reference;
use support::random::Random;

/// How many schemas the reference is given at once.
const BATCH: usize = 200;

/// Real schemas above this size, in bytes, take too long for what they add.
const MAX_SIZE: usize = 6_000;

/// What the command is asked for.
struct Arguments {
    prisma: String,
    count: usize,
    seed: u64,
    corpus: bool,
    show: usize,
    reference: Option<String>,
}

fn main() {
    let result = arguments().and_then(|arguments| run(&arguments));
    match result {
        Ok(true) => {}
        Ok(false) => std::process::exit(1),
        Err(error) => {
            eprintln!("{error:#}");
            std::process::exit(2);
        }
    }
}

fn arguments() -> anyhow::Result<Arguments> {
    let mut result =
        Arguments { prisma: "7".into(), count: 10_000, seed: 1, corpus: false, show: 10, reference: None };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let mut value = || given.next().ok_or_else(|| anyhow::anyhow!("{name} needs a value"));
        match name.as_str() {
            "--prisma" => result.prisma = value()?,
            "--count" => result.count = value()?.parse()?,
            "--seed" => result.seed = value()?.parse()?,
            "--show" => result.show = value()?.parse()?,
            "--reference" => result.reference = Some(value()?),
            "--corpus" => result.corpus = true,
            "--nocapture" | "--quiet" => {}
            other => anyhow::bail!("unknown argument {other}"),
        }
    }
    Ok(result)
}

fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let package = arguments.reference.clone().unwrap_or_else(|| format!("reference{}", arguments.prisma));
    let mut reference = Reference::start(&package)?;
    let options =
        Options { end_of_line: EndOfLine::Lf, objects: arguments.prisma != "6", ..Options::default() };
    let seeds = seeds(arguments.corpus);
    let mut random = Random::new(arguments.seed);
    let (mut done, mut compared, mut differ, mut shown) = (0, 0, 0, 0);
    while done < arguments.count {
        let size = BATCH.min(arguments.count - done);
        let texts: Vec<String> =
            (0..size).map(|_| mutate::mutate(random_of(&seeds, &mut random), &mut random)).collect();
        for (text, theirs) in texts.iter().zip(reference.format(&texts)?) {
            let Some(problem) = problem(text, theirs.as_deref(), &options, &mut compared) else { continue };
            differ += 1;
            if shown < arguments.show {
                shown += 1;
                let small = minimize(text, &options, &mut reference)?;
                let theirs = reference.format(std::slice::from_ref(&small))?.remove(0).unwrap_or_default();
                let ours = apply_edits(&small, &format(&small, &options));
                println!("## {problem}\n{small:?}\n  theirs {theirs:?}\n  ours   {ours:?}");
            }
        }
        done += size;
    }
    println!("{done} schemas, {compared} comparable, {differ} disagreements");
    Ok(differ == 0)
}

fn random_of<'s>(seeds: &'s [String], random: &mut Random) -> &'s str {
    &seeds[random.below(seeds.len())]
}

/// What is wrong with our formatting, if anything is.
fn problem(
    text: &str,
    theirs: Option<&str>,
    options: &Options,
    compared: &mut usize,
) -> Option<&'static str> {
    let ours = apply_edits(text, &format(text, options));
    if !same_words(text, &ours) {
        return Some("more than white space changes");
    }
    if !format(&ours, options).is_empty() {
        return Some("formatting again changes it again");
    }
    let theirs = theirs.filter(|theirs| same_words(text, theirs))?;
    *compared += 1;
    (ours != theirs && !is_known(text, &ours, theirs)).then_some("the reference formats otherwise")
}

/// Whether a disagreement is meant.
///
/// Where a block ends and another thing begins on the same line, we put a blank line between them at once; the reference does
/// so the next time it formats its own result. Behind a type alias that is followed by something else, it takes blanks out of
/// the midst of a line of which it knows nothing.
fn is_known(text: &str, ours: &str, theirs: &str) -> bool {
    let goes_on =
        |rest: &str| !rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).starts_with(['\n', '\r']);
    let is_closed_early =
        text.match_indices('}').any(|(at, _)| at + 1 < text.len() && goes_on(&text[at + 1..]));
    let is_behind_alias = || {
        let line =
            |text: &str| text.lines().find(|line| line.trim_start().starts_with("type")).map(str::to_owned);
        line(ours).is_some_and(|ours| ours.contains('=') && Some(ours) != line(theirs))
    };
    is_behind_alias() || is_closed_early && ours.replace("}\n\n", "}\n") == theirs.replace("}\n\n", "}\n")
}

/// Whether two texts differ in nothing but white space, none of which parts a word.
fn same_words(a: &str, b: &str) -> bool {
    mutate::split(a)
        .iter()
        .filter(|word| !word.trim().is_empty())
        .eq(mutate::split(b).iter().filter(|word| !word.trim().is_empty()))
}

/// The schema with as many lines left out as can be.
fn minimize(text: &str, options: &Options, reference: &mut Reference) -> anyhow::Result<String> {
    let mut parts: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let mut step = parts.len().div_ceil(2).max(1);
    loop {
        let candidates: Vec<Vec<String>> = (0..parts.len())
            .step_by(step)
            .map(|at| {
                let mut fewer = parts.clone();
                fewer.drain(at..(at + step).min(parts.len()));
                fewer
            })
            .collect();
        let texts: Vec<String> = candidates.iter().map(|parts| parts.concat()).collect();
        let answers = reference.format(&texts)?;
        let still = texts
            .iter()
            .zip(&answers)
            .position(|(text, theirs)| problem(text, theirs.as_deref(), options, &mut 0).is_some());
        match still.and_then(|at| candidates.into_iter().nth(at)) {
            Some(fewer) => parts = fewer,
            None if step > 1 => step /= 2,
            None => return Ok(parts.concat()),
        }
    }
}

/// Our own schemas, and on request the real ones of the corpus beside the repository.
fn seeds(with_corpus: bool) -> Vec<String> {
    let root = support::root();
    let mut files = Vec::new();
    collect(&root.join("tests/fuzz/seeds"), &mut files);
    if with_corpus {
        collect(&root.join("../shared/corpus"), &mut files);
    }
    let texts = files.into_iter().filter_map(|path| std::fs::read_to_string(path).ok());
    let parts = texts.flat_map(|text| text.split("// ----\n").map(str::to_owned).collect::<Vec<_>>());
    parts.filter(|text| text.len() < MAX_SIZE).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|it| it == "prisma") {
            into.push(path);
        }
    }
    into.sort();
}
