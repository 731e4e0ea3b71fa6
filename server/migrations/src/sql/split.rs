//! Cuts the tokens of a script into statements.
//!
//! A `;` ends a statement, except inside the body of a routine or trigger. MySQL's client changes the end with
//! `DELIMITER`. SQL Server needs no `;` at all: there `GO` ends a batch, and a word that begins a statement, first on
//! its line, begins the next one.

use base::text::Span;
use model::catalog::Provider;

use super::token::{Token, TokenKind};

/// The tokens of one statement, without comments, white space and the `;` after it. Never empty.
pub(super) struct Piece {
    /// What it consists of.
    pub(super) tokens: Vec<Token>,
    /// Whether it is for the client (`DELIMITER`, `GO`), not for the database.
    pub(super) is_client_command: bool,
}

/// The statements of `text`, in order.
pub(super) fn split(text: &str, provider: Provider, tokens: &[Token]) -> Vec<Piece> {
    let mut splitter = Splitter {
        text,
        provider,
        pieces: Vec::new(),
        current: Vec::new(),
        parentheses: 0,
        blocks: 0,
        body: Body::None,
        delimiter: ";",
    };
    let significant: Vec<Token> = tokens.iter().filter(|token| !token.is_trivia()).copied().collect();
    let mut skip_until = 0;
    for (index, token) in significant.iter().enumerate() {
        if token.span.start >= skip_until {
            let next = significant.get(index + 1).copied();
            skip_until = splitter.take(*token, next);
        }
    }
    splitter.end();
    splitter.pieces
}

/// What kind of body the statement has that hides the `;` in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// None.
    None,
    /// `BEGIN … END`, possibly nested.
    Blocks,
    /// Everything up to the end of the batch.
    Batch,
    /// What stands in parentheses.
    Parentheses,
}

struct Splitter<'a> {
    text: &'a str,
    provider: Provider,
    pieces: Vec<Piece>,
    current: Vec<Token>,
    parentheses: u32,
    blocks: u32,
    body: Body,
    delimiter: &'a str,
}

impl<'a> Splitter<'a> {
    /// Takes one token; returns the byte up to which the following ones belong to what was taken.
    fn take(&mut self, token: Token, next: Option<Token>) -> u32 {
        if let Some(end) = self.client_command(token) {
            return end;
        }
        if self.is_delimiter(token) {
            self.end();
            return token.span.start + u32::try_from(self.delimiter.len()).unwrap_or(1);
        }
        if self.provider == Provider::Sqlserver && self.begins_next(token, next) {
            self.end();
        }
        self.current.push(token);
        self.watch(token, next);
        if self.provider == Provider::Sqlserver && self.is_bracket_of_block() {
            self.end();
        }
        0
    }

    fn end(&mut self) {
        let tokens = std::mem::take(&mut self.current);
        if !tokens.is_empty() {
            self.pieces.push(Piece { tokens, is_client_command: false });
        }
        (self.parentheses, self.blocks, self.body) = (0, 0, Body::None);
    }

    /// The word at `index` of the statement so far, in upper case.
    fn word_at(&self, index: usize) -> String {
        self.current.get(index).map_or_else(String::new, |token| upper(self.text, *token))
    }

    fn client_command(&mut self, token: Token) -> Option<u32> {
        if token.kind != TokenKind::Word {
            return None;
        }
        let word = token.span.of(self.text);
        let rest_of_line = || {
            let rest = self.text.get(token.span.range().end..).unwrap_or("");
            rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len())).unwrap_or("")
        };
        match self.provider {
            Provider::Mysql if self.current.is_empty() && word.eq_ignore_ascii_case("DELIMITER") => {
                let line = rest_of_line();
                let delimiter = line.trim();
                if !delimiter.is_empty() {
                    self.delimiter = delimiter;
                }
                Some(self.push_client_command(token, line.len()))
            }
            Provider::Sqlserver if word.eq_ignore_ascii_case("GO") && self.is_first_on_line(token) => {
                let line = rest_of_line();
                let is_alone =
                    line.trim().trim_end_matches(';').chars().all(|character| character.is_ascii_digit());
                if !is_alone {
                    return None;
                }
                self.end();
                Some(self.push_client_command(token, line.len()))
            }
            _ => None,
        }
    }

    fn push_client_command(&mut self, token: Token, rest: usize) -> u32 {
        let end = token.span.end + u32::try_from(rest).unwrap_or(0);
        let line = self.text.get(token.span.range().start..end as usize).unwrap_or("").trim_end();
        let span = Span::new(token.span.start, token.span.start + u32::try_from(line.len()).unwrap_or(0));
        self.pieces.push(Piece { tokens: vec![Token { span, ..token }], is_client_command: true });
        end
    }

    fn is_delimiter(&self, token: Token) -> bool {
        let rest = self.text.get(token.span.range().start..).unwrap_or("");
        let is_literal = matches!(token.kind, TokenKind::String | TokenKind::QuotedName);
        if is_literal || !rest.starts_with(self.delimiter) {
            return false;
        }
        match self.body {
            _ if self.delimiter != ";" => true,
            Body::None => true,
            Body::Blocks => self.blocks == 0,
            Body::Batch => false,
            Body::Parentheses => self.parentheses == 0,
        }
    }

    /// Keeps count of what nests.
    fn watch(&mut self, token: Token, next: Option<Token>) {
        if token.kind == TokenKind::Symbol {
            match token.span.of(self.text) {
                "(" => self.parentheses += 1,
                ")" => self.parentheses = self.parentheses.saturating_sub(1),
                _ => {}
            }
            return;
        }
        if token.kind != TokenKind::Word {
            return;
        }
        let word = upper(self.text, token);
        let following = next.map_or_else(String::new, |next| upper(self.text, next));
        if self.body == Body::None && self.current.len() <= 9 {
            self.body = self.body_of(&word);
        }
        if self.body != Body::Blocks {
            return;
        }
        let is_postgres = matches!(self.provider, Provider::Postgresql | Provider::Cockroachdb);
        match word.as_str() {
            "BEGIN" if !is_postgres || following == "ATOMIC" || self.blocks > 0 => self.blocks += 1,
            "CASE" if self.blocks > 0 && !self.follows("END") => self.blocks += 1,
            "END" if !matches!(following.as_str(), "IF" | "LOOP" | "WHILE" | "REPEAT" | "FOR") => {
                self.blocks = self.blocks.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Whether the token before the last one is `word`.
    fn follows(&self, word: &str) -> bool {
        self.current.len().checked_sub(2).is_some_and(|index| self.word_at(index) == word)
    }

    fn body_of(&self, word: &str) -> Body {
        let first = self.word_at(0);
        if first != "CREATE" && !(first == "ALTER" && self.provider == Provider::Sqlserver) {
            return Body::None;
        }
        let is_server = self.provider == Provider::Sqlserver;
        match word {
            "PROCEDURE" | "PROC" | "FUNCTION" | "TRIGGER" if is_server => Body::Batch,
            "VIEW" if is_server && self.current.len() <= 4 => Body::Batch,
            "PROCEDURE" | "FUNCTION" | "TRIGGER" | "EVENT" => Body::Blocks,
            "RULE" => Body::Parentheses,
            _ => Body::None,
        }
    }

    fn is_first_on_line(&self, token: Token) -> bool {
        let before = self.text.get(..token.span.range().start).unwrap_or("");
        before
            .trim_end_matches([' ', '\t', '\u{feff}'])
            .chars()
            .next_back()
            .is_none_or(|c| c == '\n' || c == '\r')
    }

    /// Whether the statement so far is `BEGIN TRY`, `END CATCH` and the like, which no `;` follows.
    fn is_bracket_of_block(&self) -> bool {
        self.current.len() == 2
            && matches!(self.word_at(0).as_str(), "BEGIN" | "END")
            && matches!(self.word_at(1).as_str(), "TRY" | "CATCH")
    }

    /// Whether `token` begins another statement than the one so far, though no `;` stands between (SQL Server).
    fn begins_next(&self, token: Token, next: Option<Token>) -> bool {
        if token.kind != TokenKind::Word || self.current.is_empty() || self.parentheses > 0 {
            return false;
        }
        if self.body == Body::Batch {
            return false;
        }
        let word = upper(self.text, token);
        let following = next.map_or_else(String::new, |next| upper(self.text, next));
        let is_block = matches!(
            (word.as_str(), following.as_str()),
            ("BEGIN", "TRAN" | "TRANSACTION" | "TRY" | "CATCH") | ("END", "TRY" | "CATCH")
        );
        if is_block {
            return true;
        }
        self.is_first_on_line(token) && is_lead(&word) && !self.continues(&word, &following)
    }

    /// Whether `word` at the beginning of a line goes on with the statement so far.
    fn continues(&self, word: &str, following: &str) -> bool {
        let last = self.word_at(self.current.len().saturating_sub(1));
        let expects_more = matches!(
            last.as_str(),
            "ON" | "AS"
                | "THEN"
                | "ELSE"
                | "FOR"
                | "UNION"
                | "ALL"
                | "EXCEPT"
                | "INTERSECT"
                | "AND"
                | "OR"
                | "NOT"
        );
        if expects_more {
            return true;
        }
        match self.word_at(0).as_str() {
            "ALTER" => match word {
                "ALTER" => following == "COLUMN",
                "DROP" => matches!(following, "COLUMN" | "CONSTRAINT" | "PERIOD"),
                "WITH" | "SET" => true,
                _ => false,
            },
            "INSERT" => matches!(word, "SELECT" | "EXEC" | "EXECUTE" | "WITH") && !self.holds("SELECT"),
            "UPDATE" => word == "SET" && !self.holds("SET"),
            "WITH" => matches!(word, "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "SET"),
            "MERGE" => matches!(word, "UPDATE" | "DELETE" | "INSERT" | "SET" | "WITH"),
            "CREATE" => word == "WITH",
            _ => false,
        }
    }

    fn holds(&self, word: &str) -> bool {
        self.current
            .iter()
            .any(|token| token.kind == TokenKind::Word && token.span.of(self.text).eq_ignore_ascii_case(word))
    }
}

fn is_lead(word: &str) -> bool {
    const LEADS: [&str; 27] = [
        "ALTER",
        "BEGIN",
        "COMMIT",
        "CREATE",
        "DECLARE",
        "DELETE",
        "DROP",
        "ELSE",
        "END",
        "EXEC",
        "EXECUTE",
        "GRANT",
        "IF",
        "INSERT",
        "MERGE",
        "PRINT",
        "RAISERROR",
        "REVOKE",
        "ROLLBACK",
        "SELECT",
        "SET",
        "THROW",
        "TRUNCATE",
        "UPDATE",
        "USE",
        "WHILE",
        "WITH",
    ];
    LEADS.contains(&word)
}

/// The text of a word in upper case; empty for anything else.
pub(super) fn upper(text: &str, token: Token) -> String {
    if token.kind == TokenKind::Word { token.span.of(text).to_ascii_uppercase() } else { String::new() }
}
