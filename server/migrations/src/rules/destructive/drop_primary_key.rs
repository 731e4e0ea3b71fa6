//! Primary keys that are dropped or replaced.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::table::{AlterActionKind, ConstraintKind, DroppedConstraint};
use base::Level;
use checks::frame::Levels;

rule! {
    /// Dropping a primary key takes an ACCESS EXCLUSIVE lock, and adding another one builds its index under that lock.
    ///
    /// Build a unique index concurrently first, then replace the key by it in one statement: `ADD CONSTRAINT … PRIMARY KEY USING
    /// INDEX …`.
    ///
    /// ```sql flagged
    /// ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY ("uuid");
    /// ```
    /// ```sql clean
    /// ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY USING INDEX "User_uuid_key";
    /// ```
    pub static DROP_PRIMARY_KEY = Rule {
        code: "drop-primary-key",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, alter, action) in cx.alterations() {
        let AlterActionKind::DropConstraint { name, kind, .. } = &action.kind else { continue };
        let text = name.as_ref().map_or("", |name| name.text.as_str());
        let known = cx.table_before(&alter.table).and_then(|table| table.primary_key.as_ref());
        let is_named = known.map_or(text.ends_with("_pkey"), |key| key.name.as_deref() == Some(text));
        if *kind != DroppedConstraint::PrimaryKey && (text.is_empty() || !is_named) {
            continue;
        }
        let uses_index = alter.actions.iter().any(|other| {
            matches!(&other.kind, AlterActionKind::AddConstraint(added)
                if matches!(added.kind, ConstraintKind::UsingIndex { .. }))
        });
        if uses_index {
            continue;
        }
        let table = &alter.table.name.text;
        report.add(
            action.span,
            format!(
                "Replacing the primary key of `{table}` builds an index while reads and writes wait. Build a unique \
                 index concurrently, then use `PRIMARY KEY USING INDEX`."
            ),
        );
    }
}
