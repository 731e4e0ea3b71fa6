//! The tokens of the Prisma 8 dialect.

use base::text::Span;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A letter or `_`, then letters, digits, `_` and `-`.
    Ident,
    /// Digits with an optional sign and fraction, `NaN`, `Infinity` or `-Infinity`.
    Number,
    /// A string in `"`, `'` or backticks, terminated or not.
    String,
    /// `@`
    At,
    /// `@@`
    DoubleAt,
    /// `{`
    LeftBrace,
    /// `}`
    RightBrace,
    /// `(`
    LeftParenthesis,
    /// `)`
    RightParenthesis,
    /// `[`
    LeftBracket,
    /// `]`
    RightBracket,
    /// `=`
    Equals,
    /// `?`
    Question,
    /// `.`
    Dot,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// One line ending: `\n`, `\r\n` or `\r`.
    Newline,
    /// Spaces and tabs.
    Whitespace,
    /// `//` up to the end of the line.
    Comment,
    /// One character that starts no token.
    Invalid,
    /// The end of the text, without any.
    End,
}

impl TokenKind {
    /// White space, line endings and comments, which may be anywhere.
    pub fn is_trivia(self) -> bool {
        matches!(self, TokenKind::Newline | TokenKind::Whitespace | TokenKind::Comment)
    }
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// In bytes of the text.
    pub span: Span,
}

/// The tokens of a text, in order and without gaps, then [`TokenKind::End`].
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut at = 0;
    loop {
        let token = token_at(text, at);
        tokens.push(token);
        if token.kind == TokenKind::End {
            return tokens;
        }
        at = token.span.end as usize;
    }
}

/// The token that starts at this byte; [`TokenKind::End`] behind the last one.
pub(super) fn token_at(text: &str, at: usize) -> Token {
    let (kind, len) = scan(text.get(at..).unwrap_or(""));
    Token { kind, span: Span::from(at..at + len) }
}

/// The first token of a text: its kind and its length in bytes.
fn scan(text: &str) -> (TokenKind, usize) {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return (TokenKind::End, 0) };
    let second = chars.next();
    let single = match first {
        '\r' if second == Some('\n') => return (TokenKind::Newline, 2),
        '\n' | '\r' => TokenKind::Newline,
        ' ' | '\t' => return (TokenKind::Whitespace, while_all(text, |c| matches!(c, ' ' | '\t'))),
        '/' if second == Some('/') => {
            return (TokenKind::Comment, while_all(text, |c| !matches!(c, '\n' | '\r')));
        }
        '@' if second == Some('@') => return (TokenKind::DoubleAt, 2),
        '@' => TokenKind::At,
        '"' | '\'' => return (TokenKind::String, quoted(text, first)),
        '`' => return (TokenKind::String, backticks(text)),
        '{' => TokenKind::LeftBrace,
        '}' => TokenKind::RightBrace,
        '(' => TokenKind::LeftParenthesis,
        ')' => TokenKind::RightParenthesis,
        '[' => TokenKind::LeftBracket,
        ']' => TokenKind::RightBracket,
        '=' => TokenKind::Equals,
        '?' => TokenKind::Question,
        '.' => TokenKind::Dot,
        ',' => TokenKind::Comma,
        ':' => TokenKind::Colon,
        _ => return word(text, first),
    };
    (single, 1)
}

/// An identifier, a number, or a character that starts neither.
fn word(text: &str, first: char) -> (TokenKind, usize) {
    for name in ["-Infinity", "Infinity", "NaN"] {
        if let Some(after) = text.strip_prefix(name)
            && !after.chars().next().is_some_and(continues_name)
        {
            return (TokenKind::Number, name.len());
        }
    }
    if starts_name(first) {
        return (TokenKind::Ident, while_all(text, continues_name));
    }
    let sign = usize::from(first == '-');
    let is_digit = |c: char| c.is_ascii_digit();
    let whole = while_all(text.get(sign..).unwrap_or(""), is_digit);
    if whole == 0 {
        return (TokenKind::Invalid, first.len_utf8());
    }
    let end = sign + whole;
    let fraction = text.get(end..).and_then(|rest| rest.strip_prefix('.'));
    let digits = fraction.map_or(0, |rest| while_all(rest, is_digit));
    (TokenKind::Number, if digits > 0 { end + 1 + digits } else { end })
}

fn starts_name(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && is_letter(c))
}

fn continues_name(c: char) -> bool {
    starts_name(c) || c.is_ascii_digit() || c == '-'
}

/// A letter in the sense of Unicode's category L; [`char::is_alphabetic`] also has letter-like numbers and marks.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_numeric()
}

fn while_all(text: &str, accepts: impl Fn(char) -> bool) -> usize {
    text.find(|c| !accepts(c)).unwrap_or(text.len())
}

/// The length of a string that ends at its quote, or else with its line. A backslash escapes the character after it.
fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if chars.peek().is_some() => drop(chars.next()),
            '\n' | '\r' => return at,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a string in backticks, which may go over lines. Where no later backtick closes it, it ends before the
/// first line that starts with `}`, so that the block around it is still closed.
fn backticks(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if chars.peek().is_some() => drop(chars.next()),
            '`' => return at + 1,
            _ => {}
        }
    }
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(['\n', '\r'])) {
        from += at + 1;
        let line = text.get(from..).unwrap_or("");
        // The two characters of `\r\n` are one line ending; the line between them is empty and closes nothing.
        if line.trim_start_matches([' ', '\t']).starts_with('}') {
            return from;
        }
    }
    text.len()
}
