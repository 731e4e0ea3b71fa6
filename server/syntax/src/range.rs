//! The blocks in a range of a file.

use std::ops::Range;

use crate::SourceFile;
use base::text::Span;

impl SourceFile {
    /// The indices of the blocks that the range touches, including blocks that only end or start at its boundary.
    pub fn blocks_in(&self, span: Span) -> Range<usize> {
        let count = self.blocks().len();
        let Some(mut first) = self.block_at(span.start) else { return 0..0 };
        if first > 0 && self.block_start(first) == span.start {
            first -= 1;
        }
        let last = self.block_at(span.end).map_or(first, |last| last.min(count.saturating_sub(1)));
        first..last + 1
    }
}
