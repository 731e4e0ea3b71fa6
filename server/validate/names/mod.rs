//! Names: how they are spelled, which are taken, and which are declared twice.

mod duplicates;
mod spelling;

use crate::validate::Context;

pub(super) use spelling::unreadable;

/// How names are spelled, and which are taken.
pub(super) fn spelling(cx: &mut Context<'_>) {
    spelling::check(cx);
}

pub(super) fn check(cx: &mut Context<'_>) {
    duplicates::check(cx);
}
