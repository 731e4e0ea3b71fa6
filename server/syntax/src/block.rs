//! One block of a file and its tree.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::OnceLock;

use tree_sitter::{InputEdit, Parser, Point, Tree};

use crate::{SyntaxError, SyntaxTree, quick};
use base::text::Span;

/// One block of a schema file: the blank lines and comments before a declaration, the declaration, and its tree.
///
/// Everything about a block is relative to its first byte, so that it is reused as it is when the text before it
/// changes. It is parsed when its tree is first asked for.
#[derive(Debug)]
pub struct Block {
    len: u32,
    settled: bool,
    /// What tree-sitter may begin with: its tree of the text as it was, with the edits since then made to it.
    before: Option<Tree>,
    /// The tree, where tree-sitter had to make it.
    parsed: OnceLock<Box<Parsed>>,
    errors: OnceLock<Vec<SyntaxError>>,
}

/// What is kept of a block that is out of the ordinary.
#[derive(Debug)]
struct Parsed {
    tree: SyntaxTree,
    /// What tree-sitter begins with when it parses a long block again.
    kept: Option<Tree>,
}

/// From which length on, in bytes, tree-sitter's tree of a block is kept, so that an edit need not parse all of it anew.
/// Below, tree-sitter parses the block in a millisecond or two at the most, and the trees of all blocks would cost more
/// memory than everything else together.
const LONG: usize = 16 * 1024;

thread_local! {
    static PARSER: RefCell<Option<Parser>> = const { RefCell::new(None) };
}

impl Block {
    /// The block with this text. `settled` says whether its end depends on nothing that follows.
    pub(crate) fn new(text: &str, settled: bool) -> Block {
        Block { len: length(text), settled, before: None, parsed: OnceLock::new(), errors: OnceLock::new() }
    }

    /// The block with `text`, which came of this block's text by replacing the bytes of `old` by those of `new`; `before`
    /// is the text as it was. Both spans begin at the same byte.
    pub(crate) fn edited(&self, before: &str, text: &str, settled: bool, old: Span, new: Span) -> Block {
        let kept = self.parsed.get().and_then(|parsed| parsed.kept.as_ref()).or(self.before.as_ref());
        let mut tree = kept.filter(|_| text.len() >= LONG).cloned();
        if let Some(tree) = &mut tree {
            tree.edit(&InputEdit {
                start_byte: old.start as usize,
                old_end_byte: old.end as usize,
                new_end_byte: new.end as usize,
                start_position: point(before, old.start),
                old_end_position: point(before, old.end),
                new_end_position: point(text, new.end),
            });
        }
        Block { before: tree, ..Block::new(text, settled) }
    }

    /// Its tree; `text` is its text.
    ///
    /// That of an ordinary block is made each time, in some microseconds: the trees of all blocks would take several times
    /// as much memory as the text, and few but the reader of items look at them.
    pub fn tree(&self, text: &str) -> Cow<'_, SyntaxTree> {
        if self.parsed.get().is_none()
            && let Some(ordinary) = quick::parse(text)
        {
            if ordinary.is_faultless {
                self.errors.get_or_init(Vec::new);
            }
            return Cow::Owned(ordinary.tree);
        }
        Cow::Borrowed(&self.parsed.get_or_init(|| Box::new(Parsed::new(text, self.before.as_ref()))).tree)
    }

    /// What `find` finds wrong in the tree and the text, kept from the first time on: a block never changes.
    pub(super) fn errors_or<'t>(
        &self,
        text: impl FnOnce() -> Cow<'t, str>,
        find: impl FnOnce(&SyntaxTree, &str) -> Vec<SyntaxError>,
    ) -> &[SyntaxError] {
        if let Some(known) = self.errors.get() {
            return known;
        }
        let text = text();
        // The parser may have seen already that there are none.
        let tree = self.tree(&text);
        self.errors.get_or_init(|| find(&tree, &text))
    }

    /// The length in bytes.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether it holds no text. The blocks of a file never do.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether its end depends on nothing that follows: its brace was settled, and with it the line.
    pub fn is_settled(&self) -> bool {
        self.settled
    }
}

impl Parsed {
    fn new(text: &str, before: Option<&Tree>) -> Parsed {
        let tree = parse(text, before);
        let nodes = tree.as_ref().map(SyntaxTree::of).unwrap_or_default();
        Parsed { tree: nodes, kept: tree.filter(|_| text.len() >= LONG) }
    }
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

/// The row and the column in bytes, as tree-sitter counts them: only `\n` ends a row.
fn point(text: &str, offset: u32) -> Point {
    let before = text.as_bytes().get(..offset as usize).unwrap_or(text.as_bytes());
    let row = memchr::memchr_iter(b'\n', before).count();
    let column = before.len() - memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    Point { row, column }
}
