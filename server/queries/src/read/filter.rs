//! Which files are worth parsing.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use memchr::memmem;

/// Words that hardly anything but Prisma's client has.
const WORDS: [&str; 14] = [
    "findUnique",
    "findFirst",
    "findMany",
    "$queryRaw",
    "$executeRaw",
    "$transaction",
    "$extends",
    "$runCommandRaw",
    "PrismaClient",
    "createMany",
    "updateMany",
    "deleteMany",
    "aggregateRaw",
    "Prisma.",
];

/// Methods of a model that other things have too.
const METHODS: [&str; 7] = ["create", "update", "delete", "upsert", "count", "aggregate", "groupBy"];

/// Leftmost matches, which vector instructions can look for.
fn searcher(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostFirst).build(words).ok()
}

fn words() -> Option<&'static AhoCorasick> {
    static WORDS_SEARCHER: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    WORDS_SEARCHER.get_or_init(|| searcher(&WORDS)).as_ref()
}

fn methods() -> Option<&'static AhoCorasick> {
    static METHODS_SEARCHER: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    METHODS_SEARCHER.get_or_init(|| searcher(&METHODS)).as_ref()
}

/// Whether the text of a file may hold calls of Prisma Client, raw SQL or clients. It never says no where
/// [`read`](crate::read::read) finds a call; files that only hand on what other modules export are not among them.
pub fn may_have_queries(text: &str) -> bool {
    let (Some(words), Some(methods)) = (words(), methods()) else { return true };
    if words.is_match(text) {
        return true;
    }
    let mut names_prisma = None;
    for found in methods.find_iter(text) {
        let (before, after) = (text.get(..found.start()), text.get(found.end()..));
        let (Some(before), Some(after)) = (before, after) else { continue };
        if !is_called(after) {
            continue;
        }
        match members_before(before) {
            0 => {}
            1 => {
                // `users.create()`, where `users` is a model of a client.
                let names_it = || memmem::find(text.as_bytes(), b"risma").is_some();
                if *names_prisma.get_or_insert_with(names_it) {
                    return true;
                }
            }
            _ => return true,
        }
    }
    false
}

/// Whether a name is called: `(`, `?.(`, or type arguments.
fn is_called(after: &str) -> bool {
    let after = after.trim_start();
    after.starts_with(['(', '<', '!', '/']) || after.starts_with("?.")
}

/// How many members a name is of, two for any number above one: 1 for `a.`, 2 for `a.b.` and `f().b.`, 0 for none.
fn members_before(before: &str) -> u32 {
    let Some(before) = before.trim_end().strip_suffix('.') else { return 0 };
    let before = before.trim_end_matches(['?', '!']).trim_end().trim_end_matches(['?', '!']);
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let rest = before.trim_end_matches(is_part);
    if rest.len() == before.len() {
        // What is called, indexed, cast or commented is not looked into.
        return if before.is_empty() { 0 } else { 2 };
    }
    if rest.trim_end().ends_with(['.', '/']) { 2 } else { 1 }
}
