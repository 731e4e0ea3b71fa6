//! Rules for row-level security, which the Prisma 8 dialect declares.

mod policies;
mod policy_without_roles;
mod rls_without_policy;
mod tenant_without_rls;

use crate::rules::Rule;

/// The rules of this topic, in the order of the rule list.
pub const RULES: &[&Rule] =
    &[&policy_without_roles::RULE, &rls_without_policy::RULE, &tenant_without_rls::RULE];
