//! The position of the cursor: block, region, line, word, string or comment.

use base::text::Span;
use base::{FileId, ItemId};
use model::schema::Schema;
use model::schema::item::Item;

/// The position of the cursor.
pub(crate) struct Cursor {
    /// The block that contains it, or precedes it.
    pub(super) item: Option<ItemId>,
    /// The region of the block.
    pub(super) region: Region,
    /// Its line, without the line break.
    pub(super) line: String,
    /// The start of the line in the file.
    pub(super) line_start: u32,
    /// The offset in the line.
    pub(super) column: usize,
    /// The state of the line before the cursor.
    pub(super) prefix: Prefix,
    /// The word under the cursor, in bytes of the line; empty between words. In a string it is the whole text between
    /// the quotes.
    pub(super) word: Span,
}

/// A region of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// Outside all blocks.
    Outside,
    /// Without completions: between the keyword and the brace, and after braces.
    Head,
    /// Between the braces.
    Body,
}

/// The state of a line before the cursor.
#[derive(Debug)]
pub(super) struct Prefix {
    /// Whether the cursor is in a string or comment.
    pub(super) inside: Inside,
    /// The open brackets.
    pub(super) open: Vec<char>,
    /// The start of the word under the cursor.
    word_start: usize,
    /// The last non-whitespace character before that word.
    pub(super) before: Option<char>,
}

/// Whether the cursor is in a string or comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Neither string nor comment.
    Code,
    /// A string whose text starts here.
    String(usize),
    /// A comment that starts here.
    Comment(usize),
    /// A `/* */` comment.
    BlockComment,
}

impl Cursor {
    /// The cursor at `offset`, in bytes of the file.
    pub(crate) fn at(schema: &Schema, file: FileId, offset: u32) -> Option<Cursor> {
        let source = schema.file(file)?.content.source().source();
        let offset = source.floor(offset);
        let span = source.line_span(source.line_of(offset));
        let line = source.slice(span).into_owned();
        let column = (offset.min(span.end) - span.start) as usize;
        let prefix = Prefix::of(line.get(..column)?);
        let word = word(&line, column, &prefix);
        let (item, region) = match schema.item_at(file, offset) {
            Some((id, at)) => {
                let line_start = at.saturating_sub(offset.saturating_sub(span.start));
                (Some(id), schema.item(id).map_or(Region::Outside, |item| region(item, at, line_start)))
            }
            None => (None, Region::Outside),
        };
        let mut cursor = Cursor { item, region, line, line_start: span.start, column, prefix, word };
        if schema.item_at(file, offset).is_some_and(|(id, at)| is_in_block_comment(schema, id, at)) {
            cursor.prefix.inside = Inside::BlockComment;
        }
        Some(cursor)
    }

    /// Whether it is between round brackets of a block, outside of comments.
    pub(crate) fn is_between_brackets(&self) -> bool {
        let is_text = matches!(self.prefix.inside, Inside::Code | Inside::String(_));
        self.region == Region::Body && is_text && self.prefix.open.contains(&'(')
    }

    /// The text before the word under the cursor.
    pub(super) fn before(&self) -> &str {
        self.line.get(..self.word.start as usize).unwrap_or("")
    }

    /// The text after the word under the cursor.
    pub(super) fn after(&self) -> &str {
        self.line.get(self.word.end as usize..).unwrap_or("")
    }

    /// The part of the word before the cursor.
    pub(super) fn typed(&self) -> &str {
        self.line.get(self.word.start as usize..self.column).unwrap_or("")
    }

    /// Whether other text than a comment follows the word on its line.
    pub(super) fn has_more(&self) -> bool {
        let after = self.after().trim_start();
        !after.is_empty() && !after.starts_with("//")
    }

    /// The first non-whitespace character after the word.
    pub(super) fn next(&self) -> Option<char> {
        self.after().trim_start().chars().next()
    }
}

impl Prefix {
    fn of(text: &str) -> Prefix {
        let mut prefix = Prefix { inside: Inside::Code, open: Vec::new(), word_start: 0, before: None };
        let mut chars = text.char_indices().peekable();
        // The start of the last word and the text before it, while that word continues.
        let mut word: Option<(usize, Option<char>)> = None;
        while let Some((at, char)) = chars.next() {
            if is_word(char) {
                word = word.or(Some((at, prefix.before)));
                prefix.before = Some(char);
                continue;
            }
            word = None;
            match char {
                '"' => {
                    prefix.inside = Inside::String(at + 1);
                    while let Some((_, char)) = chars.next() {
                        if char == '\\' {
                            chars.next();
                        } else if char == '"' {
                            prefix.inside = Inside::Code;
                            break;
                        }
                    }
                }
                '/' if chars.next_if(|(_, next)| *next == '/').is_some() => {
                    prefix.inside = Inside::Comment(at);
                    return prefix;
                }
                '(' | '[' | '{' => prefix.open.push(char),
                ')' | ']' | '}' => _ = prefix.open.pop(),
                _ => {}
            }
            if !char.is_whitespace() {
                prefix.before = Some(char);
            }
        }
        prefix.word_start = text.len();
        if let Some((start, before)) = word {
            prefix.word_start = start;
            prefix.before = before;
        }
        prefix
    }

    /// The closing brackets of the open ones, the innermost first.
    pub(super) fn closing(&self) -> String {
        let close = |open: &char| match open {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        self.open.iter().rev().map(close).collect()
    }
}

fn word(line: &str, column: usize, prefix: &Prefix) -> Span {
    let behind = line.get(column..).unwrap_or("");
    match prefix.inside {
        Inside::String(start) => {
            // Without a closing quote the string extends to the end of the line, which is rarely intended.
            let end = string_end(behind).map_or(column, |end| column + end);
            Span::from(start..end)
        }
        Inside::Comment(_) | Inside::BlockComment => {
            let start = line.get(..column).unwrap_or("").trim_end_matches(is_code_letter).len();
            let end = behind.find(|next| !is_code_letter(next)).unwrap_or(behind.len());
            Span::from(start..column + end)
        }
        Inside::Code => {
            let end = behind.find(|next| !is_word(next)).unwrap_or(behind.len());
            Span::from(prefix.word_start..column + end)
        }
    }
}

/// The end of the string that starts with this text.
fn string_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => _ = chars.next(),
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-')
}

/// Characters of completions in comments: codes and annotations.
fn is_code_letter(char: char) -> bool {
    is_word(char) || char == '@'
}

fn region(item: &Item, at: u32, line_start: u32) -> Region {
    let Some(open) = item.open_brace else {
        let on_head = item
            .keyword
            .as_ref()
            .is_some_and(|keyword| keyword.span.end < at && keyword.span.start >= line_start);
        return if on_head { Region::Head } else { Region::Outside };
    };
    let start = item.keyword.as_ref().map_or(open.start, |keyword| keyword.span.end);
    if at <= start {
        return Region::Outside;
    }
    if at <= open.start || open.start >= line_start {
        return Region::Head;
    }
    match item.close_brace {
        Some(close) if at > close.start => {
            if close.start >= line_start {
                Region::Head
            } else {
                Region::Outside
            }
        }
        _ => Region::Body,
    }
}

fn is_in_block_comment(schema: &Schema, id: ItemId, at: u32) -> bool {
    let comments = schema.item(id).map_or(&[][..], |item| &item.comments);
    comments
        .iter()
        .any(|comment| comment.text.starts_with("/*") && comment.span.start < at && at < comment.span.end)
}
