//! Edits that add a key to the argument of a call.

use base::text::{Span, TextEdit};
use model::schema::edit::{indent_of, line_ending};

use crate::code::{Call, Object};
use crate::rules::context::Context;

/// The edits that add a key with its value, such as `take: 100`, to the argument of a call. `None` where no fixes are wanted, and
/// where the argument is not written in the call.
pub(super) fn add_to_call(cx: &Context<'_>, call: &Call, text: &str) -> Option<Vec<TextEdit>> {
    match &call.argument {
        Some(argument) => {
            let object = argument.value.as_object()?;
            call.span.encloses(argument.span).then(|| add_key(cx, argument.span, object, text))?
        }
        None => {
            let written = cx.text_at(call.span)?;
            let open = written.strip_suffix(')')?.trim_end();
            let end = call.span.end.checked_sub(1)?;
            open.ends_with('(').then(|| vec![TextEdit::insert(end, format!("{{ {text} }}"))])
        }
    }
}

/// The edits that add a key with its value to an object that is written at `span`: behind the last key, on a line of its own
/// where the others have one.
pub(super) fn add_key(cx: &Context<'_>, span: Span, object: &Object, text: &str) -> Option<Vec<TextEdit>> {
    let written = cx.text_at(span)?;
    let inside = written.strip_prefix('{')?.strip_suffix('}')?;
    if object.entries.is_empty() {
        return inside.trim().is_empty().then(|| vec![TextEdit::replace(span, format!("{{ {text} }}"))]);
    }
    let source = cx.text?;
    let first = inside.len() - inside.trim_start().len();
    let on_own_line = inside.get(..first)?.contains('\n');
    let start = span.start as usize + 1;
    let separator = match on_own_line {
        true => {
            let at = u32::try_from(start + first).ok()?;
            format!("{}{}", line_ending(source), indent_of(source, at))
        }
        false => " ".to_owned(),
    };
    let content = inside.trim_end();
    // Text after a comment at the end of a line would be part of it.
    let last_line = content.rsplit('\n').next().unwrap_or(content);
    if last_line.contains("//") || content.ends_with("*/") {
        let at = u32::try_from(start).ok()?;
        return Some(vec![TextEdit::insert(at, format!("{separator}{text},"))]);
    }
    let end = u32::try_from(start + content.len()).ok()?;
    let new = match (content.ends_with(','), on_own_line) {
        (true, true) => format!("{separator}{text},"),
        (true, false) => format!("{separator}{text}"),
        (false, _) => format!(",{separator}{text}"),
    };
    Some(vec![TextEdit::insert(end, new)])
}
