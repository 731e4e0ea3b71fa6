//! One block of a file and its syntax tree.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::OnceLock;

use tree_sitter::{InputEdit, Parser, Point, Tree};

use crate::split::Piece;
use crate::{Dialect, Nesting, SyntaxError, SyntaxTree, next, quick};
use base::text::{Position, Span};

/// One block of a schema file: the blank lines and comments before a declaration, the declaration, and its tree.
///
/// All offsets are relative to the first byte of the block, so that the block is reused unchanged when the text before
/// it changes. It is parsed when its tree is first requested: by the fast reader if it is an ordinary block as it was read
/// from a file, in the dialect of Prisma 8 by its own reader if it has no errors, else by tree-sitter. A block that was edited keeps tree-sitter's tree, and the next edit hands it on, so
/// that typing costs what the edit changes. Only few blocks are edited, and the trees of all would take more memory than
/// everything else.
#[derive(Debug)]
pub struct Block {
    len: u32,
    line_extent: LineExtent,
    settled: bool,
    dialect: Dialect,
    nesting: Nesting,
    /// Whether it results from an edit.
    is_edited: bool,
    /// The tree for incremental parsing: tree-sitter's tree of the earlier text, with the edits since then applied.
    before: Option<Tree>,
    /// The tree, if tree-sitter parsed the block.
    parsed: OnceLock<Box<Parsed>>,
    errors: OnceLock<Vec<SyntaxError>>,
    /// A copy of its text, if that is long.
    copy: OnceLock<Box<str>>,
}

/// The length in bytes from which a block keeps a copy of its text once it was asked for. A block with so many faults may be asked
/// for each of them, and the text of a file is in pieces.
const LONG: u32 = 32 * 1024;

/// The stored result of tree-sitter.
#[derive(Debug)]
struct Parsed {
    tree: SyntaxTree,
    /// The tree for incremental parsing, if the block was edited.
    kept: Option<Tree>,
}

/// How many lines a text covers, and how far it reaches into its last line.
#[derive(Clone, Copy, Debug)]
struct LineExtent {
    /// The number of line breaks, each `\n` or `\r\n`.
    breaks: u32,
    /// The bytes after the last of them.
    tail: u32,
    /// Whether the text has no `\r` alone, which is a line break too, and only ASCII after the last line break.
    is_plain: bool,
}

impl LineExtent {
    fn of(text: &str) -> LineExtent {
        let bytes = text.as_bytes();
        let is_alone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
        let tail =
            memchr::memrchr(b'\n', bytes).map_or(bytes, |last| bytes.get(last + 1..).unwrap_or_default());
        LineExtent {
            breaks: u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX),
            tail: u32::try_from(tail.len()).unwrap_or(u32::MAX),
            is_plain: tail.is_ascii() && !memchr::memchr_iter(b'\r', bytes).any(is_alone),
        }
    }
}

thread_local! {
    static PARSER: RefCell<Option<Parser>> = const { RefCell::new(None) };
}

impl Block {
    /// The block with this text. `settled` says whether its end is independent of the text that follows.
    pub(crate) fn new(text: &str, settled: bool, dialect: Dialect, nesting: Nesting) -> Block {
        Block {
            len: length(text),
            line_extent: LineExtent::of(text),
            settled,
            dialect,
            nesting,
            is_edited: false,
            before: None,
            parsed: OnceLock::new(),
            errors: OnceLock::new(),
            copy: OnceLock::new(),
        }
    }

    /// The block of `piece` with `text`, which results from this block's text by replacing the bytes of `old` by those of
    /// `new`; `before` is the earlier text. Both spans start at the same byte.
    pub(crate) fn edited(&self, before: &str, text: &str, piece: &Piece, old: Span, new: Span) -> Block {
        let kept = self.parsed.get().and_then(|parsed| parsed.kept.as_ref()).or(self.before.as_ref());
        let mut tree = kept.cloned();
        if let Some(tree) = &mut tree {
            let prefix = prefix(self.dialect);
            let position = |text: &str, at: u32| {
                let point = point(text, at);
                Point { row: point.row + prefix.matches('\n').count(), ..point }
            };
            tree.edit(&InputEdit {
                start_byte: prefix.len() + old.start as usize,
                old_end_byte: prefix.len() + old.end as usize,
                new_end_byte: prefix.len() + new.end as usize,
                start_position: position(before, old.start),
                old_end_position: position(before, old.end),
                new_end_position: position(text, new.end),
            });
        }
        let block = Block::new(text, piece.settled, self.dialect, piece.nesting.clone());
        Block { is_edited: true, before: tree, ..block }
    }

    /// Its syntax tree; `text` is its text.
    ///
    /// The tree of an ordinary block that was not edited is built on every call, in microseconds: few callers besides
    /// lowering read it.
    pub fn tree(&self, text: &str) -> Cow<'_, SyntaxTree> {
        if self.dialect == Dialect::PrismaNext {
            if self.parsed.get().is_none()
                && let Some(tree) = next::syntax_tree(text, &self.nesting)
            {
                self.errors.get_or_init(Vec::new);
                return Cow::Owned(tree);
            }
        } else if !self.is_edited
            && self.parsed.get().is_none()
            && let Some(ordinary) = quick::parse(text)
        {
            if ordinary.is_faultless {
                self.errors.get_or_init(Vec::new);
            }
            return Cow::Owned(ordinary.tree);
        }
        let parsed = self
            .parsed
            .get_or_init(|| Box::new(Parsed::new(text, self.dialect, self.before.as_ref(), self.is_edited)));
        Cow::Borrowed(&parsed.tree)
    }

    /// The errors that `find` finds in the tree and the text, computed once: a block never changes.
    pub(super) fn errors_or<'t>(
        &self,
        text: impl FnOnce() -> Cow<'t, str>,
        find: impl FnOnce(&SyntaxTree, &str) -> Vec<SyntaxError>,
    ) -> &[SyntaxError] {
        if let Some(known) = self.errors.get() {
            return known;
        }
        let text = text();
        // The parser may already know that there are none.
        let tree = self.tree(&text);
        self.errors.get_or_init(|| find(&tree, &text))
    }

    /// Its text, which `slice` returns as well; from its copy if it is long.
    pub(crate) fn text<'t>(&'t self, slice: impl FnOnce() -> Cow<'t, str>) -> Cow<'t, str> {
        if self.len < LONG {
            return slice();
        }
        if let Some(copy) = self.copy.get() {
            return Cow::Borrowed(copy);
        }
        match slice() {
            Cow::Owned(text) => Cow::Borrowed(self.copy.get_or_init(|| text.into())),
            borrowed => borrowed,
        }
    }

    /// The position after the block, which starts at `start`. `None` if that takes its text: it has characters beyond ASCII
    /// in its last line, or a `\r` alone.
    pub(crate) fn end(&self, start: Position) -> Option<Position> {
        let LineExtent { breaks, tail, is_plain } = self.line_extent;
        let column = if breaks == 0 { start.column } else { 0 };
        is_plain.then(|| Position {
            line: start.line.saturating_add(breaks),
            column: column.saturating_add(tail),
        })
    }

    /// The dialect that it is written in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Where it is in a namespace.
    pub fn nesting(&self) -> &Nesting {
        &self.nesting
    }

    /// The length in bytes.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether it has no text. The blocks of a file are never empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether its end is independent of the text that follows: its closing brace and the rest of that line are fixed.
    pub fn is_settled(&self) -> bool {
        self.settled
    }
}

impl Parsed {
    fn new(text: &str, dialect: Dialect, before: Option<&Tree>, is_kept: bool) -> Parsed {
        let prefix = prefix(dialect);
        let read = with_few_open_comments(text);
        // What stands for the text of an open comment is unknown to the next edit, and to the tree before.
        let is_whole = matches!(read, Cow::Borrowed(_));
        let before = before.filter(|_| is_whole);
        let tree = match prefix.is_empty() {
            true => parse(&read, before),
            false => parse(&format!("{prefix}{read}"), before),
        };
        let nodes = tree.as_ref().map(|tree| SyntaxTree::of(tree, prefix.len(), text)).unwrap_or_default();
        Parsed { tree: nodes, kept: tree.filter(|_| is_kept && is_whole) }
    }
}

/// What tree-sitter reads before a block: it tells the grammar the dialect. The blank line keeps it apart from the block.
fn prefix(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Classic => "",
        Dialect::PrismaNext => "// use prisma-8\n\n",
    }
}

/// The text for tree-sitter, which reads to the end of the text from each `/*` that nothing closes. After the first few of
/// them, another character stands in place of the `*`.
fn with_few_open_comments(text: &str) -> Cow<'_, str> {
    const MOST: usize = 64;
    let closed = text.rfind("*/").unwrap_or_default();
    let mut open = text.match_indices("/*").skip_while(|(at, _)| *at + 1 < closed);
    let Some((at, _)) = open.nth(MOST) else { return Cow::Borrowed(text) };
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    Cow::Owned([before, &after.replace("/*", "/+")].concat())
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

fn parse(text: &str, old: Option<&Tree>) -> Option<Tree> {
    PARSER.with_borrow_mut(|slot| {
        if slot.is_none() {
            let mut parser = Parser::new();
            parser.set_language(&tree_sitter_prisma_schema::LANGUAGE.into()).ok()?;
            *slot = Some(parser);
        }
        slot.as_mut()?.parse(text, old)
    })
}

/// The row, and the column in bytes, as tree-sitter counts them: only `\n` ends a row.
fn point(text: &str, offset: u32) -> Point {
    let before = text.as_bytes().get(..offset as usize).unwrap_or(text.as_bytes());
    let row = memchr::memchr_iter(b'\n', before).count();
    let column = before.len() - memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    Point { row, column }
}
