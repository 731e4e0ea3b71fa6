//! After a failed deployment: in which state the history is, and the commands that mend it.

use std::fmt::Write as _;

use crate::cli::migrate::inspection::Inspection;
use crate::cli::migrate::run::package_manager::PrismaCommand;
use crate::cli::migrate::run::recorded::Recorded;

/// The migration that failed, by the output of `prisma migrate deploy`.
pub(super) fn failed_migration(output: &str, inspection: &Inspection) -> Option<String> {
    let is_known = |name: &&str| inspection.loaded.history.migrations.iter().any(|it| it.name == *name);
    output.lines().find_map(|line| {
        let line = line.trim();
        let named = line.strip_prefix("Migration name:").map(str::trim);
        let failed = || line.contains("failed").then(|| line.split('`').nth(1)).flatten();
        named.or_else(failed).filter(is_known).map(str::to_owned)
    })
}

/// What to say and to type after a failure.
pub(super) fn advice(
    inspection: &Inspection,
    prisma: &PrismaCommand,
    failed: Option<&str>,
    recorded: Option<&Recorded>,
) -> String {
    let mut text = String::from("\nprisma migrate deploy failed.\n");
    if let Some(recorded) = recorded {
        let names: Vec<&str> =
            inspection.loaded.history.migrations.iter().map(|it| it.name.as_str()).collect();
        let left = names.iter().filter(|name| !recorded.applied.contains_key(**name)).count();
        let _ = writeln!(text, "The database has {} of {} migrations.", names.len() - left, names.len());
    }
    let recorded_failure = recorded.and_then(|recorded| recorded.failed.first().map(String::as_str));
    let Some(name) = failed.or(recorded_failure) else {
        let state = match recorded {
            Some(_) => "No migration is recorded as failed: correct what the message says, and run it again.",
            None => {
                "It is not known whether a migration has failed. The message above says why; this lists the state:"
            }
        };
        let _ = writeln!(text, "{state}");
        if recorded.is_none() {
            let _ = writeln!(text, "  {}", prisma.shown(&["migrate", "status"]));
        }
        return text;
    };
    let _ =
        writeln!(text, "`{name}` failed. Later migrations were not applied, and Prisma refuses to go on.");
    let back = prisma.shown(&["migrate", "resolve", "--rolled-back", name]);
    let applied = prisma.shown(&["migrate", "resolve", "--applied", name]);
    let deploy = prisma.shown(&["migrate", "deploy"]);
    match inspection.is_atomic(name) {
        Some(true) => {
            let _ = write!(
                text,
                "Nothing of it stays: the database rolled it back as a whole. Correct its `migration.sql`, then:\n  \
                 {back}\n  {deploy}\n"
            );
        }
        Some(false) => {
            let down = inspection
                .loaded
                .history
                .migrations
                .iter()
                .any(|it| it.name == name && it.rollback.is_some());
            let how = if down { "with its `down.sql`" } else { "by hand" };
            let _ = write!(
                text,
                "Its statements before the failing one stay: it is not one transaction. Either undo them ({how}), correct \
                 its `migration.sql`, then:\n  {back}\n  {deploy}\nor run the rest of it by hand, then:\n  {applied}\n  \
                 {deploy}\n"
            );
        }
        None => {
            let _ =
                write!(text, "Its folder is not there. Restore it from version control, then:\n  {back}\n");
        }
    }
    text
}
