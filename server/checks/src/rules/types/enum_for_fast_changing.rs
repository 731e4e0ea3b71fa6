//! `enum-for-fast-changing`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::schema::item::Item;

rule! {
    /// An enum with too many values.
    ///
    /// Every new value needs a migration and a release, and removing one is hard. A list that grows is better modelled
    /// as a table with a foreign key.
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
            docs: "Maximum number of values per enum.",
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
        "`{}` has {count} values, and each new one needs a migration. Use a model if the list grows.",
        item.name()
    );
    found.push(cx.finding(id, item.head(), message));
}
