//! Comments on separate lines.

use crate::format::pieces::{Gap, Lines};
use crate::format::reader::TextReader;
use crate::format::scan;

impl TextReader<'_> {
    /// Reads the comment at the current position, and the line break directly after it. Returns the index of its first
    /// piece.
    pub(super) fn comment(&mut self, is_inner: bool) -> Option<u32> {
        let end = self.comment_end()?;
        let gap = if is_inner { Gap::inner(1) } else { Gap::outer(1) };
        let index = match self.text.get(self.at..end).and_then(starred) {
            Some(lines) => self.starred_comment(&lines, end, gap, is_inner),
            None => self.begin(end, gap),
        };
        self.newline();
        Some(index)
    }

    /// A comment whose lines begin with asterisks, which are aligned.
    fn starred_comment(&mut self, lines: &[(usize, usize)], end: usize, gap: Gap, is_inner: bool) -> u32 {
        let start = self.at;
        let index = self.begin(start + "/**".len(), gap);
        let star = Gap::Lines(Lines { breaks: 1, is_inner, extra: 1 });
        for (from, to) in lines {
            self.at = start + from;
            self.begin(self.at + 1, star);
            self.at = scan_content(self.text, self.at);
            self.pieces.begin(self.at, start + to, Gap::Spaces(1));
        }
        self.at = end - "*/".len();
        self.begin(end, star);
        index
    }
}

/// The lines of a comment between `/**` and `*/`, each from its asterisk to the end of its text. `None` for any other
/// comment, or if a line has only its asterisk.
fn starred(comment: &str) -> Option<Vec<(usize, usize)>> {
    let open = "/**".len();
    let inside = comment.strip_prefix("/**")?.strip_suffix("*/")?;
    let mut lines = Vec::new();
    let mut at = 0;
    loop {
        let end = scan::line_end(inside, at);
        let line = inside.get(at..end)?;
        let text = line.trim();
        if !text.is_empty() {
            let content = text.strip_prefix('*')?.trim_start();
            if at == 0 || content.is_empty() {
                return None;
            }
            let from = at + (line.len() - line.trim_start().len());
            lines.push((open + from, open + from + text.len()));
        }
        match scan::newline(inside, end) {
            Some(next) => at = next,
            None => return Some(lines),
        }
    }
}

/// The offset after whitespace at `at`.
fn scan_content(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start().len())
}
