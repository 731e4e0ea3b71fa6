//! Syntax errors of a block, found in its tree.
//!
//! Most lines report one error: what only follows from another error on the same line is left out.

mod blocks;
mod error;
mod lines;
mod list;
mod marks;
mod strings;
mod unexpected;
mod values;

pub use error::{SyntaxError, SyntaxFix};

use std::borrow::Cow;

use crate::{Block, Node, ast};
use list::ErrorList;

/// The syntax errors of a block, in order. `text` returns the text of the block; it is called only the first time.
pub fn errors<'t>(block: &Block, text: impl FnOnce() -> Cow<'t, str>) -> &[SyntaxError] {
    block.errors_or(text, |tree, text| tree.root().map(|root| find_errors(root, text)).unwrap_or_default())
}

/// As [`errors`], from the root of the block's tree. They are searched for each time.
pub fn find_errors(root: Node<'_>, text: &str) -> Vec<SyntaxError> {
    let mut found = ErrorList::new(text);
    for node in ast::children(root) {
        blocks::check(node, &mut found);
    }
    marks::check(root, &mut found);
    found.sorted()
}
