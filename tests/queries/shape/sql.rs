//! Reads the SQL of the query compiler: which columns of which table it filters, sorts, joins and groups by.
//!
//! That SQL is written by a program, so all names are in quotes, and all columns have their table before them.

use std::collections::{BTreeMap, BTreeSet};

/// What a statement asks of one mention of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access {
    pub table: String,
    pub filter: BTreeSet<String>,
    pub join: BTreeSet<String>,
    /// With `-` before those in descending order.
    pub sort: Vec<String>,
    pub group: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A column or table: its last two names; the first is empty where there is one only.
    Name(String, String),
    Word(String),
    Mark(char),
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        if closing(first).is_some() {
            let mut path: Vec<String> = Vec::new();
            while let Some(close) = rest.chars().next().and_then(closing) {
                let end = rest[1..].find(close).expect("the end of a name") + 1;
                path.push(rest[1..end].to_owned());
                rest = &rest[end + 1..];
                let goes_on =
                    rest.strip_prefix('.').filter(|it| it.chars().next().and_then(closing).is_some());
                rest = goes_on.unwrap_or(rest);
                if goes_on.is_none() {
                    break;
                }
            }
            let name = path.pop().expect("a name");
            tokens.push(Token::Name(path.pop().unwrap_or_default(), name));
        } else if first == '\'' {
            let end = rest[1..].find('\'').expect("the end of a text") + 2;
            rest = &rest[end..];
        } else if first.is_alphanumeric() || first == '_' || first == '@' && !rest.starts_with("@>") {
            let end =
                rest.find(|it: char| !it.is_alphanumeric() && it != '_' && it != '@').unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_uppercase()));
            rest = &rest[end..];
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Mark(first));
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    tokens
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' | '`' => Some(open),
        '[' => Some(']'),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    Output,
    From,
    Condition,
    Group,
    Order,
    Other,
}

/// What an alias stands for: a mention of a table, or the columns of a query.
#[derive(Clone)]
enum Source {
    Table(usize),
    Query(BTreeMap<String, (usize, String)>),
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    accesses: Vec<Access>,
    scopes: Vec<Vec<(String, Source)>>,
    is_write: bool,
    /// The mentions whose rows a write finds by keys that a statement before has read: what else it asks of them is asked again.
    by_keys: BTreeSet<usize>,
}

/// The accesses of a statement.
pub fn accesses(sql: &str) -> Vec<Access> {
    let tokens = tokens(sql);
    let is_write = matches!(tokens.first(), Some(Token::Word(word)) if word == "UPDATE" || word == "DELETE");
    let mut reader = Reader {
        tokens,
        at: 0,
        accesses: Vec::new(),
        scopes: Vec::new(),
        is_write,
        by_keys: BTreeSet::new(),
    };
    reader.query();
    reader.by_keys.iter().for_each(|at| reader.accesses[*at].filter.clear());
    reader.accesses
}

impl Reader {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        matches!(self.token(at), Some(Token::Word(it)) if it == word)
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.token(at) == Some(&Token::Mark(mark))
    }

    /// Reads a query up to the parenthesis that closes it. Returns the columns that it has.
    fn query(&mut self) -> BTreeMap<String, (usize, String)> {
        self.scopes.push(Vec::new());
        let mut outputs: Vec<(String, String)> = Vec::new();
        let (mut clause, mut depth, mut cases) = (Clause::Other, 0, 0);
        while let Some(token) = self.token(self.at).cloned() {
            self.at += 1;
            match token {
                Token::Mark('(') if self.is_word(self.at, "SELECT") => {
                    let columns = self.query();
                    self.at += 1;
                    if clause == Clause::From
                        && let Some(Token::Name(_, alias)) = self.token(self.at + 1).cloned()
                    {
                        self.at += 2;
                        self.scope().push((alias, Source::Query(columns)));
                    }
                }
                Token::Mark('(') => depth += 1,
                Token::Mark(')') if depth == 0 => {
                    self.at -= 1;
                    break;
                }
                Token::Mark(')') => depth -= 1,
                Token::Mark(_) => {}
                Token::Word(word) => {
                    if word == "INTO"
                        && let Some(Token::Name(_, table)) = self.token(self.at).cloned()
                    {
                        self.table(table);
                    }
                    cases += match word.as_str() {
                        "CASE" => 1,
                        "END" => -1,
                        _ => 0,
                    };
                    clause = match word.as_str() {
                        "SELECT" => Clause::Output,
                        "FROM" | "JOIN" | "UPDATE" if clause != Clause::From || word == "JOIN" => {
                            Clause::From
                        }
                        "INSERT" | "SET" | "RETURNING" | "HAVING" | "VALUES" | "OUTPUT" | "LIMIT"
                        | "OFFSET" => Clause::Other,
                        "ON" | "WHERE" => Clause::Condition,
                        "GROUP" => Clause::Group,
                        "ORDER" => Clause::Order,
                        _ => clause,
                    };
                }
                Token::Name(of, name) => match clause {
                    Clause::Output => outputs.push((of, name)),
                    Clause::From => {
                        let alias = self.token(self.at + 1).cloned().filter(|_| self.is_word(self.at, "AS"));
                        self.table(name);
                        if let Some(Token::Name(_, alias)) = alias
                            && let Some(last) = self.scope().last_mut()
                        {
                            last.0 = alias;
                            self.at += 2;
                        }
                    }
                    Clause::Condition => depth += self.condition(&of, &name),
                    Clause::Group => {
                        if let Some((access, column)) = self.resolve(&of, &name) {
                            self.accesses[access].group.insert(column);
                        }
                    }
                    Clause::Order if depth == 0 && cases == 0 && !self.is_word(self.at, "IS") => {
                        let is_descending = self.is_word(self.at, "DESC");
                        if let Some((access, column)) = self.resolve(&of, &name) {
                            let sign = if is_descending { "-" } else { "" };
                            self.accesses[access].sort.push(format!("{sign}{column}"));
                        }
                    }
                    _ => {}
                },
            }
        }
        let found = outputs.iter().filter_map(|(of, name)| Some((name.clone(), self.resolve(of, name)?)));
        let columns = found.collect();
        self.scopes.pop();
        columns
    }

    fn table(&mut self, name: String) {
        self.accesses.push(Access { table: name.clone(), ..Access::default() });
        let source = Source::Table(self.accesses.len() - 1);
        self.scope().push((name, source));
    }

    fn scope(&mut self) -> &mut Vec<(String, Source)> {
        self.scopes.last_mut().expect("a scope")
    }

    fn resolve(&self, of: &str, name: &str) -> Option<(usize, String)> {
        let sources = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
        let (_, source) = sources.into_iter().find(|(alias, _)| alias == of)?;
        match source {
            Source::Table(access) => Some((*access, name.to_owned())),
            Source::Query(columns) => columns.get(name).cloned(),
        }
    }

    /// A column in a condition, just read: compared with a column, or with values. Returns how many parentheses were opened.
    fn condition(&mut self, of: &str, name: &str) -> i32 {
        // A row: ("a"."x", "a"."y") = ("b"."x", "b"."y").
        let mut own = vec![(of.to_owned(), name.to_owned())];
        while self.is_mark(self.at, ',')
            && let Some(Token::Name(of, name)) = self.token(self.at + 1).cloned()
        {
            own.push((of, name));
            self.at += 2;
        }
        let mut at = self.at;
        while self.is_mark(at, ')') {
            at += 1;
        }
        let (mut others, mut opened) = (Vec::new(), 0);
        if self.is_mark(at, '=') {
            let mut next = at + 1;
            while self.is_mark(next, '(') {
                next += 1;
            }
            while let Some(Token::Name(of, name)) = self.token(next).cloned() {
                others.push((of, name));
                next += if self.is_mark(next + 1, ',') { 2 } else { 1 };
            }
            if !others.is_empty() {
                opened = (at + 1..next).filter(|at| self.is_mark(*at, '(')).count() as i32
                    - (self.at..at).filter(|at| self.is_mark(*at, ')')).count() as i32;
                self.at = next;
            }
        }
        let is_join = !others.is_empty();
        // `IN (*)`: keys that a statement before has read, in a write.
        let is_filled = self.is_write && self.is_word(at, "IN") && self.is_mark(at + 2, '*');
        let is_null_test = self.is_word(at, "IS");
        for (of, name) in own.into_iter().chain(others) {
            let Some((index, column)) = self.resolve(&of, &name) else { continue };
            let access = &mut self.accesses[index];
            match (is_join, is_null_test) {
                (true, _) => drop(access.join.insert(column)),
                // Whether there is a joined row at all.
                (false, true) if access.join.contains(&column) || column == "id" => {}
                _ if is_filled => drop(self.by_keys.insert(index)),
                _ => drop(access.filter.insert(column)),
            }
        }
        opened
    }
}
