//! Access to the syntax of an item.

use crate::schema::Schema;
use crate::schema::dependency::{DependencyKey, note_of};
use base::ItemId;
use base::text::Span;
use syntax::{Block, Nesting};

impl Schema {
    /// The block that the item was lowered from.
    pub fn block(&self, id: ItemId) -> Option<&Block> {
        note_of(id, || DependencyKey::item(id));
        let (file, index) = self.position(id);
        self.file(file)?.content.source().blocks().get(index as usize).map(|block| block.as_ref())
    }

    /// The namespace that the item is part of, from its keyword to its closing brace, and the text between its braces, in
    /// bytes of the file. Not recorded as a dependency, as it depends on all text before and in it.
    pub fn namespace_spans(&self, id: ItemId) -> Option<(Span, Span)> {
        let (file, index) = self.position(id);
        let source = self.file(file)?.content.source();
        let blocks = source.namespace_blocks(index as usize)?;
        let head = self.peek(self.item_in(file, blocks.start)?)?;
        let last = blocks.end.saturating_sub(1);
        let tail = self.peek(self.item_in(file, last)?)?;
        let is_closed = source.blocks().get(last).is_some_and(|block| *block.nesting() == Nesting::Tail);
        let brace =
            tail.close_brace.filter(|_| is_closed).map(|brace| brace.shifted(source.block_start(last)));
        let brace = brace.unwrap_or_else(|| {
            let text = source.block_text(last);
            Span::at(source.block_start(last) + u32::try_from(text.trim_end().len()).unwrap_or(u32::MAX))
        });
        let start = source.block_start(blocks.start);
        let inside = head.open_brace.map_or(head.span.end, |brace| brace.end) + start;
        Some((Span::new(start + head.span.start, brace.end), Span::new(inside, brace.start)))
    }
}
