//! The words of a block with their syntactic kinds, without name resolution.

use crate::ast;
use crate::{Block, Node, Role};
use base::text::Span;

/// One word of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its span, in bytes of the block.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
}

/// The syntactic kind of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// `// …` and `/* … */`; the latter may span lines.
    Comment,
    /// `/// …`
    Documentation,
    /// A string with its quotes.
    String,
    /// A number.
    Number,
    /// `true`, `false` and `null`.
    Constant,
    /// The keyword of a block.
    Keyword,
    /// The name of a block.
    BlockName(BlockWord),
    /// The name of a field in its declaration.
    FieldName,
    /// A name in type position.
    TypeName,
    /// The name of an enum value in its declaration.
    ValueName,
    /// The key of a `key = value`.
    Key,
    /// `@id`, `@db.VarChar`, `@@index`, including the `@` signs.
    Attribute,
    /// The name of an argument, without the colon.
    ArgumentName,
    /// The key of an object member.
    MemberKey,
    /// A name before brackets.
    Function,
    /// Any other name in a value.
    Name,
}

/// Which block a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockWord {
    /// `model`
    Model,
    /// `view`
    View,
    /// `type`, with a body or without
    Type,
    /// `enum`
    Enum,
    /// `datasource` and `generator`
    Config,
    /// `namespace`
    Namespace,
    /// Any other word
    Other,
}

/// The words of a block, in order; `text` is its text. Punctuation, and names in invalid text, are omitted.
pub fn tokens(block: &Block, text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    if let Some(root) = block.tree(text).root() {
        walk(root, &mut found);
    }
    found
}

/// Visits a node and its descendants. Not recursive: text can nest deeper than the stack.
fn walk(node: Node<'_>, found: &mut Vec<Token>) {
    let mut pending: Vec<(Node<'_>, Option<Node<'_>>)> = vec![(node, None)];
    while let Some((node, parent)) = pending.pop() {
        if visit(node, parent, node.field_name(), found) {
            let next = pending.len();
            pending.extend(node.children().map(|child| (child, Some(node))));
            // The last node pushed is visited first.
            pending.get_mut(next..).unwrap_or_default().reverse();
        }
    }
}

/// Adds a node that is a word, and returns whether to visit its children.
fn visit(node: Node<'_>, parent: Option<Node<'_>>, field: Option<&str>, found: &mut Vec<Token>) -> bool {
    let mut add = |kind| found.push(Token { span: ast::span(node), kind });
    match (node.kind(), field) {
        ("comment" | "block_comment", _) => add(TokenKind::Comment),
        ("doc_comment", _) => add(TokenKind::Documentation),
        ("string", _) => add(TokenKind::String),
        ("number", _) => add(TokenKind::Number),
        ("boolean" | "null", _) => add(TokenKind::Constant),
        (_, Some("keyword")) => add(TokenKind::Keyword),
        ("attribute" | "block_attribute", _) => {
            found.extend(attribute(node));
            return true;
        }
        // Already part of the attribute's name.
        ("path", Some("name")) if parent.is_some_and(|parent| is_attribute(parent.kind())) => {}
        ("path", _) => found.extend(path(node, parent, field)),
        ("identifier", Some(field)) => match name(parent.map_or("", |parent| parent.kind()), field) {
            Some(kind) => add(kind),
            None => return false,
        },
        _ => return !node.is_leaf(),
    }
    false
}

fn is_attribute(kind: &str) -> bool {
    matches!(kind, "attribute" | "block_attribute")
}

/// The `@` signs and the name directly after them.
fn attribute(node: Node<'_>) -> Option<Token> {
    let signs = ast::children(node).find(|child| matches!(child.kind(), "@" | "@@")).map(ast::span)?;
    let name = node.child(Role::Name).map(ast::span).filter(|name| name.start == signs.end);
    let span = name.map_or(signs, |name| signs.cover(name));
    Some(Token { span, kind: TokenKind::Attribute })
}

/// The names between the dots.
fn path<'t>(
    node: Node<'t>,
    parent: Option<Node<'t>>,
    field: Option<&str>,
) -> impl Iterator<Item = Token> + use<'t> {
    let kind = match (parent.map(|parent| parent.kind()), field) {
        (Some("call" | "tagged_literal"), Some("name")) => TokenKind::Function,
        (Some("field_type" | "legacy_list_type"), Some("name")) => TokenKind::TypeName,
        _ => TokenKind::Name,
    };
    let names = ast::children(node).filter(|child| child.kind() == "identifier");
    names.map(move |name| Token { span: ast::span(name), kind })
}

/// The kind of an identifier in this field of its parent.
fn name(parent: &str, field: &str) -> Option<TokenKind> {
    Some(match (parent, field) {
        ("field_declaration", "name") => TokenKind::FieldName,
        ("enum_value", "name") => TokenKind::ValueName,
        ("key_value", "key") => TokenKind::Key,
        ("argument", "name") => TokenKind::ArgumentName,
        ("object_member", "key") => TokenKind::MemberKey,
        ("field_type" | "key_value", "space") => TokenKind::TypeName,
        ("model_declaration", "name") => TokenKind::BlockName(BlockWord::Model),
        ("view_declaration", "name") => TokenKind::BlockName(BlockWord::View),
        ("composite_type_declaration" | "type_alias", "name") => TokenKind::BlockName(BlockWord::Type),
        ("enum_declaration", "name") => TokenKind::BlockName(BlockWord::Enum),
        ("datasource_declaration" | "generator_declaration", "name") => {
            TokenKind::BlockName(BlockWord::Config)
        }
        ("namespace_declaration", "name") => TokenKind::BlockName(BlockWord::Namespace),
        ("generic_declaration", "name") => TokenKind::BlockName(BlockWord::Other),
        _ => return None,
    })
}
