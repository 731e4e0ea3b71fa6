//! In comments: suppression comments with their rules, and annotations of the checklist.

use crate::completion::context::CompletionContext;
use crate::completion::item::{Completion, CompletionKind};
use crate::hover::Topic;
use crate::registry;
use checks::frame::{Entry, Reach, SUPPRESSION_WORDS};
use checks::rules::DOCUMENTATION_MARKS;

/// The completions in the comment that starts at `start` of the line.
pub(super) fn offers(cx: CompletionContext<'_>, start: usize) -> Vec<Completion> {
    let cursor = cx.cursor;
    let comment = cursor.line.get(start..cursor.word.start as usize).unwrap_or("");
    if let Some(text) = comment.strip_prefix("///") {
        // An annotation starts a line, or follows other words.
        return if cursor.typed().starts_with('@') || text.trim().is_empty() { marks() } else { Vec::new() };
    }
    let text = comment.trim_start_matches('/').trim_start();
    if text.is_empty() {
        return SUPPRESSION_WORDS.iter().map(|(word, reach)| suppression(word, *reach)).collect();
    }
    let first = text.split(|next: char| next.is_whitespace()).next().unwrap_or("");
    let Some(rest) = text.strip_prefix(first).filter(|rest| !rest.contains(':')) else { return Vec::new() };
    if !SUPPRESSION_WORDS.iter().any(|(word, _)| *word == first) || rest.is_empty() {
        return Vec::new();
    }
    codes(rest)
}

fn suppression(word: &str, reach: Reach) -> Completion {
    let detail = match reach {
        Reach::Line => "suppress a rule on the next line",
        Reach::Block => "suppress a rule in this block",
        Reach::File => "suppress a rule in this file",
    };
    Completion::new(CompletionKind::Keyword, word).detail(detail).writing(format!("{word} "))
}

fn codes(written: &str) -> Vec<Completion> {
    let written: Vec<&str> = written.split(',').map(str::trim).collect();
    registry()
        .rules()
        .filter(|entry| !written.contains(&entry.metadata.code))
        .map(|Entry { topic, metadata }| {
            Completion::new(CompletionKind::Value, metadata.code)
                .detail(topic)
                .about(Topic::Rule(metadata.code.to_owned()))
        })
        .collect()
}

fn marks() -> Vec<Completion> {
    DOCUMENTATION_MARKS
        .iter()
        .map(|(mark, snippet, detail)| {
            Completion::new(CompletionKind::Value, *mark).detail(*detail).filling(*snippet)
        })
        .collect()
}
