//! Puts the list of a file's diagnostics together from what is kept of each.

use std::sync::OnceLock;

use serde::Serialize;
use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

use crate::lsp::diagnostics::convert::Scope;
use crate::lsp::diagnostics::list::DiagnosticList;
use base::text::Position;
use base::{FileId, ItemId, Level, Origin, Place};

/// A diagnostic but for its place in the file.
#[derive(Debug)]
pub(super) struct CachedDiagnostic {
    pub(super) level: Level,
    /// Where it begins and ends, as if the item began at the beginning of the file.
    pub(super) start: Position,
    pub(super) end: Position,
    /// The members behind the places, as JSON, and the closing brace.
    pub(super) body: Box<[u8]>,
    pub(super) related: Box<[CachedRelated]>,
}

/// A related place, which is in any item of the schema and moves with it.
#[derive(Debug)]
pub(super) struct CachedRelated {
    pub(super) place: Place,
    /// The message as JSON.
    pub(super) message: Box<[u8]>,
}

/// Where the items of a schema begin, as lines and columns, and what the client calls their files. Each file is read once, when it
/// is first asked of.
pub(super) struct ItemStarts<'s> {
    scope: &'s Scope<'s>,
    files: Vec<FileStarts>,
}

/// What is known of a file so far.
#[derive(Default)]
struct FileStarts {
    starts: OnceLock<Vec<Position>>,
    /// Its URI as JSON; `None` where the client has no name for it.
    uri: OnceLock<Option<Vec<u8>>>,
}

impl<'s> ItemStarts<'s> {
    pub(super) fn new(scope: &'s Scope<'s>) -> ItemStarts<'s> {
        ItemStarts { scope, files: scope.schema.files().iter().map(|_| FileStarts::default()).collect() }
    }

    /// Where the item begins.
    pub(super) fn of(&self, id: ItemId) -> Position {
        let (file, block) = self.scope.schema.position(id);
        let Some(known) = self.files.get(file.0 as usize) else { return Position::default() };
        known.starts.get_or_init(|| self.read(file)).get(block as usize).copied().unwrap_or_default()
    }

    fn read(&self, file: FileId) -> Vec<Position> {
        let Some(file) = self.scope.schema.file(file) else { return Vec::new() };
        file.content.source().block_positions(self.scope.session.encoding)
    }

    /// The URI of the file of a place as JSON, and where the place begins and ends.
    fn locate(&self, place: Place) -> Option<(&[u8], Position, Position)> {
        let (schema, encoding) = (self.scope.schema, self.scope.session.encoding);
        let (file, span) = schema.locate(place);
        let uri = || Some(json(&(self.scope.uri_of)(file)?));
        let uri = self.files.get(file.0 as usize)?.uri.get_or_init(uri).as_deref()?;
        let source = schema.file(file)?.content.source().source();
        let start =
            source.position_after(schema.start(place.item), self.of(place.item), span.start, encoding);
        Some((uri, start, source.position_after(span.start, start, span.end, encoding)))
    }
}

/// A list that is being written.
pub(super) struct ListWriter<'s> {
    starts: &'s ItemStarts<'s>,
    text: Vec<u8>,
    count: usize,
}

impl ListWriter<'_> {
    /// A list that is going to be about this long, in bytes: there is room for a few more diagnostics.
    pub(super) fn new<'s>(starts: &'s ItemStarts<'s>, size: usize) -> ListWriter<'s> {
        let mut text = Vec::with_capacity(size.saturating_add(1024));
        text.push(b'[');
        ListWriter { starts, text, count: 0 }
    }

    /// Adds a diagnostic of an item that begins at `start`.
    pub(super) fn write(&mut self, diagnostic: &CachedDiagnostic, start: Position) {
        if self.count > 0 {
            self.text.push(b',');
        }
        self.count += 1;
        let moved = |at: Position| Position {
            line: start.line.saturating_add(at.line),
            column: if at.line == 0 { start.column.saturating_add(at.column) } else { at.column },
        };
        self.text.extend_from_slice(b"{\"range\":");
        self.write_range(moved(diagnostic.start), moved(diagnostic.end));
        self.write_related(&diagnostic.related);
        self.text.push(b',');
        self.text.extend_from_slice(&diagnostic.body);
    }

    fn write_related(&mut self, related: &[CachedRelated]) {
        let mut is_first = true;
        for one in related {
            let Some((uri, start, end)) = self.starts.locate(one.place) else { continue };
            let opening: &[u8] = if is_first { b",\"relatedInformation\":[" } else { b"," };
            is_first = false;
            for part in [opening, b"{\"location\":{\"uri\":", uri, b",\"range\":"] {
                self.text.extend_from_slice(part);
            }
            self.write_range(start, end);
            self.text.extend_from_slice(b"},\"message\":");
            self.text.extend_from_slice(&one.message);
            self.text.push(b'}');
        }
        if !is_first {
            self.text.push(b']');
        }
    }

    /// Adds the information that the list leaves out so many because it holds at most `most`.
    pub(super) fn write_left_out(&mut self, left_out: usize, most: usize) {
        if self.count > 0 {
            self.text.push(b',');
        }
        self.count += 1;
        self.text.extend_from_slice(&json(&left_out_note(left_out, most)));
    }

    /// The list.
    pub(super) fn finish(mut self) -> DiagnosticList {
        self.text.push(b']');
        DiagnosticList::of_json(self.text, self.count)
    }

    fn write_range(&mut self, start: Position, end: Position) {
        let names: [&[u8]; 2] = [b"{\"start\":{\"line\":", b",\"end\":{\"line\":"];
        for (name, position) in names.into_iter().zip([start, end]) {
            self.text.extend_from_slice(name);
            self.write_number(position.line);
            self.text.extend_from_slice(b",\"character\":");
            self.write_number(position.column);
            self.text.push(b'}');
        }
        self.text.push(b'}');
    }

    fn write_number(&mut self, number: u32) {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.text, &number);
    }
}

/// The information that a list leaves out so many because it holds at most `most`.
pub(super) fn left_out_note(left_out: usize, most: usize) -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String("too-many-findings".to_owned())),
        source: Some(Origin::PrismaLens.name().to_owned()),
        message: format!(
            "{left_out} more findings in this file are not shown: the limit is {most}, the most severe first. \
             The command line lists all of them."
        ),
        ..Diagnostic::default()
    }
}

/// The information that a file has so many findings, which find no room because all files together have more than `most`.
pub(super) fn file_left_out_note(count: usize, most: usize) -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String("too-many-findings".to_owned())),
        source: Some(Origin::PrismaLens.name().to_owned()),
        message: format!(
            "{count} findings in this file are not shown: all files have more than {most}. \
             Open the file to see them; the command line lists all of them."
        ),
        ..Diagnostic::default()
    }
}

/// The value as JSON.
pub(super) fn json(value: &(impl Serialize + ?Sized)) -> Vec<u8> {
    // Nothing that is sent could fail to be written.
    serde_json::to_vec(value).unwrap_or_default()
}
