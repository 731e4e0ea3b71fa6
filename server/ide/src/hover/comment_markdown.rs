//! Markdown of comments in the schema, which anybody may have written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};

/// Where links may lead. An editor would run a `command:`.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The Markdown of a comment such that it does nothing by itself and ends where the comment ends: pictures become links, links to
/// anything but the web, a place in the text or a path are shown as they are written, HTML too, and a code block is closed.
pub(crate) fn comment_markdown(text: &str) -> String {
    let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
    let mut open_fence = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                edits.push((range.start..range.start + 1, if is_safe(&dest_url) { "" } else { "\\!" }));
                if !is_safe(&dest_url) {
                    edits.extend(signs(text, &range, '[', "\\["));
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if !is_safe(&dest_url) => {
                let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                edits.extend(if is_bare {
                    signs(text, &range, '<', "&lt;")
                } else {
                    signs(text, &range, '[', "\\[")
                });
            }
            Event::Html(_) | Event::InlineHtml(_) => edits.extend(signs(text, &range, '<', "&lt;")),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                open_fence = text.get(range).and_then(unclosed);
            }
            _ => {}
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits.dedup_by_key(|(range, _)| range.start);
    let mut safe = String::with_capacity(text.len());
    let mut from = 0;
    for (range, replacement) in edits {
        safe.push_str(text.get(from..range.start).unwrap_or_default());
        safe.push_str(replacement);
        from = range.end;
    }
    safe.push_str(text.get(from..).unwrap_or_default());
    if let Some(fence) = open_fence {
        safe = format!("{}\n{fence}", safe.trim_end());
    }
    safe
}

/// Whether a link may be followed: it has no scheme, or one of the web.
fn is_safe(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    let has_scheme = address.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':'));
    !has_scheme || SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))
}

/// The places of a sign in a range, with what takes its place.
fn signs<'r>(
    text: &str,
    range: &Range<usize>,
    sign: char,
    replacement: &'r str,
) -> Vec<(Range<usize>, &'r str)> {
    let inside = text.get(range.clone()).unwrap_or_default();
    let places =
        inside.match_indices(sign).map(|(at, found)| range.start + at..range.start + at + found.len());
    places.map(|place| (place, replacement)).collect()
}

/// The fence that a code block lacks at its end.
fn unclosed(block: &str) -> Option<String> {
    let mut lines = block.trim_end().lines();
    let first = lines.next()?.trim_start();
    let sign = first.chars().next()?;
    let fence: String = first.chars().take_while(|char| *char == sign).collect();
    let closes = |line: &str| {
        let line = line.trim();
        line.len() >= fence.len() && line.chars().all(|char| char == sign)
    };
    (!lines.last().is_some_and(closes)).then_some(fence)
}
