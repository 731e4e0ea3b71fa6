//! Where two verdicts differ.

use std::fmt;
use std::sync::Arc;

use base::text::Span;
use base::{Finding, Level};
use checks::validate;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

use crate::files;
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
    /// In a schema that the reference refuses as well we report an error, with this code, where it sees none.
    Extra(&'static str),
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Disagreement::Alarm(code) => write!(f, "refused by us alone: {code}"),
            Disagreement::Missed(words) => write!(f, "said by the reference alone: {words}"),
            Disagreement::Warned(code) => write!(f, "warned of by us alone: {code}"),
            Disagreement::Extra(code) => write!(f, "further error of ours: {code}"),
        }
    }
}

/// What we say of a text.
pub struct Ours {
    /// The schema.
    pub schema: Schema,
    /// What is found.
    pub found: Vec<Finding>,
    /// How each finding is graded, its code, and where it stands in the text.
    pub marks: Vec<(Level, &'static str, Span)>,
}

impl Ours {
    /// Validates a text of one or more files.
    pub fn of(text: &str, version: PrismaVersion, wants_fixes: bool) -> Ours {
        let parts = files::split(text);
        let files = parts.iter().map(|part| (Arc::from(&*part.name), Arc::new(SchemaFile::new(part.text))));
        let schema = Schema::new(files.collect(), version);
        let found = validate::check(&schema, wants_fixes);
        let marks = found.iter().map(|finding| {
            let (file, span) = schema.locate_anchor(&finding.anchor).unwrap();
            let name = schema.file(file).map_or("", |file| &file.name);
            let start = parts.iter().find(|part| part.name == name).map_or(0, |part| part.start);
            (finding.level, finding.code, span.shifted(start))
        });
        Ours { marks: marks.collect(), schema, found }
    }
}

/// Where the reference and we differ.
pub fn compare(text: &str, theirs: &[Said], ours: &Ours, wants_extra: bool) -> Vec<Disagreement> {
    let theirs = &in_bytes(text, theirs);
    let mut all = Vec::new();
    let of_level = |level: Level| ours.marks.iter().filter(move |(it, ..)| *it == level);
    if theirs.iter().all(|said| said.warning) {
        all.extend(of_level(Level::Error).map(|(_, code, _)| Disagreement::Alarm(code)));
        for (_, code, span) in of_level(Level::Warning) {
            if !theirs.iter().any(|said| overlaps(*span, said)) {
                all.push(Disagreement::Warned(code));
            }
        }
    } else if wants_extra {
        let is_extra = |span: Span| !theirs.iter().any(|said| !said.warning && overlaps(span, said));
        let extra = of_level(Level::Error).filter(|(_, _, span)| is_extra(*span));
        all.extend(extra.map(|(_, code, _)| Disagreement::Extra(code)));
    }
    for said in theirs {
        let level = if said.warning { Level::Warning } else { Level::Error };
        if !of_level(level).any(|(_, _, span)| overlaps(*span, said)) {
            all.push(Disagreement::Missed(without_names(&said.text)));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The reference counts in UTF-16 units of a file, this in bytes of the whole text.
fn in_bytes(text: &str, theirs: &[Said]) -> Vec<Said> {
    let parts = files::split(text);
    let convert = |said: &Said| {
        let part = parts.iter().find(|part| part.name == said.file)?;
        let byte = |unit: u32| {
            let mut units = 0;
            let found = part.text.char_indices().find(|(_, char)| {
                let here = units;
                units += char.len_utf16();
                here >= unit as usize
            });
            part.start + found.map_or(part.text.len(), |(byte, _)| byte) as u32
        };
        Some(Said { start: byte(said.start), end: byte(said.end), ..said.clone() })
    };
    theirs.iter().filter_map(convert).collect()
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
    // What follows these words are names without quotes.
    for words in ["unknown fields:", "in this model:", "in the related model:", "relation fields:"] {
        if let Some(at) = plain.find(words) {
            plain.truncate(at + words.len());
        }
    }
    plain.chars().take(180).collect()
}
