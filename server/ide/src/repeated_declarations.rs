//! Fixes that would declare something a second time.
//!
//! What a block lacks may stand in it, in a line that cannot be read: adding it would bring a duplicate once that line is
//! corrected.

use crate::Analysis;
use base::text::{Span, TextEdit, apply_edits};
use base::{FileId, Finding, Fix, cancel};
use rustc_hash::{FxHashMap, FxHashSet};

/// Block attributes that a block has once, whatever their arguments.
const SINGLE: [&str; 4] = ["@@id", "@@map", "@@schema", "@@ignore"];

/// Removes fixes that add a field, a value, a key or a block attribute that a line of the block begins with already.
pub(crate) fn remove<'f>(analysis: &Analysis, findings: impl Iterator<Item = &'f mut Finding>) {
    let mut words = WordsOfBlocks::default();
    for finding in findings {
        cancel::check();
        let mut repeats = |fix: &Fix| {
            fix.edits.iter().any(|edit| repeats(analysis, &mut words, fix, edit.file, &edit.edit))
        };
        finding.fixes.retain(|fix| !repeats(fix));
    }
}

/// What the lines of a block declare, by its file and its place there: many fixes may be of one block.
type WordsOfBlocks = FxHashMap<(FileId, Span), FxHashSet<String>>;

/// Whether a line that an edit of the fix inserts into a block repeats one that stays there.
fn repeats(analysis: &Analysis, words: &mut WordsOfBlocks, fix: &Fix, file: FileId, edit: &TextEdit) -> bool {
    let is_lines = edit.span.is_empty() && edit.text.contains(['\n', '\r']) && !edit.text.contains('{');
    if !is_lines {
        return false;
    }
    let Some(content) = analysis.schema.file(file).map(|file| &file.content) else { return false };
    let source = content.source();
    // What is inserted at the end of a block belongs to it.
    let Some(index) = source.block_at(edit.span.start.saturating_sub(1)) else { return false };
    let block = source.block_span(index);
    let words = words
        .entry((file, block))
        .or_insert_with(|| declared(&source.source().slice(block)).map(str::to_owned).collect());
    // Nearly all fixes add what the block does not declare.
    if !declared(&edit.text).any(|word| words.contains(word)) {
        return false;
    }
    let before = source.source().slice(block);
    let inside = fix.edits.iter().filter(|it| it.file == file && block.encloses(it.edit.span));
    let inside: Vec<TextEdit> = inside
        .map(|it| {
            let span = Span::new(it.edit.span.start - block.start, it.edit.span.end - block.start);
            TextEdit::replace(span, it.edit.text.as_str())
        })
        .collect();
    let after = apply_edits(&before, &inside);
    let count = |text: &str, word: &str| declared(text).filter(|other| *other == word).count();
    declared(&edit.text).any(|word| count(&after, word) > count(&before, word).max(1))
}

/// What each line declares: its first word, or the whole of a block attribute that may stand there several times.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split(['\n', '\r']).map(str::trim);
    lines.filter_map(|line| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '.');
        let end = line.find(|c| !is_part(c)).unwrap_or(line.len());
        let word = line.get(..end).filter(|word| !word.is_empty())?;
        Some(if word.starts_with("@@") && !SINGLE.contains(&word) { line } else { word })
    })
}
