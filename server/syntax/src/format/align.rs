//! Blank lines in a block, and the alignment of its lines in columns.

use crate::format::Align;
use crate::format::item::{Item, ItemKind};
use crate::format::pieces::{Gap, Pieces};

/// Sets the whitespace before each line of a block, and before its columns.
///
/// Consecutive blank lines become one; there is none at the start of the block. The attributes at the end follow a
/// blank line, with the comments directly before them. Alignment groups end at blank lines, not at comments.
pub(super) fn align(pieces: &mut Pieces, items: &[Item], align: Align) {
    let attributes = attributes_at_end(items);
    let mut run = 0;
    for (at, item) in items.iter().enumerate() {
        let is_blank = match () {
            () if at == attributes => true,
            () if at == 0 => false,
            () if at > attributes => false,
            () => item.is_behind_blank || leaves_members(items, at),
        };
        if is_blank {
            columns(pieces, items.get(run..at).unwrap_or(&[]), align);
            run = at;
        }
        pieces.set_gap(item.piece, Gap::inner(if is_blank { 2 } else { 1 }));
    }
    columns(pieces, items.get(run..).unwrap_or(&[]), align);
}

/// The index of the first item at the end that is an attribute, or a comment before one; the number of items if there
/// are none.
fn attributes_at_end(items: &[Item]) -> usize {
    let mut first = items.len();
    for (at, item) in items.iter().enumerate().rev() {
        let belongs = match item.kind {
            ItemKind::Attribute => true,
            ItemKind::Comment => {
                items.get(at + 1).is_some_and(|next| at + 1 == first && !next.is_behind_blank)
            }
            ItemKind::Member => false,
        };
        if !belongs {
            break;
        }
        first = at;
    }
    first
}

/// Whether an attribute inside the block follows a field. Prisma moves it to the end, and a blank line before it.
fn leaves_members(items: &[Item], at: usize) -> bool {
    let kind = |at: usize| items.get(at).map(|item| item.kind);
    kind(at) == Some(ItemKind::Attribute) && kind(at.wrapping_sub(1)) == Some(ItemKind::Member)
}

/// Aligns lines in columns: each is as wide as its widest text plus one space.
fn columns(pieces: &mut Pieces, items: &[Item], align: Align) {
    let mut widths = [0; 3];
    if align == Align::Block {
        for item in items {
            for (widest, cell) in widths.iter_mut().zip(&item.row) {
                *widest = cell.width.max(*widest);
            }
        }
    }
    for item in items {
        let mut spaces = 0;
        for (column, (cell, widest)) in item.row.iter().zip(widths).enumerate() {
            if column > 0 && cell.width > 0 {
                pieces.set_gap(cell.piece, Gap::Spaces(spaces));
                spaces = 0;
            }
            // A missing column is padded too, unless it is empty in the whole group.
            spaces += match align {
                Align::Block => widest.saturating_sub(cell.width) + 1,
                Align::None => u32::from(cell.width > 0),
            };
        }
    }
}
