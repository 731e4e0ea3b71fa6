//! `model-name-pascal-case`

use crate::rules::Context;
use crate::rules::naming::case::Case;
use crate::rules::naming::shared::{ALLOW_LIST, TRIM_PREFIX, is_free, renaming, split_prefix};
use crate::rules::rule::{Check, Levels, rule};
use base::{Finding, ItemId, Level};
use model::schema::item::Item;
use model::schema::references::Definition;

rule! {
    /// A model, view or composite type whose name is not in PascalCase.
    ///
    /// The name becomes a type in the generated client, and types are in PascalCase. The table does not change: the fix
    /// renames the model in all files of the schema and adds `@@map` with the old name, so that the next migration is
    /// empty. It does not change code that uses the client; the TypeScript compiler shows what to change.
    ///
    /// ```prisma flagged
    /// model user_profile {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model UserProfile {
    ///   id Int @id
    ///
    ///   @@map("user_profile")
    /// }
    ///
    /// model OAuth2Token {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean {"trimPrefix": ["db_"], "allowList": ["/^jackson_/"]}
    /// model db_User {
    ///   id Int @id
    /// }
    ///
    /// model jackson_store {
    ///   id Int @id
    /// }
    /// ```
    pub static RULE = Rule {
        code: "model-name-pascal-case",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[ALLOW_LIST, TRIM_PREFIX],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let name = item.name();
    let (prefix, rest) = split_prefix(cx, name);
    if !is_free(item) || Case::Pascal.is(rest) || cx.options.patterns("allowList").matches(name) {
        return;
    }
    let new = format!("{prefix}{}", Case::Pascal.write(rest, &[]));
    let keyword = item.keyword.as_ref().map_or("model", |keyword| keyword.as_str());
    let message = format!("The {keyword} `{name}` is not in PascalCase. Rename it to `{new}`.");
    let finding = cx.finding(id, item.head(), message);
    found.push(cx.fix(finding, || renaming(cx, &Definition::Item(id), &new)));
}
