//! Fewer edits where very much changes.

use base::text::{Span, TextEdit};

/// From so many edits on they are joined.
const MANY: usize = 256;

/// How many bytes may stay as they are between two edits that become one.
const NEAR: u32 = 160;

/// Joins edits that lie near each other in one block, if there are very many: what a file costs that was never formatted
/// before is to send and to make the edits, not to find them. Few edits stay as they are, so that an editor keeps the cursor
/// and the folds wherever nothing changes.
pub fn join(text: &str, edits: Vec<TextEdit>) -> Vec<TextEdit> {
    if edits.len() < MANY {
        return edits;
    }
    let mut joined: Vec<TextEdit> = Vec::new();
    for edit in edits {
        let Some(last) = joined.last_mut() else {
            joined.push(edit);
            continue;
        };
        let between = Span::new(last.span.end, edit.span.start);
        let ends_block = between.of(text).contains("}\n") || between.of(text).contains("}\r");
        if between.len() > NEAR || ends_block {
            joined.push(edit);
            continue;
        }
        last.text.push_str(between.of(text));
        last.text.push_str(&edit.text);
        last.span.end = edit.span.end;
    }
    joined
}
