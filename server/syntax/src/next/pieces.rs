//! Splits a file of the Prisma 8 dialect into blocks.
//!
//! A block ends with its closing brace, wherever that is. So that a missing brace affects one block only, a line that opens
//! another block ends an unclosed one before it. In a text that Prisma accepts there is no such line. A namespace is several
//! blocks: its head, its declarations, and its closing brace.

use std::sync::Arc;

use crate::Nesting;
use crate::next::lexeme::{Lexeme, lexemes};
use crate::next::token::TokenKind;
use crate::split::{Piece, opens_in_block};
use base::text::Span;

/// The pieces of a text, in order and without gaps.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut splitter =
        Splitter { text, lexemes: lexemes(text), next: 0, start: 0, namespace: None, pieces: Vec::new() };
    while splitter.peek(0).kind != TokenKind::End {
        splitter.top();
    }
    splitter.cut(text.len(), false, splitter.around());
    splitter.pieces
}

struct Splitter<'t> {
    text: &'t str,
    lexemes: Vec<Lexeme>,
    /// The index of the next lexeme.
    next: usize,
    /// The start of the current piece.
    start: usize,
    /// The name of the namespace that is open.
    namespace: Option<Arc<str>>,
    pieces: Vec<Piece>,
}

/// The words before a brace.
struct Head<'t> {
    keyword: &'t str,
    is_named: bool,
    /// The number of lexemes up to the brace.
    brace: usize,
    /// Whether the brace is on the line of the keyword.
    is_on_line: bool,
}

impl<'t> Splitter<'t> {
    fn peek(&self, ahead: usize) -> Lexeme {
        let end = Lexeme { kind: TokenKind::End, span: Span::at(u32::MAX), breaks: 1 };
        self.lexemes.get(self.next + ahead).copied().unwrap_or(end)
    }

    /// The head that begins with the next lexeme, if a brace ends it.
    fn head(&self) -> Option<Head<'t>> {
        (self.peek(0).kind == TokenKind::Ident).then_some(())?;
        let (mut names, mut brace, mut is_on_line) = (1, 1, true);
        loop {
            let lexeme = self.peek(brace);
            is_on_line &= lexeme.breaks == 0;
            match lexeme.kind {
                TokenKind::Comment => {}
                TokenKind::Ident if names == 1 => names = 2,
                TokenKind::LeftBrace => break,
                _ => return None,
            }
            brace += 1;
        }
        let keyword = self.peek(0).span.of(self.text);
        Some(Head { keyword, is_named: names == 2, brace, is_on_line })
    }

    /// Where a declaration at the current place is.
    fn around(&self) -> Nesting {
        self.namespace.clone().map_or(Nesting::Outside, Nesting::Member)
    }

    /// Reads a block, the head or the end of a namespace, or the rest of a line that opens none.
    fn top(&mut self) {
        let lexeme = self.peek(0);
        if lexeme.kind == TokenKind::Comment {
            self.next += 1;
        } else if let Some(head) = self.head() {
            if head.keyword == "namespace" {
                return self.namespace_head(&head);
            }
            self.next += head.brace + 1;
            self.block();
        } else if lexeme.kind == TokenKind::RightBrace && self.namespace.take().is_some() {
            self.next += 1;
            self.close(Nesting::Tail);
        } else {
            self.next += 1;
            while self.peek(0).breaks == 0 && self.peek(0).kind != TokenKind::RightBrace {
                self.next += 1;
            }
        }
    }

    /// Reads the head of a namespace, which also ends one that is open before it.
    fn namespace_head(&mut self, head: &Head<'t>) {
        if self.namespace.is_some() {
            self.cut(self.start_with_comments(), false, self.around());
        }
        let name = (1..head.brace).map(|ahead| self.peek(ahead));
        let name = name.into_iter().find(|lexeme| lexeme.kind == TokenKind::Ident);
        self.namespace = Some(name.map_or("", |name| name.span.of(self.text)).into());
        self.next += head.brace + 1;
        self.close(Nesting::Head);
    }

    /// Reads a block from behind its brace.
    fn block(&mut self) {
        let mut depth = 1;
        loop {
            let lexeme = self.peek(0);
            match lexeme.kind {
                TokenKind::End => return,
                TokenKind::LeftBrace => depth += 1,
                TokenKind::RightBrace => depth -= 1,
                TokenKind::Ident if lexeme.breaks > 0 && self.opens_block() => {
                    return self.cut(self.start_with_comments(), false, self.around());
                }
                _ => {}
            }
            self.next += 1;
            if depth == 0 {
                return self.close(self.around());
            }
        }
    }

    /// Whether the line of the next lexeme opens a block inside an unclosed one.
    fn opens_block(&self) -> bool {
        let is_indented = self.line_start(self.peek(0)) != self.peek(0).span.start as usize;
        self.head()
            .is_some_and(|head| head.is_on_line && opens_in_block(head.keyword, head.is_named, is_indented))
    }

    /// Ends the piece behind a brace, with the rest of its line if that is only a comment.
    fn close(&mut self, nesting: Nesting) {
        let behind = self.peek(0);
        if behind.kind == TokenKind::Comment && behind.breaks == 0 {
            self.next += 1;
        }
        let end = self.lexemes.get(self.next.saturating_sub(1)).map_or(0, |last| last.span.end as usize);
        let next = self.peek(0);
        if next.breaks == 0 && next.kind != TokenKind::End {
            return self.cut(end, false, nesting);
        }
        let rest = self.text.get(end..).unwrap_or("");
        let line = rest.find(['\n', '\r']).map_or(rest.len(), |at| {
            at + if rest.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 }
        });
        self.cut(end + line, true, nesting);
    }

    /// The start of the line of the next lexeme, or of the comments directly above it.
    fn start_with_comments(&self) -> usize {
        let mut first = self.peek(0);
        let before = self.lexemes.get(..self.next).unwrap_or_default().iter().rev();
        for comment in before.take_while(|lexeme| lexeme.is_comment() && lexeme.breaks > 0) {
            if first.breaks > 1 {
                break;
            }
            first = *comment;
        }
        self.line_start(first)
    }

    fn line_start(&self, lexeme: Lexeme) -> usize {
        let before = self.text.get(..lexeme.span.start as usize).unwrap_or("");
        before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    }

    fn cut(&mut self, end: usize, settled: bool, nesting: Nesting) {
        if self.start < end {
            self.pieces.push(Piece { span: Span::from(self.start..end), settled, nesting });
            self.start = end;
        }
    }
}
