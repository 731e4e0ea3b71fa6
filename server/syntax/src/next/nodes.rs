//! Writes the nodes of a syntax tree, in the order of the text.
//!
//! Only nodes that say something are written by name. Brackets, commas and comments between them come by themselves.

use crate::next::lexeme::{Lexeme, lexemes};
use crate::next::token::TokenKind;
use crate::tree::Entry;
use crate::{Kind, Role, SyntaxTree};
use base::text::Span;

/// The nodes so far, and the next token.
pub(super) struct NodeWriter<'t> {
    pub(super) text: &'t str,
    lexemes: Vec<Lexeme>,
    next: usize,
    nodes: Vec<Entry>,
}

/// A node that is not closed: its index.
#[derive(Clone, Copy)]
pub(super) struct OpenNode(usize);

impl<'t> NodeWriter<'t> {
    /// A writer at the start of the text.
    pub(super) fn new(text: &'t str) -> NodeWriter<'t> {
        let lexemes = lexemes(text);
        let nodes = Vec::with_capacity(lexemes.len() * 2);
        NodeWriter { text, lexemes, next: 0, nodes }
    }

    /// The tree.
    pub(super) fn finish(self) -> SyntaxTree {
        SyntaxTree { nodes: self.nodes }
    }

    /// The next token that is no comment.
    pub(super) fn peek(&self) -> Lexeme {
        let mut rest = self.lexemes.get(self.next..).unwrap_or_default().iter();
        rest.find(|lexeme| !lexeme.is_comment()).copied().unwrap_or_else(|| self.end())
    }

    fn lexeme(&self) -> Lexeme {
        self.lexemes.get(self.next).copied().unwrap_or_else(|| self.end())
    }

    fn end(&self) -> Lexeme {
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        Lexeme { kind: TokenKind::End, span: Span::at(at), breaks: 1 }
    }

    /// Opens a node; what is before it becomes part of the node that contains it.
    pub(super) fn open(&mut self, kind: Kind, role: Role, start: u32) -> OpenNode {
        self.write_until(start);
        self.push(kind, role, Span::at(start))
    }

    /// Opens a node with the comments directly above it as its documentation.
    pub(super) fn open_documented(&mut self, kind: Kind, start: u32) -> OpenNode {
        let comments = self.comments(start);
        let first = comments.first().map_or(start, |comment| comment.span.start);
        let node = self.push(kind, Role::None, Span::at(first));
        self.comment_block(&comments, Role::Documentation);
        node
    }

    /// Closes a node.
    pub(super) fn close(&mut self, node: OpenNode, end: u32) {
        self.write_until(end);
        self.set_end(node, end);
    }

    /// Closes a node; the comment behind it on the same line is part of it.
    pub(super) fn close_line(&mut self, node: OpenNode, end: u32) {
        self.write_until(end);
        let end = self.line_comment().unwrap_or(end);
        self.set_end(node, end);
    }

    /// Writes a node without children.
    pub(super) fn leaf(&mut self, kind: Kind, role: Role, span: Span) {
        self.write_until(span.start);
        self.push(kind, role, span);
        self.skip(span.end);
    }

    /// Writes a node without children for a part of a token.
    pub(super) fn part(&mut self, kind: Kind, span: Span) {
        self.push(kind, Role::None, span);
    }

    /// Skips tokens that are written already.
    pub(super) fn skip(&mut self, end: u32) {
        while self.lexeme().span.start < end {
            self.next += 1;
        }
    }

    /// Writes the comment on the rest of the line, and returns its end.
    pub(super) fn line_comment(&mut self) -> Option<u32> {
        let comment = self.lexeme();
        (comment.is_comment() && comment.breaks == 0).then_some(())?;
        self.next += 1;
        self.comment(comment, Role::Comment);
        Some(comment.span.end)
    }

    /// Writes the comments up to the end of a block, which document nothing.
    pub(super) fn loose_comments(&mut self, end: u32) {
        let comments = self.comments(end);
        self.comment_block(&comments, Role::None);
    }

    /// Takes the comments before `start`. Those directly above it are returned, the others written.
    fn comments(&mut self, start: u32) -> Vec<Lexeme> {
        let mut comments: Vec<Lexeme> = Vec::new();
        while self.lexeme().is_comment() && self.lexeme().span.start < start {
            comments.push(self.lexeme());
            self.next += 1;
            if self.lexeme().breaks > 1 {
                self.comment_block(&comments, Role::None);
                comments.clear();
            }
        }
        comments
    }

    fn comment_block(&mut self, comments: &[Lexeme], role: Role) {
        let (Some(first), Some(last)) = (comments.first(), comments.last()) else { return };
        let node = self.push(Kind::CommentBlock, role, Span::at(first.span.start));
        for comment in comments {
            self.comment(*comment, Role::None);
        }
        // It ends with its last line.
        let rest = self.text.get(last.span.end as usize..).unwrap_or("");
        let newline = if rest.starts_with("\r\n") { 2 } else { u32::from(!rest.is_empty()) };
        self.set_end(node, last.span.end + newline);
    }

    fn comment(&mut self, comment: Lexeme, role: Role) {
        let is_doc = comment.span.of(self.text).starts_with("///");
        self.push(if is_doc { Kind::DocComment } else { Kind::Comment }, role, comment.span);
    }

    fn write_until(&mut self, end: u32) {
        while self.lexeme().span.start < end {
            let lexeme = self.lexeme();
            self.next += 1;
            match punctuation(lexeme.kind) {
                _ if lexeme.is_comment() => self.comment(lexeme, Role::None),
                Some(kind) => drop(self.push(kind, Role::None, lexeme.span)),
                None => {}
            }
        }
    }

    fn push(&mut self, kind: Kind, role: Role, span: Span) -> OpenNode {
        self.nodes.push(Entry::leaf(kind, role, span.start as usize, span.end as usize));
        OpenNode(self.nodes.len() - 1)
    }

    fn set_end(&mut self, OpenNode(index): OpenNode, end: u32) {
        let size = self.nodes.len() - index;
        if let Some(entry) = self.nodes.get_mut(index) {
            entry.close(end as usize, size);
        }
    }
}

/// The kind of node of a token that is a sign.
fn punctuation(token: TokenKind) -> Option<Kind> {
    Some(match token {
        TokenKind::At => Kind::At,
        TokenKind::DoubleAt => Kind::DoubleAt,
        TokenKind::LeftBrace => Kind::OpeningBrace,
        TokenKind::RightBrace => Kind::ClosingBrace,
        TokenKind::LeftParenthesis => Kind::OpeningParenthesis,
        TokenKind::RightParenthesis => Kind::ClosingParenthesis,
        TokenKind::LeftBracket => Kind::OpeningBracket,
        TokenKind::RightBracket => Kind::ClosingBracket,
        TokenKind::Equals => Kind::Equals,
        TokenKind::Question => Kind::QuestionMark,
        TokenKind::Dot => Kind::Dot,
        TokenKind::Comma => Kind::Comma,
        TokenKind::Colon => Kind::Colon,
        _ => return None,
    })
}
