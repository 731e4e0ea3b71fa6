//! Edits of one block that keep its comments.

use base::text::{Span, TextEdit};
use model::schema::item::Item;

/// The edits of a block. All spans are in bytes of the block.
pub(super) struct BlockEdits<'s> {
    item: &'s Item,
    text: &'s str,
    list: Vec<TextEdit>,
}

impl<'s> BlockEdits<'s> {
    pub(super) fn new(item: &'s Item, text: &'s str) -> BlockEdits<'s> {
        BlockEdits { item, text, list: Vec::new() }
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Replaces a part of a member. Comments in it move above the member.
    pub(super) fn replace(&mut self, member: Span, part: Span, text: impl Into<String>) {
        self.keep_comments(member.start, part);
        self.list.push(TextEdit::replace(part, text));
    }

    /// Removes a part of a member. Comments in it move above the member.
    pub(super) fn remove(&mut self, member: Span, part: Span) {
        self.replace(member, part, "");
    }

    /// Removes a member, with its line where nothing else is on it. Its comments stay.
    pub(super) fn remove_member(&mut self, member: Span) {
        let comments = self.comments_in(member);
        let before = self.text.get(..member.start as usize).unwrap_or("").trim_end_matches([' ', '\t']);
        let after = self.text.get(member.end as usize..).unwrap_or("");
        let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
        let line_end = after.get(spaces..).unwrap_or("");
        let breaks = if line_end.starts_with("\r\n") { 2 } else { usize::from(line_end.starts_with('\n')) };
        let is_alone = breaks > 0 && (before.is_empty() || before.ends_with('\n'));
        // The spaces before it stay: an edit of the line above may end there.
        let rest = if is_alone { spaces + breaks } else { 0 };
        let span = Span::new(member.start, member.end + u32::try_from(rest).unwrap_or(0));
        self.list.push(TextEdit::replace(span, comments));
    }

    /// Inserts text.
    pub(super) fn insert(&mut self, offset: u32, text: impl Into<String>) {
        self.list.push(TextEdit::insert(offset, text));
    }

    /// Turns a span into line comments.
    pub(super) fn comment_out(&mut self, span: Span) {
        let lines: Vec<String> =
            self.slice(span).lines().map(|line| format!("// {line}").trim_end().to_owned()).collect();
        // What follows on the line is a comment, or the brace of the block.
        let rest = self.text.get(span.end as usize..).unwrap_or("").trim_start_matches([' ', '\t']);
        let end = if rest.is_empty() || rest.starts_with(['\n', '\r']) { "" } else { "\n" };
        self.list.push(TextEdit::replace(span, lines.join("\n") + end));
    }

    /// The end of the line on which an offset is: behind the comment there, before the line break.
    pub(super) fn line_end(&self, offset: u32) -> u32 {
        let rest = self.text.get(offset as usize..).unwrap_or("");
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = offset + u32::try_from(len).unwrap_or(u32::MAX);
        // A block comment goes on in later lines.
        let comments = self.item.comments.iter();
        let comment =
            comments.filter(|it| it.span.start >= offset).find(|it| it.span.start < end && end < it.span.end);
        comment.map_or(end, |comment| self.line_end(comment.span.end))
    }

    /// Where the white space at an offset ends.
    pub(super) fn end_of_white_space(&self, offset: u32) -> u32 {
        let rest = self.text.get(offset as usize..).unwrap_or("");
        let len = rest.len() - rest.trim_start().len();
        offset + u32::try_from(len).unwrap_or(u32::MAX)
    }

    /// Where the comments directly above the declaration begin; without any, the declaration.
    pub(super) fn start_with_comments(&self) -> u32 {
        let mut start = self.item.span.start;
        for comment in self.item.comments.iter().rev().filter(|it| it.span.end <= self.item.span.start) {
            let between = self.slice(Span::new(comment.span.end, start));
            if between.trim().is_empty() && between.matches('\n').count() <= 1 {
                start = comment.span.start;
            } else {
                break;
            }
        }
        start
    }

    pub(super) fn into_list(self) -> Vec<TextEdit> {
        self.list
    }

    fn keep_comments(&mut self, offset: u32, part: Span) {
        let comments = self.comments_in(part);
        if !comments.is_empty() {
            self.list.push(TextEdit::insert(offset, comments));
        }
    }

    /// The comments in a span, a line each.
    fn comments_in(&self, span: Span) -> String {
        let inside = self.item.comments.iter().filter(|comment| span.encloses(comment.span));
        inside.map(|comment| format!("{}\n", comment.text.trim_end())).collect()
    }
}
