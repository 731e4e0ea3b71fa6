//! What stands where in a TOML text, also in one that is broken: for what an editor shows in it while it is written.

use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{Raw, Source};

use base::text::Span;

/// How deep values may be nested. Deeper ones are passed over.
const MAX_DEPTH: u32 = 32;

/// What stands where in a TOML text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TomlOutline {
    /// All keys with their values, and the headers of tables, in the order written.
    pub entries: Vec<TomlEntry>,
    parts: Vec<Part>,
}

/// A key with its value, or the header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlEntry {
    /// Its path from the root. Keys of a header above it and of an inline table around it come first.
    pub path: Vec<TomlKey>,
    /// How many keys of the path are written in the entry itself.
    pub own: usize,
    /// The value; `None` for a header, and where none is written yet.
    pub value: Option<Span>,
    /// Whether it is a header, `[table]` or `[[table]]`.
    pub is_header: bool,
    /// Whether it stands in an inline table.
    pub is_inline: bool,
}

/// A key and its place, quotation marks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlKey {
    /// The key.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// What is at a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TomlPlace {
    /// The word there with its quotation marks; empty between two words.
    pub word: Span,
    /// The word without quotation marks.
    pub name: String,
    /// What the word is.
    pub kind: TomlPlaceKind,
}

/// What a word is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TomlPlaceKind {
    /// A key, or where one may be written.
    Key {
        /// The path of the table that it is a key of.
        table: Vec<String>,
        /// Whether it is part of the header of a table.
        is_header: bool,
        /// Whether it is the first word of its line.
        is_first: bool,
        /// Whether a value or a further key follows it.
        is_followed: bool,
    },
    /// A value, or where one may be written.
    Value {
        /// The path of its key.
        path: Vec<String>,
        /// Whether it is an item of a list.
        is_item: bool,
    },
}

/// A stretch of the text, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    span: Span,
    /// What the word there is; `None` in a comment, and in what cannot be read.
    kind: Option<TomlPlaceKind>,
    /// Whether it is a word rather than what stands between words.
    is_word: bool,
}

impl TomlEntry {
    /// The names of its path.
    pub fn names(&self) -> Vec<&str> {
        self.path.iter().map(|key| key.name.as_str()).collect()
    }

    /// Its last key.
    pub fn key(&self) -> Option<&TomlKey> {
        self.path.last()
    }

    /// All of it, from its first own key to the end of its value. The brackets of a header are left out.
    pub fn span(&self) -> Span {
        let first = self.path.get(self.path.len().saturating_sub(self.own)).or(self.path.last());
        let start = first.map_or(0, |key| key.span.start);
        let end = self.value.or(self.key().map(|key| key.span)).map_or(start, |span| span.end);
        Span::new(start, end)
    }
}

impl TomlOutline {
    /// Reads a text. What cannot be read is passed over.
    pub fn parse(text: &str) -> TomlOutline {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events: Vec<Event> = Vec::new();
        let mut guard = RecursionGuard::new(&mut events, MAX_DEPTH);
        parse_document(&tokens, &mut guard, &mut ());
        let mut reader = Reader { source, end: text.len(), ..Reader::default() };
        reader.part(Span::at(0), reader.place(false), false);
        for (at, event) in events.iter().enumerate() {
            let mut rest = events.get(at + 1..).unwrap_or_default().iter();
            let followed = rest.find(|it| it.kind() != EventKind::Whitespace);
            let is_followed =
                followed.is_some_and(|it| matches!(it.kind(), EventKind::KeyValSep | EventKind::KeySep));
            reader.take(event, is_followed);
        }
        reader.finish()
    }

    /// What is at an offset, in bytes; `None` in a comment, and in what cannot be read. A word is also at its end.
    pub fn at(&self, text: &str, offset: u32) -> Option<TomlPlace> {
        let word = self.parts.iter().find(|part| part.is_word && part.span.touches(offset));
        let is_reached = |part: &&Part| part.span.start < offset || part.span == Span::at(offset);
        let part = word.or_else(|| self.parts.iter().rfind(is_reached))?;
        let kind = part.kind.clone()?;
        let word = if part.is_word { part.span } else { Span::at(offset) };
        Some(TomlPlace { word, name: unquoted(word.of(text)).to_owned(), kind })
    }
}

/// A table or list around the place that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Around {
    Table { start: u32, path: Vec<TomlKey>, entry: Option<usize> },
    List { start: u32, path: Vec<TomlKey>, entry: Option<usize> },
}

struct Reader<'t> {
    source: Source<'t>,
    end: usize,
    outline: TomlOutline,
    header: Vec<TomlKey>,
    around: Vec<Around>,
    keys: Vec<TomlKey>,
    /// Whether a header is being read.
    is_header: bool,
    /// Whether the value behind the keys is being read.
    is_value: bool,
    /// Whether a word has come in this line.
    has_word: bool,
    /// Whether a key was just read, behind which only more of its path or a value can follow.
    is_behind_key: bool,
    /// Whether the value was read, so that nothing may follow in the line.
    is_done: bool,
    /// The entry that the next value is for.
    entry: Option<usize>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Reader {
            source: Source::new(""),
            end: 0,
            outline: TomlOutline::default(),
            header: Vec::new(),
            around: Vec::new(),
            keys: Vec::new(),
            is_header: false,
            is_value: false,
            has_word: false,
            is_behind_key: false,
            is_done: false,
            entry: None,
        }
    }
}

impl Reader<'_> {
    fn take(&mut self, event: &Event, is_followed: bool) {
        // A string without an end goes up to that of the line.
        let length = self.source.get(event.span()).map_or(0, |raw| raw.as_str().trim_end_matches('\r').len());
        let is_word = matches!(event.kind(), EventKind::SimpleKey | EventKind::Scalar);
        let start = event.span().start();
        let span = Span::from(start..if is_word { start + length } else { event.span().end() });
        if is_word && !span.is_empty() {
            self.part(span, self.place(is_followed), true);
        }
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.around.clear();
                self.keys.clear();
                self.header.clear();
                (self.is_header, self.is_value, self.is_done) = (true, false, false);
            }
            // The parser makes up the keys and values that are missing.
            EventKind::SimpleKey if span.is_empty() => {}
            EventKind::SimpleKey => {
                self.keys.push(TomlKey { name: decoded(self.source, event), span });
                self.is_behind_key = true;
            }
            EventKind::KeySep => self.is_behind_key = false,
            EventKind::StdTableClose | EventKind::ArrayTableClose => self.end_header(),
            EventKind::KeyValSep => {
                self.add_entry();
                (self.is_value, self.is_behind_key) = (true, false);
            }
            EventKind::InlineTableOpen => {
                let (path, entry) = (self.path(), self.entry.take());
                self.around.push(Around::Table { start: span.start, path, entry });
                self.keys.clear();
                (self.is_value, self.is_done) = (false, false);
            }
            EventKind::ArrayOpen => {
                let (path, entry) = (self.path(), self.entry.take());
                self.around.push(Around::List { start: span.start, path, entry });
            }
            EventKind::InlineTableClose | EventKind::ArrayClose => self.close(span),
            EventKind::Scalar if span.is_empty() => {}
            EventKind::Scalar => self.value(span),
            EventKind::ValueSep => {
                if matches!(self.around.last(), Some(Around::Table { .. })) {
                    self.end_of_entry();
                    self.is_value = false;
                }
                self.is_done = false;
            }
            EventKind::Newline if self.around.is_empty() => {
                if self.is_header {
                    self.end_header();
                }
                self.end_of_entry();
                (self.is_value, self.has_word, self.is_done) = (false, false, false);
            }
            _ => {}
        }
        if !matches!(event.kind(), EventKind::Whitespace | EventKind::Newline) {
            self.has_word = true;
        }
        // In the line of a comment, and behind what cannot be read, nothing can be written.
        let kind = match event.kind() {
            EventKind::Comment | EventKind::Error => None,
            _ if self.is_done || self.is_behind_key => None,
            _ => Some(self.place(false)),
        };
        let is_inside = matches!(event.kind(), EventKind::Comment | EventKind::Error);
        self.part(if is_inside { span } else { Span::at(span.end) }, kind.flatten(), false);
    }

    /// What a word that comes now is.
    fn place(&self, is_followed: bool) -> Option<TomlPlaceKind> {
        let names = |path: &[TomlKey]| path.iter().map(|key| key.name.clone()).collect();
        if let Some(Around::List { path, .. }) = self.around.last() {
            return Some(TomlPlaceKind::Value { path: names(path), is_item: true });
        }
        if self.is_value {
            return Some(TomlPlaceKind::Value { path: names(&self.path()), is_item: false });
        }
        Some(TomlPlaceKind::Key {
            table: names(&self.path()),
            is_header: self.is_header,
            is_first: !self.has_word,
            is_followed,
        })
    }

    /// The path of the keys that were read.
    fn path(&self) -> Vec<TomlKey> {
        let base = match self.around.last() {
            Some(Around::Table { path, .. }) => path,
            // A table in a list is no entry of its own.
            Some(Around::List { path, .. }) => return path.clone(),
            None if self.is_header => return self.keys.clone(),
            None => &self.header,
        };
        base.iter().chain(&self.keys).cloned().collect()
    }

    fn part(&mut self, span: Span, kind: Option<TomlPlaceKind>, is_word: bool) {
        self.outline.parts.push(Part { span, kind, is_word });
    }

    fn add_entry(&mut self) {
        if self.keys.is_empty() {
            return;
        }
        self.entry = Some(self.outline.entries.len());
        let is_inline = !self.around.is_empty();
        let (path, own) = (self.path(), self.keys.len());
        self.outline.entries.push(TomlEntry { path, own, value: None, is_header: self.is_header, is_inline });
    }

    fn end_header(&mut self) {
        self.add_entry();
        self.entry = None;
        self.header = std::mem::take(&mut self.keys);
        (self.is_header, self.is_done, self.is_behind_key) = (false, true, false);
    }

    /// The end of an entry. One without a value counts as well.
    fn end_of_entry(&mut self) {
        if !self.is_value && !self.is_done {
            self.add_entry();
        }
        self.keys.clear();
        self.entry = None;
        self.is_behind_key = false;
    }

    fn value(&mut self, span: Span) {
        if let Some(entry) = self.entry.take().and_then(|at| self.outline.entries.get_mut(at)) {
            entry.value = Some(span);
        }
        self.is_done = true;
    }

    fn close(&mut self, span: Span) {
        let is_table = matches!(self.around.last(), Some(Around::Table { .. }));
        if is_table {
            self.end_of_entry();
        }
        let Some(Around::Table { start, path, entry } | Around::List { start, path, entry }) =
            self.around.pop()
        else {
            return;
        };
        let own = self.own_base();
        self.keys = path.get(own..).unwrap_or_default().to_vec();
        self.is_value = true;
        self.entry = entry;
        self.value(Span::new(start, span.end));
    }

    /// How many keys of a path belong to what is around the entry that is read.
    fn own_base(&self) -> usize {
        match self.around.last() {
            Some(Around::Table { path, .. } | Around::List { path, .. }) => path.len(),
            None => self.header.len(),
        }
    }

    fn finish(mut self) -> TomlOutline {
        if self.is_header {
            self.end_header();
        }
        self.end_of_entry();
        let end = Span::from(self.end..self.end).end;
        // An entry whose end is missing reaches to that of the text.
        for around in std::mem::take(&mut self.around) {
            let (Around::Table { start, entry, .. } | Around::List { start, entry, .. }) = around;
            if let Some(entry) = entry.and_then(|at| self.outline.entries.get_mut(at)) {
                entry.value = Some(Span::new(start, end));
            }
        }
        self.outline
    }
}

/// The text of a key.
fn decoded(source: Source<'_>, event: &Event) -> String {
    let mut name = String::new();
    if let Some(raw) = source.get(event.span()) {
        Raw::new_unchecked(raw.as_str(), event.encoding(), event.span()).decode_key(&mut name, &mut ());
    }
    name
}

/// A word without its quotation marks, also where the closing one is missing.
fn unquoted(word: &str) -> &str {
    for mark in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(rest) = word.strip_prefix(mark) {
            return rest.strip_suffix(mark).unwrap_or(rest);
        }
    }
    word
}

/// Whether a word begins with a quotation mark.
pub fn is_quoted(word: &str) -> bool {
    word.starts_with(['"', '\''])
}
