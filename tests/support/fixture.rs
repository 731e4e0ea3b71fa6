//! Fixtures: one string that holds the files of a project, a cursor, and what is expected to be found.
//!
//! ```text
//! //- /prisma/schema.prisma
//! model User {
//!   id Int @idd
//!        //^^^^ error[attribute-unknown]: There is no attribute `@idd`.
//!   name $0String
//! }
//! //- /prisma.config.ts
//! export default { schema: "./prisma" };
//! ```
//!
//! - `//- /path` starts a file. Text without any such line is the one file `/schema.prisma`.
//! - The indentation that all lines have in common is taken away, and so are a first empty line and a last blank one.
//! - `$0` is the cursor; a second one makes a selection.
//! - A line with `// ^^^ LEVEL[CODE]` or `// ^^^ LEVEL[CODE]: MESSAGE` is a mark: the carets stand below what is marked in
//!   the last line above that is no mark itself. `//<^^^` marks as many characters from the column where the `//` stands,
//!   for what begins too far left; `// |` marks an empty place. Levels are `error`, `warning`, `info` and `hint`. A
//!   message that ends with `...` stands for all that begin like it; without a message any will do.
//! - A finding that spans several lines is marked by its part in its first line.
//! - Lines with marks are no part of the text, so a mark is possible in any kind of file and never changes what is tested.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use model::project::MemoryFiles;

/// The parsed form of a fixture.
#[derive(Debug, Clone, Default)]
pub struct Fixture {
    /// The files, in the order written.
    pub files: Vec<FixtureFile>,
    /// Where `$0` stood: index into `files`, and the bytes between the two markers (empty for a single one).
    pub cursor: Option<(usize, Range<usize>)>,
}

/// One file of a [`Fixture`].
#[derive(Debug, Clone, Default)]
pub struct FixtureFile {
    /// The path as written after `//-`.
    pub path: PathBuf,
    /// The text, without cursor and marks.
    pub text: String,
    /// What is expected to be found, in the order written.
    pub marks: Vec<Mark>,
}

/// One expectation about a [`FixtureFile`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The marked bytes in [`FixtureFile::text`]; never beyond the end of a line.
    pub range: Range<usize>,
    /// `error`, `warning`, `info` or `hint`.
    pub level: String,
    /// The code in brackets.
    pub code: String,
    /// The message, where one is written.
    pub message: Option<String>,
}

/// Something that was found, in the form in which it is held against the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the finding.
    pub range: Range<usize>,
    /// `error`, `warning`, `info` or `hint`.
    pub level: String,
    /// The code.
    pub code: String,
    /// The whole message.
    pub message: String,
}

impl Fixture {
    /// Parses a fixture. Panics when it is malformed, since that is a mistake in a test.
    pub fn parse(fixture: &str) -> Fixture {
        let mut result = Fixture::default();
        let mut cursors = Vec::new();
        for line in dedent(fixture).split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            if let Some(path) = content.strip_prefix("//- ") {
                result.files.push(FixtureFile { path: PathBuf::from(path.trim()), ..FixtureFile::default() });
                continue;
            }
            if result.files.is_empty() {
                result.files.push(FixtureFile { path: "/schema.prisma".into(), ..FixtureFile::default() });
            }
            let index = result.files.len() - 1;
            let file = &mut result.files[index];
            if let Some(mark) = parse_mark(content, &file.text) {
                file.marks.push(mark);
                continue;
            }
            let mut rest = line;
            while let Some((before, after)) = rest.split_once("$0") {
                file.text.push_str(before);
                cursors.push((index, file.text.len()));
                rest = after;
            }
            file.text.push_str(rest);
        }
        result.cursor = match cursors.as_slice() {
            [] => None,
            [(file, at)] => Some((*file, *at..*at)),
            [(file, start), (other, end)] if file == other => Some((*file, *start..*end)),
            _ => panic!("a fixture has at most two `$0`, both in one file"),
        };
        result
    }

    /// The file with this path.
    pub fn file(&self, path: impl AsRef<Path>) -> &FixtureFile {
        let path = path.as_ref();
        self.files
            .iter()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("no file {}", path.display()))
    }

    /// The files as a view for `project`.
    pub fn memory(&self) -> MemoryFiles {
        self.files.iter().map(|file| (file.path.as_path(), file.text.as_str())).collect()
    }

    /// The path and byte offset of the single `$0`.
    pub fn offset(&self) -> (&Path, usize) {
        let (file, range) = self.cursor.as_ref().expect("the fixture has a `$0`");
        (&self.files[*file].path, range.end)
    }

    /// The same fixture with CRLF for every LF; cursor and marks move along.
    pub fn with_crlf(&self) -> Fixture {
        let moved = |text: &str, range: &Range<usize>| {
            let shift = |at: usize| at + text[..at].matches('\n').count();
            shift(range.start)..shift(range.end)
        };
        let crlf = |file: &FixtureFile| FixtureFile {
            path: file.path.clone(),
            text: file.text.replace('\n', "\r\n"),
            marks: file
                .marks
                .iter()
                .map(|mark| Mark { range: moved(&file.text, &mark.range), ..mark.clone() })
                .collect(),
        };
        Fixture {
            files: self.files.iter().map(crlf).collect(),
            cursor: self.cursor.as_ref().map(|(file, range)| (*file, moved(&self.files[*file].text, range))),
        }
    }
}

impl FixtureFile {
    /// Asserts that each mark was found and nothing else. A failure shows both as annotated source.
    pub fn assert_found(&self, found: &[Found]) {
        let mut found: Vec<Mark> = found.iter().map(|found| self.as_mark(found)).collect();
        let mut expected = self.marks.clone();
        let order = |mark: &Mark| (mark.range.start, mark.range.end, mark.code.clone(), mark.message.clone());
        found.sort_by_key(order);
        expected.sort_by_key(order);
        let actual = annotate(&self.text, &found);
        let expected = annotate(&self.text, &expected);
        assert!(
            actual == expected,
            "{}: the findings differ from the marks\n--- marked\n{expected}\n--- found\n{actual}",
            self.path.display()
        );
    }

    /// The finding as a mark: cut at the end of its first line, worded like the mark that it fulfils, if there is one.
    fn as_mark(&self, found: &Found) -> Mark {
        let line_end = self.text[found.range.start..].find(['\n', '\r']).map(|at| found.range.start + at);
        let end = found.range.end.min(line_end.unwrap_or(self.text.len())).max(found.range.start);
        let range = found.range.start..end;
        let fulfils = |mark: &&Mark| {
            let message = match mark.message.as_deref() {
                None => true,
                Some(message) => match message.strip_suffix("...") {
                    Some(beginning) => found.message.starts_with(beginning),
                    None => message == found.message,
                },
            };
            message && mark.range == range && mark.level == found.level && mark.code == found.code
        };
        match self.marks.iter().find(fulfils) {
            Some(mark) => mark.clone(),
            None => Mark {
                range,
                level: found.level.clone(),
                code: found.code.clone(),
                message: Some(found.message.clone()),
            },
        }
    }
}

/// The text with a line below each marked line for each mark, in the form that [`Fixture::parse`] reads.
pub fn annotate(text: &str, marks: &[Mark]) -> String {
    let mut result = String::new();
    let mut start = 0;
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if text.is_empty() || text.ends_with('\n') {
        lines.push("");
    }
    for line in lines {
        result.push_str(line);
        if !line.ends_with('\n') && !line.is_empty() {
            result.push('\n');
        }
        let end = start + line.len();
        let here = |at: usize| {
            at >= start && (at < end || (at == end && end == text.len() && !line.ends_with('\n')))
        };
        for mark in marks.iter().filter(|mark| here(mark.range.start)) {
            let column = text[start..mark.range.start].chars().count();
            let width = text[mark.range.clone()].chars().count();
            let place = if width == 0 { "|".to_owned() } else { "^".repeat(width) };
            let lead = match column {
                0 | 1 => format!("{}//<", " ".repeat(column)),
                _ => format!("{}//", " ".repeat(column - 2)),
            };
            let _ = write!(result, "{lead}{place} {}[{}]", mark.level, mark.code);
            if let Some(message) = &mark.message {
                let _ = write!(result, ": {}", message.replace('\n', "\\n"));
            }
            result.push('\n');
        }
        start = end;
    }
    result
}

/// Reads a mark and places it in the last line of the text so far.
fn parse_mark(line: &str, text: &str) -> Option<Mark> {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let after = line.trim_start().strip_prefix("//")?;
    let (column, rest) = match after.strip_prefix('<') {
        Some(rest) => (indent, rest),
        None => {
            let rest = after.trim_start();
            (indent + 2 + (after.chars().count() - rest.chars().count()), rest)
        }
    };
    let width = rest.chars().take_while(|&c| c == '^').count();
    let rest = if width == 0 { rest.strip_prefix('|')? } else { rest.get(width..)? };
    let (level, rest) = rest.trim_start().split_once('[')?;
    if !matches!(level, "error" | "warning" | "info" | "hint") {
        return None;
    }
    let (code, rest) = rest.split_once(']')?;
    let message = rest.strip_prefix(':').map(|message| message.trim().replace("\\n", "\n"));
    // An empty place may lie after the last line; everything else lies in the line above.
    let above = text.strip_suffix('\n').unwrap_or(text);
    let line_start = above.rfind('\n').map_or(0, |at| at + 1);
    let above = &above[line_start..];
    let byte = |column: usize| {
        let width = above.chars().count();
        assert!(column <= width, "the mark `{}` reaches beyond `{above}`", line.trim());
        line_start + above.char_indices().nth(column).map_or(above.len(), |(at, _)| at)
    };
    Some(Mark {
        range: byte(column)..byte(column + width),
        level: level.to_owned(),
        code: code.to_owned(),
        message,
    })
}

/// Takes away the indentation common to all lines that are not blank, a first empty line and a last blank one.
fn dedent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let text = match text.rfind('\n') {
        Some(at) if text[at + 1..].chars().all(|c| c == ' ' || c == '\t') => &text[..at + 1],
        _ => text,
    };
    let indent = text
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let strip = |line: &str| line.get(indent..).unwrap_or(line.trim_start_matches([' ', '\t'])).to_owned();
    text.split('\n').map(strip).collect::<Vec<_>>().join("\n")
}
