//! The tree of one block, as a list.
//!
//! tree-sitter's own trees are made for edits: every inner node is an allocation of its own, and each step in one costs a
//! call. Here the nodes lie behind each other in the order of the text, 16 bytes each, an inner node before what it
//! holds. Measured on a schema of 1,000 models, that is a quarter of the memory, and lowering and the search for faults,
//! which go over all nodes several times, cost a third of what they did. tree-sitter's tree is kept beside it only where
//! a block is so long that parsing all of it anew could be felt (see [`Block`](crate::syntax::Block)).

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use tree_sitter::{Language, Tree, TreeCursor};

/// The nodes of a block; none where it could not be parsed.
#[derive(Clone, Debug, Default)]
pub struct SyntaxTree {
    nodes: Box<[Entry]>,
}

/// A node of a [`SyntaxTree`]. Its offsets are bytes of the block.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    nodes: &'t [Entry],
    entry: &'t Entry,
    index: usize,
}

/// What a [`SyntaxTree`] holds of one node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    kind: u16,
    /// The number of the field that it is in its parent, 0 for none.
    field: u8,
    flags: u8,
    start: u32,
    end: u32,
    /// How many nodes it is with all that it holds.
    size: u32,
}

const NAMED: u8 = 1;
const ERROR: u8 = 2;
const MISSING: u8 = 4;
const HAS_ERROR: u8 = 8;

/// The names of the grammar's nodes and fields by their numbers.
struct Names {
    kinds: Vec<&'static str>,
    fields: Vec<&'static str>,
}

/// The grammar.
pub(super) static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_prisma_schema::LANGUAGE.into());

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let language = &*LANGUAGE;
    let count = |count: usize| 0..u16::try_from(count).unwrap_or(u16::MAX);
    Names {
        kinds: count(language.node_kind_count())
            .map(|id| language.node_kind_for_id(id).unwrap_or_default())
            .collect(),
        // The fields are counted from 1.
        fields: count(language.field_count() + 1)
            .map(|id| language.field_name_for_id(id).unwrap_or_default())
            .collect(),
    }
});

impl SyntaxTree {
    /// A tree of nodes in the order of the text, each before those that it holds.
    pub(super) fn new(nodes: Vec<Entry>) -> SyntaxTree {
        SyntaxTree { nodes: nodes.into_boxed_slice() }
    }

    /// Copies a tree out of tree-sitter's.
    pub(super) fn of(tree: &Tree) -> SyntaxTree {
        let mut cursor = tree.walk();
        let mut nodes: Vec<Entry> = Vec::with_capacity(tree.root_node().descendant_count());
        let mut open = Vec::new();
        loop {
            nodes.push(Entry::read(&cursor));
            if cursor.goto_first_child() {
                open.push(nodes.len() - 1);
                continue;
            }
            while !cursor.goto_next_sibling() {
                let (Some(parent), true) = (open.pop(), cursor.goto_parent()) else {
                    return SyntaxTree::new(nodes);
                };
                let size = nodes.len() - parent;
                if let Some(entry) = nodes.get_mut(parent) {
                    entry.size = number(size);
                }
            }
        }
    }

    /// The node that holds all others.
    pub fn root(&self) -> Option<Node<'_>> {
        Node::at(&self.nodes, 0)
    }
}

impl Entry {
    /// A node that holds no other one yet.
    pub(super) fn leaf(kind: u16, field: u8, is_named: bool, start: usize, end: usize) -> Entry {
        let flags = if is_named { NAMED } else { 0 };
        Entry { kind, field, flags, start: number(start), end: number(end), size: 1 }
    }

    /// Says where it ends, and how many nodes it is with all that it holds.
    pub(super) fn close(&mut self, end: usize, size: usize) {
        self.end = number(end);
        self.size = number(size);
    }

    fn read(cursor: &TreeCursor<'_>) -> Entry {
        let node = cursor.node();
        let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
        Entry {
            kind: node.kind_id(),
            field: cursor.field_id().map_or(0, |id| u8::try_from(id.get()).unwrap_or(0)),
            flags: flag(node.is_named(), NAMED)
                | flag(node.is_error(), ERROR)
                | flag(node.is_missing(), MISSING)
                | flag(node.has_error(), HAS_ERROR),
            start: number(node.start_byte()),
            end: number(node.end_byte()),
            size: 1,
        }
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl<'t> Node<'t> {
    fn at(nodes: &'t [Entry], index: usize) -> Option<Node<'t>> {
        Some(Node { nodes, entry: nodes.get(index)?, index })
    }

    /// The name of its kind in the grammar; `ERROR` for text that fits nowhere.
    pub fn kind(self) -> &'static str {
        if self.is_error() {
            return "ERROR";
        }
        NAMES.kinds.get(self.entry.kind as usize).copied().unwrap_or_default()
    }

    /// Whether it is more than a token such as `{`.
    pub fn is_named(self) -> bool {
        self.entry.flags & NAMED != 0
    }

    /// Whether it holds text that the parser could fit in nowhere.
    pub fn is_error(self) -> bool {
        self.entry.flags & ERROR != 0
    }

    /// Whether the parser only imagined it, to make sense of what is there.
    pub fn is_missing(self) -> bool {
        self.entry.flags & MISSING != 0
    }

    /// Whether it, or anything in it, is missing or an error.
    pub fn has_error(self) -> bool {
        self.entry.flags & HAS_ERROR != 0
    }

    /// Where it begins.
    pub fn start_byte(self) -> usize {
        self.entry.start as usize
    }

    /// Where it ends.
    pub fn end_byte(self) -> usize {
        self.entry.end as usize
    }

    /// Where it stands.
    pub fn byte_range(self) -> Range<usize> {
        self.start_byte()..self.end_byte()
    }

    /// Whether it has no children.
    pub fn is_leaf(self) -> bool {
        self.entry.size <= 1
    }

    /// Its children, tokens among them, in order.
    pub fn children(self) -> impl Iterator<Item = Node<'t>> {
        let end = self.end_index();
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            let child = if next < end { Node::at(self.nodes, next)? } else { return None };
            next = child.end_index();
            Some(child)
        })
    }

    /// It and all that it holds, in order.
    pub fn descendants(self) -> impl Iterator<Item = Node<'t>> {
        (self.index..self.end_index()).map_while(move |index| Node::at(self.nodes, index))
    }

    /// The first child in the field `name`.
    pub fn child_by_field_name(self, name: &str) -> Option<Node<'t>> {
        self.children().find(|child| child.field_name() == Some(name))
    }

    /// The field that it is in its parent.
    pub fn field_name(self) -> Option<&'static str> {
        NAMES.fields.get(self.entry.field as usize).copied().filter(|name| !name.is_empty())
    }

    /// The node that holds it directly.
    pub fn parent(self) -> Option<Node<'t>> {
        let before = (0..self.index).rev().map_while(|index| Node::at(self.nodes, index));
        before.into_iter().find(|node| node.end_index() > self.index)
    }

    /// The innermost node that holds the bytes from `start` to `end`.
    pub fn descendant_for_byte_range(self, start: usize, end: usize) -> Option<Node<'t>> {
        let holds = |node: &Node<'t>| node.start_byte() <= start && end <= node.end_byte();
        let mut found = Some(self).filter(holds)?;
        while let Some(inner) = found.children().find(holds) {
            found = inner;
        }
        Some(found)
    }

    /// The tree below it as an S-expression: named nodes in parentheses, behind the names of their fields.
    pub fn to_sexp(self) -> String {
        let mut text = String::new();
        // Where the nodes that are still open end. Without recursion: text can nest deeper than the stack is.
        let mut open: Vec<usize> = Vec::new();
        for node in self.descendants() {
            while open.pop_if(|end| *end <= node.index).is_some() {
                text.push(')');
            }
            if !node.is_named() && !node.is_missing() && node != self {
                continue;
            }
            if node != self {
                text.push(' ');
                if let Some(field) = node.field_name() {
                    text.push_str(field);
                    text.push_str(": ");
                }
            }
            text.push_str(if node.is_missing() { "(MISSING " } else { "(" });
            text.push_str(node.kind());
            open.push(node.end_index());
        }
        text.extend(open.iter().map(|_| ')'));
        text
    }

    fn end_index(self) -> usize {
        self.index + self.entry.size as usize
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.entry, other.entry)
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.kind(), self.byte_range())
    }
}
