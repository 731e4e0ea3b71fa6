//! The formatter: white space only, on syntax alone.
//!
//! The text is read once, from its beginning to its end, into *pieces* that stay as they are and the white space that
//! shall stand between them. Nothing else can come out, so no text is ever lost or moved. What Prisma's own formatter
//! changes beyond white space (it moves attributes, drops legacy marks, adds relations) is not done here.
//!
//! It does not read the trees of [`crate::syntax`], for two reasons. Where a schema is broken, the outcome depends on what
//! exactly Prisma takes for a block, a line or a comment, and that differs from what an editor wants to see in the tree:
//! there a block without its brace still is a block, here its lines are lines of which nothing is known. And a line is read
//! here in a fraction of the time that it takes to walk its nodes, which counts where all of a file is formatted on save.

mod align;
mod block;
mod comments;
mod file;
mod members;
mod options;
mod pieces;
mod reader;
mod scan;
mod values;
mod write;

pub use options::Options;

pub use crate::project::{Align, EndOfLine, Indent};

use crate::text::TextEdit;

/// What is to be changed in a text so that it is formatted: in order, each edit a run of white space for another.
///
/// Formatting what came of it changes nothing more. A broken line stays as it is, the others are formatted.
pub fn format(text: &str, options: &Options) -> Vec<TextEdit> {
    let pieces = file::read(text, options);
    write::edits(text, pieces.all(), options)
}
