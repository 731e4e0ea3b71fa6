//! Holds our verdicts against those of the reference, on schemas with a few random mistakes.
//!
//! `cargo test -p prisma-lens --test differential -- [--prisma RELEASE] [--provider NAME] [--count N] [--seed N] [--corpus] [--extra]
//! [--show N] [--generate] [--schemas FILE] [--cases FILE [--table]] [--reference PACKAGE]`, after `npm install` in
//! `tests/fuzz`. Printed is what the two disagree on, by what they say, each with the smallest schema found that shows it.
//! What is known and meant stands in `explained.json`. With `--extra` errors count that we report beside those of the
//! reference; with `--schemas` the schemas of a file, parted by lines `// ----`, are taken as they are, and with `--cases`
//! those of a JSON array of objects with `files`; `--table` runs these through the reference of each release, and prints
//! how far the verdicts agree; with `--generate` schemas are made from the catalog and get no mistakes.

mod compare;
mod explained;
mod files;
mod generate;
mod minimize;
mod mutate;
mod options;
mod reference;
mod seeds;
mod table;

use std::collections::BTreeMap;
use std::path::Path;

use crate::compare::{Disagreement, Ours, compare};
use crate::options::Options;
use crate::reference::Reference;
use support::random::Random;

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
    let done = if options.table { table::print(&options) } else { run(&options) };
    if let Err(error) = done {
        eprintln!("{error:#}");
        std::process::exit(2);
    }
}

fn run(options: &Options) -> anyhow::Result<()> {
    let mut reference = Reference::start(&options.package)?;
    let list = explained::read()?;
    let mut source = Source::new(options)?;
    let mut groups: BTreeMap<Disagreement, Group> = BTreeMap::new();
    let (mut done, mut known, mut accepted) = (0, 0, 0);
    loop {
        let texts = source.next(BATCH);
        if texts.is_empty() {
            break;
        }
        for (text, theirs) in texts.iter().zip(reference.lint(&texts)?) {
            let Some(theirs) = theirs else { continue };
            accepted += usize::from(theirs.iter().all(|said| said.warning));
            let ours = Ours::of(text, options.version, false);
            let all = compare(text, &theirs, &ours, options.extra);
            let count = all.len();
            let left = explained::unexplained(&list, text, all, &ours, options, &mut reference)?;
            known += count - left.len();
            for disagreement in left {
                groups
                    .entry(disagreement)
                    .and_modify(|group| group.count += 1)
                    .or_insert_with(|| Group { count: 1, example: text.clone() });
            }
        }
        done += texts.len();
    }
    let total: usize = groups.values().map(|group| group.count).sum();
    println!(
        "{done} schemas, {accepted} of them accepted, {total} disagreements of {} kinds, {known} explained ones",
        groups.len()
    );
    let mut sorted: Vec<_> = groups.into_iter().collect();
    sorted.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
    for (disagreement, group) in sorted.iter().take(options.show) {
        let smallest = minimize::minimize(&group.example, disagreement, &list, options, &mut reference)?;
        let ours = Ours::of(&smallest, options.version, false);
        let said: Vec<String> =
            ours.marks.iter().map(|(_, code, span)| format!("{code} at {span:?}")).collect();
        println!("\n## {} times: {disagreement}\nours: {}\n{smallest}", group.count, said.join(", "));
    }
    if total > 0 {
        std::process::exit(1);
    }
    Ok(())
}

/// Where the schemas come from.
struct Source<'o> {
    options: &'o Options,
    seeds: Vec<String>,
    /// Whether the schemas are taken as they are.
    is_given: bool,
    random: Random,
    left: usize,
}

impl<'o> Source<'o> {
    fn new(options: &'o Options) -> anyhow::Result<Source<'o>> {
        let given = match (&options.schemas, &options.cases) {
            (Some(path), _) => {
                Some(seeds::parts(&std::fs::read_to_string(path)?).map(str::to_owned).collect())
            }
            (None, Some(path)) => Some(seeds::cases(Path::new(path))?),
            (None, None) => None,
        };
        let is_given = given.is_some();
        let seeds: Vec<String> = given.map_or_else(|| seeds::read(options), Ok)?;
        let left = if is_given { seeds.len() } else { options.count };
        Ok(Source { options, seeds, is_given, random: Random::new(options.seed), left })
    }

    /// The next few schemas, none at the end.
    fn next(&mut self, most: usize) -> Vec<String> {
        let size = most.min(self.left);
        self.left -= size;
        if self.is_given {
            let rest = self.seeds.split_off(size);
            return std::mem::replace(&mut self.seeds, rest);
        }
        let one = |_| {
            let (provider, version) = (self.options.provider, self.options.version);
            if self.options.generate {
                return generate::generate(provider, version, &mut self.random);
            }
            if self.random.below(3) == 0 {
                let seed = generate::generate(provider, version, &mut self.random);
                return mutate::mutate(&seed, provider, &mut self.random);
            }
            let seed = &self.seeds[self.random.below(self.seeds.len())];
            mutate::mutate(seed, provider, &mut self.random)
        };
        (0..size).map(one).collect()
    }
}
