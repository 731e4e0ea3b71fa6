//! Folding ranges: blocks, multi-line comments, and regions between `#region` and `#endregion`.
//!
//! No other element spans lines.

use crate::Analysis;
use base::text::{Source, Span};
use base::{FileId, ItemId, cancel};
use model::schema::Schema;
use model::schema::item::{Comment, CommentPlace, Item, ItemKind};
use syntax::ast::{Body, Declaration, Root, View};
use syntax::{Kind, Role};

/// A folding range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its kind.
    pub kind: FoldKind,
    /// The hidden text, in bytes of the file: from after the `{` to before the `}`, for a comment from the end of its
    /// first line.
    pub span: Span,
    /// Whether its last line has other text, such as `}`, and stays visible.
    pub keeps_last_line: bool,
    /// The name of a region.
    pub label: Option<String>,
}

/// The kind of a folding range. If a client limits the number, earlier kinds have priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoldKind {
    /// From `// #region` to `// #endregion`.
    Region,
    /// The text between braces.
    Block,
    /// Consecutive comment lines, or a multi-line comment.
    Comment,
}

/// The maximum nesting of namespaces.
const MAX_DEPTH: usize = 16;

/// All folding ranges of a file, in order of their starts.
pub fn folding(analysis: &Analysis, file: FileId) -> Vec<Fold> {
    let schema = &analysis.schema;
    let Some(source) = schema.file(file).map(|file| file.content.source().source()) else {
        return Vec::new();
    };
    let mut folds = Vec::new();
    let mut open: Vec<(Span, String)> = Vec::new();
    for (id, item) in schema.items_of(file) {
        cancel::check();
        let start = schema.start(id);
        folds.extend(blocks(schema, id, item).into_iter().map(|fold| fold.shifted(start)));
        if item.comments.is_empty() {
            continue;
        }
        let text = schema.text(id);
        folds.extend(comments(item, &text).into_iter().map(|fold| fold.shifted(start)));
        for comment in &item.comments {
            regions(comment, start, &mut open, &mut folds);
        }
    }
    folds.retain(|fold| source.line_of(fold.span.start) < source.line_of(fold.span.end));
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    folds
}

/// At most as many ranges as the client supports, the most useful ones, in order.
pub fn limit_folds(mut folds: Vec<Fold>, source: &Source, most: usize) -> Vec<Fold> {
    if folds.len() > most {
        let lines = |fold: &Fold| source.line_of(fold.span.end) - source.line_of(fold.span.start);
        folds.sort_by_key(|fold| (fold.kind, std::cmp::Reverse(lines(fold))));
        folds.truncate(most);
        folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    }
    folds
}

impl Fold {
    fn new(kind: FoldKind, span: Span) -> Fold {
        Fold { kind, span, keeps_last_line: false, label: None }
    }

    fn shifted(self, start: u32) -> Fold {
        Fold { span: self.span.shifted(start), ..self }
    }
}

/// The bodies in a block, in bytes of the block.
fn blocks(schema: &Schema, id: ItemId, item: &Item) -> Vec<Fold> {
    let mut folds = Vec::new();
    if item.kind == ItemKind::Namespace {
        if let Some((whole, inside)) = schema.namespace_spans(id) {
            let start = schema.start(id);
            let inside = Span::new(inside.start - start, inside.end - start);
            folds.push(body(inside, whole.end > inside.end + start));
        }
    } else if item.kind == ItemKind::Other {
        let text = schema.text(id);
        let tree = schema.block(id).map(|block| block.tree(&text));
        if let Some(root) = tree.as_ref().and_then(|tree| Root::of_tree(tree, &text)) {
            nested(&root, MAX_DEPTH, &mut folds);
        }
    } else if let Some(open) = item.open_brace {
        let end = item.close_brace.map_or(item.span.end, |close| close.start);
        folds.push(body(Span::new(open.end, end), item.close_brace.is_some()));
    }
    folds
}

fn nested<'t>(above: &impl View<'t>, depth: usize, folds: &mut Vec<Fold>) {
    for inner in above.children::<Declaration>().filter_map(|it| it.child::<Body>(Role::Body)) {
        let open = inner.token(Kind::OpeningBrace).map_or(inner.span().start, |open| open.end);
        let close = inner.token(Kind::ClosingBrace);
        let end = inner.span().start as usize + inner.text().trim_end().len();
        let end = close.map_or(u32::try_from(end).unwrap_or(u32::MAX), |close| close.start);
        folds.push(body(Span::new(open, end.max(open)), close.is_some()));
        if depth > 0 {
            nested(&inner, depth - 1, folds);
        }
    }
}

fn body(span: Span, is_closed: bool) -> Fold {
    Fold { keeps_last_line: is_closed, ..Fold::new(FoldKind::Block, span) }
}

/// Consecutive comment lines, and multi-line comments.
fn comments(item: &Item, text: &str) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    let mut group: Option<Span> = None;
    let own_line = item.comments.iter().filter(|comment| {
        let is_line = comment.text.starts_with("//");
        if !is_line {
            folds.push(Fold::new(FoldKind::Comment, after_first_line(comment.span, text)));
        }
        is_line && comment.place != CommentPlace::Trailing && marker(comment).is_none()
    });
    let lines: Vec<Span> = own_line.map(|comment| comment.span).collect();
    let mut groups = Vec::new();
    for span in lines {
        group = match group {
            Some(before) if follows(Span::new(before.end, span.start).of(text)) => Some(before.cover(span)),
            Some(before) => {
                groups.push(before);
                Some(span)
            }
            None => Some(span),
        };
    }
    groups.extend(group);
    folds.extend(groups.into_iter().map(|span| Fold::new(FoldKind::Comment, after_first_line(span, text))));
    folds
}

/// Whether the text between two comments is one line break and indentation.
fn follows(between: &str) -> bool {
    let rest = between.trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
    rest.is_some_and(|rest| !rest.contains(['\n', '\r']) && rest.trim().is_empty())
}

fn after_first_line(span: Span, text: &str) -> Span {
    let first = span.of(text).find(['\n', '\r']).unwrap_or(span.len() as usize);
    Span::from(span.start as usize + first..span.end as usize)
}

/// The start or end of a region in a comment.
enum Marker<'c> {
    Region(&'c str),
    End,
}

fn marker(comment: &Comment) -> Option<Marker<'_>> {
    let words = comment.text.strip_prefix("//")?.trim_start_matches('/').trim();
    if let Some(name) = words.strip_prefix("#region") {
        let is_word = name.is_empty() || name.starts_with(char::is_whitespace);
        return is_word.then(|| Marker::Region(name.trim()));
    }
    let rest = words.strip_prefix("#endregion")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(Marker::End)
}

/// Regions may start in one block and end in another, regardless of braces.
fn regions(comment: &Comment, start: u32, open: &mut Vec<(Span, String)>, folds: &mut Vec<Fold>) {
    let span = comment.span.shifted(start);
    match marker(comment) {
        Some(Marker::Region(name)) => open.push((span, name.to_owned())),
        Some(Marker::End) => {
            if let Some((begin, name)) = open.pop() {
                let label = (!name.is_empty()).then_some(name);
                folds.push(Fold { label, ..Fold::new(FoldKind::Region, Span::new(begin.end, span.end)) });
            }
        }
        None => {}
    }
}
