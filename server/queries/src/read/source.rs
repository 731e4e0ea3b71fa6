//! Parsing a file, whatever it holds.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::path::Path;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, IdentifierReference, Program};
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::{AstNodes, NodeId, Scoping, SemanticBuilder, SymbolId};
use oxc_span::SourceType;

use model::script::nesting;

use base::text::Span;

use crate::read::blocks;

/// A file longer than this many bytes is not read: no code that a person wrote is.
const MAX_BYTES: usize = 1 << 20;

/// How deep brackets may be nested. Generated data nests deeper, code hardly beyond thirty.
const MAX_NESTING: usize = 256;

/// A line longer than this many bytes is not written by a person: the file is bundled or generated.
const MAX_LINE: usize = 32 << 10;

/// The stack that a file needs whatever it holds, and that each of its bytes may need: chains and operators are parsed by
/// recursion, one level for a byte at worst.
const STACK: usize = 4 << 20;
const STACK_A_BYTE: usize = if cfg!(debug_assertions) { 8 << 10 } else { 1 << 10 };
const MAX_STACK: usize = if cfg!(target_pointer_width = "64") { 1 << 30 } else { 64 << 20 };

/// How many syntax errors are skipped, as they occur while a file is being edited.
const MAX_REPAIRS: usize = 5;

/// A condition and the code for which it may have settled something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    /// The condition.
    pub(super) test: Span,
    /// What is around it: the code after the test in here runs after it.
    pub(super) around: Span,
}

/// A parsed file with what its names mean.
pub(super) struct Script<'a> {
    /// The text. Of a file with script blocks, everything else is blanked out, so that all places are those of the file.
    pub(super) text: &'a str,
    /// Its statements.
    pub(super) program: &'a Program<'a>,
    /// What its names mean.
    pub(super) scoping: Scoping,
    /// Its nodes.
    pub(super) nodes: AstNodes<'a>,
    /// Its conditions, found when they are first asked for.
    pub(super) guards: OnceCell<Vec<Guard>>,
}

/// Runs what parses and walks through a text where recursion has room. `None` where no thread could be started.
pub(super) fn isolated<T: Send>(text: &str, read: impl FnOnce() -> T + Send) -> Option<T> {
    let stack = STACK.saturating_add(text.len().saturating_mul(STACK_A_BYTE)).min(MAX_STACK);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("code".into()).stack_size(stack);
        thread.spawn_scoped(scope, read).ok()?.join().ok()
    })
}

/// Whether a text is what a person may have written, as far as its size and its brackets go.
fn is_readable(text: &str) -> bool {
    text.len() <= MAX_BYTES
        && nesting(text) <= MAX_NESTING
        && (text.len() <= MAX_LINE || text.lines().all(|line| line.len() <= MAX_LINE))
}

impl<'a> Script<'a> {
    /// Parses a file; `None` where nothing can be read. Behind a syntax error that cannot be skipped nothing is read.
    pub(super) fn parse(allocator: &'a Allocator, path: &Path, text: &str) -> Option<Script<'a>> {
        if !is_readable(text) {
            return None;
        }
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or("").to_ascii_lowercase();
        let mut text = match extension.as_str() {
            "vue" | "svelte" | "astro" => Cow::Owned(blocks::scripts(text, extension == "astro")?),
            _ => Cow::Borrowed(text),
        };
        let kind = source_type(&extension);
        for _ in 0..=MAX_REPAIRS {
            match program(allocator, kind, &text) {
                Ok((program, text)) => return Some(Script::of(program, text)),
                Err(at) => {
                    let Some(next) = repaired(allocator, kind, &text, at) else {
                        return before(allocator, kind, &text, at);
                    };
                    text = Cow::Owned(next);
                }
            }
        }
        let at = program(allocator, kind, &text).err()?;
        before(allocator, kind, &text, at)
    }

    fn of(program: &'a Program<'a>, text: &'a str) -> Script<'a> {
        let semantic = SemanticBuilder::new().with_build_nodes(true).build(program).semantic;
        let (scoping, nodes) = semantic.into_scoping_and_nodes();
        Script { text, program, scoping, nodes, guards: OnceCell::new() }
    }

    /// The declared name that an identifier stands for; `None` where the file does not declare it.
    pub(super) fn symbol(&self, name: &IdentifierReference<'_>) -> Option<SymbolId> {
        let reference = name.reference_id.get()?;
        self.scoping.get_reference(reference).symbol_id()
    }

    /// What declares a name.
    pub(super) fn declaration(&self, symbol: SymbolId) -> (NodeId, AstKind<'a>) {
        let id = self.scoping.symbol_declaration(symbol);
        (id, self.nodes.kind(id))
    }

    /// The text of a place.
    pub(super) fn text_of(&self, span: Span) -> &'a str {
        span.of(self.text)
    }
}

/// An expression alone, without what its names mean.
pub(super) fn expression<'a>(allocator: &'a Allocator, text: &str) -> Option<&'a Expression<'a>> {
    if !is_readable(text) {
        return None;
    }
    let text = allocator.alloc_str(text);
    let expression = Parser::new(allocator, text, SourceType::ts()).parse_expression().ok()?;
    Some(allocator.alloc(expression))
}

/// What a file is written in. TypeScript takes in JavaScript; only `<T>x` is read differently where there is JSX.
fn source_type(extension: &str) -> SourceType {
    let kind = if matches!(extension, "cjs" | "cts") { SourceType::cjs() } else { SourceType::mjs() };
    let has_jsx = !matches!(extension, "ts" | "mts" | "cts" | "vue" | "svelte" | "astro");
    kind.with_typescript(true).with_jsx(has_jsx)
}

/// The statements of a text, or the byte at which it cannot be understood.
fn program<'a>(
    allocator: &'a Allocator,
    kind: SourceType,
    text: &str,
) -> Result<(&'a Program<'a>, &'a str), usize> {
    let text = allocator.alloc_str(text);
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let parsed = Parser::new(allocator, text, kind).with_options(options).parse();
    if parsed.panicked {
        let first = parsed.diagnostics.iter().next().and_then(|error| error.labels.first());
        return Err(text.floor_char_boundary(first.map_or(0, |label| label.offset() as usize)));
    }
    Ok((allocator.alloc(parsed.program), text))
}

/// The text with a syntax error mended so that every byte keeps its place: something in the place of a blank before it, a value
/// where one is missing or else a comma; or the line of the error blanked out, or that before it. `None` where nothing helps.
fn repaired(allocator: &Allocator, kind: SourceType, text: &str, at: usize) -> Option<String> {
    let further = |attempt: &String| match program(allocator, kind, attempt) {
        Ok(_) => true,
        Err(error) => error > at,
    };
    let before = text.get(..at)?;
    if before.ends_with([' ', '\t', '\n'])
        && let (Some(before), Some(after)) = (text.get(..at - 1), text.get(at..))
    {
        let attempts = ["0", ",", ";"].map(|filler| format!("{before}{filler}{after}"));
        if let Some(mended) = attempts.into_iter().find(further) {
            return Some(mended);
        }
    }
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let end = text.get(at..)?.find('\n').map_or(text.len(), |it| at + it);
    let previous = text.get(..start.saturating_sub(1))?.rfind('\n').map_or(0, |it| it + 1);
    let without = |start: usize, end: usize| blocks::without(text, start, end);
    let attempts = [without(previous, start), without(start, end), without(previous, end)];
    attempts.into_iter().flatten().find(further)
}

/// What stands before a syntax error: up to the last line that ends a statement at the left margin.
fn before<'a>(allocator: &'a Allocator, kind: SourceType, text: &str, at: usize) -> Option<Script<'a>> {
    let mut end = at.min(text.len());
    for _ in 0..=MAX_REPAIRS {
        let head = text.get(..end)?;
        end = ["\n}", "\n)", "\n]"].iter().filter_map(|it| head.rfind(it)).max()?;
        let line = text.get(end + 1..).and_then(|rest| rest.find('\n')).map_or(text.len(), |it| end + 1 + it);
        if let Ok((program, text)) = program(allocator, kind, text.get(..line)?) {
            return Some(Script::of(program, text));
        }
    }
    None
}
