//! Text from elsewhere in Markdown, such that nothing in it is markup: names, paths, messages, SQL.
//!
//! Readers of Markdown differ in what they take for the end of a code span or for a table, so what is escaped does not depend on that.

use std::borrow::Cow;

use super::without_controls;

/// The text on one line without markup.
pub fn plain(text: &str) -> String {
    escaped(&in_line(text), true)
}

/// A code span on one line. Its fence is longer than all backticks in the text.
pub fn code(text: &str) -> String {
    let line = in_line(text);
    if line.is_empty() {
        // Two backticks would begin a span that goes on.
        return "` `".into();
    }
    if !line.contains('`') {
        return format!("`{line}`");
    }
    let fence = "`".repeat(longest_run(&line) + 1);
    format!("{fence} {line} {fence}")
}

/// A code span in a cell of a table, where a vertical bar ends the cell before it is code.
pub fn code_in_cell(text: &str) -> String {
    // Readers disagree about a bar behind a backslash in code, but not in text.
    if text.contains("\\|") { plain(text) } else { code(text).replace('|', "\\|") }
}

/// A message of ours on one line: what is between backticks is code, the rest has no markup.
pub fn message(text: &str) -> String {
    of_message(text, code)
}

/// A message of ours in a cell of a table.
pub fn message_in_cell(text: &str) -> String {
    of_message(text, code_in_cell)
}

/// A block of code. Its fence is longer than all backticks in the text.
pub fn fenced(language: &str, text: &str) -> String {
    let text = without_controls(text);
    let fence = "`".repeat((longest_run(&text) + 1).max(3));
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{text}{end}{fence}")
}

/// A part of a line without markup. `begins_line` says whether nothing is before it, where other characters are markup too.
pub fn escaped(part: &str, begins_line: bool) -> String {
    let mut out = String::with_capacity(part.len() + part.len() / 8);
    let mut rest = if begins_line { part.trim_start() } else { part };
    if let Some((marker, behind)) = block_marker(rest).filter(|_| begins_line) {
        let sign = marker.len() - 1;
        out.push_str(marker.get(..sign).unwrap_or_default());
        out.push('\\');
        out.push_str(marker.get(sign..).unwrap_or_default());
        rest = behind;
    }
    let mut is_in_word = false;
    for (at, char) in rest.char_indices() {
        let behind = rest.get(at + char.len_utf8()..).unwrap_or_default();
        let next = behind.chars().next();
        let is_markup = match char {
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' => true,
            // Readers go on with an address up to a blank, over all marks: code behind it would not be code.
            ':' => behind.starts_with("//"),
            '.' => is_behind_www(rest.get(..at).unwrap_or_default()),
            '&' => next.is_none_or(|next| next == '#' || next.is_ascii_alphanumeric()),
            '_' => !(is_in_word && next.is_some_and(|next| next.is_alphanumeric() || next == '_')),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        match char {
            '<' if next.is_none_or(|next| next != ' ' && next != '=') => out.push_str("&lt;"),
            _ => out.push(char),
        }
        is_in_word = char.is_alphanumeric() || char == '_';
    }
    out
}

/// What a line begins with that may be the mark of a list, a heading, a quotation or a table, and the text behind it: `-`, `12.`.
fn block_marker(line: &str) -> Option<(&str, &str)> {
    let behind = line.trim_start_matches(|char: char| char.is_ascii_digit());
    let digits = line.len() - behind.len();
    let is_marker = match digits {
        0 => behind.starts_with(['#', '+', '-', '=', '>', ':']),
        _ => behind.starts_with(['.', ')']),
    };
    line.split_at_checked(digits + 1).filter(|_| is_marker)
}

fn is_behind_www(text: &str) -> bool {
    let start = text.len().saturating_sub(3);
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

fn of_message(text: &str, code: fn(&str) -> String) -> String {
    let line = in_line(text);
    let mut out = String::with_capacity(line.len());
    let mut rest = &*line;
    while let Some((before, inside, behind)) = next_span(rest) {
        out.push_str(&escaped(before, out.is_empty()));
        out.push_str(&code(inside));
        rest = behind;
    }
    out.push_str(&escaped(rest, out.is_empty()));
    out
}

/// The text before the first code span whose fence is one backtick, the one in it, and the one behind it.
fn next_span(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_at_checked(single_backtick(text)?)?;
    let inside = from.get(1..)?;
    let (inside, end) = inside.split_at_checked(single_backtick(inside)?)?;
    Some((before, inside, end.get(1..)?))
}

/// The place of the first backtick that has no other beside it.
fn single_backtick(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find('`')?;
        let run = text.get(start..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        if length == 1 {
            return Some(start);
        }
        from = start + length;
    }
}

/// The length of the longest row of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`').map(str::len).max().unwrap_or(0)
}

fn in_line(text: &str) -> Cow<'_, str> {
    match text.contains(is_line_end) {
        true => {
            let line = text.replace("\r\n", " ").replace(is_line_end, " ");
            Cow::Owned(without_controls(&line).into_owned())
        }
        false => without_controls(text),
    }
}

/// Whether a reader may begin a line behind a character, or not go on with one.
fn is_line_end(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}
