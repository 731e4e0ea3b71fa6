//! What is no Prisma schema language, in human words.
//!
//! One line is one fault at the most times: of what follows from a fault on the same line nothing more is said.

mod blocks;
mod lines;
mod strings;
mod values;

use std::borrow::Cow;

use crate::ast;
use crate::{Block, Node};
use base::text::Span;

/// A fault in the text of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Its stable name, in kebab case.
    pub code: &'static str,
    /// Where, in bytes of the block.
    pub span: Span,
    /// What is wrong and what to write.
    pub message: String,
    /// The texts that would mend it, the best first.
    pub fixes: Vec<SyntaxFix>,
    /// The line of a block that Prisma passes over because of it.
    pub lost_line: Option<Span>,
}

/// How a fault is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFix {
    /// What it does, as an order.
    pub title: String,
    /// What is replaced, in bytes of the block.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
    /// Whether nothing else can have been meant.
    pub is_sure: bool,
}

impl SyntaxFix {
    /// One that has to be chosen.
    fn choice(title: impl Into<String>, span: Span, text: impl Into<String>) -> SyntaxFix {
        SyntaxFix { title: title.into(), span, text: text.into(), is_sure: false }
    }

    /// One where nothing else can have been meant.
    fn sure(title: impl Into<String>, span: Span, text: impl Into<String>) -> SyntaxFix {
        SyntaxFix { is_sure: true, ..SyntaxFix::choice(title, span, text) }
    }
}

/// The faults of a block, in order. `text` gives the block's own text, and is asked only the first time.
pub fn errors<'t>(block: &Block, text: impl FnOnce() -> Cow<'t, str>) -> &[SyntaxError] {
    block.errors_or(text, |tree, text| tree.root().map(|root| find_errors(root, text)).unwrap_or_default())
}

/// As [`errors`], by the root of the block's tree. They are looked for each time.
pub fn find_errors(root: Node<'_>, text: &str) -> Vec<SyntaxError> {
    let mut found = Faults { text, list: Vec::new() };
    for node in ast::children(root) {
        blocks::check(node, &mut found);
    }
    found.list.sort_by_key(|error| error.span);
    found.list
}

/// The faults in spite of which Prisma reads the rest of their line.
const KEEP_THEIR_LINE: &[&str] = &["missing-name", "missing-value", "trailing-comma", "unknown-escape"];

/// What was found so far.
struct Faults<'t> {
    text: &'t str,
    list: Vec<SyntaxError>,
}

impl Faults<'_> {
    fn add(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.add_with_fixes(code, span, message, []);
    }

    /// Adds a fault that can be mended in one way only.
    fn add_with_fix(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        title: impl Into<String>,
        replaced: Span,
        text: impl Into<String>,
    ) {
        self.add_with_fixes(code, span, message, [SyntaxFix::sure(title, replaced, text)]);
    }

    fn add_with_fixes(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        fixes: impl IntoIterator<Item = SyntaxFix>,
    ) {
        let fixes = fixes.into_iter().collect();
        self.list.push(SyntaxError { code, span, message: message.into(), fixes, lost_line: None });
    }

    /// Notes that because of the faults from this one on Prisma passes over a line.
    fn lose_line(&mut self, from: usize, line: Span) {
        let lost = |fault: &&mut SyntaxError| !KEEP_THEIR_LINE.contains(&fault.code);
        self.list.iter_mut().skip(from).filter(lost).for_each(|fault| fault.lost_line = Some(line));
    }

    /// Whether Prisma reads on behind all the faults from this one on.
    fn keep_line(&self, from: usize) -> bool {
        self.list.iter().skip(from).all(|fault| KEEP_THEIR_LINE.contains(&fault.code))
    }

    /// Takes back the faults of this code from this one on.
    fn allow(&mut self, code: &str, from: usize) {
        let mut at = 0;
        self.list.retain(|fault| {
            at += 1;
            at <= from || fault.code != code
        });
    }

    fn len(&self) -> usize {
        self.list.len()
    }
}

/// The text of a node, shortened so that a message stays readable.
fn quoted(node: Node<'_>, text: &str) -> String {
    let full = ast::span(node).of(text).trim();
    let mut short: String = full.chars().take(40).collect();
    if short.len() < full.len() {
        short.push('…');
    }
    short
}
