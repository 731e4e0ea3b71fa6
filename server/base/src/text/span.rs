//! A range of bytes.

use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A half-open range of bytes of some text. Which text (a file, or one block of it) the owner of the span says.
///
/// It adds nothing to a hash, so that values which hold spans have the same hash wherever they stand: by that is told
/// whether something else changed than its place. As the key of a map it serves only inside a larger one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Span {
    /// The span from `start` to `end`; an `end` before the `start` makes an empty span at `start`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end: end.max(start) }
    }

    /// The empty span at `offset`.
    pub fn at(offset: u32) -> Span {
        Span { start: offset, end: offset }
    }

    /// How many bytes it covers.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether `offset` lies inside, or at its end: where a cursor touches the word.
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether the byte at `offset` is covered.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte, or touch where one of them is empty.
    pub fn overlaps(self, other: Span) -> bool {
        if self.is_empty() || other.is_empty() {
            return self.start <= other.end && other.start <= self.end;
        }
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// From the same start to `end`, empty where that lies before the start.
    pub fn until(self, end: u32) -> Span {
        Span::new(self.start, end)
    }

    /// The same bytes in a text in which this one's text begins at `start`.
    pub fn shifted(self, start: u32) -> Span {
        Span { start: self.start.saturating_add(start), end: self.end.saturating_add(start) }
    }

    /// As a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that it covers, empty where it does not fit into `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    /// Offsets beyond 4 GiB end at the largest offset there is.
    fn from(range: Range<usize>) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span::new(clamp(range.start), clamp(range.end))
    }
}
