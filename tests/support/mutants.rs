//! Texts that nobody would write: mutants of those that somebody did.
//!
//! `PRISMA_LENS_MUTANTS=100000` makes a test go through so many, `PRISMA_LENS_MUTANT_MINUTES=30` through as many as it reaches in
//! that time; `PRISMA_LENS_MUTANT_SEED` begins at another seed, which a failure names. With `--nocapture`, a test prints how many
//! there were.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::random::Random;

/// How long one mutant of a few kilobytes may take, on a machine that has other things to do as well.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many failures end a run before its time.
const MOST_FAILURES: usize = 20;

/// What mutants get put in.
const PIECES: [&str; 34] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "$$",
    "//",
    "/*",
    "*/",
    "--",
    "@",
    "@@",
    "\\",
    ";",
    ",",
    ".",
    ":",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "😀",
    "ä",
    "9999999999999999999999",
    "-",
    "=>",
    "${",
    "BEGIN",
];

/// The number in a variable of the environment.
pub fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The fixtures with one of these endings below a folder.
pub fn seeds(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![crate::root().join("tests/fixtures").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} in {folder}");
    found
}

/// A place between two characters.
pub fn place(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// A text with a few changes: parts are left out, doubled, moved, or replaced.
pub fn mutant(seed: &str, random: &mut Random) -> String {
    let mut text = seed.to_owned();
    for _ in 0..1 + random.below(6) {
        let (one, other) = (place(&text, random), place(&text, random));
        let (start, end) = (one.min(other), one.max(other));
        let near = (start + random.below(20)).min(end);
        let near = (near..=end).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        match random.below(8) {
            0 => text.replace_range(start..end, ""),
            1 | 2 => text.replace_range(start..near, ""),
            3 => {
                let part = text[start..near].to_owned();
                let at = text.floor_char_boundary(place(seed, random).min(start));
                text.insert_str(at, &part.repeat(1 + random.below(3)));
            }
            4 => text.truncate(end),
            5 => {
                let part = text[start..near].to_owned();
                text.replace_range(start..near, "");
                text.insert_str(place(&text, random), &part);
            }
            _ => {
                let end = [start, near][random.below(2)];
                text.replace_range(start..end, PIECES[random.below(PIECES.len())]);
            }
        }
    }
    text
}

/// Runs `work` with one seed after the other: `count` of them, or as the environment says.
pub fn for_each_seed(what: &str, count: u64, mut work: impl FnMut(u64)) {
    let first = number("PRISMA_LENS_MUTANT_SEED", 1);
    let start = Instant::now();
    let minutes = Duration::from_secs(60 * number("PRISMA_LENS_MUTANT_MINUTES", 0));
    let mut seed = first;
    let is_more = |done| {
        if minutes.is_zero() {
            done < number("PRISMA_LENS_MUTANTS", count)
        } else {
            start.elapsed() < minutes
        }
    };
    while is_more(seed - first) {
        work(seed);
        seed += 1;
    }
    println!("{what}: seeds {first} to {} in {:.0} s", seed - 1, start.elapsed().as_secs_f64());
}

/// Runs `work` on mutants of the seeds, and fails with the seeds whose texts it does not survive.
pub fn survives(what: &str, seeds: &[String], work: impl Fn(&str, &mut Random)) {
    let mut failed = Vec::new();
    for_each_seed(what, 60, |seed| {
        let mut random = Random::new(seed);
        let text = mutant(&seeds[random.below(seeds.len())], &mut random);
        let start = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| work(&text, &mut random)));
        if ended.is_err() || start.elapsed() > PATIENCE {
            println!("seed {seed} fails after {:?} with {text:?}", start.elapsed());
            failed.push(seed);
            assert!(failed.len() < MOST_FAILURES, "{what}: seeds {failed:?} fail");
        }
    });
    assert!(failed.is_empty(), "{what}: seeds {failed:?} fail");
}
