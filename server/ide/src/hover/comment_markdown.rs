//! Markdown of comments in the schema, which anybody may have written.
//!
//! Editors differ in what they take for a code span, a table or HTML, so nothing of a comment reaches them as it is written. It is
//! parsed here and written anew: text is escaped, and there are no constructs but those that are written below.

use std::ops::Range;

use super::comment_address::{encoded, is_safe, next_address};
use base::text::{markdown, without_controls};
use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

/// How deep lists and quotations nest. Those inside are written at this depth: each line begins with the marks of all around it.
const MAX_DEPTH: usize = 8;

/// The Markdown of a comment such that it does nothing by itself and ends where the comment ends: pictures become links, links to
/// anything but the web, a place in the text or a path are shown as they are written, HTML too, and a code block is closed.
pub(crate) fn comment_markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\u{2028}', '\u{2029}'], " ");
    let text = without_controls(&text);
    let parser = Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut writer = Writer::new(&text);
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        writer.event(event, range);
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

/// What has to be between what is written and the next block.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    LineEnd,
    BlankLine,
}

/// Writes events as Markdown.
struct Writer<'t> {
    text: &'t str,
    out: String,
    /// What each line in the open lists and quotations begins with.
    prefixes: Vec<&'static str>,
    /// The numbers of the next items of the open lists; `None` for those with bullets.
    lists: Vec<Option<u64>>,
    gap: Gap,
    /// Whether nothing is on the line yet but the marks of lists and quotations.
    begins_line: bool,
    /// Whether nothing is in the innermost list item or quotation yet.
    is_fresh: bool,
    /// Whether lines cannot end: in a heading or a table.
    is_one_line: bool,
    is_table: bool,
    /// The ends of the open links; a picture in a link is its text.
    links: Vec<String>,
    /// How many events are open that are shown as they are written.
    raw: usize,
    /// The place of the colon of an address that ends what is written, and is a link if nothing follows it.
    open_address: Option<usize>,
    /// The language and the lines of the open code block.
    code: Option<(String, String)>,
    alignments: Vec<Alignment>,
}

impl<'t> Writer<'t> {
    fn new(text: &'t str) -> Writer<'t> {
        Writer {
            text,
            out: String::with_capacity(text.len() + text.len() / 8),
            prefixes: Vec::new(),
            lists: Vec::new(),
            gap: Gap::None,
            begins_line: true,
            is_fresh: true,
            is_one_line: false,
            is_table: false,
            links: Vec::new(),
            raw: 0,
            open_address: None,
            code: None,
            alignments: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.raw > 0 {
            // The text of the outermost is written already.
            match event {
                Event::Start(_) => self.raw += 1,
                Event::End(_) => self.raw -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, lines)) => lines.push_str(&text),
                None => self.plain(&text),
            },
            Event::Code(code) if self.is_table => self.put(&markdown::code_in_cell(&code)),
            Event::Code(code) => self.put(&markdown::code(&code)),
            Event::Html(html) | Event::InlineHtml(html) => self.plain(&html),
            Event::SoftBreak => self.line_end(""),
            Event::HardBreak => self.line_end("  "),
            Event::Rule => {
                self.need(Gap::BlankLine);
                self.put("---");
                self.need(Gap::BlankLine);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.need(Gap::BlankLine),
            Tag::Heading { level, .. } => {
                self.need(Gap::BlankLine);
                self.put(&format!("{} ", "#".repeat(level as usize)));
                self.is_one_line = true;
            }
            Tag::BlockQuote(_) => {
                self.need(Gap::BlankLine);
                self.nest("> ", "> ");
            }
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => &**info,
                    CodeBlockKind::Indented => "",
                };
                let is_word = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '+');
                self.code = Some((info.chars().take_while(is_word).collect(), String::new()));
            }
            Tag::List(first) => {
                // Only a list that begins with 1 can follow a line of text.
                let is_inner = !self.lists.is_empty() && first.is_none_or(|first| first == 1);
                self.need(if is_inner { Gap::LineEnd } else { Gap::BlankLine });
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Emphasis => self.put("*"),
            Tag::Strong => self.put("**"),
            Tag::Strikethrough => self.put("~~"),
            Tag::Link { link_type, dest_url, .. } => {
                self.link(matches!(link_type, LinkType::Autolink | LinkType::Email), &dest_url, range);
            }
            Tag::Image { dest_url, .. } => match self.links.is_empty() {
                true => self.link(false, &dest_url, range),
                false => self.links.push(String::new()),
            },
            Tag::Table(alignments) => {
                self.need(Gap::BlankLine);
                self.alignments = alignments;
                (self.is_table, self.is_one_line) = (true, true);
            }
            Tag::TableHead | Tag::TableRow => {
                self.need(Gap::LineEnd);
                self.put("|");
            }
            Tag::TableCell => self.put(" "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.need(Gap::BlankLine),
            TagEnd::Heading(_) => {
                self.is_one_line = false;
                self.need(Gap::BlankLine);
            }
            TagEnd::BlockQuote(_) => {
                self.unnest();
                self.need(Gap::BlankLine);
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.need(if self.lists.is_empty() { Gap::BlankLine } else { Gap::LineEnd });
            }
            TagEnd::Item => {
                self.unnest();
                self.need(Gap::LineEnd);
            }
            TagEnd::Emphasis => self.put("*"),
            TagEnd::Strong => self.put("**"),
            TagEnd::Strikethrough => self.put("~~"),
            TagEnd::Link | TagEnd::Image => {
                if let Some(end) = self.links.pop().filter(|end| !end.is_empty()) {
                    self.put(&end);
                }
            }
            TagEnd::TableCell => self.put(" |"),
            TagEnd::TableHead => {
                let columns: String = self.alignments.iter().map(|it| delimiter(*it)).collect();
                self.need(Gap::LineEnd);
                self.put(&format!("|{columns}"));
            }
            TagEnd::Table => {
                (self.is_table, self.is_one_line) = (false, false);
                self.need(Gap::BlankLine);
            }
            _ => {}
        }
    }

    /// Makes sure of a gap before what comes next.
    fn need(&mut self, gap: Gap) {
        if !self.is_fresh {
            self.gap = self.gap.max(gap);
        }
    }

    /// Writes a part of a line as it is.
    fn put(&mut self, part: &str) {
        self.close_gap();
        if let Some(colon) = self.open_address.take().filter(|_| !part.starts_with(' ')) {
            self.out.insert(colon, '\\');
        }
        // Two code spans side by side would be one, and four tildes a fence.
        if ['`', '~'].iter().any(|mark| part.starts_with(*mark) && self.out.ends_with(*mark)) {
            self.out.push(' ');
        }
        self.out.push_str(part);
        (self.begins_line, self.is_fresh) = (false, false);
    }

    /// Writes text.
    fn plain(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line_end("");
            }
            let line = if self.begins_line { line.trim_start() } else { line };
            if !line.is_empty() {
                self.line(line);
            }
        }
    }

    /// Writes text within a line. An address in it stays a link.
    fn line(&mut self, mut text: &str) {
        while let Some((before, scheme, address, behind)) =
            next_address(text).filter(|_| self.links.is_empty())
        {
            if !before.is_empty() {
                self.close_gap();
                let before = markdown::escaped(before, self.begins_line);
                self.put(&before);
            }
            self.put(address);
            self.open_address = Some(self.out.len() - address.len() + scheme);
            text = behind;
        }
        if !text.is_empty() {
            self.close_gap();
            let text = markdown::escaped(text, self.begins_line);
            self.put(&text);
        }
    }

    fn close_gap(&mut self) {
        match self.gap {
            Gap::None => return,
            Gap::LineEnd => self.new_line(),
            Gap::BlankLine => {
                self.new_line();
                self.new_line();
            }
        }
        self.gap = Gap::None;
    }

    /// Ends a line within a block.
    fn line_end(&mut self, mark: &str) {
        if self.is_one_line {
            self.put(" ");
        } else if !self.is_fresh {
            self.close_gap();
            self.out.push_str(mark);
            self.new_line();
        }
    }

    fn new_line(&mut self) {
        let line = self.out.trim_end_matches(' ').len();
        if self.begins_line {
            self.out.truncate(line);
        }
        self.open_address = None;
        self.out.push('\n');
        self.prefixes.iter().for_each(|prefix| self.out.push_str(prefix));
        self.begins_line = true;
    }

    /// Begins a list item or a quotation.
    fn nest(&mut self, mark: &str, prefix: &'static str) {
        let is_deep = self.prefixes.len() >= MAX_DEPTH;
        self.put(if is_deep { "" } else { mark });
        self.prefixes.push(if is_deep { "" } else { prefix });
        (self.begins_line, self.is_fresh) = (true, true);
    }

    fn unnest(&mut self) {
        self.prefixes.pop();
        self.is_fresh = false;
    }

    fn item(&mut self) {
        self.need(Gap::LineEnd);
        let Some(Some(number)) = self.lists.last_mut() else { return self.nest("- ", "  ") };
        let mark = format!("{number}. ");
        *number = number.saturating_add(1);
        // As deep as the mark is wide, which has up to 20 digits.
        self.nest(&mark, "                      ".get(..mark.len()).unwrap_or("   "));
    }

    fn link(&mut self, is_bare: bool, address: &str, range: Range<usize>) {
        let is_email = is_bare && !address.contains(':');
        let Some(written) = encoded(address).filter(|_| is_email || is_safe(address)) else {
            let source = self.text.get(range).unwrap_or_default();
            self.plain(source);
            self.raw = 1;
            return;
        };
        if is_bare {
            self.put(&format!("<{written}>"));
            self.raw = 1;
            return;
        }
        self.close_gap();
        // It would be a picture.
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.put("[");
        self.links.push(format!("]({written})"));
    }

    fn code_block(&mut self) {
        let Some((language, lines)) = self.code.take() else { return };
        self.need(Gap::BlankLine);
        for (at, line) in markdown::fenced(&language, &lines).split('\n').enumerate() {
            if at > 0 {
                self.new_line();
            }
            if !line.is_empty() {
                self.put(line);
            }
        }
        self.need(Gap::BlankLine);
    }
}

/// A cell of the line under the head of a table.
fn delimiter(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "---|",
        Alignment::Left => ":---|",
        Alignment::Center => ":---:|",
        Alignment::Right => "---:|",
    }
}
