//! Blocks: head, lines, closing brace.

use crate::format::align::align;
use crate::format::item::{Item, ItemKind, Line};
use crate::format::pieces::{Gap, Row};
use crate::format::reader::TextReader;
use crate::format::scan;

/// The keywords of blocks, and their content.
const KEYWORDS: [(&str, Content); 6] = [
    ("model", Content::Fields),
    ("type", Content::Fields),
    ("view", Content::Fields),
    ("enum", Content::Values),
    ("datasource", Content::Keys),
    ("generator", Content::Keys),
];

/// The kind of lines in a block.
#[derive(Clone, Copy, Debug)]
enum Content {
    Fields,
    Values,
    Keys,
}

/// The head of a block.
struct Head {
    content: Content,
    keyword: usize,
    name: (usize, usize),
    brace: usize,
    /// The text after the brace, which Prisma skips.
    rest: (usize, usize),
}

impl TextReader<'_> {
    /// Reads the block that starts here up to its closing brace. Backtracks if there is none.
    pub(super) fn block(&mut self, gap: Gap) -> bool {
        let Some(head) = self.head() else { return false };
        if self.at >= self.blocks_end {
            return false;
        }
        let (at, pieces) = (self.at, self.pieces.len());
        self.begin(head.keyword, gap);
        self.at = head.name.0;
        self.join(head.name.1, 1);
        self.at = head.brace;
        self.join(head.brace + 1, 1);
        if head.rest.0 < head.rest.1 {
            self.at = head.rest.0;
            self.join(head.rest.1, 1);
        }
        self.at = scan::line_end(self.text, head.rest.1);
        self.newline();
        if self.body(head.content) {
            return true;
        }
        // The text was read to its end, so no later block is closed either.
        self.blocks_end = at;
        self.at = at;
        self.pieces.truncate(pieces);
        false
    }

    fn head(&self) -> Option<Head> {
        let (word, content) = KEYWORDS.iter().find(|(word, _)| self.stands(word))?;
        let keyword = self.at + word.len();
        let name = scan::skip_blanks(self.text, keyword);
        // Prisma reads `modelUser {` as `model User {`; here these are other words.
        if name == keyword {
            return None;
        }
        let name = (name, scan::name(self.text, name)?);
        let brace = scan::skip_blanks(self.text, name.1);
        if !scan::stands(self.text, brace, "{") {
            return None;
        }
        let rest = scan::skip_blanks(self.text, brace + 1);
        let end = scan::line_end(self.text, rest);
        scan::newline(self.text, end)?;
        let behind = self.text.get(rest..end)?.trim_end();
        // A block on one line stays on one line.
        let is_comment = behind.starts_with("//");
        if behind.contains('}') && !is_comment {
            return None;
        }
        let rest = if is_comment { (rest, end) } else { (rest, rest + behind.len()) };
        Some(Head { content: *content, keyword, name, brace, rest })
    }

    /// Reads lines up to the closing brace, and returns whether there is one.
    fn body(&mut self, content: Content) -> bool {
        let mut items = std::mem::take(&mut self.items);
        items.clear();
        self.skip_lines();
        let is_closed = loop {
            let from = self.at;
            let is_behind_blank =
                self.skip_lines() && !self.cursor.is_some_and(|cursor| (from..self.at).contains(&cursor));
            self.skip_blanks();
            match self.byte() {
                None => break false,
                Some(b'}') => break true,
                Some(_) => items.push(Item { is_behind_blank, ..self.item(content) }),
            }
        };
        if is_closed {
            align(&mut self.pieces, &items, self.options.align);
            self.begin(self.at + 1, Gap::outer(1));
        }
        self.items = items;
        is_closed
    }

    fn item(&mut self, content: Content) -> Item {
        let of = |kind: ItemKind| {
            move |Line { piece, row }: Line| Item { kind, piece, row, is_behind_blank: false }
        };
        if self.byte() == Some(b'/')
            && let Some(piece) = self.comment(true)
        {
            return of(ItemKind::Comment)(Line { piece, row: Row::default() });
        }
        let found = match content {
            Content::Keys => self.key_value().map(of(ItemKind::Member)),
            _ if self.stands("@@") => self.block_attribute().map(of(ItemKind::Attribute)),
            Content::Fields => self.field().map(of(ItemKind::Member)),
            Content::Values => self.enum_value().map(of(ItemKind::Member)),
        };
        found.unwrap_or_else(|| {
            let piece = self.broken_line(Gap::inner(1));
            of(ItemKind::Member)(Line { piece, row: Row::default() })
        })
    }
}
