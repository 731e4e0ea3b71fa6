//! Random changes of random schemas.

use std::collections::BTreeMap;

use model::catalog::Provider;
use model::project::PrismaVersion;

use crate::{files, generate, mutate};
use support::random::Random;

/// A schema, and the same after a change.
pub fn change(provider: Provider, random: &mut Random) -> (String, String) {
    let version = PrismaVersion::default();
    // In one file: the order of files has tests of its own.
    let make = |random: &mut Random| {
        let text = generate::generate(provider, version, random);
        files::split(&text).iter().map(|part| part.text).collect::<String>()
    };
    let from = make(random);
    let to = match random.below(4) {
        0 => make(random),
        1 => mutate::mutate(&from, provider, random),
        _ => crossed(&from, &make(random), random),
    };
    (from, to)
}

/// The blocks of the one schema, some of them as the other has them.
fn crossed(from: &str, other: &str, random: &mut Random) -> String {
    let head = |block: &str| block.lines().next().unwrap_or_default().to_owned();
    let others: BTreeMap<String, String> = blocks(other).map(|block| (head(&block), block)).collect();
    let chosen = blocks(from).map(|block| match others.get(&head(&block)) {
        Some(theirs) if random.below(2) == 0 => theirs.clone(),
        _ => block,
    });
    chosen.collect::<Vec<_>>().join("\n")
}

/// The blocks of a schema, each from its head to its closing brace.
fn blocks(text: &str) -> impl Iterator<Item = String> {
    text.split_inclusive("\n}").map(|block| block.trim_start().to_owned()).filter(|block| !block.is_empty())
}
