//! `model-name-pascal-case`

use crate::rules::Context;
use crate::rules::case::Case;
use crate::rules::naming::model_name_singular;
use crate::rules::naming::preferred_case::{MODEL_RULE, model_in_wrong_case};
use crate::rules::naming::shared::{ALLOW_LIST, FOLLOW_MAJORITY, TRIM_PREFIX, renaming};
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
    /// A schema in which at least 80% of the models are in another case, as after `prisma db pull`, keeps to that case,
    /// unless `followMajority` is off. Tables that a library names are exempt.
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
        code: MODEL_RULE,
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[ALLOW_LIST, TRIM_PREFIX, FOLLOW_MAJORITY],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some((prefix, rest)) = model_in_wrong_case(cx, id, item) else { return };
    let name = item.name();
    // The new name settles what the rule about plurals has against this one.
    let one = model_name_singular::wanted(cx, id, item).filter(|_| prefix.is_empty());
    let new = format!("{prefix}{}", Case::Pascal.write(one.as_deref().unwrap_or(rest), &[]));
    let keyword = item.keyword.as_ref().map_or("model", |keyword| keyword.as_str());
    let message = format!("The {keyword} `{name}` is not in PascalCase. Rename it to `{new}`.");
    let finding = cx.finding(id, item.head(), message);
    found.push(cx.fix(finding, || renaming(cx, &Definition::Item(id), &new)));
}
