//! The little that must be known of a schema file before it is parsed: does it connect, and what does it generate.

use std::borrow::Cow;

use syntax::Dialect;

/// What [`scan`] found in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// The language that it is written in.
    pub dialect: Dialect,
    /// How many `datasource` blocks there are.
    pub datasources: usize,
    /// Whether a `datasource` block has an address: `url`, `directUrl` or `shadowDatabaseUrl`.
    pub has_url: bool,
    /// The values of `output` in `generator` blocks that are plain strings.
    pub outputs: Vec<String>,
    /// The values of `provider` in `generator` blocks that are plain strings.
    pub providers: Vec<String>,
}

/// The keys of a `datasource` block that hold an address.
const ADDRESSES: [&str; 3] = ["url", "directUrl", "shadowDatabaseUrl"];

/// What kind of block a line lies in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Datasource,
    Generator,
    Other,
}

/// Reads a schema file line by line, leaving out comments. Never fails: broken text has fewer findings.
pub fn scan(text: &str) -> Scan {
    let mut result = Scan { dialect: Dialect::of(text), ..Scan::default() };
    let mut in_comment = false;
    let mut block = Block::Other;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rest_of_text = text;
    loop {
        if !in_comment && block == Block::Other {
            let Some(rest) = from_next_block(rest_of_text) else { return result };
            rest_of_text = rest;
        }
        let end = memchr::memchr2(b'\n', b'\r', rest_of_text.as_bytes());
        let (line, behind) = rest_of_text.split_at(end.unwrap_or(rest_of_text.len()));
        let code = without_comments(line, &mut in_comment);
        let mut rest = code.trim();
        match block {
            Block::Generator => {
                result.outputs.extend(string_of(rest, "output"));
                result.providers.extend(string_of(rest, "provider"));
            }
            Block::Datasource => {
                result.has_url |= ADDRESSES.iter().any(|key| value_of(rest, key).is_some());
            }
            Block::Other => {}
        }
        // `} datasource db {` is legal, so the end of one block may share a line with the start of the next.
        while let Some(after) = rest.strip_prefix('}') {
            block = Block::Other;
            rest = after.trim_start();
        }
        if opens(rest, "datasource") {
            result.datasources += 1;
            block = Block::Datasource;
        } else if opens(rest, "generator") {
            block = Block::Generator;
        } else if ["model", "view", "enum", "type"].iter().any(|keyword| opens(rest, keyword)) {
            block = Block::Other;
        }
        let Some(next) = behind.get(1..) else { return result };
        rest_of_text = next;
    }
}

/// The text from the first line on in which a block or a comment may begin or end. Most lines are passed over so, and
/// every schema of a repository is read like this before any is parsed.
fn from_next_block(text: &str) -> Option<&str> {
    let at = memchr::memchr3(b'{', b'}', b'/', text.as_bytes())?;
    let start = memchr::memrchr2(b'\n', b'\r', text.as_bytes().get(..at)?).map_or(0, |newline| newline + 1);
    text.get(start..)
}

/// Whether the line opens a block of this kind: the keyword, at most one name, a brace.
fn opens(line: &str, keyword: &str) -> bool {
    let Some(rest) = line.strip_prefix(keyword) else { return false };
    if !rest.starts_with(|c: char| c.is_whitespace() || c == '{') {
        return false;
    }
    let Some((name, _)) = rest.split_once('{') else { return false };
    name.split_whitespace().count() <= 1 && !name.contains(['"', '(', '@', '='])
}

/// What follows `KEY =`.
fn value_of<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    Some(line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim_start())
}

/// The string after `KEY =`.
fn string_of(line: &str, key: &str) -> Option<String> {
    let value = value_of(line, key)?.strip_prefix('"')?;
    let mut result = String::new();
    let mut chars = value.chars();
    loop {
        match chars.next()? {
            '"' => return Some(result),
            '\\' => result.push(chars.next()?),
            other => result.push(other),
        }
    }
}

/// The line without comments; `in_comment` carries an open block comment from line to line.
fn without_comments<'l>(line: &'l str, in_comment: &mut bool) -> Cow<'l, str> {
    // Most lines hold none, or nothing else.
    if !*in_comment && memchr::memchr(b'/', line.as_bytes()).is_none() {
        return Cow::Borrowed(line);
    }
    if !*in_comment && line.trim_start().starts_with("//") {
        return Cow::Borrowed("");
    }
    let mut result = String::new();
    let mut in_string = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match (c, next) {
            ('*', Some('/')) if *in_comment => {
                chars.next();
                *in_comment = false;
            }
            _ if *in_comment => {}
            ('\\', Some(escaped)) if in_string => {
                chars.next();
                result.extend([c, escaped]);
            }
            ('"', _) => {
                in_string = !in_string;
                result.push(c);
            }
            ('/', Some('/')) if !in_string => break,
            ('/', Some('*')) if !in_string => {
                chars.next();
                *in_comment = true;
            }
            _ => result.push(c),
        }
    }
    Cow::Owned(result)
}
