//! Holds our verdicts against those of the reference, on schemas with a few random mistakes.
//!
//! `cargo test --test differential -- [--prisma 6|7] [--provider NAME] [--count N] [--seed N] [--corpus] [--show N]
//! [--reference PACKAGE]`, after `npm install` in `tests/fuzz`. Printed is what the two disagree on, by what they say,
//! each with the smallest schema found that shows it. What is known and meant stands in `explained.json`.

mod compare;
mod minimize;
mod mutate;
mod options;
mod random;
mod reference;
mod seeds;

use std::collections::BTreeMap;

use crate::compare::{Disagreement, compare};
use crate::options::Options;
use crate::random::Random;
use crate::reference::Reference;

/// How many schemas the reference is given at once.
const BATCH: usize = 200;

/// What was seen of one kind of disagreement.
struct Group {
    count: usize,
    example: String,
}

fn main() {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            std::process::exit(2);
        }
    };
    if let Err(error) = run(&options) {
        eprintln!("{error:#}");
        std::process::exit(2);
    }
}

fn run(options: &Options) -> anyhow::Result<()> {
    let mut reference = Reference::start(&options.package)?;
    let explained = compare::explained()?;
    let seeds = seeds::read(options)?;
    let mut random = Random::new(options.seed);
    let mut groups: BTreeMap<Disagreement, Group> = BTreeMap::new();
    let (mut done, mut known) = (0, 0);
    while done < options.count {
        let size = BATCH.min(options.count - done);
        let texts: Vec<String> = (0..size)
            .map(|_| {
                let seed = &seeds[random.below(seeds.len())];
                mutate::mutate(seed, options.provider, &mut random)
            })
            .collect();
        for (text, theirs) in texts.iter().zip(reference.lint(&texts)?) {
            let Some(theirs) = theirs else { continue };
            let (disagreements, codes) = compare(text, &theirs, options.version);
            for disagreement in disagreements {
                if explained.iter().any(|it| it.covers(&disagreement, &codes, options.version)) {
                    known += 1;
                    continue;
                }
                groups
                    .entry(disagreement)
                    .and_modify(|group| group.count += 1)
                    .or_insert_with(|| Group { count: 1, example: text.clone() });
            }
        }
        done += size;
    }
    let total: usize = groups.values().map(|group| group.count).sum();
    println!("{done} mutants, {total} disagreements of {} kinds, {known} explained ones", groups.len());
    let mut sorted: Vec<_> = groups.into_iter().collect();
    sorted.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
    for (disagreement, group) in sorted.iter().take(options.show) {
        let smallest = minimize::minimize(&group.example, disagreement, options.version, &mut reference)?;
        println!("\n## {} times: {disagreement}\n{smallest}", group.count);
    }
    if total > 0 {
        std::process::exit(1);
    }
    Ok(())
}
