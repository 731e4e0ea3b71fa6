//! Audit fields and keys: cases beside the documented examples.

mod keys;
mod settings;
mod stamps;

use expect_test::Expect;

use super::drawn::found;

pub(super) fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// The lines that a fix changes.
pub(super) fn fixed(code: &str, text: &str, title: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).after_fix(title));
}
