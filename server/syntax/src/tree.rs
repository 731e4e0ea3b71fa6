//! The syntax tree of one block, as a list.
//!
//! tree-sitter's trees are made for edits: every inner node is an allocation, and each step is a foreign call. Here the
//! nodes are stored contiguously in text order, 16 bytes each, an inner node before its children. On a schema of 1,000
//! models this takes a quarter of the memory, and lowering and error search, which visit all nodes several times, take
//! a third of the time. tree-sitter's tree is kept as well only for blocks that are slow to parse again (see
//! [`Block`](crate::Block)).

use std::fmt;
use std::ops::Range;

use tree_sitter::{Tree, TreeCursor};

use crate::{Kind, Role};

/// The nodes of a block; none if it could not be parsed.
#[derive(Clone, Debug, Default)]
pub struct SyntaxTree {
    /// In text order, each before its children.
    pub(super) nodes: Vec<Entry>,
}

/// A node of a [`SyntaxTree`]. Its offsets are bytes of the block.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    nodes: &'t [Entry],
    entry: &'t Entry,
    index: usize,
}

/// The stored form of a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    kind: Kind,
    role: Role,
    flags: u8,
    start: u32,
    end: u32,
    /// The number of nodes in its subtree, including itself.
    size: u32,
}

const MISSING: u8 = 1;
const HAS_ERROR: u8 = 2;

impl SyntaxTree {
    /// Converts a tree of tree-sitter, without what is in the first `prefix` bytes of its text; `text` is that behind them.
    pub(super) fn of(tree: &Tree, prefix: usize, text: &str) -> SyntaxTree {
        let mut cursor = tree.walk();
        let mut nodes: Vec<Entry> = Vec::with_capacity(tree.root_node().descendant_count());
        let mut open = Vec::new();
        loop {
            let is_prefix = prefix > 0 && !open.is_empty() && cursor.node().end_byte() <= prefix;
            if !is_prefix {
                nodes.push(Entry::read(&cursor, prefix));
                if cursor.goto_first_child() {
                    open.push(nodes.len() - 1);
                    continue;
                }
            }
            while !cursor.goto_next_sibling() {
                let (Some(parent), true) = (open.pop(), cursor.goto_parent()) else {
                    // After an edit, tree-sitter may let the root begin with the blanks that it leaves out otherwise.
                    if let [root, _, ..] = nodes.as_mut_slice()
                        && prefix == 0
                    {
                        let blanks = text.len() - text.trim_start_matches([' ', '\t']).len();
                        root.start = root.start.max(number(blanks));
                    }
                    return SyntaxTree { nodes };
                };
                let size = nodes.len() - parent;
                if let Some(entry) = nodes.get_mut(parent) {
                    entry.size = number(size);
                }
            }
        }
    }

    /// The node of the whole block, whose children are declarations, comments and invalid lines. `None` only if the
    /// parser could not be created, which no text can cause.
    pub fn root(&self) -> Option<Node<'_>> {
        Node::at(&self.nodes, 0)
    }

    /// The comment nodes, in order.
    pub fn comments(&self) -> impl Iterator<Item = Node<'_>> {
        let is_comment =
            |entry: &Entry| matches!(entry.kind, Kind::Comment | Kind::DocComment | Kind::BlockComment);
        let nodes = self.nodes.iter().enumerate();
        nodes
            .filter(move |(_, entry)| is_comment(entry))
            .filter_map(|(index, _)| Node::at(&self.nodes, index))
    }
}

impl Entry {
    /// A node without children.
    #[inline]
    pub(super) fn leaf(kind: Kind, role: Role, start: usize, end: usize) -> Entry {
        Entry { kind, role, flags: 0, start: number(start), end: number(end), size: 1 }
    }

    /// Sets its end and the number of nodes in its subtree.
    pub(super) fn close(&mut self, end: usize, size: usize) {
        self.end = number(end);
        self.size = number(size);
    }

    fn read(cursor: &TreeCursor<'_>, prefix: usize) -> Entry {
        let node = cursor.node();
        let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
        let role = cursor.field_id().map_or(Role::None, |id| Role::of(id.get()));
        Entry {
            flags: flag(node.is_missing(), MISSING) | flag(node.has_error(), HAS_ERROR),
            ..Entry::leaf(
                Kind::of(node.kind_id()),
                role,
                node.start_byte().saturating_sub(prefix),
                node.end_byte().saturating_sub(prefix),
            )
        }
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl<'t> Node<'t> {
    #[inline]
    fn at(nodes: &'t [Entry], index: usize) -> Option<Node<'t>> {
        Some(Node { nodes, entry: nodes.get(index)?, index })
    }

    /// Its kind; [`Kind::Error`] for invalid text.
    #[inline]
    pub fn kind_id(self) -> Kind {
        self.entry.kind
    }

    /// The name of its kind in the grammar.
    pub fn kind(self) -> &'static str {
        self.entry.kind.name()
    }

    /// Whether it is more than a token such as `{`.
    pub fn is_named(self) -> bool {
        self.entry.kind.is_named()
    }

    /// Whether it contains text that the parser could not place.
    pub fn is_error(self) -> bool {
        self.entry.kind == Kind::Error
    }

    /// Whether the parser inserted it for error recovery.
    pub fn is_missing(self) -> bool {
        self.entry.flags & MISSING != 0
    }

    /// Whether it or a descendant is missing or an error.
    pub fn has_error(self) -> bool {
        self.entry.flags & HAS_ERROR != 0
    }

    /// Its start.
    pub fn start_byte(self) -> usize {
        self.entry.start as usize
    }

    /// Its end.
    pub fn end_byte(self) -> usize {
        self.entry.end as usize
    }

    /// Its byte range.
    pub fn byte_range(self) -> Range<usize> {
        self.start_byte()..self.end_byte()
    }

    /// Whether it has no children.
    pub fn is_leaf(self) -> bool {
        self.entry.size <= 1
    }

    /// Its children, including tokens, in order.
    #[inline]
    pub fn children(self) -> impl Iterator<Item = Node<'t>> + Clone {
        let end = self.end_index();
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            let child = if next < end { Node::at(self.nodes, next)? } else { return None };
            next = child.end_index();
            Some(child)
        })
    }

    /// The node and its descendants, in order.
    pub fn descendants(self) -> impl Iterator<Item = Node<'t>> + Clone {
        (self.index..self.end_index()).map_while(move |index| Node::at(self.nodes, index))
    }

    /// The first child with this role.
    #[inline]
    pub fn child(self, role: Role) -> Option<Node<'t>> {
        self.children().find(|child| child.entry.role == role)
    }

    /// Its role in its parent.
    pub fn role(self) -> Role {
        self.entry.role
    }

    /// The grammar field that it has in its parent.
    pub fn field_name(self) -> Option<&'static str> {
        Some(self.entry.role.name()).filter(|name| !name.is_empty())
    }

    /// Its parent.
    pub fn parent(self) -> Option<Node<'t>> {
        let before = (0..self.index).rev().map_while(|index| Node::at(self.nodes, index));
        before.into_iter().find(|node| node.end_index() > self.index)
    }

    /// The innermost node that contains the bytes from `start` to `end`.
    pub fn descendant_for_byte_range(self, start: usize, end: usize) -> Option<Node<'t>> {
        let holds = |node: &Node<'t>| node.start_byte() <= start && end <= node.end_byte();
        let mut found = Some(self).filter(holds)?;
        while let Some(inner) = found.children().find(holds) {
            found = inner;
        }
        Some(found)
    }

    /// The subtree as an S-expression: named nodes in parentheses, after their field names.
    pub fn to_sexp(self) -> String {
        let mut text = String::new();
        // The ends of the open nodes. Not recursive: text can nest deeper than the stack.
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

    #[inline]
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
