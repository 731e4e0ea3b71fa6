//! What mends a fault in the text: what the text alone says, and what the rest of the schema makes likely.

use crate::validate::syntax::{bodies, missing_values, types};
use base::{Fix, ItemId, Place};
use model::schema::{Schema, edit};
use syntax::SyntaxError;

pub(super) fn of(schema: &Schema, id: ItemId, fault: &SyntaxError) -> Vec<Fix> {
    let own = fault.fixes.iter().map(|fix| {
        let change = edit::replace(schema, Place::new(id, fix.span), fix.text.as_str());
        match fix.is_sure {
            true => Fix::safe(fix.title.as_str(), vec![change]),
            false => Fix::choice(fix.title.as_str(), vec![change]),
        }
    });
    let likely = match fault.code {
        "missing-body" => bodies::missing(schema, id, fault.span),
        "missing-type" => types::missing(schema, id, fault.span),
        "several-modifiers" => types::one_modifier(schema, id, fault.span),
        "dotted-type" => types::last_name(schema, id, fault.span),
        "type-alias" => types::without_alias(schema, id, fault.span),
        "missing-value" => missing_values::fixes(schema, id, fault.span),
        _ => Vec::new(),
    };
    own.chain(likely).collect()
}
