//! What Prisma itself refuses or warns of, by topic and per Prisma version.

use crate::schema::{Finding, Schema};

/// What Prisma itself would say of the schema. `wants_fixes` says whether fixes are made out as well.
pub fn check(_schema: &Schema, _wants_fixes: bool) -> Vec<Finding> {
    Vec::new()
}
