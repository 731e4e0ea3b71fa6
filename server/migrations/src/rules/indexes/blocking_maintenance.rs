//! Maintenance that blocks the table.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{MaintenanceKind, StatementKind};
use base::Level;
use checks::frame::Levels;

rule! {
    /// `REINDEX`, `CLUSTER`, `VACUUM FULL` and `REFRESH MATERIALIZED VIEW` block reads or writes for as long as they work.
    ///
    /// Use the concurrent form, outside of migrations.
    ///
    /// ```sql flagged
    /// REINDEX TABLE "User";
    /// ```
    /// ```sql clean
    /// REFRESH MATERIALIZED VIEW CONCURRENTLY "stats";
    /// ```
    pub static BLOCKING_MAINTENANCE = Rule {
        code: "blocking-maintenance",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::postgres(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for (_, statement) in cx.statements() {
        let StatementKind::Maintenance(work) = &statement.kind else { continue };
        let name = match work.kind {
            MaintenanceKind::Reindex if !work.concurrently => "REINDEX",
            MaintenanceKind::RefreshView if !work.concurrently => "REFRESH MATERIALIZED VIEW",
            MaintenanceKind::VacuumFull => "VACUUM FULL",
            MaintenanceKind::Cluster => "CLUSTER",
            _ => continue,
        };
        report.add(
            statement.span,
            format!(
                "`{name}` blocks the table while it works. Use the concurrent form, outside of migrations."
            ),
        );
    }
}
