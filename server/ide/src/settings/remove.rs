//! Removing an entry of a `prisma-lens.toml`.

use base::text::{Span, TextEdit};
use model::project::TomlOutline;
use model::schema::edit;

/// The edit that removes the entry whose key is at `key`: its lines, or what belongs to it in an inline table. `None` for a header,
/// whose table would be lost, and where there is no such entry.
pub fn remove_setting(text: &str, key: Span) -> Option<TextEdit> {
    let outline = TomlOutline::parse(text);
    let entry = outline.entries.iter().find(|entry| entry.key().is_some_and(|it| it.span == key))?;
    if entry.is_header {
        return None;
    }
    let span = entry.span();
    let before = text.get(..span.start as usize)?;
    let after = text.get(span.end as usize..)?;
    if !entry.is_inline {
        let start = edit::line_span(text, span.start).start;
        return Some(TextEdit::delete(Span::new(start, edit::next_line(text, span.end))));
    }
    // A comma beside it goes with it: the one behind it, else the one before.
    let blank = |c: char| c.is_ascii_whitespace();
    let rest = after.trim_start_matches(blank);
    if let Some(rest) = rest.strip_prefix(',') {
        let end = text.len() - rest.trim_start_matches(blank).len();
        return Some(TextEdit::delete(Span::from(span.start as usize..end)));
    }
    let head = before.trim_end_matches(blank);
    let start = head.strip_suffix(',').map_or(before.len(), |head| head.trim_end_matches(blank).len());
    Some(TextEdit::delete(Span::from(start..span.end as usize)))
}
