//! A file as text and blocks, and how an edit changes both.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::split::{Piece, split};
use crate::{Block, Dialect, Nesting, SyntaxTree, next};
use base::text::{Encoding, Position, Source, Span, TextEdit};

/// One schema file: its text, and the blocks that the text consists of, in order and without gaps.
///
/// Clones are cheap: the text and the blocks are shared.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    source: Source,
    blocks: Vec<Arc<Block>>,
    starts: Vec<u32>,
    dialect: Dialect,
}

/// The blocks changed by an edit: those of `old` were replaced by those of `new`. All blocks before them are unchanged,
/// and all blocks after them except for their start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockChange {
    /// Indices before the edit.
    pub old: Range<usize>,
    /// Indices after the edit.
    pub new: Range<usize>,
}

/// The size in bytes of the text around an edit that is read at first; it grows for longer blocks.
const WINDOW: u32 = 4096;

/// How far into a file the directive of a dialect is looked for, in bytes; a little more than is looked at.
const HEAD: u32 = 4100;

/// The text length in bytes from which blocks are read in parallel.
const MUCH: usize = 16 * 1024;

impl SourceFile {
    /// Splits `text` into blocks. They are parsed when their trees are requested.
    pub fn parse(text: &str) -> SourceFile {
        SourceFile::parse_with(text, |_, _| ()).0
    }

    /// Splits `text` into blocks, and returns the result of `read` for each block and its text. The blocks of long
    /// texts are read in parallel, while the rope is built.
    pub fn parse_with<T: Send>(text: &str, read: impl Fn(&Block, &str) -> T + Sync) -> (SourceFile, Vec<T>) {
        let dialect = Dialect::of_head(text);
        let one = |piece: &Piece| {
            let text = piece.span.of(text);
            let block = Block::new(text, piece.settled, dialect, piece.nesting.clone());
            let result = read(&block, text);
            (Arc::new(block), result)
        };
        let (source, (starts, (blocks, results))) = if text.len() < MUCH {
            let pieces = pieces(text, dialect);
            (Source::new(text), (starts(&pieces), pieces.iter().map(one).unzip()))
        } else {
            let read_all = || {
                let pieces = pieces(text, dialect);
                (starts(&pieces), pieces.par_iter().map(one).unzip())
            };
            rayon::join(|| Source::new(text), read_all)
        };
        (SourceFile { source, blocks, starts, dialect }, results)
    }

    /// The dialect that the text selects.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The text.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }

    /// The start of the block, in bytes of the file; the end of the file for an index beyond the last.
    pub fn block_start(&self, index: usize) -> u32 {
        self.starts.get(index).copied().unwrap_or(self.source.len())
    }

    /// The start of each block, in bytes of the file.
    pub fn block_starts(&self) -> &[u32] {
        &self.starts
    }

    /// The position at which each block starts.
    pub fn block_positions(&self, encoding: Encoding) -> Vec<Position> {
        let mut next = Position::default();
        let positions = self.blocks.iter().enumerate().map(|(index, block)| {
            let start = next;
            next = block
                .end(start)
                .unwrap_or_else(|| self.source.position(self.block_start(index + 1), encoding));
            start
        });
        positions.collect()
    }

    /// The bytes of the block in the file.
    pub fn block_span(&self, index: usize) -> Span {
        let start = self.block_start(index);
        let len = self.blocks.get(index).map_or(0, |block| block.len());
        Span::new(start, start.saturating_add(len))
    }

    /// The text of the block; empty for an index beyond the last.
    pub fn block_text(&self, index: usize) -> Cow<'_, str> {
        let slice = || self.source.slice(self.block_span(index));
        self.blocks.get(index).map_or(Cow::Borrowed(""), |block| block.text(slice))
    }

    /// The trees of the blocks, in order.
    pub fn trees(&self) -> impl Iterator<Item = Cow<'_, SyntaxTree>> {
        self.blocks.iter().enumerate().map(|(index, block)| block.tree(&self.block_text(index)))
    }

    /// The index of the block that contains `offset`. Between two blocks it is the later one, at the end of the file
    /// the last.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        self.starts.partition_point(|&start| start <= offset).checked_sub(1)
    }

    /// Applies an edit, and re-reads only the blocks that it affects. Offsets are moved to the nearest character
    /// boundaries within the text.
    pub fn edit(&mut self, edit: &TextEdit) -> BlockChange {
        let old = Span::new(self.source.floor(edit.span.start), self.source.floor(edit.span.end));
        let new = Span::from(old.start as usize..old.start as usize + edit.text.len());
        let comment_changed = self.touches_comment_end(old, &edit.text);
        let before = self.source.clone();
        self.source.replace(old, &edit.text);

        let head = Span::new(0, self.source.floor(HEAD));
        if Dialect::of_head(&self.source.slice(head)) != self.dialect {
            let all = 0..self.blocks.len();
            *self = SourceFile::parse(&self.source.to_string());
            return BlockChange { old: all, new: 0..self.blocks.len() };
        }
        if self.dialect == Dialect::PrismaNext {
            let backtick_changed = self.touches_backtick(&before, old, new);
            return self.edit_next(&before, old, new, backtick_changed);
        }
        let first = if comment_changed { 0 } else { self.first_affected(old.start) };
        let from = self.starts.get(first).copied().unwrap_or(0);
        let (pieces, until) = self.split_again(first, from, old, new);
        self.splice(&before, first..until, from, &pieces, old, new)
    }

    /// Splits the text of the Prisma 8 dialect around an edit again, until the end of a block meets one from before the edit
    /// in the same namespace.
    fn edit_next(&mut self, before: &Source, old: Span, new: Span, backtick_changed: bool) -> BlockChange {
        let mut first = if backtick_changed { 0 } else { self.first_affected(old.start) };
        // The name of a namespace is in its head.
        while let Some(previous) = first.checked_sub(1)
            && self.blocks.get(previous).is_some_and(|block| *block.nesting() == Nesting::Head)
        {
            first = self.first_affected(self.block_start(previous));
        }
        let from = self.block_start(first);
        let line_end = self.source.slice(Span::new(from.saturating_sub(1), from));
        let beginning = next::Beginning {
            namespace: self.namespace_before(first).flatten().cloned(),
            is_after_line: line_end.ends_with(['\n', '\r']),
        };
        let text = self.source.slice(Span::new(from, self.source.len()));
        let (mut pieces, mut index, mut until) = (Vec::new(), first, self.blocks.len());
        next::pieces(&text, beginning, |piece, namespace| {
            let cut = from.saturating_add(piece.span.end);
            let can_meet = cut >= new.end && piece.settled;
            pieces.push(piece);
            if !can_meet {
                return true;
            }
            let was = cut - new.end + old.end;
            while self.starts.get(index).is_some_and(|&start| start < was) {
                index += 1;
            }
            let is_same = self.starts.get(index) == Some(&was) && was > old.start;
            if is_same && self.namespace_before(index) == Some(namespace) {
                until = index;
                return false;
            }
            true
        });
        self.splice(before, first..until, from, &pieces, old, new)
    }

    /// The name of the namespace that is open before a block, if one is; `None` where it cannot be told, behind the head of one.
    fn namespace_before(&self, index: usize) -> Option<Option<&Arc<str>>> {
        let Some(block) = index.checked_sub(1).and_then(|previous| self.blocks.get(previous)) else {
            return Some(None);
        };
        (*block.nesting() != Nesting::Head).then(|| block.nesting().namespace())
    }

    /// Whether the edit adds or removes a backtick, or what can escape one: a string in backticks goes over lines, and where one
    /// that is not closed ends depends on all text behind it.
    fn touches_backtick(&self, before: &Source, old: Span, new: Span) -> bool {
        let has = |source: &Source, span: Span| {
            let around = Span::new(span.start.saturating_sub(1), span.end.saturating_add(1));
            source.slice(around).contains(['`', '\\'])
        };
        has(before, old) || has(&self.source, new)
    }

    /// Whether the edit creates or removes a `*/` or `/*`: such a change can affect any text before or after it.
    fn touches_comment_end(&self, old: Span, text: &str) -> bool {
        let marks = |text: &str| text.contains("*/") || text.contains("/*");
        let around = Span::new(old.start.saturating_sub(1), old.end.saturating_add(1));
        let before = self.source.slice(Span::new(around.start, old.start));
        let after = self.source.slice(Span::new(old.end, around.end));
        marks(&self.source.slice(around)) || marks(&format!("{before}{text}{after}"))
    }

    /// The first block whose extent may change with an edit at `offset`: the one that ends there or later. An unclosed
    /// block ends where the next one begins, so a change of that one affects it.
    fn first_affected(&self, offset: u32) -> usize {
        let mut first = self.starts.partition_point(|&start| start < offset).saturating_sub(1);
        while let Some(previous) = first.checked_sub(1)
            && self.blocks.get(previous).is_some_and(|block| !block.is_settled())
        {
            first = previous;
        }
        first
    }

    /// Splits the new text from `from`, where the block `first` starts, until a boundary matches one from before the
    /// edit. Returns the new pieces, relative to `from`, and the first old block that stays.
    fn split_again(&self, first: usize, from: u32, old: Span, new: Span) -> (Vec<Piece>, usize) {
        let len = self.source.len();
        let grown = new.len().saturating_add(old.start - from);
        let mut window = grown.saturating_add(WINDOW);
        loop {
            let end = self.source.floor(from.saturating_add(window));
            let text = self.source.slice(Span::new(from, end));
            let mut pieces = Vec::new();
            let mut next = first;
            let mut met = None;
            let done = split(&text, end == len, |piece| {
                let cut = from.saturating_add(piece.span.end);
                let is_settled = piece.settled;
                pieces.push(piece);
                if cut < new.end || !is_settled {
                    return true;
                }
                // The same offset in the earlier text.
                let was = cut - new.end + old.end;
                while self.starts.get(next).is_some_and(|&start| start < was) {
                    next += 1;
                }
                if self.starts.get(next) == Some(&was) && was > old.start {
                    met = Some(next);
                }
                met.is_none()
            });
            if done {
                return (pieces, met.unwrap_or(self.blocks.len()));
            }
            window = window.saturating_mul(4);
        }
    }

    fn splice(
        &mut self,
        before: &Source,
        gone: Range<usize>,
        from: u32,
        pieces: &[Piece],
        old: Span,
        new: Span,
    ) -> BlockChange {
        let mut blocks = Vec::with_capacity(pieces.len());
        for (i, piece) in pieces.iter().enumerate() {
            let span = piece.span.shifted(from);
            let text = self.source.slice(span);
            let index = gone.start + i;
            let was = self.block_span(index);
            // Only then is its new text the old one with the edit applied.
            let within = was.start == span.start
                && was.encloses(old)
                && span.len() == was.len() - old.len() + new.len();
            let block = match self.blocks.get(index).filter(|_| within) {
                Some(block) => block.edited(
                    &before.slice(was),
                    &text,
                    piece,
                    Span::new(old.start - was.start, old.end - was.start),
                    Span::new(new.start - span.start, new.end - span.start),
                ),
                None => Block::new(&text, piece.settled, self.dialect, piece.nesting.clone()),
            };
            blocks.push(Arc::new(block));
        }
        let change = BlockChange { old: gone.clone(), new: gone.start..gone.start + blocks.len() };
        self.blocks.splice(gone.clone(), blocks);
        self.starts.splice(gone, pieces.iter().map(|piece| piece.span.start.saturating_add(from)));
        for start in self.starts.iter_mut().skip(change.new.end) {
            *start = start.saturating_sub(old.end).saturating_add(new.end);
        }
        change
    }
}

fn pieces(text: &str, dialect: Dialect) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if dialect == Dialect::PrismaNext {
        next::pieces(text, next::Beginning::default(), |piece, _| {
            pieces.push(piece);
            true
        });
        return pieces;
    }
    split(text, true, |piece| {
        pieces.push(piece);
        true
    });
    pieces
}

fn starts(pieces: &[Piece]) -> Vec<u32> {
    pieces.iter().map(|piece| piece.span.start).collect()
}
