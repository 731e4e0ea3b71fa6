//! The blocks in a range of a file.

use std::ops::Range;

use crate::{Nesting, SourceFile};
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

    /// The blocks of the namespace that a block is part of, from its head to its closing brace, where it has one.
    pub fn namespace_blocks(&self, index: usize) -> Option<Range<usize>> {
        let nesting = |at: usize| self.blocks().get(at).map(|block| block.nesting());
        nesting(index).filter(|nesting| **nesting != Nesting::Outside)?;
        let head = (0..=index).rev().find(|at| nesting(*at) == Some(&Nesting::Head))?;
        let is_member = |at: &usize| matches!(nesting(*at), Some(Nesting::Member(_)));
        let tail = head + 1 + (head + 1..self.blocks().len()).take_while(is_member).count();
        Some(head..tail + usize::from(nesting(tail) == Some(&Nesting::Tail)))
    }
}
