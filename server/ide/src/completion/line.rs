//! Parses the line under the cursor with a placeholder word.
//!
//! A line is rarely complete while it is typed. So a placeholder word is inserted at the cursor, the line is parsed in
//! a block of its own, and the resolved role of the word determines the completions. The rest of the block and its size
//! do not matter.

use crate::completion::cursor::{Cursor, Inside};
use model::schema::SchemaFile;
use model::schema::item::Item;
use model::schema::spot::{Spot, SpotKind};
use syntax::errors;

/// The placeholder word.
const WORD: &str = "cursor";

/// A block that contains only the line under the cursor.
pub(crate) struct Line {
    /// The block.
    pub(super) item: Item,
    at: u32,
}

impl Line {
    /// Reads the line in a block with the keyword `keyword`. `None` if no word is valid at the cursor.
    pub(super) fn read(cursor: &Cursor, keyword: &str) -> Option<Line> {
        let errors_before = count_errors(&block(keyword, &cursor.line).1);
        // Only an invalid line may omit its rest.
        let tried = if errors_before == 0 { 2 } else { usize::MAX };
        Line::find(cursor, keyword, tried, |what, file| {
            may_begin(what, cursor) || count_errors(file) <= errors_before
        })
    }

    /// Like [`Line::read`], but also if a word would be superfluous: only its context is requested.
    pub(crate) fn read_loosely(cursor: &Cursor, keyword: &str) -> Option<Line> {
        Line::find(cursor, keyword, usize::MAX, |_, _| true)
    }

    fn find(
        cursor: &Cursor,
        keyword: &str,
        tried: usize,
        fits: impl Fn(SpotKind<'_>, &SchemaFile) -> bool,
    ) -> Option<Line> {
        candidates(cursor).into_iter().take(tried).find_map(|(text, at, width)| {
            let (start, file) = block(keyword, &text);
            let item = Item::clone(file.items().first()?);
            let at = u32::try_from(start + at).ok()?;
            let spot = Spot::at(&item, at)?;
            let covers = spot.span.end >= at + u32::try_from(width).ok()? && spot.what != SpotKind::Gap;
            (covers && fits(spot.what, &file)).then_some(Line { item, at })
        })
    }

    /// The element of the placeholder word.
    pub(crate) fn spot(&self) -> Option<Spot<'_>> {
        Spot::at(&self.item, self.at)
    }
}

/// A block of this kind with one line, and the start of the line.
fn block(keyword: &str, line: &str) -> (usize, SchemaFile) {
    let head = format!("{keyword} Block {{\n");
    (head.len(), SchemaFile::new(&format!("{head}{line}\n}}\n")))
}

/// Whether the word can start an element that continues after it: names need a type or a value. With other text after
/// it, it starts nothing.
fn may_begin(what: SpotKind<'_>, cursor: &Cursor) -> bool {
    match what {
        SpotKind::FieldName(_) | SpotKind::ValueName(_) => !cursor.word.is_empty() || !cursor.has_more(),
        SpotKind::Key(_) => !cursor.has_more() || cursor.next() == Some('='),
        SpotKind::MemberKey(_) => cursor.next().is_none_or(|next| matches!(next, '}' | ',' | ':')),
        _ => false,
    }
}

fn count_errors(file: &SchemaFile) -> usize {
    let source = file.source();
    let blocks = source.blocks().iter().enumerate();
    blocks.map(|(index, block)| errors(block, || source.block_text(index)).len()).sum()
}

/// The line with a word at the cursor in several variants, the most likely first: each with the offset of the cursor
/// and the number of bytes after it that belong to the word.
fn candidates(cursor: &Cursor) -> Vec<(String, usize, usize)> {
    let (before, after, closing) = (cursor.before(), cursor.after(), cursor.prefix.closing());
    if let Inside::String(start) = cursor.prefix.inside {
        let typed = cursor.line.get(..cursor.column).unwrap_or("");
        return vec![(cursor.line.clone(), start, 0), (format!("{typed}\"{closing}"), start, 0)];
    }
    let at = before.len();
    // Where no word is valid, an attribute may be: after a type, and at the start of a line.
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
