//! Values in braces, which older releases cannot read.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::unreadable::{has_objects, objects};
use base::ItemId;
use model::schema::item::Item;

codes! {
    /// An object where none is allowed.
    ///
    /// Only the predicate of a partial index is an object in braces. Write a value of the expected kind.
    #[removes(Argument(&[]))]
    OBJECT_VALUE = "object-value";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let release = cx.release();
    if has_objects(release) {
        return;
    }
    for (object, _) in objects(item) {
        let message = format!(
            "Prisma {release} does not support `{{ … }}` as a value. Write the predicate in a migration, in SQL."
        );
        cx.error(&OBJECT_VALUE, id, object, message);
    }
}
