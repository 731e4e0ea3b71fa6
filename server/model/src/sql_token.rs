//! A lossless lexer for the SQL of all providers: the tokens of a text, put together, are the text.

use crate::catalog::Provider;
use base::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Blanks and line ends, and a byte order mark.
    Whitespace,
    /// `-- …` or, in MySQL, `# …`, without the line end.
    LineComment,
    /// `/* … */`; PostgreSQL and SQL Server nest them.
    BlockComment,
    /// A keyword or an unquoted name; variables (`@a`, `$1`) too.
    Word,
    /// A name in quotes: `"a"`, `` `a` `` or `[a]`.
    QuotedName,
    /// A string literal with its prefix: `'a'`, `N'a'`, `E'a'`, `$$a$$`, in MySQL also `"a"`.
    String,
    /// A number.
    Number,
    /// One character of any other kind.
    Symbol,
}

/// A token and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// In bytes of the text.
    pub span: Span,
    /// Whether its closing quote or comment end is missing.
    pub is_unterminated: bool,
}

impl Token {
    /// Whether it means nothing to the database.
    pub fn is_trivia(&self) -> bool {
        matches!(self.kind, TokenKind::Whitespace | TokenKind::LineComment | TokenKind::BlockComment)
    }

    /// Whether it is a comment.
    pub fn is_comment(&self) -> bool {
        matches!(self.kind, TokenKind::LineComment | TokenKind::BlockComment)
    }
}

/// All tokens of `text` in the dialect of `provider`, in order and without gaps.
pub fn tokenize(text: &str, provider: Provider) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, provider };
    let mut tokens = Vec::with_capacity(text.len() / 4);
    while let Some(token) = lexer.next_token() {
        tokens.push(token);
    }
    tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    provider: Provider,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn next_token(&mut self) -> Option<Token> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let start = self.at;
        let mut closed = true;
        let (kind, length) = match first {
            c if is_blank(c) => (TokenKind::Whitespace, run(rest, is_blank)),
            '-' if rest.starts_with("--") => (TokenKind::LineComment, line(rest)),
            '#' if self.provider == Provider::Mysql => (TokenKind::LineComment, line(rest)),
            '/' if rest.starts_with("/*") => {
                let (length, is_closed) = block_comment(rest, self.nests_comments());
                closed = is_closed;
                (TokenKind::BlockComment, length)
            }
            '\'' => self.quoted(TokenKind::String, 0, '\'', self.has_backslash_escapes(), &mut closed),
            '"' if self.provider == Provider::Mysql => {
                self.quoted(TokenKind::String, 0, '"', true, &mut closed)
            }
            '"' => self.quoted(TokenKind::QuotedName, 0, '"', false, &mut closed),
            '`' => self.quoted(TokenKind::QuotedName, 0, '`', false, &mut closed),
            '[' if matches!(self.provider, Provider::Sqlserver | Provider::Sqlite) => {
                self.quoted(TokenKind::QuotedName, 0, ']', false, &mut closed)
            }
            '$' => match dollar_quote(rest).filter(|_| self.is_postgres()) {
                Some((length, is_closed)) => {
                    closed = is_closed;
                    (TokenKind::String, length)
                }
                None => (TokenKind::Word, 1 + run(rest.get(1..).unwrap_or(""), is_word)),
            },
            '@' | '#' if self.has_variables() => {
                let signs = run(rest, |c| c == '@' || c == '#');
                (TokenKind::Word, signs + run(rest.get(signs..).unwrap_or(""), is_word))
            }
            c if c.is_ascii_digit() => (TokenKind::Number, number(rest)),
            c if is_word_start(c) => match self.string_prefix(rest) {
                Some((prefix, escapes)) => self.quoted(TokenKind::String, prefix, '\'', escapes, &mut closed),
                None => (TokenKind::Word, run(rest, is_word)),
            },
            c => (TokenKind::Symbol, c.len_utf8()),
        };
        self.at += length.max(first.len_utf8());
        Some(Token { kind, span: Span::from(start..self.at), is_unterminated: !closed })
    }

    fn is_postgres(&self) -> bool {
        matches!(self.provider, Provider::Postgresql | Provider::Cockroachdb)
    }

    fn has_variables(&self) -> bool {
        matches!(self.provider, Provider::Sqlserver | Provider::Mysql)
    }

    fn nests_comments(&self) -> bool {
        self.is_postgres() || self.provider == Provider::Sqlserver
    }

    fn has_backslash_escapes(&self) -> bool {
        self.provider == Provider::Mysql
    }

    /// How many bytes stand before the quote of a string literal with a prefix, and whether `\` escapes in it.
    fn string_prefix(&self, rest: &str) -> Option<(usize, bool)> {
        let bytes = rest.as_bytes();
        let (first, second) = (bytes.first()?.to_ascii_lowercase(), bytes.get(1)?);
        match (first, second) {
            (b'e', b'\'') if self.is_postgres() => Some((1, true)),
            (b'n' | b'b' | b'x', b'\'') => Some((1, self.has_backslash_escapes())),
            (b'u', b'&') if self.is_postgres() && bytes.get(2) == Some(&b'\'') => Some((2, false)),
            _ => None,
        }
    }

    /// A quoted token whose first quote is `prefix` bytes on; a doubled closing quote stands for itself.
    fn quoted(
        &self,
        kind: TokenKind,
        prefix: usize,
        close: char,
        escapes: bool,
        closed: &mut bool,
    ) -> (TokenKind, usize) {
        let rest = self.rest();
        let mut characters = rest.char_indices().skip_while(|(at, _)| *at <= prefix).peekable();
        while let Some((at, character)) = characters.next() {
            if escapes && character == '\\' {
                characters.next();
            } else if character == close {
                if characters.peek().is_some_and(|(_, next)| *next == close) {
                    characters.next();
                } else {
                    return (kind, at + close.len_utf8());
                }
            }
        }
        *closed = false;
        (kind, rest.len())
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\0'
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || (!c.is_ascii() && !is_blank(c))
}

fn is_word(c: char) -> bool {
    is_word_start(c) || c.is_ascii_digit() || c == '$'
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn line(text: &str) -> usize {
    text.find(['\n', '\r']).unwrap_or(text.len())
}

fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let is_sign_of_exponent = matches!(byte, b'+' | b'-')
            && at > 0
            && matches!(bytes.get(at - 1), Some(b'e' | b'E'))
            && !text.starts_with("0x");
        if !(byte.is_ascii_alphanumeric() || *byte == b'.' || *byte == b'_' || is_sign_of_exponent) {
            break;
        }
        at += 1;
    }
    at
}

fn block_comment(text: &str, nests: bool) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (2, 1u32);
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'*'), Some(b'/')) => {
                at += 2;
                depth -= 1;
                if depth == 0 {
                    return (at, true);
                }
            }
            (Some(b'/'), Some(b'*')) if nests => {
                at += 2;
                depth += 1;
            }
            _ => at += 1,
        }
    }
    (text.len(), false)
}

/// The length of `$tag$ … $tag$` at the beginning of `text`, and whether it is closed.
fn dollar_quote(text: &str) -> Option<(usize, bool)> {
    let tag_end = text.get(1..)?.find('$')? + 2;
    let tag = text.get(..tag_end)?;
    let name = tag.trim_matches('$');
    if name.starts_with(|c: char| c.is_ascii_digit()) || !name.chars().all(|c| is_word(c) && c != '$') {
        return None;
    }
    Some(match text.get(tag_end..)?.find(tag) {
        Some(at) => (tag_end + at + tag_end, true),
        None => (text.len(), false),
    })
}
