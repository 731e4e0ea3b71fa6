//! Names: how they are spelled, which are taken, and which are declared twice.

mod duplicates;
mod spelling;

use crate::validate::Context;

pub(super) use spelling::{check as spelling, unreadable};

pub(super) fn check(cx: &mut Context<'_>) {
    duplicates::check(cx);
}
