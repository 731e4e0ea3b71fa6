//! Names of migrations that do not begin with a timestamp.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use base::Level;
use checks::frame::Levels;

rule! {
    /// The name of a migration does not begin with a timestamp such as `20240131120000_`. Prisma applies migrations in the order of their
    /// names, so this one may run before others that were there first.
    ///
    /// Names that begin with zeros only, such as `0_init`, are the convention for a baseline of an existing database.
    ///
    /// ```sql flagged {"name": "add_age"}
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql flagged {"name": "20241301000000_add_age"}
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    /// ```sql clean {"name": "20240131120000_add_age"}
    /// ALTER TABLE "User" ADD COLUMN "age" INTEGER;
    /// ```
    pub static MIGRATION_NAME = Rule {
        code: "migration-name",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let digits = cx.name.split(|char: char| !char.is_ascii_digit()).next().unwrap_or_default();
    let is_baseline = !digits.is_empty() && digits.bytes().all(|digit| digit == b'0');
    if !is_baseline && !is_timestamp(digits) {
        report.add(
            cx.head(),
            format!(
                "`{}` does not begin with a timestamp, which decides when it runs. Rename the folder.",
                cx.name
            ),
        );
    }
}

/// Whether these digits are a year, month, day and time. A time past the minute or hour, made by counting up from another
/// one, is in order as well.
fn is_timestamp(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let is_in =
        |from, to, least: u32, most: u32| part(from, to).is_some_and(|it| (least..=most).contains(&it));
    digits.len() == 14
        && is_in(0, 4, 2000, 2999)
        && is_in(4, 6, 1, 12)
        && is_in(6, 8, 1, 31)
        && is_in(8, 10, 0, 23)
        && is_in(10, 14, 0, 9999)
}
