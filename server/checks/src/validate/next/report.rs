//! Collects what is found, by file.

use rustc_hash::FxHashSet;

use crate::validate::code::Code;
use base::text::Span;
use base::{FileId, Finding, Level, Origin, Place};
use model::schema::Schema;

pub(super) struct Report<'s> {
    schema: &'s Schema,
    found: Vec<Finding>,
    known: FxHashSet<(FileId, u32, u32, &'static str, String)>,
    /// How many errors were reported, also those that were reported before.
    pub(super) count: usize,
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
        Report { schema, found: Vec::new(), known: FxHashSet::default(), count: 0, read: 0 }
    }

    /// Reports an error. One that is already known is not reported again.
    pub(super) fn error(&mut self, code: &'static Code, at: At, message: impl Into<String>) {
        self.count += 1;
        let message = message.into();
        if let Some(place) = self.place(at)
            && self.known.insert((at.file, at.span.start, at.span.end, code.metadata.code, message.clone()))
        {
            let code = code.metadata.code;
            self.found.push(Finding::new(Origin::Prisma, code, Level::Error, place, message));
        }
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
