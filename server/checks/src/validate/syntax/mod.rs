//! Text that is not in the schema language.
//!
//! The syntax crate finds these errors; here they get their documentation, and the fixes that need the schema.

mod blocks;
mod objects;
mod releases;
mod types;
mod values;

use crate::validate::code::Code;
use crate::validate::unreadable::text_errors;
use crate::validate::{ValidityContext, readable};
use base::{Fix, ItemId, Place};
use model::schema::item::Item;
use model::schema::{Schema, edit};
use syntax::SyntaxError;

/// The codes of these files.
pub(super) const CODES: &[&[&Code]] =
    &[blocks::CODES, types::CODES, values::CODES, objects::CODES, releases::CODES];

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    blocks::swallowed_head(cx, id, item);
    objects::check(cx, id, item);
    releases::check(cx, id);
    let schema = cx.schema;
    for fault in text_errors(schema, id) {
        if fault.code == blocks::MISSING_BRACE.metadata.code && readable::goes_on(schema, id) {
            continue;
        }
        if let Some(code) = code_of(fault) {
            cx.error(code, id, fault.span, fault.message.as_str()).fix(|| fixes(schema, id, fault));
        }
    }
}

/// Reports the lines of a block that another block above it has taken in, and has no place for.
pub(super) fn taken_in(cx: &mut ValidityContext<'_>, id: ItemId) {
    // Where nothing is passed over no line is lost, and all other faults are reported already.
    let schema = cx.schema;
    for fault in text_errors(schema, id).filter(|fault| fault.lost_line.is_some()) {
        if let Some(code) = code_of(fault) {
            cx.follow_up(code, id, fault.span, fault.message.as_str());
        }
    }
}

/// The declared code of an error in the text.
fn code_of(fault: &SyntaxError) -> Option<&'static Code> {
    CODES.iter().copied().flatten().copied().find(|code| code.metadata.code == fault.code)
}

/// The fixes of an error in the text: those that the text alone suggests, then those that the rest of the schema does.
fn fixes(schema: &Schema, id: ItemId, fault: &SyntaxError) -> Vec<Fix> {
    let own = fault.fixes.iter().map(|fix| {
        let change = edit::replace(schema, Place::new(id, fix.span), fix.text.as_str());
        match fix.is_sure {
            true => Fix::safe(fix.title.as_str(), vec![change]),
            false => Fix::choice(fix.title.as_str(), vec![change]),
        }
    });
    let likely = match fault.code {
        "missing-body" => blocks::missing_body(schema, id, fault.span),
        "missing-type" => types::missing_type(schema, id, fault.span),
        "several-modifiers" => types::one_modifier(schema, id, fault.span),
        "dotted-type" => types::last_name(schema, id, fault.span),
        "type-alias" => types::without_alias(schema, id, fault.span),
        "missing-value" => values::fixes(schema, id, fault.span),
        _ => Vec::new(),
    };
    own.chain(likely).collect()
}
