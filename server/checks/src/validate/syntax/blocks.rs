//! Blocks, and lines that cannot stand in them.

use crate::validate::code::codes;
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::schema::{Schema, edit};

codes! {
    /// A `@@` attribute stands outside of any block.
    ///
    /// It belongs between the braces of the model, view or enum that it describes. Move it there; if it stands there
    /// already, a brace above it is one too many.
    #[removes(Line)]
    ATTRIBUTE_OUTSIDE_BLOCK = "attribute-outside-block";

    /// A datasource or generator has an attribute.
    ///
    /// These blocks consist of lines of the form `key = value` only. Take the attribute away.
    #[removes(Text)]
    ATTRIBUTE_OUTSIDE_MODEL = "attribute-outside-model";

    /// Both braces of a block stand on one line.
    ///
    /// Every member of a block has a line of its own, and so has the closing brace. Put `}` on the next line.
    BRACE_ON_SAME_LINE = "brace-on-same-line";

    /// An enum value is given another value with `=`.
    ///
    /// An enum value is a bare name. What it is called in the database is said with `@map("…")` behind it.
    ENUM_VALUE_ASSIGNED = "enum-value-assigned";

    /// A block has no braces.
    ///
    /// A block opens with `{` behind its name, on the same line, and is closed by `}` on a line of its own.
    MISSING_BODY = "missing-body";

    /// A block is not closed.
    ///
    /// Prisma reads on to the next `}`, so that what follows is taken for a part of this block. Write `}` behind its
    /// last member.
    MISSING_BRACE = "missing-brace";

    /// A line of a datasource or generator has no `=`.
    ///
    /// Such lines have the form `key = value`.
    #[removes(Line)]
    MISSING_EQUALS = "missing-equals";

    /// Something stands between the name of a block and its `{`.
    ///
    /// The head of a block is its keyword, its name and the brace. Take the rest away.
    #[removes(Text)]
    UNEXPECTED_IN_HEAD = "unexpected-in-head";

    /// A line is nothing that can stand here.
    ///
    /// Between the blocks only blocks and comments can stand; in a model fields and `@@` attributes, in an enum names,
    /// in a datasource or generator `key = value`.
    #[removes(Line)]
    UNEXPECTED_LINE = "unexpected-line";

    /// A block opens with a word that Prisma does not know.
    ///
    /// The kinds of block are `model`, `view`, `type`, `enum`, `datasource` and `generator`.
    UNKNOWN_BLOCK = "unknown-block";

    /// A block has no name.
    ///
    /// Write one between the keyword and the `{`.
    UNNAMED_BLOCK = "unnamed-block";
}

/// Opens the block whose head this is: with the brace that stands on the next line, where its members follow, and with
/// both braces where nothing does.
pub(super) fn missing_body(schema: &Schema, id: ItemId, head: Span) -> Vec<Fix> {
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
