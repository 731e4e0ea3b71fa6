//! Text that older releases cannot read: names in other scripts, and comments in `/* */`.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::unreadable::unsupported_text;
use base::ItemId;
use syntax::Kind;

codes! {
    /// Syntax that this release of Prisma does not support.
    ///
    /// Names may have letters of every script since Prisma 6.0, and `/* */` comments came with 6.1.
    SYNTAX_UNSUPPORTED = "syntax-unsupported";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId) {
    let release = cx.release();
    for (kind, span, text) in unsupported_text(cx.schema, id) {
        let message = match kind {
            Kind::BlockComment => format!("Prisma {release} does not support `/* */` comments. Write `//`."),
            _ => format!("Prisma {release} supports only ASCII letters in names. Rename `{text}`."),
        };
        cx.error(&SYNTAX_UNSUPPORTED, id, span, message);
    }
}
