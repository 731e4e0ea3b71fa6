//! Line differences between two texts.

use similar::{DiffOp, TextDiff};

use crate::text::{Span, TextEdit};

/// The edits that turn `old` into `new`, in order, each of whole lines. Editors keep the cursor, folds and marks
/// outside of them.
pub fn difference(old: &str, new: &str) -> Vec<TextEdit> {
    let diff = TextDiff::from_lines(old, new);
    let (old_starts, new_starts) = (starts(diff.iter_old_slices()), starts(diff.iter_new_slices()));
    let span = |starts: &[usize], at: usize, len: usize| {
        let offset = |line: usize| starts.get(line).or(starts.last()).copied().unwrap_or(0);
        Span::from(offset(at)..offset(at + len))
    };
    let edit = |op: &DiffOp| {
        let (was, is) = (op.old_range(), op.new_range());
        let text = span(&new_starts, is.start, is.len()).of(new);
        TextEdit::replace(span(&old_starts, was.start, was.len()), text)
    };
    diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(edit).collect()
}

/// The start of each line, and the end of the last one.
fn starts<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<usize> {
    let mut starts = vec![0];
    let mut end = 0;
    for line in lines {
        end += line.len();
        starts.push(end);
    }
    starts
}
