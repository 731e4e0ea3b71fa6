//! Small things that are read from the syntax tree of `squawk-syntax`.

use base::text::Span;
use smol_str::SmolStr;
use squawk_syntax::ast::AstNode;
use squawk_syntax::{SyntaxKind, SyntaxNode, SyntaxToken};

use super::super::name::{Fragment, Name, ObjectName};

/// Where the text of the tree begins in the script.
#[derive(Clone, Copy)]
pub(super) struct Origin(pub(super) u32);

impl Origin {
    /// The place of a node in the script, without the comments and blanks around it.
    pub(super) fn span(self, node: &impl AstNode) -> Span {
        self.span_of(node.syntax())
    }

    pub(super) fn span_of(self, node: &SyntaxNode) -> Span {
        let range = node.text_range();
        Span::new(range.start().into(), range.end().into()).shifted(self.0)
    }

    /// A node as text.
    pub(super) fn fragment(self, node: &impl AstNode) -> Fragment {
        Fragment { text: SmolStr::new(node.syntax().text().to_string()), span: self.span(node) }
    }

    fn name_of(self, token: &SyntaxToken) -> Name {
        let range = token.text_range();
        let span = Span::new(range.start().into(), range.end().into()).shifted(self.0);
        let written = token.text();
        match written.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest)) {
            Some(inner) => Name { text: SmolStr::new(inner.replace("\"\"", "\"")), span, is_quoted: true },
            None => Name { text: SmolStr::new(written.to_ascii_lowercase()), span, is_quoted: false },
        }
    }

    /// The last name in a node: of `a.b` it is `b`.
    pub(super) fn name(self, node: &impl AstNode) -> Option<Name> {
        identifiers(node.syntax()).last().map(|token| self.name_of(&token))
    }

    /// All names in a node, in order.
    pub(super) fn names(self, node: &impl AstNode) -> Vec<Name> {
        identifiers(node.syntax()).map(|token| self.name_of(&token)).collect()
    }

    /// The last two names in a node as schema and name.
    pub(super) fn object(self, node: &impl AstNode) -> Option<ObjectName> {
        let mut names = self.names(node);
        let name = names.pop()?;
        Some(ObjectName { schema: names.pop(), name })
    }

    /// A string literal, without its quotes.
    pub(super) fn string(self, literal: &squawk_syntax::ast::Literal) -> Option<Fragment> {
        Some(Fragment { text: SmolStr::new(literal.string_value()?), span: self.span(literal) })
    }
}

fn identifiers(node: &SyntaxNode) -> impl Iterator<Item = SyntaxToken> {
    node.descendants_with_tokens()
        .filter_map(|element| element.into_token())
        .filter(|token| token.kind() == SyntaxKind::IDENT || is_word_as_name(token))
}

/// Whether a token is a word that SQL knows too, here as a name: a column called `type`.
fn is_word_as_name(token: &SyntaxToken) -> bool {
    let is_word = token.text().starts_with(|character: char| character.is_ascii_alphabetic());
    is_word
        && matches!(
            token.parent().map(|parent| parent.kind()),
            Some(
                SyntaxKind::ACCESS_METHOD_REF
                    | SyntaxKind::COLUMN_NAME
                    | SyntaxKind::COLUMN_NAME_REF
                    | SyntaxKind::CONSTRAINT_NAME
                    | SyntaxKind::CONSTRAINT_NAME_REF
                    | SyntaxKind::NAME_REF
                    | SyntaxKind::PATH_SEGMENT
                    | SyntaxKind::PATH_SEGMENT_REF
                    | SyntaxKind::SCHEMA_REF
            )
        )
}

/// Whether a node has a node or token of this kind anywhere in it.
pub(super) fn holds(node: &impl AstNode, kind: SyntaxKind) -> bool {
    node.syntax().descendants_with_tokens().any(|element| element.kind() == kind)
}
