//! `policy-without-roles`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use base::{Finding, ItemId, Level};
use model::schema::item::{Expr, Item};

rule! {
    /// A policy that does not say for which roles it is.
    ///
    /// Without `roles` it is for `PUBLIC`: also for roles that are created later, and for the role of requests without a login,
    /// where a gateway has one. Policies add up, so one that is too wide widens what all others allow. Name the roles.
    ///
    /// ```prisma flagged
    /// // use prisma-8
    ///
    /// model Note {
    ///   id      Int    @id
    ///   ownerId String
    ///   @@rls
    /// }
    ///
    /// policy_select own_notes {
    ///   target = Note
    ///   using  = "\"ownerId\" = current_user"
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// // use prisma-8
    ///
    /// model Note {
    ///   id      Int    @id
    ///   ownerId String
    ///   @@rls
    /// }
    ///
    /// policy_select own_notes {
    ///   target = Note
    ///   roles  = [app_user]
    ///   using  = "\"ownerId\" = current_user"
    /// }
    ///
    /// namespace unbound {
    ///   role app_user {}
    /// }
    /// ```
    pub static RULE = Rule {
        code: "policy-without-roles",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Next,
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(policy) = item.policy().filter(|_| item.name.is_some()) else { return };
    // What is being typed has no target yet.
    let is_empty = match policy.entry("roles") {
        None => policy.value("target").is_some(),
        Some(entry) => entry.value.as_ref().and_then(Expr::as_array).is_some_and(<[Expr]>::is_empty),
    };
    if is_empty {
        let message =
            format!("Policy `{}` names no roles, so it is for every role. Add `roles = […]`.", item.name());
        found.push(cx.finding(id, item.head(), message));
    }
}
