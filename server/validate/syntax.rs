//! Text that is no schema language.

use crate::schema::{Fix, Place, edit};
use crate::syntax;
use crate::validate::Context;

pub(super) fn check(cx: &mut Context<'_>) {
    let schema = cx.schema;
    for file in schema.files() {
        let source = file.content.source();
        let ids = (file.first.0..).map(crate::schema::ItemId);
        for ((index, block), id) in source.blocks().iter().enumerate().zip(ids) {
            for fault in syntax::errors(block, &source.block_text(index)) {
                cx.mark_broken(id);
                cx.error(fault.code, id, fault.span, fault.message).fix(|| {
                    fault.fix.map(|fix| {
                        Fix::safe(fix.title, vec![edit::replace(schema, Place::new(id, fix.span), fix.text)])
                    })
                });
            }
        }
    }
}
