//! SQL expressions that PostgreSQL stores in another form than they are written in.
//!
//! Source: each form was migrated with the schema engine of Prisma 7.8 and 8.1 on PostgreSQL 15, and the engine asked
//! again what was left to migrate.

/// Why PostgreSQL stores an expression in another form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Restated {
    /// The time of the insert, which Prisma reads back as `now()`.
    CurrentTime,
    /// A lone literal, which Prisma reads back as a value.
    Literal,
    /// `nextval(…)`, which Prisma reads back as `autoincrement()`.
    Sequence,
    /// Parentheses around a lone call, which are dropped.
    Parentheses,
    /// Operators or casts without parentheses, which are added.
    Operators,
    /// A string literal as an argument, to which its type is added.
    UntypedLiteral,
    /// A type before its value or with a short name: `interval '1 day'`, `::int`.
    TypeName,
    /// `IN`, `LIKE` or `BETWEEN`, which become operators.
    Predicate,
}

/// A part of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'s> {
    /// A name, keyword or number.
    Word(&'s str),
    /// A string literal.
    Text,
    /// An operator or bracket.
    Sign(&'s str),
}

/// Functions whose string arguments have a type of their own, so that PostgreSQL adds it to a literal.
const TEXT_FUNCTIONS: [&str; 20] = [
    "encode",
    "decode",
    "date_trunc",
    "date_part",
    "timezone",
    "to_char",
    "to_date",
    "to_timestamp",
    "current_setting",
    "lower",
    "upper",
    "md5",
    "substr",
    "substring",
    "replace",
    "lpad",
    "rpad",
    "coalesce",
    "to_tsvector",
    "digest",
];

/// Names of types for which PostgreSQL writes a longer one.
const SHORT_TYPES: [&str; 12] = [
    "int",
    "int2",
    "int4",
    "int8",
    "bool",
    "varchar",
    "char",
    "decimal",
    "float4",
    "float8",
    "timestamptz",
    "timestamp",
];

/// How PostgreSQL changes the expression of a default. `None` where it keeps it, and where that is not known.
pub(super) fn of_default(sql: &str) -> Option<Restated> {
    let tokens = tokens(sql);
    let (bare, had_parentheses) = without_parentheses(&tokens);
    match bare {
        [Token::Word(word)] if is(word, &["current_timestamp"]) => return Some(Restated::CurrentTime),
        [Token::Word(word), Token::Sign("("), Token::Sign(")")] if is(word, &["now"]) => {
            return Some(Restated::CurrentTime);
        }
        [Token::Word(word), Token::Sign("("), ..] if is(word, &["nextval"]) => {
            return Some(Restated::Sequence);
        }
        [Token::Text] => return Some(Restated::Literal),
        [Token::Word(word)] if is(word, &["true", "false", "null"]) || is_number(word) => {
            return Some(Restated::Literal);
        }
        [Token::Text, Token::Sign("::"), rest @ ..] if !rest.contains(&Token::Sign("::")) => {
            return Some(Restated::Literal);
        }
        [Token::Word(_), Token::Sign("("), ..] if had_parentheses && closes_at_end(bare) => {
            return Some(Restated::Parentheses);
        }
        _ => {}
    }
    inside(&tokens)
        .or_else(|| (!had_parentheses && has_bare_operator(&tokens)).then_some(Restated::Operators))
}

/// How PostgreSQL changes the predicate of an index. Prisma ignores the difference where only types and parentheses are
/// added.
pub(super) fn of_predicate(sql: &str) -> Option<Restated> {
    let is_restated = |token: &Token<'_>| matches!(token, Token::Word(word) if is(word, &["in", "like", "ilike", "between"]));
    tokens(sql).iter().any(is_restated).then_some(Restated::Predicate)
}

fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
        let end = match first {
            '\'' => end_of_quoted(rest, '\''),
            '"' => end_of_quoted(rest, '"'),
            _ if is_in_word(first) => rest.find(|c| !is_in_word(c)).unwrap_or(rest.len()),
            ':' | '|' => rest.find(|c| c != first).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        tokens.push(match first {
            '\'' => Token::Text,
            '"' => Token::Word(token),
            _ if is_in_word(first) => Token::Word(token),
            _ => Token::Sign(token),
        });
        rest = behind.trim_start();
    }
    tokens
}

/// The end of what begins with a quote; a doubled quote is a part of it.
fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if char == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

fn is(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.parse::<f64>().is_ok()
}

/// The expression without the parentheses around all of it, and whether there were any.
fn without_parentheses<'t, 's>(tokens: &'t [Token<'s>]) -> (&'t [Token<'s>], bool) {
    match tokens {
        [Token::Sign("("), inner @ .., Token::Sign(")")] if closes_at_end(tokens) => (inner, true),
        _ => (tokens, false),
    }
}

/// Whether the first parenthesis is closed by the last token.
fn closes_at_end(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_i32;
    let mut closed = None;
    for (at, token) in tokens.iter().enumerate() {
        depth += match token {
            Token::Sign("(") => 1,
            Token::Sign(")") => -1,
            _ => 0,
        };
        if depth == 0 && *token == Token::Sign(")") && closed.is_none() {
            closed = Some(at + 1);
        }
    }
    closed == Some(tokens.len())
}

/// Whether there is an operator outside of all parentheses.
fn has_bare_operator(tokens: &[Token<'_>]) -> bool {
    let mut depth = 0_i32;
    tokens.iter().any(|token| {
        match token {
            Token::Sign("(") => depth += 1,
            Token::Sign(")") => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(token, Token::Sign("||" | "+" | "*" | "/"))
    })
}

/// What PostgreSQL changes anywhere inside an expression.
fn inside(tokens: &[Token<'_>]) -> Option<Restated> {
    // The function of each open parenthesis; none for one that only groups.
    let mut open: Vec<Option<&str>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let next = tokens.get(at + 1);
        match token {
            Token::Sign("(") => open.push(match before {
                Some(Token::Word(name)) => Some(name),
                _ => None,
            }),
            Token::Sign(")") => {
                let function = open.pop().flatten();
                // `(a)::text` is stored so, `f()::text` is not.
                if function.is_some() && next == Some(&Token::Sign("::")) {
                    return Some(Restated::Operators);
                }
            }
            Token::Word(_) if next == Some(&Token::Sign("::")) => return Some(Restated::Operators),
            Token::Text if matches!(before, Some(Token::Word(word)) if is(word, &["interval", "timestamp", "date"])) =>
            {
                return Some(Restated::TypeName);
            }
            Token::Text if next != Some(&Token::Sign("::")) => {
                let function = open.last().copied().flatten();
                if function.is_some_and(|name| is(name, &TEXT_FUNCTIONS)) {
                    return Some(Restated::UntypedLiteral);
                }
            }
            Token::Word(word) if before == Some(&Token::Sign("::")) && is(word, &SHORT_TYPES) => {
                // `timestamp without time zone` is the whole name.
                let is_whole = matches!(next, Some(Token::Word(next)) if is(next, &["with", "without"]));
                if !is_whole {
                    return Some(Restated::TypeName);
                }
            }
            Token::Word(word) if is(word, &["cast"]) && next == Some(&Token::Sign("(")) => {
                return Some(Restated::TypeName);
            }
            _ => {}
        }
    }
    None
}
