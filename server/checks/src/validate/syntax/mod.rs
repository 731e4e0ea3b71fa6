//! Text that is no schema language.

mod bodies;
mod fixes;
mod missing_values;
mod types;

use crate::validate::{Context, readable};
use base::ItemId;
use syntax;

pub(super) fn check(cx: &mut Context<'_>, id: ItemId) {
    let schema = cx.schema;
    let Some(block) = schema.block(id) else { return };
    for fault in syntax::errors(block, || schema.text(id)) {
        if fault.code == "missing-brace" && readable::goes_on(schema, id) {
            continue;
        }
        cx.error(fault.code, id, fault.span, fault.message.as_str()).fix(|| fixes::of(schema, id, fault));
    }
}

/// Reports the lines of a block that another block above it has taken in, and has no place for.
pub(super) fn taken_in(cx: &mut Context<'_>, id: ItemId) {
    // Where nothing is passed over no line is lost, and all other faults are reported already.
    let schema = cx.schema;
    let Some(block) = schema.block(id) else { return };
    let faults = syntax::errors(block, || schema.text(id)).iter();
    for fault in faults.filter(|fault| fault.lost_line.is_some()) {
        cx.follow_up(fault.code, id, fault.span, fault.message.as_str());
    }
}
