//! Blocks without braces.

use base::text::Span;
use base::{Fix, ItemId, Place};
use model::schema::{Schema, edit};

/// Opens the block whose head this is: with the brace that stands on the next line, where its members follow, and with
/// both braces where nothing does.
pub(super) fn missing(schema: &Schema, id: ItemId, head: Span) -> Vec<Fix> {
    let block = schema.text(id);
    let newline = edit::line_ending(&block);
    let own = block.get(head.end as usize..).unwrap_or("");
    let (file, at) = schema.position(id);
    let next = schema.item_in(file, at as usize + 1).filter(|_| own.trim().is_empty());
    let behind = next.map(|next| schema.text(next)).unwrap_or_default();
    let rest = format!("{own}{behind}");
    let code = rest.trim_start();
    let gap = rest.len() - code.len();
    let replaced = |len: usize, text: &str| {
        let end = head.end + u32::try_from(len).unwrap_or(0);
        vec![edit::replace(schema, Place::new(id, Span::new(head.end, end)), text)]
    };
    if code.starts_with('{') {
        return vec![Fix::safe("Put `{` on this line", replaced(gap + 1, " {"))];
    }
    let first = code.split(['\n', '\r']).next().unwrap_or("").trim_end();
    // Members are indented, or two words that open no block.
    let is_member = !first.is_empty() && !first.ends_with('{') && !first.starts_with("//");
    let ends = |end: char| rest.get(..gap).unwrap_or("").matches(end).count();
    if is_member && ends('\n').max(ends('\r')) < 2 {
        return vec![Fix::choice("Write `{`", replaced(0, " {"))];
    }
    vec![Fix::choice("Write both braces", replaced(0, &format!(" {{{newline}}}")))]
}
