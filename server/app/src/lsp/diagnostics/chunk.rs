//! Some of the diagnostics of a file, as text.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tower_lsp::lsp_types::{Diagnostic, Range as Lines};

use crate::lsp::diagnostics::convert::{Said, Scope, located, related};
use crate::lsp::to_proto;
use base::text::Position;
use base::{Finding, ItemId, Place, Related};

/// The diagnostics of neighbouring items, written in JSON and parted by commas.
///
/// There is one copy of them, with the numbers of lines in it: where items have moved up or down, a new text is made of it
/// with other numbers.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    text: Arc<Vec<u8>>,
    parts: Vec<Part>,
    count: usize,
    hashes: OnceLock<Box<[u64]>>,
}

/// What is said of one item.
#[derive(Debug)]
pub(super) struct Part {
    /// The item.
    pub(super) item: ItemId,
    /// Where the items began, when this was written, in which the places lie that are told: first the item itself.
    pub(super) starts: Vec<(ItemId, Position)>,
    count: usize,
    /// Its text, in bytes of the chunk's.
    range: Range<usize>,
    gaps: Vec<Gap>,
}

/// The number of a line.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// Where it stands, in bytes from the part's beginning.
    at: u32,
    /// How many digits it has.
    digits: u8,
    /// The place in the part's list of the item in which the line is.
    item: u32,
    /// Which line of that item.
    line: u32,
}

impl Chunk {
    /// Diagnostics that are not about items.
    pub(super) fn of(items: &[Diagnostic]) -> Chunk {
        // A diagnostic can always be written as JSON.
        let mut text = serde_json::to_vec(items).unwrap_or_default();
        text.pop();
        let text: Vec<u8> = text.into_iter().skip(1).collect();
        let part = Part {
            item: ItemId(0),
            starts: Vec::new(),
            count: items.len(),
            range: 0..text.len(),
            gaps: Vec::new(),
        };
        Chunk { text: Arc::new(text), parts: vec![part], count: items.len(), hashes: OnceLock::new() }
    }

    /// The diagnostics, parted by commas.
    pub(super) fn text(&self) -> &Arc<Vec<u8>> {
        &self.text
    }

    /// How many diagnostics there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// What is said of each item, in order.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The texts of the items of which something is said.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().filter(|part| part.count > 0).map(|part| self.text_of(part))
    }

    /// A number for each of the texts. Worked out when it is first asked for.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        let hash = |text: &[u8]| {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            hasher.finish()
        };
        self.hashes.get_or_init(|| self.texts().map(hash).collect()).iter().copied()
    }

    fn text_of(&self, part: &Part) -> &[u8] {
        self.text.get(part.range.clone()).unwrap_or_default()
    }
}

/// A chunk that is being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: Vec<u8>,
    parts: Vec<Part>,
    count: usize,
}

impl Writer {
    /// How much is written, in bytes, and of how many items.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.text.len(), self.parts.len())
    }

    /// What was written since the last chunk.
    pub(super) fn take(&mut self) -> Chunk {
        let Writer { mut text, mut parts, count } = std::mem::take(self);
        // It is kept, and a text that grew has room for nearly as much again.
        text.shrink_to_fit();
        parts.shrink_to_fit();
        Chunk { text: Arc::new(text), parts, count, hashes: OnceLock::new() }
    }

    /// Writes again what was written of an item, with the numbers of the lines as they are now.
    pub(super) fn move_part(&mut self, chunk: &Chunk, part: &Part, start: impl Fn(ItemId) -> Position) {
        self.part(part.item, |writer, begin| {
            let starts: Vec<_> = part.starts.iter().map(|(id, _)| (*id, start(*id))).collect();
            let mut gaps = Vec::with_capacity(part.gaps.len());
            let text = chunk.text_of(part);
            if starts == part.starts {
                writer.text.extend_from_slice(text);
                gaps.extend(&part.gaps);
                return (starts, gaps, part.count);
            }
            let mut done = 0;
            for gap in &part.gaps {
                let at = gap.at as usize;
                writer.text.extend_from_slice(text.get(done..at).unwrap_or_default());
                let first = starts.get(gap.item as usize).map_or(0, |(_, start)| start.line);
                gaps.push(writer.line(begin, gap.item, first, gap.line));
                done = at + usize::from(gap.digits);
            }
            writer.text.extend_from_slice(text.get(done..).unwrap_or_default());
            (starts, gaps, part.count)
        });
    }

    /// Writes what is found in an item.
    pub(super) fn write_part<'f>(
        &mut self,
        scope: &Scope<'_>,
        uris: &[Option<Vec<u8>>],
        item: ItemId,
        found: impl ExactSizeIterator<Item = &'f Finding>,
        start: impl Fn(ItemId) -> Position,
    ) {
        self.part(item, |writer, begin| {
            let first = start(item);
            let starts = vec![(item, first)];
            // Most items have nothing said of them.
            if found.len() == 0 {
                return (starts, Vec::new(), 0);
            }
            let own = scope.schema.start(item);
            let count = found.len();
            let gaps = Vec::with_capacity(count * 2);
            let mut part = Growing { scope, uris, begin, starts, own, last: (own, first), gaps, start };
            for (at, finding) in found.enumerate() {
                if at > 0 {
                    writer.text.push(b',');
                }
                part.write(writer, finding);
            }
            part.gaps.shrink_to_fit();
            part.starts.shrink_to_fit();
            (part.starts, part.gaps, count)
        });
    }

    fn part(
        &mut self,
        item: ItemId,
        write: impl FnOnce(&mut Writer, usize) -> (Vec<(ItemId, Position)>, Vec<Gap>, usize),
    ) {
        let comma = self.text.len();
        if self.count > 0 {
            self.text.push(b',');
        }
        let begin = self.text.len();
        let (starts, gaps, count) = write(self, begin);
        if count == 0 {
            self.text.truncate(comma);
        }
        let range = begin.min(self.text.len())..self.text.len();
        self.count += count;
        self.parts.push(Part { item, starts, count, range, gaps });
    }

    /// Writes the number of a line.
    fn line(&mut self, begin: usize, item: u32, first: u32, line: u32) -> Gap {
        let before = self.text.len();
        self.decimal(first.saturating_add(line));
        let digits = u8::try_from(self.text.len() - before).unwrap_or(u8::MAX);
        Gap { at: u32::try_from(before - begin).unwrap_or(u32::MAX), digits, item, line }
    }

    fn decimal(&mut self, number: u32) {
        self.json(&number);
    }

    fn json(&mut self, value: &impl Serialize) {
        // What was half written would be no JSON; but nothing that is written here could fail to be.
        let _ = serde_json::to_writer(&mut self.text, value);
    }
}

/// A part that is being written.
struct Growing<'s, F> {
    scope: &'s Scope<'s>,
    /// How each file is called, as it stands in JSON.
    uris: &'s [Option<Vec<u8>>],
    begin: usize,
    starts: Vec<(ItemId, Position)>,
    /// The beginning of the item itself, in bytes of the file, and the place that was written last in it. Findings come in
    /// the order of their places, and counting on from the last one costs least.
    own: u32,
    last: (u32, Position),
    gaps: Vec<Gap>,
    start: F,
}

impl<F: Fn(ItemId) -> Position> Growing<'_, F> {
    fn write(&mut self, writer: &mut Writer, finding: &Finding) {
        writer.text.extend_from_slice(b"{\"range\":");
        // What is kept by item is anchored in items.
        let Some(place) = finding.anchor.place() else { return };
        let lines = self.lines(place).unwrap_or_default();
        self.range(writer, place.item, lines);
        let mut is_first = true;
        for Related { anchor, message } in related(self.scope, finding) {
            let Some(place) = anchor.place() else { continue };
            let file = self.scope.schema.file_of(place.item).0 as usize;
            let Some(Some(uri)) = self.uris.get(file) else { continue };
            let opening: &[u8] = if is_first { b",\"relatedInformation\":[" } else { b"," };
            is_first = false;
            writer.text.extend_from_slice(opening);
            writer.text.extend_from_slice(b"{\"location\":{\"uri\":");
            writer.text.extend_from_slice(uri);
            writer.text.extend_from_slice(b",\"range\":");
            let lines = self.lines(place).unwrap_or_default();
            self.range(writer, place.item, lines);
            writer.text.extend_from_slice(b"},\"message\":");
            writer.json(message);
            writer.text.push(b'}');
        }
        if !is_first {
            writer.text.push(b']');
        }
        let rest = writer.text.len();
        writer.json(&Said::of(self.scope, finding));
        // It goes on in the same object.
        if let Some(brace) = writer.text.get_mut(rest) {
            *brace = b',';
        }
    }

    /// The lines and columns of a place.
    fn lines(&mut self, place: Place) -> Option<Lines> {
        let Scope { schema, session, .. } = *self.scope;
        let first = self.starts.first().filter(|(item, _)| *item == place.item);
        let Some((_, first)) = first else { return located(self.scope, place).map(|(_, lines)| lines) };
        let source = schema.file(schema.file_of(place.item))?.content.source().source();
        let span = place.span.shifted(self.own);
        let from = if self.last.0 <= span.start { self.last } else { (self.own, *first) };
        let start = source.position_after(from.0, from.1, span.start, session.encoding);
        let end = source.position_after(span.start, start, span.end, session.encoding);
        self.last = (span.start, start);
        Some(to_proto::lines(start, end))
    }

    fn range(&mut self, writer: &mut Writer, item: ItemId, range: Lines) {
        let known = self.starts.iter().position(|(id, _)| *id == item);
        let at = known.unwrap_or_else(|| {
            self.starts.push((item, (self.start)(item)));
            self.starts.len() - 1
        });
        let first = self.starts.get(at).map_or(0, |(_, start)| start.line);
        let item = u32::try_from(at).unwrap_or(u32::MAX);
        let names: [&[u8]; 2] = [b"{\"start\":{\"line\":", b",\"end\":{\"line\":"];
        for (name, position) in names.into_iter().zip([range.start, range.end]) {
            writer.text.extend_from_slice(name);
            self.gaps.push(writer.line(self.begin, item, first, position.line.saturating_sub(first)));
            writer.text.extend_from_slice(b",\"character\":");
            writer.decimal(position.character);
            writer.text.push(b'}');
        }
        writer.text.push(b'}');
    }
}
