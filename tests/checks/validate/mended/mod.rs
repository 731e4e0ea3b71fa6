//! What can be done about what Prisma refuses: the code of each finding, its fixes, and the lines that they change.
//!
//! Every fix is tried with either kind of line end, and the text holds characters of several bytes.

mod attributes;
mod blocks;
mod configuration;
mod defaults;
mod names;
mod relations;
mod syntax;
mod types;

use expect_test::Expect;

use super::drawn::mended;

fn check(database: &str, text: &str, expected: Expect) {
    expected.assert_eq(&mended(database, text));
}
