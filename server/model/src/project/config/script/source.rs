//! Parsing a script, whatever it holds.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::{AstNodes, Scoping, SemanticBuilder};
use oxc_span::SourceType;

use crate::script::nesting;
use base::text::Span;

/// A script longer than this many bytes is not read: no configuration that a person wrote is.
pub(in crate::project::config) const MAX_BYTES: usize = 64 << 10;

/// How deep brackets may be nested. The parser recurses, and hardly anybody nests deeper than ten.
const MAX_NESTING: usize = 128;

/// How many syntax errors are skipped, as they occur while a file is being edited.
const MAX_REPAIRS: usize = 4;

/// The stack of the thread that reads: what recurses without brackets, such as `!!!!x`, is bounded by [`MAX_BYTES`] alone.
const STACK: usize = if cfg!(target_pointer_width = "64") { 256 << 20 } else { 32 << 20 };

/// A script with its names.
pub(in crate::project::config) struct Module<'a> {
    /// Where it lies.
    pub(in crate::project::config) path: PathBuf,
    /// Its text.
    pub(in crate::project::config) text: &'a str,
    /// Its statements.
    pub(in crate::project::config) program: &'a Program<'a>,
    /// What its names mean.
    pub(in crate::project::config) scoping: Scoping,
    /// Its nodes.
    pub(in crate::project::config) nodes: AstNodes<'a>,
    /// The first mistake that was passed over.
    pub(in crate::project::config) error: Option<ParseError>,
}

impl Module<'_> {
    /// The folder that it lies in.
    pub(in crate::project::config) fn dir(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

impl fmt::Debug for Module<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Module").field(&self.path).finish()
    }
}

/// Why a script could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project::config) struct ParseError {
    /// Where.
    pub(in crate::project::config) span: Span,
    /// What is wrong.
    pub(in crate::project::config) message: String,
}

/// Runs what parses and looks through scripts where recursion has room. `None` where no thread could be started.
pub(in crate::project::config) fn isolated<T: Send>(read: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("config".into()).stack_size(STACK);
        thread.spawn_scoped(scope, read).ok()?.join().ok()
    })
}

impl<'a> Module<'a> {
    /// Parses a script. Mistakes as they are made while typing (a missing value, a missing comma) are passed over.
    pub(in crate::project::config) fn parse(
        allocator: &'a Allocator,
        path: &Path,
        text: &str,
    ) -> Result<Module<'a>, ParseError> {
        let error = |span, message: &str| ParseError { span, message: message.to_owned() };
        if text.len() > MAX_BYTES {
            return Err(error(Span::default(), "This file is too large to be read as a configuration."));
        }
        if nesting(text) > MAX_NESTING {
            return Err(error(Span::default(), "Brackets are nested too deep for this file to be read."));
        }
        let mut text = Cow::Borrowed(text);
        let mut first = None;
        for _ in 0..=MAX_REPAIRS {
            match program(allocator, path, &text) {
                Ok((program, text)) => return Ok(Module::of(path.to_owned(), text, program, first)),
                Err(found) => {
                    let at = found.span.start;
                    first.get_or_insert(found);
                    let Some(next) = repaired(allocator, path, &text, at as usize) else { break };
                    text = Cow::Owned(next);
                }
            }
        }
        Err(first.unwrap_or_else(|| error(Span::default(), "This file cannot be read as a script.")))
    }

    fn of(path: PathBuf, text: &'a str, program: &'a Program<'a>, error: Option<ParseError>) -> Module<'a> {
        let semantic = SemanticBuilder::new().with_build_nodes(true).build(program).semantic;
        let (scoping, nodes) = semantic.into_scoping_and_nodes();
        Module { path, text, program, scoping, nodes, error }
    }
}

fn program<'a>(
    allocator: &'a Allocator,
    path: &Path,
    text: &str,
) -> Result<(&'a Program<'a>, &'a str), ParseError> {
    let text = allocator.alloc_str(text);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    // TypeScript takes in JavaScript; a module is read as one where nothing says otherwise.
    let kind = if extension == "cjs" || extension == "cts" { SourceType::cjs() } else { SourceType::mjs() };
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let parsed = Parser::new(allocator, text, kind.with_typescript(true)).with_options(options).parse();
    let first = parsed.diagnostics.iter().next();
    if let Some(error) = first.filter(|_| parsed.panicked || parsed.program.body.is_empty()) {
        // The parser may point into the middle of a character.
        let (offset, length) = error.labels.first().map_or((0, 0), |label| (label.offset(), label.len()));
        let start = text.floor_char_boundary(offset as usize);
        let end = text.ceil_char_boundary(offset.saturating_add(length) as usize);
        return Err(ParseError { span: Span::from(start..end), message: error.message.to_string() });
    }
    Ok((allocator.alloc(parsed.program), text))
}

/// The text with something in the place of a blank before a mistake, so that every byte keeps its place: a value where one
/// is missing, or else a comma. `None` where neither helps.
fn repaired(allocator: &Allocator, path: &Path, text: &str, at: usize) -> Option<String> {
    let blank = text.get(..at)?.ends_with([' ', '\t', '\n']).then(|| at.checked_sub(1)).flatten()?;
    let attempts = ["0", ",", ";"].map(|filler| {
        let (before, after) = (text.get(..blank).unwrap_or(""), text.get(at..).unwrap_or(""));
        format!("{before}{filler}{after}")
    });
    let further = |attempt: &String| match program(allocator, path, attempt) {
        Ok(_) => true,
        Err(error) => error.span.start as usize > at,
    };
    attempts.into_iter().find(further)
}
