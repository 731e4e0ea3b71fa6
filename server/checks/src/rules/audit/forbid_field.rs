//! `forbid-field`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::schema::item::Item;

rule! {
    /// A field with a forbidden name.
    ///
    /// The prisma-lint rule of the same name takes the same option. Regular expressions here have no look-around.
    ///
    /// ```prisma flagged {"forbid": ["uuid", "/^legacy/"]}
    /// model Order {
    ///   id        Int @id
    ///   legacyRef String
    /// }
    /// ```
    ///
    /// ```prisma clean {"forbid": ["uuid", "/^legacy/"]}
    /// model Order {
    ///   id  Int @id
    ///   ref String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "forbid-field",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "forbid",
            kind: OptionKind::Patterns(&[]),
            docs: "Forbidden field names.",
        }],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let forbidden = cx.options.patterns("forbid");
    let fields = item.model().filter(|model| !model.is_ignored()).map_or(&[][..], |model| &model.fields);
    for field in fields.iter().filter(|field| forbidden.matches(&field.name.text)) {
        let message = format!(
            "The field name `{}` in `{}` is forbidden by the configuration. Rename the field.",
            field.name.text,
            item.name()
        );
        found.push(cx.finding(id, field.name.span, message));
    }
}
