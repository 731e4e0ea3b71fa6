//! Edits that leave formatted blocks formatted.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::Analysis;
use base::text::{Span, TextEdit, apply_edits, difference};
use base::{FileEdit, FileId, Finding, Fix, cancel};
use syntax::SourceFile;
use syntax::format::{self, Options};

/// Completes the edits of all fixes, so that each block that is formatted stays so.
pub(crate) fn complete<'f>(analysis: &Analysis, findings: impl Iterator<Item = &'f mut Finding>) {
    let fixes = findings.flat_map(|finding| &mut finding.fixes).filter(|fix| !fix.edits.is_empty());
    let mut fixes: Vec<&mut Fix> = fixes.collect();
    let cancel = cancel::current();
    fixes.par_iter_mut().with_min_len(16).for_each(|fix| {
        cancel.check();
        fix.edits = formatted_edits(analysis, &fix.edits);
    });
}

/// Edits with the same effect that also format the blocks that they change, if these are formatted before.
pub fn formatted_edits(analysis: &Analysis, edits: &[FileEdit]) -> Vec<FileEdit> {
    let mut by_file: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for FileEdit { file, edit } in edits {
        by_file.entry(*file).or_default().push(edit.clone());
    }
    let mut all = Vec::new();
    for (file, edits) in by_file {
        let Some(content) = analysis.schema.file(file).map(|file| &file.content) else { continue };
        let edits = of_file(content.source(), edits, &analysis.format);
        all.extend(edits.into_iter().map(|edit| FileEdit { file, edit }));
    }
    all
}

fn of_file(source: &SourceFile, edits: Vec<TextEdit>, options: &Options) -> Vec<TextEdit> {
    let mut all = Vec::new();
    for (section, edits) in sections(source, edits) {
        let before = source.source().slice(section).into_owned();
        let inside: Vec<TextEdit> = edits
            .iter()
            .map(|edit| {
                TextEdit::replace(
                    Span::new(edit.span.start - section.start, edit.span.end - section.start),
                    edit.text.as_str(),
                )
            })
            .collect();
        let formatting = |text: &str| inner(text, format::format(text, options));
        if !formatting(&before).is_empty() {
            all.extend(edits);
            continue;
        }
        let after = apply_edits(&before, &inside);
        let formatting = formatting(&after);
        if formatting.is_empty() {
            all.extend(edits);
            continue;
        }
        let difference = difference(&before, &apply_edits(&after, &formatting));
        all.extend(
            difference.into_iter().map(|edit| TextEdit { span: edit.span.shifted(section.start), ..edit }),
        );
    }
    all
}

/// The parts of a file, each of whole blocks, that edits touch.
fn sections(source: &SourceFile, mut edits: Vec<TextEdit>) -> Vec<(Span, Vec<TextEdit>)> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let block = |offset: u32| {
        source.block_at(offset).map_or_else(|| Span::at(offset), |index| source.block_span(index))
    };
    let mut sections: Vec<(Span, Vec<TextEdit>)> = Vec::new();
    for edit in edits {
        let (first, last) = (block(edit.span.start), block(edit.span.end));
        let span = Span::new(first.start.min(edit.span.start), last.end.max(edit.span.end));
        match sections.last_mut() {
            Some((section, edits)) if span.start < section.end || section.start == span.start => {
                *section = Span::new(section.start, section.end.max(span.end));
                edits.push(edit);
            }
            _ => sections.push((span, vec![edit])),
        }
    }
    sections
}

/// The edits of the formatter between the first and the last text, without the space around: that of a section depends
/// on what stands beside it.
fn inner(text: &str, mut edits: Vec<TextEdit>) -> Vec<TextEdit> {
    let start = text.len() - text.trim_start().len();
    let inside = Span::from(start..start + text.trim().len());
    edits.retain(|edit| inside.encloses(edit.span) && edit.span.start > inside.start);
    edits
}

/// A schema after fixes, with the blocks formatted that were formatted before and have changed.
pub(crate) fn format_changed(before: &Analysis, after: Analysis) -> Analysis {
    let mut edits = Vec::new();
    for (file, old) in (0..).map(FileId).zip(before.schema.files()) {
        let Some(new) = after.schema.file(file) else { continue };
        let (old, new) = (old.content.source(), new.content.source());
        if old.source() == new.source() {
            continue;
        }
        let text = new.source().to_string();
        let formatting = format::format(&text, &after.format);
        if formatting.is_empty() {
            continue;
        }
        let is_formatted = format::format(&old.source().to_string(), &before.format).is_empty();
        let spans = if is_formatted { Vec::new() } else { changed_spans(before, &after, file) };
        let mut spans = spans.into_iter().peekable();
        for edit in formatting {
            while spans.next_if(|span| span.end < edit.span.start).is_some() {}
            // What is before a block depends on its neighbour.
            let is_inside = |span: &Span| span.encloses(edit.span) && edit.span.start > span.start;
            if is_formatted || spans.peek().is_some_and(is_inside) {
                edits.push(FileEdit { file, edit });
            }
        }
    }
    if edits.is_empty() { after } else { after.edited(&edits) }
}

/// The blocks of a file that have changed and were formatted before.
fn changed_spans(before: &Analysis, after: &Analysis, file: FileId) -> Vec<Span> {
    let mut spans = Vec::new();
    for (id, _) in after.schema.items_of(file) {
        let (old, new) = (before.schema.item(id).map(|_| before.schema.text(id)), after.schema.text(id));
        let Some(old) = old.filter(|old| *old != new) else { continue };
        if inner(&old, format::format(&old, &before.format)).is_empty() {
            let start = after.schema.start(id);
            let inside = new.len() - new.trim_start().len();
            spans.push(Span::from(inside..inside + new.trim().len()).shifted(start));
        }
    }
    spans
}
