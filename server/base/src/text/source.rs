//! The text of a file.

use std::borrow::Cow;

use ropey::Rope;

use crate::text::Span;

/// The text of one file. Clones share memory, and an edit takes logarithmic time.
///
/// Lines end at `\n`, `\r\n` or a lone `\r`, as in the Language Server Protocol, and are counted from 0. All offsets
/// are bytes; an offset beyond the end counts as the end, one inside a character as the first byte of the character.
#[derive(Clone, Debug, Default)]
pub struct Source {
    rope: Rope,
}

impl Source {
    /// Creates a source from a text.
    pub fn new(text: &str) -> Source {
        Source { rope: Rope::from_str(text) }
    }

    /// The length in bytes.
    pub fn len(&self) -> u32 {
        u32::try_from(self.rope.len_bytes()).unwrap_or(u32::MAX)
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// The number of lines; a newline at the end starts another, empty line.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.rope.len_lines()).unwrap_or(u32::MAX)
    }

    /// The nearest character boundary at or before `offset`.
    pub fn floor(&self, offset: u32) -> u32 {
        let (chunk, start, at) = self.chunk_at(offset as usize);
        u32::try_from(start + floor_in(chunk, at)).unwrap_or(u32::MAX)
    }

    /// The line that contains the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        let line = self.rope.try_byte_to_line((offset as usize).min(self.rope.len_bytes())).unwrap_or(0);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The start of `line`; the end of the text for a line beyond the last.
    pub fn line_start(&self, line: u32) -> u32 {
        let byte = self.rope.try_line_to_byte(line as usize).unwrap_or(self.rope.len_bytes());
        u32::try_from(byte).unwrap_or(u32::MAX)
    }

    /// The bytes of `line` without its newline.
    pub fn line_span(&self, line: u32) -> Span {
        let start = self.line_start(line);
        let end = self.line_start(line.saturating_add(1)).max(start);
        let last = self.slice(Span::new(end.saturating_sub(2).max(start), end));
        let kept = last.strip_suffix("\r\n").or_else(|| last.strip_suffix(['\n', '\r'])).unwrap_or(&last);
        Span::new(start, end - u32::try_from(last.len() - kept.len()).unwrap_or(0))
    }

    /// The rope itself, for what is counted in other units than bytes.
    pub(super) fn rope(&self) -> &Rope {
        &self.rope
    }

    /// The text of `span`, borrowed if it is contiguous in memory.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let (chunk, chunk_start, at) = self.chunk_at(span.start as usize);
        let end = (span.end as usize).min(self.rope.len_bytes()).saturating_sub(chunk_start);
        if end <= chunk.len() {
            let (start, end) = (floor_in(chunk, at), floor_in(chunk, end));
            return Cow::Borrowed(chunk.get(start..end).unwrap_or(""));
        }
        let mut text = String::with_capacity(span.len() as usize);
        self.chunks(span).for_each(|chunk| text.push_str(chunk));
        Cow::Owned(text)
    }

    /// The contiguous pieces of the text of `span`, in order.
    pub fn chunks(&self, span: Span) -> impl Iterator<Item = &str> {
        let (start, end) = (self.floor(span.start) as usize, self.floor(span.end) as usize);
        self.rope.get_chunks_at_byte(start).into_iter().flat_map(move |(chunks, first, ..)| {
            let mut next = first;
            chunks.map_while(move |chunk| {
                let from = next;
                next += chunk.len();
                let within = start.saturating_sub(from)..end.checked_sub(from)?.min(chunk.len());
                chunk.get(within)
            })
        })
    }

    /// Replaces the text of `span` by `text`.
    pub fn replace(&mut self, span: Span, text: &str) {
        let start = self.rope.try_byte_to_char((span.start as usize).min(self.rope.len_bytes())).unwrap_or(0);
        let end = self.rope.try_byte_to_char((span.end as usize).min(self.rope.len_bytes())).unwrap_or(start);
        // Neither call fails: both offsets come from the rope's own length, in this order.
        let _ = self.rope.try_remove(start..end.max(start));
        let _ = self.rope.try_insert(start, text);
    }
}

impl Source {
    /// The chunk that contains `offset`, the start of the chunk, and the offset within it. The end of the text belongs
    /// to the last chunk.
    pub(super) fn chunk_at(&self, offset: usize) -> (&str, usize, usize) {
        let offset = offset.min(self.rope.len_bytes());
        match self.rope.get_chunk_at_byte(offset) {
            Some((chunk, start, ..)) => (chunk, start, offset.saturating_sub(start)),
            None => ("", 0, 0),
        }
    }
}

/// The nearest character boundary of `chunk` at or before `at`.
pub(super) fn floor_in(chunk: &str, at: usize) -> usize {
    let mut at = at.min(chunk.len());
    while !chunk.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.rope == other.rope
    }
}
