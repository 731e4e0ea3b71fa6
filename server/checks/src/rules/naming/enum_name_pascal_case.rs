//! `enum-name-pascal-case`

use crate::rules::case::Case;
use crate::rules::naming::shared::{ALLOW_LIST, FOLLOW_MAJORITY, TRIM_PREFIX, renaming, split_prefix};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, Conventions};
use base::{Finding, ItemId, Level};
use model::schema::item::Item;
use model::schema::references::Definition;

rule! {
    /// An enum whose name is not in PascalCase.
    ///
    /// The name becomes a type in the generated client, and types are in PascalCase. The fix renames the enum in all
    /// files of the schema. If the enum has a name in the database (PostgreSQL, CockroachDB), it adds `@@map` with the
    /// old name, so that the next migration is empty. It does not change code that uses the client.
    ///
    /// Where at least 80% of the models are in another case, as after `prisma db pull`, enums in that case are accepted
    /// too, unless `followMajority` is off.
    ///
    /// ```prisma flagged
    /// enum user_role {
    ///   ADMIN
    ///   MEMBER
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// enum UserRole {
    ///   ADMIN
    ///   MEMBER
    ///
    ///   @@map("user_role")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "enum-name-pascal-case",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[ALLOW_LIST, TRIM_PREFIX, FOLLOW_MAJORITY],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let name = item.name();
    let (prefix, rest) = split_prefix(cx, name);
    // As the models of the schema, such as after `prisma db pull`.
    let follows = || {
        let case = cx.index.conventions(Conventions::models_key).models.case;
        cx.options.flag("followMajority") && case.is_some_and(|case| case.is(rest))
    };
    if item.enumeration().is_none()
        || item.name.is_none()
        || Case::Pascal.is(rest)
        || cx.options.patterns("allowList").matches(name)
        || follows()
    {
        return;
    }
    let new = format!("{prefix}{}", Case::Pascal.write(rest, &[]));
    let message = format!("Enum `{name}` is not in PascalCase. Rename it to `{new}`.");
    let finding = cx.finding(id, item.head(), message);
    found.push(cx.fix(finding, || renaming(cx, &Definition::Item(id), &new)));
}
