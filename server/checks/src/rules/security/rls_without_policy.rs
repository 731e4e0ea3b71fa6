//! `rls-without-policy`

use crate::rules::Context;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::security::policies::{has_rls, is_policy_for, models};
use base::{Finding, Level};

rule! {
    /// A model with row-level security and without a policy.
    ///
    /// With `@@rls`, the database shows and changes only rows that a policy allows. Without any policy these are none: queries
    /// return nothing, and no error says why. Only the owner of the table, superusers and roles with `BYPASSRLS` still see
    /// its rows.
    ///
    /// ```prisma flagged
    /// // use prisma-8
    ///
    /// model Note {
    ///   id Int @id
    ///   @@rls
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// // use prisma-8
    ///
    /// model Note {
    ///   id     Int     @id
    ///   public Boolean
    ///   @@rls
    /// }
    ///
    /// policy_select public_notes {
    ///   target = Note
    ///   roles  = [reader]
    ///   using  = "public"
    /// }
    ///
    /// namespace unbound {
    ///   role reader {}
    /// }
    /// ```
    pub static RULE = Rule {
        code: "rls-without-policy",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Next,
        options: &[],
        check: Check::Schema(check),
    };
}

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for model in models(cx).filter(|model| has_rls(model.model)) {
        if cx.schema.items().any(|(_, item)| is_policy_for(item, model)) {
            continue;
        }
        let Some(rls) = model.model.attribute("rls") else { continue };
        let message = format!(
            "`{}` has row-level security and no policy, so no row is visible. Add a policy.",
            model.item.name()
        );
        found.push(cx.finding(model.id, rls.span, message));
    }
}
