//! Splits a file of the Prisma 8 dialect into blocks.
//!
//! A block ends with its closing brace, wherever that is. So that a missing brace affects one block only, a line that opens
//! another block ends an unclosed one before it. In a text that Prisma accepts there is no such line. A namespace is several
//! blocks: its head, its declarations, and its closing brace.

use std::sync::Arc;

use crate::Nesting;
use crate::next::lexeme::{Lexeme, LexemeReader};
use crate::next::token::TokenKind;
use crate::split::{Piece, opens_in_block};
use base::text::Span;

/// Where a text to split begins: the part of a file from one of its blocks on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beginning {
    /// The name of the namespace that is open.
    pub(crate) namespace: Option<Arc<str>>,
    /// Whether a line end is directly before it.
    pub(crate) is_after_line: bool,
}

/// Splits a text. The pieces are in order and without gaps; `take` receives each as it is found, with the name of the namespace
/// that is open behind it, and returns whether to go on.
pub(crate) fn pieces(
    text: &str,
    beginning: Beginning,
    mut take: impl FnMut(Piece, Option<&Arc<str>>) -> bool,
) {
    let lexemes = LexemeReader::new(text, u32::from(beginning.is_after_line));
    let namespace = beginning.namespace;
    let mut splitter = Splitter { text, lexemes, next: 0, start: 0, namespace, found: Vec::new() };
    while splitter.peek(0).kind != TokenKind::End {
        splitter.top();
        for (piece, namespace) in splitter.found.drain(..) {
            if !take(piece, namespace.as_ref()) {
                return;
            }
        }
    }
    splitter.cut(text.len(), false, splitter.around());
    for (piece, namespace) in splitter.found {
        take(piece, namespace.as_ref());
    }
}

struct Splitter<'t> {
    text: &'t str,
    lexemes: LexemeReader<'t>,
    /// The index of the next lexeme.
    next: usize,
    /// The start of the current piece.
    start: usize,
    /// The name of the namespace that is open.
    namespace: Option<Arc<str>>,
    /// The pieces that were read last, until they are taken, with the namespace that is open behind each.
    found: Vec<(Piece, Option<Arc<str>>)>,
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
    fn peek(&mut self, ahead: usize) -> Lexeme {
        self.lexemes.get(self.next + ahead)
    }

    /// The head that begins with the next lexeme, if a brace ends it.
    fn head(&mut self) -> Option<Head<'t>> {
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
            let start = self.start_with_comments();
            self.cut(start, false, self.around());
        }
        let name = (1..head.brace).map(|ahead| self.peek(ahead)).find(|it| it.kind == TokenKind::Ident);
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
                    let start = self.start_with_comments();
                    return self.cut(start, false, self.around());
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
    fn opens_block(&mut self) -> bool {
        let next = self.peek(0);
        let is_indented = self.line_start(next) != next.span.start as usize;
        self.head()
            .is_some_and(|head| head.is_on_line && opens_in_block(head.keyword, head.is_named, is_indented))
    }

    /// Ends the piece behind a brace, with the rest of its line if that is only a comment.
    fn close(&mut self, nesting: Nesting) {
        let behind = self.peek(0);
        if behind.kind == TokenKind::Comment && behind.breaks == 0 {
            self.next += 1;
        }
        let end = self.lexemes.get(self.next.saturating_sub(1)).span.end as usize;
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
    fn start_with_comments(&mut self) -> usize {
        let mut first = self.peek(0);
        let before = self.lexemes.before(self.next).iter().rev();
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
            let piece = Piece { span: Span::from(self.start..end), settled, nesting };
            self.found.push((piece, self.namespace.clone()));
            self.start = end;
        }
    }
}
