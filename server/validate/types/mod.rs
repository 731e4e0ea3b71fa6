//! The types of fields: whether they exist, and whether the database has them.

mod blocks;
mod fields;
mod native;
mod recursion;
mod unsupported;

use crate::validate::Context;

pub(super) fn check(cx: &mut Context<'_>) {
    blocks::check(cx);
    fields::check(cx);
    native::check(cx);
    unsupported::check(cx);
    recursion::check(cx);
}
