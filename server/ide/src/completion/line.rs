//! The line under the cursor, read as if the word that is being typed were there.
//!
//! A line that is being typed is seldom whole. So a word takes the place of the cursor, the line is parsed in a block of
//! its own, and what the word turns out to be says what may be written there. Neither the rest of the block nor its size
//! matters for that.

use crate::completion::cursor::{Cursor, Inside};
use model::schema::SchemaFile;
use model::schema::item::Item;
use model::schema::spot::{Spot, What};
use syntax::errors;

/// The word that stands for the cursor.
const WORD: &str = "cursor";

/// A block that holds just the line under the cursor.
pub(crate) struct Line {
    /// The block.
    pub(super) item: Item,
    at: u32,
}

impl Line {
    /// Reads the line as one of a block that begins with `keyword`. `None` where no word can stand.
    pub(super) fn read(cursor: &Cursor, keyword: &str) -> Option<Line> {
        let errors_before = count_errors(&block(keyword, &cursor.line).1);
        // Only of a line that makes no sense the rest may be left out.
        let tried = if errors_before == 0 { 2 } else { usize::MAX };
        Line::find(cursor, keyword, tried, |what, file| {
            may_begin(what, cursor) || count_errors(file) <= errors_before
        })
    }

    /// As [`Line::read`], and also where a word would be one too many: what it stands in is asked for.
    pub(crate) fn read_loosely(cursor: &Cursor, keyword: &str) -> Option<Line> {
        Line::find(cursor, keyword, usize::MAX, |_, _| true)
    }

    fn find(
        cursor: &Cursor,
        keyword: &str,
        tried: usize,
        fits: impl Fn(What<'_>, &SchemaFile) -> bool,
    ) -> Option<Line> {
        candidates(cursor).into_iter().take(tried).find_map(|(text, at, width)| {
            let (start, file) = block(keyword, &text);
            let item = Item::clone(file.items().first()?);
            let at = u32::try_from(start + at).ok()?;
            let spot = Spot::at(&item, at)?;
            let covers = spot.span.end >= at + u32::try_from(width).ok()? && spot.what != What::Gap;
            (covers && fits(spot.what, &file)).then_some(Line { item, at })
        })
    }

    /// What the word is that stands for the cursor.
    pub(crate) fn spot(&self) -> Option<Spot<'_>> {
        Spot::at(&self.item, self.at)
    }
}

/// A block of this kind that holds one line, and where the line begins.
fn block(keyword: &str, line: &str) -> (usize, SchemaFile) {
    let head = format!("{keyword} Block {{\n");
    (head.len(), SchemaFile::new(&format!("{head}{line}\n}}\n")))
}

/// Whether the word begins something that is not over with it: names want a type or a value behind them. With something
/// else behind it, it begins nothing.
fn may_begin(what: What<'_>, cursor: &Cursor) -> bool {
    match what {
        What::FieldName(_) | What::ValueName(_) => !cursor.word.is_empty() || !cursor.has_more(),
        What::Key(_) => !cursor.has_more() || cursor.next() == Some('='),
        What::MemberKey(_) => cursor.next().is_none_or(|next| matches!(next, '}' | ',' | ':')),
        _ => false,
    }
}

fn count_errors(file: &SchemaFile) -> usize {
    let source = file.source();
    let blocks = source.blocks().iter().enumerate();
    blocks.map(|(index, block)| errors(block, || source.block_text(index)).len()).sum()
}

/// The line with a word under the cursor in several ways, the likeliest first: each with the place of the cursor and how
/// many bytes behind it belong to the word.
fn candidates(cursor: &Cursor) -> Vec<(String, usize, usize)> {
    let (before, after, closing) = (cursor.before(), cursor.after(), cursor.prefix.closing());
    if let Inside::String(start) = cursor.prefix.inside {
        let typed = cursor.line.get(..cursor.column).unwrap_or("");
        return vec![(cursor.line.clone(), start, 0), (format!("{typed}\"{closing}"), start, 0)];
    }
    let at = before.len();
    // Where no word can stand an attribute may: behind a type, and at the beginning of a line.
    [
        (WORD.to_owned(), after),
        (format!("@{WORD}"), after),
        (WORD.to_owned(), &closing),
        (format!("@{WORD}"), &closing),
    ]
    .into_iter()
    .map(|(word, after)| (format!("{before}{word}{after}"), at, word.len()))
    .collect()
}
