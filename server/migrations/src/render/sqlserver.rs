//! SQL Server.

use crate::step::Step;

pub(super) const TRANSACTION: (&str, &str) = ("", "");

pub(super) fn statements(_: &Step) -> Vec<String> {
    Vec::new()
}
