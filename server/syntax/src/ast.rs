//! Typed views of syntax nodes.
//!
//! Every accessor returns an `Option` or an iterator, because any part of a line may be missing while it is typed. A
//! view holds the node and the text of its block; spans are bytes of the block.

use crate::{Kind, Node, Role, SyntaxTree};
use base::text::Span;

/// A view of one kind of node, or of several similar kinds.
pub trait View<'t>: Sized {
    /// The view of `node`, if it is of that kind.
    fn cast(node: Node<'t>, text: &'t str) -> Option<Self>;

    /// The node.
    fn node(&self) -> Node<'t>;

    /// The text of the block.
    fn block_text(&self) -> &'t str;

    /// The span of the node, in bytes of the block.
    fn span(&self) -> Span {
        span(self.node())
    }

    /// The text of the node.
    fn text(&self) -> &'t str {
        self.span().of(self.block_text())
    }

    /// The first child with a role.
    fn child<V: View<'t>>(&self, role: Role) -> Option<V> {
        V::cast(self.node().child(role)?, self.block_text())
    }

    /// The children of a kind, in order.
    fn children<V: View<'t>>(&self) -> impl Iterator<Item = V> + Clone {
        let text = self.block_text();
        children(self.node()).filter_map(move |node| V::cast(node, text))
    }

    /// The span of the first child that is this token, such as a bracket.
    fn token(&self, token: Kind) -> Option<Span> {
        children(self.node()).find(|node| node.kind_id() == token).map(span)
    }
}

/// The span of a node, in bytes of its block.
pub fn span(node: Node<'_>) -> Span {
    Span::from(node.byte_range())
}

/// All children of a node, including tokens.
pub fn children<'t>(node: Node<'t>) -> impl Iterator<Item = Node<'t>> + Clone {
    node.children()
}

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident = $($kind:ident)|+;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'t> {
            node: Node<'t>,
            text: &'t str,
        }

        impl<'t> View<'t> for $name<'t> {
            fn cast(node: Node<'t>, text: &'t str) -> Option<Self> {
                matches!(node.kind_id(), $(Kind::$kind)|+).then_some($name { node, text })
            }

            fn node(&self) -> Node<'t> {
                self.node
            }

            fn block_text(&self) -> &'t str {
                self.text
            }
        }
    )*};
}

views! {
    /// A block with a keyword such as `model User { … }`, complete or incomplete.
    Declaration = Model | View | CompositeType | Enum
        | Datasource | Generator | Namespace | Generic;
    /// `type Name = Int`, removed from Prisma.
    TypeAlias = TypeAlias;
    /// The whole block.
    Root = SourceFile;
    /// A line in the body of a block of any kind, except block attributes.
    Member = FieldDeclaration | EnumValue | KeyValue;
    /// The braces of a declaration and everything between them.
    Body = ModelBody | EnumBody | ConfigBody | GenericBody | NamespaceBody;
    /// A field of a model, view or composite type.
    Field = FieldDeclaration;
    /// One value of an enum.
    EnumValue = EnumValue;
    /// `key = value` in a datasource or generator.
    KeyValue = KeyValue;
    /// `@@index([a])`.
    BlockAttribute = BlockAttribute;
    /// A line that is not valid in its block.
    BrokenLine = BrokenLine;
    /// Text on a line that is not valid there.
    Unexpected = Unexpected;
    /// The type of a field, with `?` and `[]`.
    FieldType = FieldType;
    /// `[Type]`, the list type of Prisma 1.
    LegacyList = LegacyListType;
    /// `?`, `[]` or `!` after a type.
    Modifier = OptionalModifier | ListModifier | LegacyRequiredModifier;
    /// `@id`, `@db.VarChar(20)`.
    Attribute = Attribute;
    /// `( … )`; the closing bracket may be missing.
    Arguments = Arguments;
    /// One argument, named or not.
    Argument = Argument;
    /// Any value.
    Expression = String | Number | Boolean | Null | Path | Call | Array | Object | TaggedLiteral;
    /// ``sql`now()` ``: a tag and a string.
    TaggedLiteral = TaggedLiteral;
    /// A dotted name.
    Path = Path;
    /// One name.
    Identifier = Identifier | Keyword;
    /// One `key: value` of an object.
    ObjectMember = ObjectMember;
    /// Consecutive comment lines.
    CommentBlock = CommentBlock;
    /// `// …` or `/// …`, up to the end of the line.
    Comment = Comment | DocComment;
}

impl<'t> Root<'t> {
    /// The view of a whole block; `text` is the text of the block.
    pub fn of_tree(tree: &'t SyntaxTree, text: &'t str) -> Option<Root<'t>> {
        Root::cast(tree.root()?, text)
    }
}

impl Declaration<'_> {
    /// The keyword, in bytes of the block.
    pub fn keyword(&self) -> Option<Span> {
        self.node.child(Role::Keyword).map(span)
    }
}

impl<'t> Comment<'t> {
    /// The text of a `///` comment after the slashes, without the usual leading space; `None` for `//`.
    pub fn documentation(&self) -> Option<&'t str> {
        let text = self.text().strip_prefix("///")?;
        Some(text.strip_prefix(' ').unwrap_or(text))
    }
}

impl<'t> Path<'t> {
    /// The names between the dots, in order. Missing names are skipped.
    pub fn segments(&self) -> impl Iterator<Item = Identifier<'t>> + Clone {
        self.children()
    }
}
