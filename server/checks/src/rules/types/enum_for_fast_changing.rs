//! `enum-for-fast-changing`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::schema::item::Item;

rule! {
    /// An enum with so many values that more are to be expected.
    ///
    /// Each new value is a migration and a new version of the program, and a value can hardly be taken out again. A
    /// list that people add to does better as a model of its own to which others refer.
    ///
    /// ```prisma flagged {"maxValues": 2}
    /// enum Category {
    ///   BOOKS
    ///   MUSIC
    ///   TOYS
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// enum Role {
    ///   ADMIN
    ///   USER
    /// }
    /// ```
    pub static RULE = Rule {
        code: "enum-for-fast-changing",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "maxValues",
            kind: OptionKind::Number(12),
            docs: "How many values an enum may have.",
        }],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(count) = item.enumeration().map(|value| value.values.len()) else { return };
    if count <= cx.options.number("maxValues") as usize {
        return;
    }
    let message = format!(
        "`{}` has {count} values, and each further one is a migration. Make it a model if people add to it.",
        item.name()
    );
    found.push(cx.finding(id, item.head(), message));
}
