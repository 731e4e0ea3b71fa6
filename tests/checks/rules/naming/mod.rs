//! Names: cases beside the documented examples.

mod database;
mod fields;
mod majority;
mod models;
mod number;

use expect_test::Expect;
use serde_json::Value;

use super::drawn::{found, found_with};

/// What the rule finds.
pub(super) fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// What the rule finds under these options.
pub(super) fn check_with(code: &str, options: Value, text: &str, expected: Expect) {
    expected.assert_eq(&found_with(code, text, options).all());
}

/// What the first fix of the first finding changes.
pub(super) fn check_fix(code: &str, text: &str, expected: Expect) {
    let drawn = found(code, text);
    let title = drawn.found[0].fixes[0].title.clone();
    expected.assert_eq(&drawn.after_fix(&title));
}
