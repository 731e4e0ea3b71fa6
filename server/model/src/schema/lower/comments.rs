//! Comments and documentation.

use crate::schema::item::{Comment, CommentPlace, Documentation, Item};
use base::text::Span;
use syntax::ast::{self, View};
use syntax::{Node, Role, SyntaxTree};

/// The documentation of a node, from the comments above it and the one after it on its line: only `///` lines count.
pub(super) fn documentation<'t>(view: &impl View<'t>) -> Option<Box<Documentation>> {
    let above = view.child::<ast::CommentBlock>(Role::Documentation);
    let above = above.iter().flat_map(|block| block.children::<ast::Comment>());
    let behind = view.child::<ast::Comment>(Role::Comment);
    let mut found: Option<Documentation> = None;
    for comment in above.chain(behind) {
        let Some(line) = comment.documentation() else { continue };
        let line = line.trim_end();
        match &mut found {
            None => found = Some(Documentation { text: line.to_owned(), span: comment.span() }),
            Some(documentation) => {
                documentation.text.push('\n');
                documentation.text.push_str(line);
                documentation.span = documentation.span.cover(comment.span());
            }
        }
    }
    // Only a text joined from several lines may have spare capacity.
    found.map(|mut found| {
        found.text.shrink_to_fit();
        Box::new(found)
    })
}

/// All comments of a block, in order.
pub(super) fn all(tree: &SyntaxTree, text: &str, item: &Item) -> Box<[Comment]> {
    let mut behind = 0;
    tree.comments()
        .map(|node| read(node, text, item, std::mem::replace(&mut behind, ast::span(node).end)))
        .collect()
}

/// A comment; `behind` is where the one before it ends, or 0.
fn read(node: Node<'_>, text: &str, item: &Item, behind: u32) -> Comment {
    let span = ast::span(node);
    // What stands before the last comment is no matter: it is on the line itself, or the line begins later.
    let before = text.get(behind as usize..span.start as usize).unwrap_or("");
    let line = before.rfind(['\n', '\r']).map(|at| before.get(at + 1..).unwrap_or(""));
    let is_behind_a_comment = line.is_none() && behind > 0;
    let place = if is_behind_a_comment || !line.unwrap_or(before).trim().is_empty() {
        CommentPlace::Trailing
    } else if item.open_brace.is_some_and(|brace| brace.start < span.start) {
        CommentPlace::Inside
    } else {
        CommentPlace::Above
    };
    Comment { text: span.of(text).into(), span: Span::new(span.start, span.end), place }
}
