//! Joins edits where much changes.

use base::text::{Span, TextEdit};

/// The number of edits from which they are joined.
const MANY: usize = 256;

/// The maximum number of unchanged bytes between two joined edits.
const NEAR: u32 = 160;

/// Joins nearby edits in one block, if there are very many: for a file that was never formatted, sending and applying
/// edits costs more than finding them. Few edits stay separate, so that an editor keeps the cursor and folds where
/// nothing changes.
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
