//! Splits a file into blocks, line by line.
//!
//! Splitting needs no parser, so that a missing brace affects one block only: a line that opens a block ends an
//! unclosed one before it. The splitter has no state at the start of a block, so an edit re-splits only its
//! surroundings.

use std::cell::OnceCell;
use std::ops::Range;

use crate::Nesting;
use base::text::Span;

/// One piece of a file: the blank lines and comments before a declaration, and the declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the split text.
    pub span: Span,
    /// Whether its end is independent of the text that follows. It is not for the last piece of a file, for one that
    /// ends because another block opens, and for one with text after its closing brace.
    pub settled: bool,
    /// Where it is in a namespace; the classic dialect has none.
    pub nesting: Nesting,
}

/// Keywords that open a block even inside an unclosed block.
const KEYWORDS: &[&str] =
    &["model", "view", "type", "enum", "datasource", "generator", "namespace", "native_enum", "types"];

/// Splits `text` from its start. The pieces are contiguous; `take` receives each as it is found and returns whether to
/// go on. Text after the last block is a piece of its own.
///
/// `complete` says whether the end of `text` is the end of the file: if not, an unfinished piece at the end is not
/// passed on, and the function returns `false`.
pub fn split(text: &str, complete: bool, mut take: impl FnMut(Piece) -> bool) -> bool {
    let mut splitter = Splitter::new(text);
    while let Some(line) = splitter.next_line() {
        // Without more text it is unknown whether the last line, or a comment that starts here, goes on.
        if !complete && (line.end == text.len() || splitter.comment_unclosed) {
            return false;
        }
        if let Some(piece) = splitter.read(line)
            && !take(piece)
        {
            return true;
        }
        if let Some(piece) = splitter.pending.take()
            && !take(piece)
        {
            return true;
        }
    }
    if !complete {
        return false;
    }
    if splitter.start < text.len() {
        take(Piece::new(splitter.start..text.len(), false));
    }
    true
}

impl Piece {
    fn new(bytes: Range<usize>, settled: bool) -> Piece {
        Piece { span: Span::from(bytes), settled, nesting: Nesting::Outside }
    }
}

/// One line including its newline, in bytes of the text.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
}

struct Splitter<'t> {
    text: &'t str,
    /// The start of the current piece.
    start: usize,
    /// The start of the next line.
    next: usize,
    /// The start of the comment lines directly before the next line.
    comments: Option<usize>,
    state: State,
    pending: Option<Piece>,
    /// The first `/*` of the text. Most texts have none, so lines need not be searched for it.
    first_opener: usize,
    /// The last `*/` of the text, so that the end of an unclosed comment is searched only once; computed when the first
    /// comment starts.
    comments_end: OnceCell<Option<usize>>,
    /// Whether a `/*` was found that no `*/` of this text closes.
    comment_unclosed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Outside,
    /// In a block. A `namespace` contains other blocks; `nested` says whether one of them is open.
    Inside {
        namespace: bool,
        nested: bool,
    },
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str) -> Splitter<'t> {
        let first_opener = memchr::memmem::find(text.as_bytes(), b"/*").unwrap_or(text.len());
        Splitter {
            text,
            start: 0,
            next: 0,
            comments: None,
            state: State::Outside,
            pending: None,
            first_opener,
            comments_end: OnceCell::new(),
            comment_unclosed: false,
        }
    }

    /// The next line; a line that starts a block comment extends to the end of the line on which the comment ends.
    fn next_line(&mut self) -> Option<Line> {
        let start = self.next;
        let mut end = self.line_end(start)?;
        let mut from = start;
        while end > self.first_opener
            && let Some(opener) = comment_opener(self.text.get(from..end).unwrap_or("")).map(|at| from + at)
        {
            let inside = self.text.as_bytes().get(opener + 2..).unwrap_or(&[]);
            let open = self.last_comment_end().is_none_or(|last| last < opener + 2);
            let Some(close) = (!open).then(|| memchr::memmem::find(inside, b"*/")).flatten() else {
                self.comment_unclosed = true;
                break;
            };
            from = opener + 2 + close + 2;
            if from >= end {
                end = self.line_end(from).unwrap_or(self.text.len());
            }
        }
        self.next = end;
        Some(Line { start, end })
    }

    fn last_comment_end(&self) -> Option<usize> {
        *self.comments_end.get_or_init(|| memchr::memmem::rfind(self.text.as_bytes(), b"*/"))
    }

    fn line_end(&self, start: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(start..).filter(|rest| !rest.is_empty())?;
        let end = match memchr::memchr2(b'\n', b'\r', rest) {
            Some(at) if rest.get(at) == Some(&b'\r') && rest.get(at + 1) == Some(&b'\n') => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        Some(start + end)
    }

    /// Reads one line, and returns the piece that ends before it or with it.
    fn read(&mut self, line: Line) -> Option<Piece> {
        let code = skip_comments(self.text.get(line.start..line.end).unwrap_or(""));
        let at = line.end - code.len();
        if code.starts_with("//") {
            self.comments.get_or_insert(line.start);
            return None;
        }
        let comments = self.comments.take();
        match self.state {
            State::Outside => {
                let head = Head::read(code)?;
                match head.brace {
                    Some(brace) => self.open(head.keyword == "namespace", at, brace, line),
                    None if KEYWORDS.contains(&head.keyword) => Some(self.cut(line.end, true)),
                    None => None,
                }
            }
            State::Inside { namespace, nested } if code.starts_with('}') => {
                if nested {
                    self.state = State::Inside { namespace, nested: false };
                    self.resume(at + 1, line);
                    return None;
                }
                self.state = State::Outside;
                Some(self.close(at + 1, line))
            }
            // The common case.
            State::Inside { .. } if memchr::memchr(b'{', code.as_bytes()).is_none() => None,
            State::Inside { namespace, nested } => {
                let head = Head::read(code)?;
                let brace = head.brace?;
                let held = namespace && head.keyword != "namespace";
                // Between the blocks of a namespace any word opens a block, as at the top level.
                if !head.opens(at > line.start) && (!held || nested) {
                    return None;
                }
                if held {
                    let close = closing_brace(code.get(brace + 1..).unwrap_or(""));
                    self.state = State::Inside { namespace, nested: close.is_none() };
                    if let Some(close) = close {
                        self.resume(at + brace + 1 + close + 1, line);
                    }
                    return None;
                }
                let piece = self.cut(comments.unwrap_or(line.start), false);
                self.pending = self.open(head.keyword == "namespace", at, brace, line);
                Some(piece)
            }
        }
    }

    /// A block opens with the brace `brace` bytes after `at`; returns the piece if it closes on the same line.
    fn open(&mut self, namespace: bool, at: usize, brace: usize, line: Line) -> Option<Piece> {
        let inside = at + brace + 1;
        match closing_brace(self.text.get(inside..line.end).unwrap_or("")) {
            Some(close) => {
                self.state = State::Outside;
                Some(self.close(inside + close + 1, line))
            }
            None => {
                self.state = State::Inside { namespace, nested: false };
                None
            }
        }
    }

    /// A block ends with the brace before `after`; the rest of the line starts another piece if it has code.
    fn close(&mut self, after: usize, line: Line) -> Piece {
        if self.resume(after, line) { self.cut(after, false) } else { self.cut(line.end, true) }
    }

    /// Continues after a closing brace if the rest of its line has code, and returns whether it did.
    fn resume(&mut self, after: usize, line: Line) -> bool {
        let code = skip_comments(self.text.get(after..line.end).unwrap_or(""));
        let goes_on = !code.is_empty() && !code.starts_with("//");
        if goes_on {
            self.next = after;
        }
        goes_on
    }

    fn cut(&mut self, end: usize, settled: bool) -> Piece {
        let piece = Piece::new(self.start..end, settled);
        self.start = end;
        self.comments = None;
        piece
    }
}

/// The words before the brace of a line that may open a block.
struct Head<'t> {
    keyword: &'t str,
    named: bool,
    /// The `{`, in bytes of the line's code.
    brace: Option<usize>,
}

impl<'t> Head<'t> {
    fn read(code: &'t str) -> Option<Head<'t>> {
        let keyword = word(code);
        if keyword.is_empty() {
            return None;
        }
        let rest = trim(code.get(keyword.len()..).unwrap_or(""));
        let name = word(rest);
        let rest = trim(rest.get(name.len()..).unwrap_or(""));
        let brace = rest.starts_with('{').then(|| code.len() - rest.len());
        Some(Head { keyword, named: !name.is_empty(), brace })
    }

    fn opens(&self, indented: bool) -> bool {
        self.brace.is_some() && opens_in_block(self.keyword, self.named, indented)
    }
}

/// Whether a line with this keyword and a brace opens a block inside an unclosed block: only known keywords do. Prisma 8
/// keywords that are also field names must be at the start of a line: `  role Role {` is a member with a superfluous brace.
pub(crate) fn opens_in_block(keyword: &str, is_named: bool, is_indented: bool) -> bool {
    let policy = !is_indented && (keyword.starts_with("policy_") || keyword == "role");
    (is_named || keyword == "types") && (policy || KEYWORDS.contains(&keyword))
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn trim(text: &str) -> &str {
    // Nearly all whitespace is ASCII, and bytes are compared faster than characters.
    let spaces = text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let text = text.get(spaces..).unwrap_or("");
    if text.starts_with(|c: char| c.is_ascii_graphic()) {
        return text;
    }
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// The text from its first character that is neither whitespace nor in a closed block comment.
fn skip_comments(text: &str) -> &str {
    let mut text = trim(text);
    while let Some(inside) = text.strip_prefix("/*") {
        match inside.find("*/").and_then(|at| inside.get(at + 2..)) {
            Some(after) => text = trim(after),
            None => break,
        }
    }
    text
}

/// The offset of a `/*` in a line, outside strings and line comments.
fn comment_opener(line: &str) -> Option<usize> {
    // Nearly every line has no slash.
    memchr::memchr(b'/', line.as_bytes())?;
    code_bytes(line)
        .find(|&(at, byte)| byte == b'/' && line.as_bytes().get(at + 1) == Some(&b'*'))
        .map(|(at, _)| at)
}

/// The offset of the first `}` in the rest of a line, outside strings and comments.
fn closing_brace(rest: &str) -> Option<usize> {
    let mut closed_until = 0;
    for (at, byte) in code_bytes(rest) {
        if at < closed_until {
            continue;
        }
        if byte == b'/' && rest.as_bytes().get(at + 1) == Some(&b'*') {
            let close = rest.get(at + 2..).and_then(|inside| inside.find("*/"))?;
            closed_until = at + 2 + close + 2;
        } else if byte == b'}' {
            return Some(at);
        }
    }
    None
}

/// The bytes of a line outside strings and `//` comments, with their offsets.
fn code_bytes(line: &str) -> impl Iterator<Item = (usize, u8)> {
    let bytes = line.as_bytes();
    let mut in_string = false;
    let mut escaped = false;
    let mut ended = false;
    bytes.iter().copied().enumerate().filter(move |&(at, byte)| {
        if ended || (byte == b'/' && !in_string && bytes.get(at + 1) == Some(&b'/')) {
            ended = true;
            return false;
        }
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            return false;
        }
        in_string = byte == b'"';
        !in_string
    })
}
