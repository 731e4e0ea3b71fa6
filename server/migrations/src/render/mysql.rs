//! MySQL and MariaDB.

use crate::step::Step;

pub(super) fn statements(_: &Step) -> Vec<String> {
    Vec::new()
}
