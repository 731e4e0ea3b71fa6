//! Typed views of the tree's nodes.
//!
//! Every accessor gives an `Option` or an iterator, since any part of a line may be missing while it is typed. A view
//! holds the node and the text of its block; spans are bytes of the block.

use crate::syntax::Node;
use crate::text::Span;

/// A view of one kind of node, or of several alike.
pub trait View<'t>: Sized {
    /// The view of `node`, if it is of that kind.
    fn cast(node: Node<'t>, text: &'t str) -> Option<Self>;

    /// The node.
    fn node(&self) -> Node<'t>;

    /// The text of the block.
    fn block_text(&self) -> &'t str;

    /// Where it stands, in bytes of the block.
    fn span(&self) -> Span {
        span(self.node())
    }

    /// Its own text.
    fn text(&self) -> &'t str {
        self.span().of(self.block_text())
    }

    /// The first child under the field `name`.
    fn child<V: View<'t>>(&self, name: &str) -> Option<V> {
        V::cast(self.node().child_by_field_name(name)?, self.block_text())
    }

    /// The children that are of a kind, in order.
    fn children<V: View<'t>>(&self) -> impl Iterator<Item = V> {
        children(self.node()).filter_map(|node| V::cast(node, self.block_text()))
    }

    /// The first child token that reads `token`, such as a bracket.
    fn token(&self, token: &str) -> Option<Span> {
        children(self.node()).find(|node| node.kind() == token).map(span)
    }
}

/// Where a node stands, in bytes of its block.
pub fn span(node: Node<'_>) -> Span {
    Span::from(node.byte_range())
}

/// All children of a node, tokens among them.
pub fn children<'t>(node: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    node.children()
}

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident = $($kind:literal)|+;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'t> {
            node: Node<'t>,
            text: &'t str,
        }

        impl<'t> View<'t> for $name<'t> {
            fn cast(node: Node<'t>, text: &'t str) -> Option<Self> {
                matches!(node.kind(), $($kind)|+).then_some($name { node, text })
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
    /// A block with a keyword: `model User { … }` and its like, whole or half typed.
    Declaration = "model_declaration" | "view_declaration" | "composite_type_declaration" | "enum_declaration"
        | "datasource_declaration" | "generator_declaration" | "namespace_declaration" | "generic_declaration";
    /// `type Name = Int`, which Prisma no longer knows.
    TypeAlias = "type_alias";
    /// All of a block.
    Root = "source_file";
    /// A line in the body of a block of any kind, but for block attributes.
    Member = "field_declaration" | "enum_value" | "key_value";
    /// What stands between a declaration's braces, these included.
    Body = "model_body" | "enum_body" | "config_body" | "generic_body" | "namespace_body";
    /// A field of a model, view or composite type.
    Field = "field_declaration";
    /// One value of an enum.
    EnumValue = "enum_value";
    /// `key = value` in a datasource or generator.
    KeyValue = "key_value";
    /// `@@index([a])`.
    BlockAttribute = "block_attribute";
    /// A line that is nothing of what may stand there.
    BrokenLine = "broken_line";
    /// A stretch of a line that fits nowhere.
    Unexpected = "unexpected";
    /// The type of a field, with `?` and `[]`.
    FieldType = "field_type";
    /// `[Type]`, the list type of Prisma 1.
    LegacyList = "legacy_list_type";
    /// `?`, `[]` or `!` behind a type.
    Modifier = "optional_modifier" | "list_modifier" | "legacy_required_modifier";
    /// `@id`, `@db.VarChar(20)`.
    Attribute = "attribute";
    /// `( … )`, the closing bracket of which may be missing.
    Arguments = "arguments";
    /// One argument, named or not.
    Argument = "argument";
    /// Any value.
    Expression = "string" | "number" | "boolean" | "null" | "path" | "call" | "array" | "object";
    /// A dotted name.
    Path = "path";
    /// One name.
    Identifier = "identifier" | "keyword";
    /// One `key: value` of an object.
    ObjectMember = "object_member";
    /// Lines of comments with no other line between them.
    CommentBlock = "comment_block";
    /// `// …` or `/// …`, up to the end of the line.
    Comment = "comment" | "doc_comment";
}

impl Declaration<'_> {
    /// The word that it begins with, in bytes of the block.
    pub fn keyword(&self) -> Option<Span> {
        self.node.child_by_field_name("keyword").map(span)
    }
}

impl<'t> Comment<'t> {
    /// The text of a `///` comment behind the slashes, without the space that usually follows them; `None` for `//`.
    pub fn documentation(&self) -> Option<&'t str> {
        let text = self.text().strip_prefix("///")?;
        Some(text.strip_prefix(' ').unwrap_or(text))
    }
}

impl<'t> Path<'t> {
    /// The names between the dots, in order. A missing one is left out.
    pub fn segments(&self) -> impl Iterator<Item = Identifier<'t>> {
        self.children()
    }
}
