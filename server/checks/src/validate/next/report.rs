//! Collects what is found, by file.

use rustc_hash::FxHashSet;

use crate::validate::code::Code;
use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, Finding, Fix, Level, Origin, Place};
use model::schema::Schema;

pub(super) struct Report<'s> {
    schema: &'s Schema,
    found: Vec<Finding>,
    known: FxHashSet<(FileId, u32, u32, &'static str, String)>,
    /// How many errors were reported, also those that were reported before.
    pub(super) count: usize,
    /// The index of what was reported last, unless it was known before.
    last: Option<usize>,
    /// How many of them are about reading rather than about what was read.
    read: usize,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) file: FileId,
    pub(super) span: Span,
}

impl<'s> Report<'s> {
    pub(super) fn new(schema: &'s Schema) -> Report<'s> {
        Report { schema, found: Vec::new(), known: FxHashSet::default(), count: 0, last: None, read: 0 }
    }

    /// Reports an error. One that is already known is not reported again.
    pub(super) fn error(&mut self, code: &'static Code, at: At, message: impl Into<String>) {
        self.count += 1;
        self.last = None;
        let message = message.into();
        if let Some(place) = self.place(at)
            && self.known.insert((at.file, at.span.start, at.span.end, code.metadata.code, message.clone()))
        {
            let code = code.metadata.code;
            self.last = Some(self.found.len());
            self.found.push(Finding::new(Origin::Prisma, code, Level::Error, place, message));
        }
    }

    /// Reports a warning. One that is already known is not reported again.
    pub(super) fn warning(&mut self, code: &'static Code, at: At, message: impl Into<String>) {
        self.last = None;
        let message = message.into();
        if let Some(place) = self.place(at)
            && self.known.insert((at.file, at.span.start, at.span.end, code.metadata.code, message.clone()))
        {
            let code = code.metadata.code;
            self.last = Some(self.found.len());
            self.found.push(Finding::new(Origin::Prisma, code, Level::Warning, place, message));
        }
    }

    /// Adds a fix to what was reported last: these edits of its file.
    pub(super) fn fix(&mut self, title: impl Into<String>, file: FileId, edits: Vec<TextEdit>) {
        if let Some(finding) = self.last.and_then(|last| self.found.get_mut(last)) {
            let edits = edits.into_iter().map(|edit| FileEdit { file, edit }).collect();
            finding.fixes.push(Fix::choice(title, edits));
        }
    }

    /// Offers to remove the attribute that was reported last.
    pub(super) fn remove(&mut self, at: At, text: &str) {
        let attribute = at.span.of(text);
        let name = attribute.split('(').next().unwrap_or(attribute).trim_end();
        self.fix(format!("Remove `{name}`"), at.file, vec![TextEdit::delete(with_space(at.span, text))]);
    }

    /// Everything so far is about reading the text, and the table of names.
    pub(super) fn end_of_reading(&mut self) {
        self.read = self.count;
    }

    /// Whether something was found in what was read.
    pub(super) fn has_meaning_errors(&self) -> bool {
        self.count > self.read
    }

    fn place(&self, at: At) -> Option<Place> {
        let (item, start) = self.schema.item_at(at.file, at.span.start)?;
        Some(Place::new(item, Span::new(start, start + at.span.len())))
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.found
    }
}

/// A span with the white space before it; with its whole line, if it is alone there.
pub(super) fn with_space(span: Span, text: &str) -> Span {
    let before = text.get(..span.start as usize).unwrap_or("");
    let spaces = before.len() - before.trim_end_matches([' ', '\t']).len();
    let start = span.start.saturating_sub(u32::try_from(spaces).unwrap_or(0));
    let rest = text.get(span.end as usize..).unwrap_or("");
    let line_end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let is_alone =
        before.get(..start as usize).is_none_or(|before| before.is_empty() || before.ends_with('\n'))
            && rest.get(..line_end).is_some_and(|rest| rest.trim().is_empty());
    let end = if is_alone { span.end + u32::try_from(line_end).unwrap_or(0) } else { span.end };
    Span::new(start, end)
}
