//! Blocks, and lines that cannot stand in them.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::readable::{head, is_block, swallowed};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::schema::item::Item;
use model::schema::{DependencyKey, Schema, edit, note};

codes! {
    /// A `@@` attribute outside of a block.
    ///
    /// It belongs between the braces of the model, view or enum that it describes. Move it there; if it is there
    /// already, a brace above it is superfluous.
    #[removes(Line)]
    ATTRIBUTE_OUTSIDE_BLOCK = "attribute-outside-block";

    /// An attribute in a datasource or generator.
    ///
    /// These blocks contain only `key = value` lines. Remove the attribute.
    #[removes(Text)]
    ATTRIBUTE_OUTSIDE_MODEL = "attribute-outside-model";

    /// Both braces of a block on one line.
    ///
    /// Every member of a block and the closing brace must be on separate lines. Move `}` to the next line.
    BRACE_ON_SAME_LINE = "brace-on-same-line";

    /// An enum value with `=`.
    ///
    /// An enum value is only a name. To map it to another database name, add `@map("…")`.
    ENUM_VALUE_ASSIGNED = "enum-value-assigned";

    /// A block without braces.
    ///
    /// A block opens with `{` after its name, on the same line, and closes with `}` on a separate line.
    MISSING_BODY = "missing-body";

    /// An unclosed block.
    ///
    /// Prisma reads on to the next `}`, so that the following text becomes part of this block. Add `}` after its last
    /// member.
    MISSING_BRACE = "missing-brace";

    /// A line of a datasource or generator without `=`.
    ///
    /// Such lines have the form `key = value`.
    #[removes(Line)]
    MISSING_EQUALS = "missing-equals";

    /// Unexpected text between the name of a block and its `{`.
    ///
    /// The head of a block consists of its keyword, its name and the brace. Remove the rest.
    #[removes(Text)]
    UNEXPECTED_IN_HEAD = "unexpected-in-head";

    /// An invalid line.
    ///
    /// Between blocks only comments are allowed; in a model fields and `@@` attributes, in an enum names, in a
    /// datasource or generator `key = value`.
    #[removes(Line)]
    UNEXPECTED_LINE = "unexpected-line";

    /// An unknown block.
    ///
    /// The blocks are `model`, `view`, `type`, `enum`, `datasource` and `generator`.
    UNKNOWN_BLOCK = "unknown-block";

    /// A block without a name.
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
        return vec![Fix::safe("Move `{` to this line", replaced(gap + 1, " {"))];
    }
    let first = code.split(['\n', '\r']).next().unwrap_or("").trim_end();
    // Members are indented, or two words that open no block.
    let is_member = !first.is_empty() && !first.ends_with('{') && !first.starts_with("//");
    let ends = |end: char| rest.get(..gap).unwrap_or("").matches(end).count();
    if is_member && ends('\n').max(ends('\r')) < 2 {
        return vec![Fix::choice("Add `{`", replaced(0, " {"))];
    }
    vec![Fix::choice("Add both braces", replaced(0, &format!(" {{{newline}}}")))]
}

/// Reports the head of a block that stands inside the block, which has no closing brace.
pub(super) fn swallowed_head(cx: &mut ValidityContext<'_>, above: ItemId, outer: &Item) {
    let schema = cx.schema;
    if outer.close_brace.is_some() || !is_block(outer) {
        return;
    }
    note(DependencyKey::whole);
    let Some((id, item)) = swallowed(schema, above) else { return };
    let message = format!(
        "`{}` is not closed, so `{}` is inside of it. Add `}}` on a line above.",
        outer.name(),
        item.name()
    );
    cx.error(&MISSING_BRACE, id, head(item), message)
        .related(Place::new(above, outer.head()), "The unclosed block begins here.")
        .fix(|| {
            let block = schema.text(id);
            let newline = edit::line_ending(&block);
            let place = Place::new(id, Span::at(0));
            [Fix::choice(
                format!("Close `{}` above", outer.name()),
                vec![edit::replace(schema, place, format!("}}{newline}{newline}"))],
            )]
        });
}
