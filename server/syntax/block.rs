//! One block of a file and its tree.

use std::cell::RefCell;
use std::sync::OnceLock;

use tree_sitter::{InputEdit, Parser, Point, Tree};

use crate::syntax::ast::{self, View};
use crate::syntax::{Node, SyntaxError, SyntaxTree, quick};
use crate::text::Span;

/// One block of a schema file: the blank lines and comments before a declaration, the declaration, and its tree.
///
/// Everything about a block is relative to its first byte, so that it is reused as it is when the text before it
/// changes.
#[derive(Debug)]
pub struct Block {
    len: u32,
    settled: bool,
    tree: SyntaxTree,
    /// What tree-sitter begins with when it parses a long block again, with the edits since then made to it.
    kept: Option<Tree>,
    errors: OnceLock<Vec<SyntaxError>>,
}

/// From which length on, in bytes, tree-sitter's tree of a block is kept, so that an edit need not parse all of it anew.
/// Below, tree-sitter parses the block in a millisecond or two at the most, and the trees of all blocks would cost more
/// memory than everything else together.
const LONG: usize = 16 * 1024;

thread_local! {
    static PARSER: RefCell<Option<Parser>> = const { RefCell::new(None) };
}

impl Block {
    /// Parses the text of one block. `settled` says whether its end depends on nothing that follows.
    pub(crate) fn parse(text: &str, settled: bool) -> Block {
        Block::new(text, settled, None)
    }

    /// Parses `text`, which came of this block's text by replacing the bytes of `old` by those of `new`; `before` is
    /// the text as it was. Both spans begin at the same byte.
    pub(crate) fn reparse(&self, before: &str, text: &str, settled: bool, old: Span, new: Span) -> Block {
        let mut tree = self.kept.clone();
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
        Block::new(text, settled, tree)
    }

    fn new(text: &str, settled: bool, before: Option<Tree>) -> Block {
        let (tree, kept, is_faultless) = match quick::parse(text) {
            Some(ordinary) => (ordinary.tree, before, ordinary.is_faultless),
            None => {
                let tree = parse(text, before.as_ref());
                (tree.as_ref().map(SyntaxTree::of).unwrap_or_default(), tree, false)
            }
        };
        let errors = if is_faultless { OnceLock::from(Vec::new()) } else { OnceLock::new() };
        let kept = kept.filter(|_| text.len() >= LONG);
        Block { len: length(text), settled, tree, kept, errors }
    }

    /// What `find` finds wrong, kept from the first time on: a block never changes.
    pub(super) fn errors_or(&self, find: impl FnOnce() -> Vec<SyntaxError>) -> &[SyntaxError] {
        self.errors.get_or_init(find)
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

    /// The node of the whole block, whose children are declarations, comments and stray lines. `None` only where the
    /// parser could not be made, which no text brings about.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree.root()
    }

    /// The view of the whole block; `text` is its text.
    pub fn view<'t>(&'t self, text: &'t str) -> Option<ast::Root<'t>> {
        ast::Root::cast(self.root()?, text)
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
