//! Edits that leave formatted blocks formatted.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::Analysis;
use base::text::{Span, TextEdit, apply_edits, difference};
use base::{FileEdit, FileId, Finding, Fix, cancel};
use syntax::format::{self, Options};
use syntax::{Nesting, SourceFile};

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

/// Completes the edits of all fixes of these findings, so that each block that is formatted stays so.
pub fn format_fixes(analysis: &Analysis, findings: &mut [Finding]) {
    complete(analysis, findings.iter_mut());
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
        let frame = Frame::of(source, section);
        let formatting = |text: &str| frame.formatting(text, options);
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

/// What blocks lack to be formatted alone: the head or the end of the namespace around them.
struct Frame {
    before: &'static str,
    after: &'static str,
}

impl Frame {
    /// The frame of the blocks in a section of a file.
    fn of(source: &SourceFile, section: Span) -> Frame {
        let nesting = |offset: u32| Some(source.blocks().get(source.block_at(offset)?)?.nesting());
        let has_no_head = matches!(nesting(section.start), Some(Nesting::Member(_) | Nesting::Tail));
        let last = section.end.saturating_sub(1).max(section.start);
        let has_no_tail = matches!(nesting(last), Some(Nesting::Member(_) | Nesting::Head));
        Frame {
            before: if has_no_head { "namespace n {\n" } else { "" },
            after: if has_no_tail { "\n}\n" } else { "" },
        }
    }

    /// The edits that format a text in the frame.
    fn formatting(&self, text: &str, options: &Options) -> Vec<TextEdit> {
        if self.before.is_empty() && self.after.is_empty() {
            return inner(text, format::format(text, options));
        }
        let framed = format!("{}{text}{}", self.before, self.after);
        let start = Span::from(0..self.before.len()).end;
        let end = start + Span::from(0..text.len()).end;
        let inside = format::format(&framed, options)
            .into_iter()
            .filter(|edit| edit.span.start >= start && edit.span.end <= end);
        let edits = inside
            .map(|edit| TextEdit { span: Span::new(edit.span.start - start, edit.span.end - start), ..edit });
        inner(text, edits.collect())
    }
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
        let (old_file, old_index) = before.schema.position(id);
        let Some(file) = before.schema.file(old_file) else { continue };
        let source = file.content.source();
        let frame = Frame::of(source, source.block_span(old_index as usize));
        if frame.formatting(&old, &before.format).is_empty() {
            let start = after.schema.start(id);
            let inside = new.len() - new.trim_start().len();
            spans.push(Span::from(inside..inside + new.trim().len()).shifted(start));
        }
    }
    spans
}
