//! Where the cursor is: in which part of which block, on what word, inside a string or a comment.

use base::text::Span;
use base::{FileId, ItemId};
use model::schema::Schema;
use model::schema::item::Item;

/// Where the cursor is.
pub(crate) struct Cursor {
    /// The block that it stands in, or behind.
    pub(super) item: Option<ItemId>,
    /// Which part of the block that is.
    pub(super) region: Region,
    /// Its line, without the end of line.
    pub(super) line: String,
    /// Where the line begins in the file.
    pub(super) line_start: u32,
    /// Its place in the line.
    pub(super) column: usize,
    /// What the line is like up to it.
    pub(super) prefix: Prefix,
    /// The word under it, from its first byte to its last, in bytes of the line; empty between words. In a string it is
    /// all of the text between the quotes.
    pub(super) word: Span,
}

/// A part of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// Outside all blocks.
    Outside,
    /// Where nothing is offered: between the keyword and the brace, and behind braces.
    Head,
    /// Between the braces.
    Body,
}

/// What a line is like up to the cursor.
#[derive(Debug)]
pub(super) struct Prefix {
    /// What the cursor is in.
    pub(super) inside: Inside,
    /// The brackets that are open.
    pub(super) open: Vec<char>,
    /// Where the word under the cursor begins.
    word_start: usize,
    /// The last character before that word that is no white space.
    pub(super) before: Option<char>,
}

/// What the cursor is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Neither string nor comment.
    Code,
    /// A string whose text begins here.
    String(usize),
    /// A comment that begins here.
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

    /// Whether it stands between round brackets of a block, in no comment.
    pub(crate) fn is_between_brackets(&self) -> bool {
        let is_text = matches!(self.prefix.inside, Inside::Code | Inside::String(_));
        self.region == Region::Body && is_text && self.prefix.open.contains(&'(')
    }

    /// What stands before the word under the cursor.
    pub(super) fn before(&self) -> &str {
        self.line.get(..self.word.start as usize).unwrap_or("")
    }

    /// What stands behind the word under the cursor.
    pub(super) fn after(&self) -> &str {
        self.line.get(self.word.end as usize..).unwrap_or("")
    }

    /// The part of the word that is already typed.
    pub(super) fn typed(&self) -> &str {
        self.line.get(self.word.start as usize..self.column).unwrap_or("")
    }

    /// Whether something stands behind the word on its line, other than a comment.
    pub(super) fn has_more(&self) -> bool {
        let after = self.after().trim_start();
        !after.is_empty() && !after.starts_with("//")
    }

    /// The first character behind the word that is no white space.
    pub(super) fn next(&self) -> Option<char> {
        self.after().trim_start().chars().next()
    }
}

impl Prefix {
    fn of(text: &str) -> Prefix {
        let mut prefix = Prefix { inside: Inside::Code, open: Vec::new(), word_start: 0, before: None };
        let mut chars = text.char_indices().peekable();
        // The last word's beginning and what stands before it, while that word is not over.
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

    /// What closes the brackets that are open, the last one first.
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
            // Without a closing quote the string takes the rest of the line, which is hardly meant.
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

/// Where the string ends in which this text begins.
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

/// Letters of what is offered in comments: codes and marks.
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
