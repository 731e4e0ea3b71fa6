//! Text that is no schema language.

use rayon::prelude::*;

use crate::schema::{Fix, Place, edit};
use crate::syntax;
use crate::validate::{Context, readable};

pub(super) fn check(cx: &mut Context<'_>) {
    let schema = cx.schema;
    for file in schema.files() {
        let source = file.content.source();
        // Each block is looked at once only, but a file that was just opened has many.
        source.blocks().par_iter().enumerate().for_each(|(index, block)| {
            syntax::errors(block, || source.block_text(index));
        });
        let ids = (file.first.0..).map(crate::schema::ItemId);
        for ((index, block), id) in source.blocks().iter().enumerate().zip(ids) {
            for fault in syntax::errors(block, || source.block_text(index)) {
                if fault.code == "missing-brace" && readable::goes_on(schema, id) {
                    continue;
                }
                cx.error(fault.code, id, fault.span, fault.message.as_str()).fix(|| {
                    fault.fix.as_ref().map(|fix| {
                        let edit = edit::replace(schema, Place::new(id, fix.span), fix.text.as_str());
                        // Where a lost brace belongs only its writer knows.
                        match fault.code {
                            "missing-brace" => Fix::choice(fix.title.as_str(), vec![edit]),
                            _ => Fix::safe(fix.title.as_str(), vec![edit]),
                        }
                    })
                });
            }
        }
    }
    readable::heads(cx);
}

/// Reports the lines of a block that another block above it has taken in, and has no place for.
pub(super) fn taken_in(cx: &mut Context<'_>) {
    let schema = cx.schema;
    for file in schema.files() {
        let source = file.content.source();
        let ids = (file.first.0..).map(crate::schema::ItemId);
        for ((index, block), id) in source.blocks().iter().enumerate().zip(ids) {
            let faults = syntax::errors(block, || source.block_text(index)).iter();
            for fault in faults.filter(|fault| fault.lost_line.is_some()) {
                cx.error(fault.code, id, fault.span, fault.message.as_str());
            }
        }
    }
}
