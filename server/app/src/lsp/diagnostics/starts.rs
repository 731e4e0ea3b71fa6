//! Where the blocks of a file begin, as lines and columns.

use std::sync::Arc;

use base::text::{Encoding, Position, Source};
use model::schema::SchemaFile;

/// Where the blocks of a file begin. A block begins a line, but for one that follows another's `}` on the same line.
#[derive(Debug, Default)]
pub(super) struct Starts {
    content: Option<Arc<SchemaFile>>,
    positions: Vec<Position>,
}

impl Starts {
    /// Where a block begins, by its place in the file.
    pub(super) fn of(&self, block: u32) -> Position {
        self.positions.get(block as usize).copied().unwrap_or_default()
    }

    /// Follows the file to another state, and says whether any block begins elsewhere than the one that had its place.
    pub(super) fn update(&mut self, content: &Arc<SchemaFile>, encoding: Encoding) -> bool {
        if self.content.as_ref().is_some_and(|known| Arc::ptr_eq(known, content)) {
            return false;
        }
        let (new, source) = (content.source(), content.source().source());
        let blocks = new.blocks();
        let old = self.content.as_ref().map_or(&[][..], |known| known.source().blocks());
        let is_same = |(a, b): &(&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b);
        let head = old.iter().zip(blocks).take_while(is_same).count();
        let room = old.len().min(blocks.len()) - head;
        let tail = old.iter().rev().zip(blocks.iter().rev()).take(room).take_while(is_same).count();
        let fresh = blocks.len() - tail;
        let known = self.positions.iter().skip(old.len() - tail).copied();
        let mut positions = Vec::with_capacity(blocks.len());
        positions.extend(self.positions.iter().take(head));
        let mut last: Option<(u32, Position)> = None;
        positions.extend((head..fresh).map(|block| {
            let offset = new.block_start(block);
            let at = match last {
                Some((before, at)) => source.position_after(before, at, offset, encoding),
                None => start(source, offset, encoding),
            };
            last = Some((offset, at));
            at
        }));
        let line = source.line_of(new.block_start(fresh));
        let mut shift = None;
        for (block, was) in (fresh..).zip(known) {
            let shift = *shift.get_or_insert_with(|| line.wrapping_sub(was.line));
            let now = was.line.wrapping_add(shift);
            // What stands before it on its line may be something else than before.
            let column = match now == line || was.column > 0 {
                true => start(source, new.block_start(block), encoding).column,
                false => 0,
            };
            positions.push(Position { line: now, column });
        }
        let has_moved = self.positions != positions;
        self.positions = positions;
        self.content = Some(content.clone());
        has_moved
    }
}

fn start(source: &Source, offset: u32, encoding: Encoding) -> Position {
    let line = source.line_of(offset);
    match source.line_start(line) == offset {
        true => Position { line, column: 0 },
        false => source.position(offset, encoding),
    }
}
