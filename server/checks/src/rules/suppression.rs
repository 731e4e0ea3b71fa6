//! Suppression comments in the blocks of a schema.

use std::borrow::Cow;

use crate::frame::{CommentedText, ForeignTool, Reach, SUPPRESSION_WORDS, Suppression, UNUSED_SUPPRESSION};
use crate::rules::prisma_lint;
use base::text::Span;
use base::{Anchor, FileId, Finding, Fix, ItemId, Place};
use model::schema::item::{CommentPlace, Item};
use model::schema::{Schema, edit};
use rustc_hash::FxHashMap;

/// The comments of prisma-lint.
const PRISMA_LINT: ForeignTool = ForeignTool {
    words: &[
        ("prisma-lint-ignore-model", Reach::Block),
        ("prisma-lint-ignore-enum", Reach::Block),
        ("prisma-lint-ignore-field", Reach::Line),
    ],
    counterparts: |rule| prisma_lint::counterparts(rule).to_vec(),
    has_fields: true,
};

/// The text of a block.
pub(super) struct BlockText<'s> {
    /// The schema.
    pub(super) schema: &'s Schema,
    /// The item of the block.
    pub(super) item: ItemId,
    /// Whether fixes are asked for.
    pub(super) wants_fixes: bool,
}

impl CommentedText for BlockText<'_> {
    fn text(&self) -> Cow<'_, str> {
        self.schema.text(self.item)
    }

    fn anchor(&self, span: Span) -> Anchor {
        Place::new(self.item, span).into()
    }

    fn replacement(&self, title: &str, span: Span, new: &str) -> Option<Fix> {
        let place = Place::new(self.item, span);
        self.wants_fixes.then(|| Fix::safe(title, vec![edit::replace(self.schema, place, new)]))
    }
}

/// The suppressions in one block.
pub(super) fn read(schema: &Schema, id: ItemId, item: &Item) -> Vec<Suppression> {
    if !item.comments.iter().any(|comment| comment.text.contains("-ignore")) {
        return Vec::new();
    }
    let text = schema.text(id);
    // From the last to the first: what stands below a comment is known from the next one.
    let mut below: Option<(u32, Span)> = None;
    let parsed = item.comments.iter().rev().filter_map(|comment| {
        let mut suppression = Suppression::parse(&comment.text, comment.span, &[PRISMA_LINT])?;
        suppression.target = (suppression.reach == Reach::Line).then(|| match comment.place {
            CommentPlace::Trailing => edit::line_span(&text, comment.span.start),
            _ => {
                let target = next_code_line(&text, comment.span.end, below);
                below = Some((edit::line_span(&text, comment.span.start).start, target));
                target
            }
        });
        Some(suppression)
    });
    let mut found: Vec<Suppression> = parsed.collect();
    found.reverse();
    found
}

/// Removes the findings in a schema that comments in it suppress. For findings of checks that look at more than the schema.
pub fn retain_unsuppressed(schema: &Schema, findings: &mut Vec<Finding>) {
    let mut of_items: FxHashMap<ItemId, Vec<Suppression>> = FxHashMap::default();
    let mut of_files: FxHashMap<FileId, Vec<Suppression>> = FxHashMap::default();
    let suppressions = |id: ItemId| schema.item(id).map(|item| read(schema, id, item)).unwrap_or_default();
    findings.retain(|finding| {
        let Some(id) = finding.item() else { return true };
        let near = of_items.entry(id).or_insert_with(|| suppressions(id));
        if near.iter().any(|it| it.reach != Reach::File && it.suppresses(finding)) {
            return false;
        }
        let file = schema.file_of(id);
        let wide = of_files.entry(file).or_insert_with(|| {
            let all = schema.items_of(file).flat_map(|(id, _)| suppressions(id));
            all.filter(|it| it.reach == Reach::File).collect()
        });
        !wide.iter().any(|it| it.names(finding.code))
    });
}

/// The first line behind `offset` that is neither blank nor a comment. `known` is the start of a line with a comment, and what comes
/// behind that.
fn next_code_line(block: &str, offset: u32, known: Option<(u32, Span)>) -> Span {
    let mut at = offset;
    loop {
        let line = edit::line_span(block, at);
        let text = line.of(block).trim();
        let is_own = line.start <= offset && offset <= line.end;
        if !is_own && let Some((_, target)) = known.filter(|(start, _)| *start == line.start) {
            return target;
        }
        if !is_own && !text.is_empty() && !text.starts_with("//") {
            return line;
        }
        at = edit::next_line(block, line.end);
        if at as usize >= block.len() {
            return Span::from(block.len()..block.len());
        }
    }
}

/// The fix that suppresses `code` with a comment, as far around `place` as `reach` says. `None` where there is no block to
/// speak of, and for findings about such comments themselves.
pub fn suppress(schema: &Schema, place: Place, code: &str, reach: Reach) -> Option<Fix> {
    let item = schema.item(place.item)?;
    if code == UNUSED_SUPPRESSION.code || (reach == Reach::Block && item.name().is_empty()) {
        return None;
    }
    let (word, _) = SUPPRESSION_WORDS.iter().find(|(_, other)| *other == reach)?;
    let (offset, title) = match reach {
        Reach::Line => (place.span.start, format!("Suppress `{code}` on this line")),
        Reach::Block => (item.span.start, format!("Suppress `{code}` in `{}`", item.name())),
        Reach::File => (0, format!("Suppress `{code}` in this file")),
    };
    let place = match reach {
        Reach::File => Place::new(schema.items_of(schema.file_of(place.item)).next()?.0, Span::at(0)),
        _ => Place::new(place.item, Span::at(offset)),
    };
    let text = schema.text(place.item);
    let line = edit::line_span(&text, place.span.start);
    let indent = edit::indent_of(&text, place.span.start);
    let newline = edit::line_ending(&text);
    let at = Place::new(place.item, Span::at(line.start));
    Some(Fix::choice(title, vec![edit::replace(schema, at, format!("{indent}// {word} {code}{newline}"))]))
}
