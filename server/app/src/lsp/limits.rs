//! How long the lists are at most that a client is sent.
//!
//! An editor reads an answer on the thread that draws, and few lists are of use at this length. Where one is cut, the log of the
//! client says so. An edit is never cut: it is refused, or made of fewer, longer pieces. Diagnostics have a setting of their own,
//! completions say themselves that they are incomplete.

/// Places in one answer: references, highlights, and what a lens leads to.
pub(super) const PLACES: usize = 10_000;
/// Members of one block in an outline.
pub(super) const MEMBERS: usize = 10_000;
/// Symbols in an outline.
pub(super) const SYMBOLS: usize = 250_000;
/// Semantic tokens.
pub(super) const TOKENS: usize = 500_000;
/// Places where text can be folded.
pub(super) const FOLDS: usize = 50_000;
/// Inlay hints.
pub(super) const HINTS: usize = 10_000;
/// Code lenses.
pub(super) const LENSES: usize = 50_000;
/// Links in a document.
pub(super) const LINKS: usize = 10_000;
/// Blocks that point at one, and those that one points at.
pub(super) const CALLS: usize = 10_000;
/// Steps from a place to the whole document. Each nests in the one before, and readers of JSON take a depth of 128 and not more.
pub(super) const SELECTION_STEPS: usize = 100;
/// Positions of one `textDocument/selectionRange`. For further ones the range is empty.
pub(super) const SELECTIONS: usize = 1_000;
/// Edits of a rename. A longer one is refused.
pub(super) const RENAMES: usize = 100_000;
/// Edits of a document that is formatted. More become one edit.
pub(super) const FORMAT_EDITS: usize = 10_000;
/// The length of a hover, in bytes.
pub(super) const HOVER: usize = 64 * 1024;

/// Diagnostics of all files together. Open documents have theirs in any case: the setting limits these.
pub(super) const DIAGNOSTICS: usize = 20_000;
/// The length of a diagram, in bytes. A longer one is refused: half a picture is none.
pub(super) const DIAGRAM: usize = 32 << 20;
/// The length of the preview of a migration, in bytes.
pub(super) const PREVIEW: usize = 4 << 20;
/// The length of syntax trees, in bytes.
pub(super) const TREES: usize = 4 << 20;

/// The first `most` of a list. The log says so if there are more.
pub(super) fn cut<T>(mut list: Vec<T>, most: usize, what: &str) -> Vec<T> {
    if list.len() > most {
        left_out(list.len(), most, what);
        list.truncate(most);
    }
    list
}

/// Says in the log that only the first `most` of so many are sent.
pub(super) fn left_out(count: usize, most: usize, what: &str) {
    tracing::warn!("{count} {what} are too many for one answer: the first {most} are sent");
}

/// The beginning of a text that is too long, up to the end of a line, with a line that says so and begins with `mark`.
pub(super) fn cut_text(mut text: String, most: usize, mark: &str, what: &str) -> String {
    if text.len() <= most {
        return text;
    }
    let length = text.len();
    tracing::warn!("{what} of {length} bytes or more is too long for one answer: the first {most} are sent");
    text.truncate(text.floor_char_boundary(most));
    text.truncate(text.rfind('\n').map_or(0, |line| line + 1));
    text + &format!("{mark}The rest is left out: the limit is {most} bytes.\n")
}

/// The beginning of a text in Markdown that is too long, up to the end of a line.
pub(super) fn cut_markdown(mut text: String, most: usize) -> String {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.truncate(end);
    if let Some(line) = text.rfind('\n') {
        text.truncate(line);
    }
    let mut open: Option<String> = None;
    for line in text.lines().map(str::trim_start) {
        let fence: String = line.chars().take_while(|char| *char == '`').collect();
        open = match open {
            Some(open) if line == open => None,
            None if fence.len() >= 3 => Some(fence),
            open => open,
        };
    }
    if let Some(fence) = open {
        text.push('\n');
        text.push_str(&fence);
    }
    text + "\n\n… The rest of this text is too long to be shown."
}
