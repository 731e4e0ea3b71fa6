//! Where two verdicts differ.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use prisma_lens::project::{Level, PrismaVersion};
use prisma_lens::schema::{Schema, SchemaFile};
use prisma_lens::text::Span;
use prisma_lens::validate;
use serde::Deserialize;

use crate::reference::Said;

/// A kind of disagreement: all that show the same mistake are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disagreement {
    /// We refuse what the reference accepts, with this code.
    Alarm(&'static str),
    /// The reference says something at a place where we say nothing. Names are left out of its words.
    Missed(String),
    /// We warn of what the reference does not mind, with this code.
    Warned(&'static str),
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Disagreement::Alarm(code) => write!(f, "refused by us alone: {code}"),
            Disagreement::Missed(words) => write!(f, "said by the reference alone: {words}"),
            Disagreement::Warned(code) => write!(f, "warned of by us alone: {code}"),
        }
    }
}

/// A disagreement that is meant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explained {
    /// Our code, where it is we who say more.
    code: Option<String>,
    /// A part of the reference's words, where it is the reference.
    words: Option<String>,
    /// A code of ours in spite of which we leave other things unsaid, or say them of other places.
    with: Option<String>,
    /// The major version for which it holds; all where it is left out.
    prisma: Option<u64>,
    /// Why we stay with it. Kept beside the case for its readers.
    #[serde(rename = "why")]
    _why: String,
}

impl Explained {
    /// Whether it is about a disagreement.
    pub fn covers(&self, disagreement: &Disagreement, codes: &[&str], version: PrismaVersion) -> bool {
        let by_words = |text: &str| self.words.as_ref().is_some_and(|words| text.contains(words.as_str()));
        let holds = self.prisma.is_none_or(|major| major == version.major)
            && self.with.as_ref().is_none_or(|with| codes.contains(&with.as_str()));
        let is_general = self.words.is_none() && self.code.is_none();
        holds
            && match disagreement {
                _ if is_general => true,
                Disagreement::Missed(text) => by_words(text),
                Disagreement::Alarm(code) | Disagreement::Warned(code) => {
                    self.code.as_ref().is_some_and(|it| it == code)
                }
            }
    }
}

/// The list of meant disagreements.
pub fn explained() -> anyhow::Result<Vec<Explained>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/explained.json");
    serde_json::from_str(&std::fs::read_to_string(path)?).context("tests/fuzz/explained.json")
}

/// What the reference says of a schema against what we say.
///
/// With it come the codes of all that we say.
pub fn compare(
    text: &str,
    theirs: &[Said],
    version: PrismaVersion,
) -> (Vec<Disagreement>, Vec<&'static str>) {
    let files = vec![(Arc::from("schema.prisma"), Arc::new(SchemaFile::new(text)))];
    let schema = Schema::new(files, version);
    let found = validate::check(&schema, false);
    let ours: Vec<(Level, &'static str, Span)> =
        found.iter().map(|it| (it.level, it.code, schema.locate(it.place).1)).collect();
    let theirs = &in_bytes(text, theirs);
    let mut all = Vec::new();
    let errors = |level: Level| ours.iter().filter(move |(it, ..)| *it == level);
    if theirs.iter().all(|said| said.warning) {
        all.extend(errors(Level::Error).map(|(_, code, _)| Disagreement::Alarm(code)));
        for (_, code, span) in errors(Level::Warning) {
            if !theirs.iter().any(|said| overlaps(*span, said)) {
                all.push(Disagreement::Warned(code));
            }
        }
    }
    for said in theirs {
        let level = if said.warning { Level::Warning } else { Level::Error };
        if !errors(level).any(|(_, _, span)| overlaps(*span, said)) {
            all.push(Disagreement::Missed(without_names(&said.text)));
        }
    }
    all.sort();
    all.dedup();
    (all, ours.iter().map(|(_, code, _)| *code).collect())
}

/// The reference counts in UTF-16 units.
fn in_bytes(text: &str, theirs: &[Said]) -> Vec<Said> {
    let byte = |unit: u32| {
        let mut units = 0;
        let found = text.char_indices().find(|(_, char)| {
            let here = units;
            units += char.len_utf16();
            here >= unit as usize
        });
        found.map_or(text.len(), |(byte, _)| byte) as u32
    };
    theirs.iter().map(|said| Said { start: byte(said.start), end: byte(said.end), ..said.clone() }).collect()
}

fn overlaps(span: Span, said: &Said) -> bool {
    let end = said.end.max(said.start + 1);
    span.start < end && said.start < span.end.max(span.start + 1)
}

/// A message with what stands in quotes left out, so that it is the same for every schema.
fn without_names(message: &str) -> String {
    let mut plain = String::new();
    let mut quote = None;
    for char in message.chars() {
        match quote {
            Some(open) if char == open => {
                quote = None;
                plain.push('_');
            }
            Some(_) => {}
            None if matches!(char, '"' | '`') => quote = Some(char),
            None => plain.push(if char.is_control() { ' ' } else { char }),
        }
    }
    plain.chars().take(180).collect()
}
