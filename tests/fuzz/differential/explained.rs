//! Disagreements that are meant.

use anyhow::Context;
use base::text::Span;
use model::project::PrismaVersion;
use serde::Deserialize;

use crate::compare::{Disagreement, Ours, compare};
use crate::files;
use crate::options::Options;
use crate::reference::Reference;

/// How often a text is mended: one mistake may hide another of the same kind.
const ROUNDS: usize = 4;

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
    /// How what we report as `with` is mended. The entry is about what is no longer disagreed on afterwards.
    mend: Option<Mend>,
    /// What the line of `with` holds from there on, where the mend is for such lines only.
    line: Option<String>,
    /// The major version for which it holds; all where it is left out.
    prisma: Option<u64>,
    /// Why we stay with it. Kept beside the case for its readers.
    #[serde(rename = "why")]
    _why: String,
}

/// How a mistake is mended.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mend {
    /// By our own first fix.
    Fix,
    /// By putting this into its place.
    Replace(String),
}

/// The list of meant disagreements.
pub fn read() -> anyhow::Result<Vec<Explained>> {
    let path = support::root().join("tests/fuzz/explained.json");
    serde_json::from_str(&std::fs::read_to_string(path)?).context("tests/fuzz/explained.json")
}

/// Those of the disagreements that no entry is about.
pub fn unexplained(
    list: &[Explained],
    text: &str,
    disagreements: Vec<Disagreement>,
    ours: &Ours,
    options: &Options,
    reference: &mut Reference,
) -> anyhow::Result<Vec<Disagreement>> {
    let mut left: Vec<Disagreement> = disagreements
        .into_iter()
        .filter(|it| !list.iter().any(|entry| entry.covers(it, ours, options.version)))
        .collect();
    if left.is_empty() {
        return Ok(left);
    }
    let Some(mended) = mended(list, text, options.version) else { return Ok(left) };
    let Some(Some(theirs)) = reference.lint(std::slice::from_ref(&mended))?.pop() else { return Ok(left) };
    let ours = Ours::of(&mended, options.version, false);
    let still = compare(&mended, &theirs, &ours, options.extra);
    let is_left = |it: &Disagreement| !list.iter().any(|entry| entry.covers(it, &ours, options.version));
    left.retain(|it| still.contains(it) && is_left(it));
    Ok(left)
}

impl Explained {
    fn covers(&self, disagreement: &Disagreement, ours: &Ours, version: PrismaVersion) -> bool {
        let is_there = |with: &String| ours.marks.iter().any(|(_, code, _)| code == with);
        self.mend.is_none()
            && self.holds(version)
            && self.with.as_ref().is_none_or(is_there)
            && match disagreement {
                Disagreement::Missed(text) => {
                    self.words.as_ref().is_some_and(|it| text.contains(it.as_str()))
                }
                Disagreement::Alarm(code) | Disagreement::Warned(code) | Disagreement::Extra(code) => {
                    self.code.as_ref().is_some_and(|it| it == code)
                }
            }
    }

    fn holds(&self, version: PrismaVersion) -> bool {
        self.prisma.is_none_or(|major| major == version.major)
    }
}

/// The text without the mistakes that the list knows how to mend; `None` where there are none.
fn mended(list: &[Explained], text: &str, version: PrismaVersion) -> Option<String> {
    let mut mended = text.to_owned();
    for _ in 0..ROUNDS {
        let ours = Ours::of(&mended, version, true);
        let mut edits: Vec<(Span, String)> = Vec::new();
        for (finding, (_, code, span)) in ours.found.iter().zip(&ours.marks) {
            let rest = mended[span.start as usize..].lines().next().unwrap_or("");
            let is_such = |part: &String| rest.contains(part.as_str());
            let entries = list.iter().filter(|it| {
                it.holds(version) && it.with.as_deref() == Some(code) && it.line.as_ref().is_none_or(is_such)
            });
            // What has no fix may have another mend.
            let usable = |mend: &&Mend| matches!(mend, Mend::Replace(_)) || !finding.fixes.is_empty();
            match entries.filter_map(|entry| entry.mend.as_ref()).find(usable) {
                Some(Mend::Replace(with)) => edits.push((*span, with.clone())),
                Some(Mend::Fix) => {
                    let parts = files::split(&mended);
                    for edit in finding.fixes.iter().take(1).flat_map(|fix| &fix.edits) {
                        let name = ours.schema.file(edit.file).map_or("", |file| &file.name);
                        let start = parts.iter().find(|part| part.name == name).map_or(0, |part| part.start);
                        edits.push((edit.edit.span.shifted(start), edit.edit.text.to_string()));
                    }
                }
                None => {}
            }
        }
        edits.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
        let mut before = u32::MAX;
        let mut changed = mended.clone();
        for (span, with) in edits {
            if span.end <= before {
                changed.replace_range(span.start as usize..span.end as usize, &with);
                before = span.start;
            }
        }
        if changed == mended {
            break;
        }
        mended = changed;
    }
    (mended != text).then_some(mended)
}
