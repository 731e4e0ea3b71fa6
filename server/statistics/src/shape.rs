//! Statements without literals, so that they can be kept and shown.

use std::collections::BTreeMap;

use model::catalog::Provider;
use model::sql_token::{Token, TokenKind, tokenize};

/// The most bytes that a shape has; the rest is cut.
const MOST_BYTES: usize = 4000;

/// The sqlcommenter tags that name a place in code.
const TAGS: [&str; 6] = ["action", "controller", "file", "function", "route", "prismaQuery"];

/// A statement with `?` in the place of literals and parameters, without comments, in one line. A list of several values becomes
/// one `?`, so that calls with lists of different lengths are the same statement.
pub fn shape(statement: &str, provider: Provider) -> String {
    let tokens = tokenize(statement, provider);
    let mut out = String::with_capacity(statement.len().min(MOST_BYTES));
    let mut before: Option<&str> = None;
    let mut is_after_value = false;
    for token in tokens.iter().filter(|token| !token.is_trivia()) {
        let text = token.span.of(statement);
        let text = match is_value(token, text) {
            true => "?",
            false => text,
        };
        // `?, ?` is one value more of a list.
        if text == "?" && before == Some(",") && is_after_value {
            out.truncate(out.trim_end().trim_end_matches(',').len());
            before = Some("?");
            continue;
        }
        is_after_value = match text {
            "?" => true,
            "," => is_after_value,
            _ => false,
        };
        if before.is_some_and(|before| has_space(before, text)) {
            out.push(' ');
        }
        out.push_str(text);
        before = Some(text);
        if out.len() > MOST_BYTES {
            let mut end = MOST_BYTES;
            while !out.is_char_boundary(end) {
                end -= 1;
            }
            out.truncate(end);
            out.push('…');
            break;
        }
    }
    out.trim_end_matches(';').trim_end().to_owned()
}

/// Whether a token is a literal or a parameter: `'a'`, `42`, `$1`, `?`, `@P1`.
fn is_value(token: &Token, text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match token.kind {
        TokenKind::String | TokenKind::Number => true,
        TokenKind::Symbol => text == "?",
        TokenKind::Word => {
            text.strip_prefix('$').is_some_and(is_number)
                || text.strip_prefix("@P").or(text.strip_prefix("@p")).is_some_and(is_number)
        }
        // MySQL takes "a" for a string unless it is told otherwise; the lexer knows.
        _ => false,
    }
}

fn has_space(before: &str, text: &str) -> bool {
    let is_tight_before = matches!(text, "," | ")" | "." | ";" | "]" | ":");
    let is_tight_after = matches!(before, "(" | "." | "[" | ":");
    let is_call = text == "(" && !is_keyword(before);
    // `>=` and `<>` are two symbols.
    let is_operator = |text: &str| matches!(text, "<" | ">" | "=" | "!" | "|" | "&" | "~" | "@" | "#" | "-");
    !(is_tight_before || is_tight_after || is_call || is_operator(before) && is_operator(text) && text != "-")
}

/// Words that an opening parenthesis does not belong to.
fn is_keyword(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "and", "or", "in", "from", "where", "values", "as", "on", "not", "exists", "join", "select", "by",
        "lateral",
    ];
    WORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword))
        || matches!(word, "," | "=" | "<" | ">" | "+" | "*")
}

/// The names in a statement: words and quoted names without their quotes.
pub fn names(statement: &str, provider: Provider) -> Vec<String> {
    let tokens = tokenize(statement, provider);
    let name = |token: &Token| {
        let text = token.span.of(statement);
        match token.kind {
            TokenKind::Word => Some(text.to_owned()),
            TokenKind::QuotedName => {
                let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
                Some(inner.replace("\"\"", "\"").replace("``", "`").replace("]]", "]"))
            }
            _ => None,
        }
    };
    tokens.iter().filter_map(name).collect()
}

/// The sqlcommenter tags of a statement that name a place in code. Values that look like data are left out; of a `prismaQuery`
/// only the model and the operation are kept.
///
/// Source: the specification of sqlcommenter; `@prisma/sqlcommenter-query-tags`.
pub fn tags(statement: &str, provider: Provider) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for token in tokenize(statement, provider).iter().filter(|token| token.kind == TokenKind::BlockComment) {
        let comment = token.span.of(statement);
        let inner = comment.trim_start_matches("/*").trim_end_matches("*/");
        for pair in inner.split("',") {
            let Some((key, value)) = pair.split_once('=') else { continue };
            let key = key.trim();
            let value = unescaped(value.trim().trim_matches('\''));
            let value = match key {
                "prismaQuery" => value.split(':').next().unwrap_or_default(),
                _ => &value,
            };
            if TAGS.contains(&key) && is_place(value) {
                found.insert(key.to_owned(), value.to_owned());
            }
        }
    }
    found
}

/// A value without `%` escapes, as far as names have them.
fn unescaped(value: &str) -> String {
    let escapes = [("%2F", "/"), ("%3A", ":"), ("%20", " "), ("%5B", "["), ("%5D", "]"), ("%40", "@")];
    escapes.iter().fold(value.to_owned(), |value, (escape, character)| {
        value.replace(escape, character).replace(&escape.to_lowercase(), character)
    })
}

/// Whether a value can be the name of a place in code: short, and no part of it is a number or an id.
fn is_place(value: &str) -> bool {
    let is_plain = |character: char| character.is_alphanumeric() || "._-/:[]{}#*$() ".contains(character);
    let is_id = |part: &str| {
        part.len() >= 16 && part.bytes().any(|byte| byte.is_ascii_digit())
            || !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    !value.is_empty() && value.len() <= 120 && value.chars().all(is_plain) && !value.split('/').any(is_id)
}
