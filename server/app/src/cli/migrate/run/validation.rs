//! What is checked before migrations are run.

use std::fmt::Write as _;
use std::path::Path;

use base::Level;
use model::project::UrlSource;

use crate::cli::migrate::database::{Client, url_of};
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::inspection::{Inspection, Pending};
use crate::cli::migrate::run::recorded::Recorded;
use crate::cli::migrate::verify::{Ended, try_all};
use crate::cli::terminal::{Paint, count, one_line};
use crate::host::AppliedMigrations;

/// What was found, in order.
#[derive(Debug, Default)]
pub(super) struct Validation {
    lines: Vec<(Outcome, String)>,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Warning,
    Error,
    /// It could not be done.
    Skipped,
}

impl Validation {
    fn add(&mut self, outcome: Outcome, text: impl Into<String>) {
        self.lines.push((outcome, text.into()));
    }

    /// Adds errors, or that there are none.
    fn errors(&mut self, found: Vec<String>, passed: &str) {
        if found.is_empty() {
            self.add(Outcome::Passed, passed);
        }
        for text in found {
            self.add(Outcome::Error, text);
        }
    }

    /// Whether something stops the run.
    pub(super) fn has_errors(&self) -> bool {
        self.lines.iter().any(|(outcome, _)| *outcome == Outcome::Error)
    }

    /// The findings as text, then how many there are.
    pub(super) fn text(&self, paint: Paint) -> String {
        let mut text = String::from("Checks\n");
        for (outcome, line) in &self.lines {
            let label = match outcome {
                Outcome::Passed => paint.good("ok     "),
                Outcome::Warning => paint.level(Level::Warning, "warning"),
                Outcome::Error => paint.level(Level::Error, "error  "),
                Outcome::Skipped => paint.dim("skipped"),
            };
            let _ = writeln!(text, "  {label}  {line}");
        }
        let number = |wanted| self.lines.iter().filter(|(outcome, _)| *outcome == wanted).count();
        let _ = writeln!(
            text,
            "{}, {}, {} skipped\n",
            count(number(Outcome::Error), "error"),
            count(number(Outcome::Warning), "warning"),
            number(Outcome::Skipped)
        );
        text
    }

    /// Checks the files of the project, then asks the database. Without a client, or `None` with the reason, only files are
    /// looked at.
    pub(super) fn of(inspection: &Inspection, client: Result<&Client, String>) -> Validation {
        let mut validation = Validation::default();
        let is_asked = client.is_ok();
        let recorded = client.and_then(|client| Ok((client, Recorded::read(client)?)));
        validation.errors(inspection.folder_problems(), "history: every migration has its script");
        match inspection.edited() {
            Some(edited) => {
                let text = |name| format!("`{name}` differs from the default branch. Restore its text.");
                let edited = edited.into_iter().map(text).collect();
                validation.errors(edited, "history: no applied migration differs from the default branch");
            }
            None => validation.add(
                Outcome::Skipped,
                "history: there is no default branch to compare applied migrations with",
            ),
        }
        let of_database;
        let applied = match &recorded {
            Ok((_, recorded)) => {
                validation.recorded(inspection, recorded);
                of_database = AppliedMigrations::Recorded(recorded.applied.keys().cloned().collect());
                &of_database
            }
            Err(_) => &inspection.applied,
        };
        match inspection.pending(applied) {
            Some(pending) => validation.pending(inspection, &pending, recorded.as_ref().ok().map(|it| it.0)),
            None => validation.add(
                Outcome::Skipped,
                "pending migrations: there is no default branch. Set `newAfter` in prisma-lens.toml.",
            ),
        }
        if let Err(reason) = &recorded {
            // A client that is there but gets no answer: neither will Prisma.
            let outcome = if is_asked { Outcome::Error } else { Outcome::Skipped };
            validation.add(outcome, format!("database: {reason}"));
        }
        validation.drift(inspection);
        validation
    }

    fn recorded(&mut self, inspection: &Inspection, recorded: &Recorded) {
        let failed = recorded.failed.iter().map(|name| {
            format!(
                "`{name}` has failed in this database, so Prisma refuses to go on. Resolve it: \
                 `prisma migrate resolve --rolled-back {name}`, or `--applied`."
            )
        });
        let passed = format!("database: {} applied, none failed", count(recorded.applied.len(), "migration"));
        self.errors(failed.collect(), &passed);
        let mut edited = Vec::new();
        for (name, checksum) in &recorded.applied {
            match inspection.loaded.history.migrations.iter().find(|migration| migration.name == *name) {
                Some(migration) if migration.has_checksum(checksum) => {}
                Some(_) => edited.push(format!(
                    "database: `{name}` was changed after it was applied there. Restore its text, and write a new migration."
                )),
                None => {
                    let text = format!("`{name}` was applied to this database, but has no folder here.");
                    self.add(Outcome::Warning, text);
                }
            }
        }
        self.errors(edited, "database: the scripts of applied migrations have the checksums recorded there");
    }

    fn pending(&mut self, inspection: &Inspection, pending: &[Pending], client: Option<&Client>) {
        let names: Vec<&str> = pending.iter().map(|migration| migration.name.as_str()).collect();
        match names.as_slice() {
            [] => self.add(Outcome::Passed, "no migration is pending"),
            names => {
                let text = format!("{} pending: {}", count(names.len(), "migration"), names.join(", "));
                self.add(Outcome::Passed, text);
            }
        }
        let mut is_clean = true;
        for finding in pending.iter().flat_map(|migration| &migration.findings) {
            match finding.level {
                Level::Error => self.add(Outcome::Error, &*finding.text),
                Level::Warning => self.add(Outcome::Warning, &*finding.text),
                _ => continue,
            }
            is_clean = false;
        }
        if is_clean && !names.is_empty() {
            self.add(Outcome::Passed, "lint: no errors or warnings in pending migrations");
        }
        self.plans(inspection, &names, client);
    }

    fn plans(&mut self, inspection: &Inspection, pending: &[&str], client: Option<&Client>) {
        for problem in &inspection.plan_problems {
            self.add(Outcome::Error, problem);
        }
        // A database without anything in it has no clients and no rows that a stage could be too early for.
        let is_new = pending.len() == inspection.loaded.history.migrations.len();
        for plan in &inspection.plans {
            self.errors(plan.order_problems(), &format!("plan `{}`: its stages are in order", plan.name));
            if is_new {
                continue;
            }
            let too_early = plan.too_early(pending);
            for (name, stage) in &too_early {
                let text =
                    format!("plan `{}`: before `{name}` comes: {}. Deploy it later.", plan.name, stage.title);
                self.add(Outcome::Error, text);
            }
            let first = pending.iter().find_map(|name| Some((*name, plan.place_of(name)?)));
            let Some((name, at)) = first else { continue };
            let (_, between) = plan.between(at);
            for stage in between.iter().filter(|stage| stage.check.is_none()) {
                let text = format!(
                    "plan `{}`: before `{name}` comes: {}. Make sure it was done.",
                    plan.name, stage.title
                );
                self.add(Outcome::Warning, text);
            }
            for (stage, check) in plan.checks_before(at) {
                let what = format!("plan `{}`, check before `{name}` ({})", plan.name, stage.title);
                self.check(&what, check, client);
            }
        }
    }

    /// Runs a query that returns no row, or 0, when it is safe to go on.
    fn check(&mut self, what: &str, query: &str, client: Option<&Client>) {
        let Some(client) = client else {
            self.add(Outcome::Skipped, format!("{what}: not run"));
            return;
        };
        match client.query(query) {
            Ok(rows) if rows.is_empty() || rows == ["0"] => self.add(Outcome::Passed, what),
            Ok(rows) => {
                // Rows may hold personal data: only a count is shown.
                let is_count = query.to_ascii_lowercase().contains("count(");
                let found = match rows.as_slice() {
                    [row] if is_count && row.parse::<u64>().is_ok() => row.clone(),
                    rows => count(rows.len(), "row"),
                };
                self.add(Outcome::Error, format!("{what}: {found} left. Query: {}", one_line(query)));
            }
            Err(message) => self.add(Outcome::Error, format!("{what}: {message} Query: {}", one_line(query))),
        }
    }

    /// Tries all migrations on the scratch database: they have to be applicable, and should lead back.
    pub(super) fn trial(&mut self, loaded: &ProjectHistory, scratch: &UrlSource, folder: &Path) {
        if !loaded.folder_problems().is_empty() {
            self.add(Outcome::Skipped, "scratch: the history is incomplete");
            return;
        }
        let mut faults = Vec::new();
        let mut report = |name: &str, what: &str, details: &[String]| {
            if !what.starts_with("leads back") {
                let details = details.join(" ");
                faults.push(format!("scratch: `{name}`: {what}. {details}").trim_end().to_owned());
            }
        };
        let ended = url_of(scratch).and_then(|url| try_all(loaded, &url, folder, &mut report));
        for fault in faults {
            self.add(Outcome::Warning, fault);
        }
        match ended {
            Ok(Ended::Empty) => self.add(Outcome::Passed, "scratch: all migrations lead up and back"),
            Ok(Ended::WithoutWayBack(_) | Ended::Stopped) => {
                self.add(
                    Outcome::Warning,
                    "scratch: tables are left. Empty the database before the next run.",
                );
            }
            Err(message) => self.add(Outcome::Error, format!("scratch: {message}")),
        }
    }

    fn drift(&mut self, inspection: &Inspection) {
        for drift in &inspection.next.drift {
            self.add(Outcome::Warning, drift.message());
        }
        let others = inspection.next.steps.len().saturating_sub(inspection.next.drift.len());
        if others > 0 {
            let text = format!(
                "schema: {} that no migration makes. `prisma-lens migrate preview` shows them.",
                count(others, "change")
            );
            self.add(Outcome::Warning, text);
        } else if inspection.next.drift.is_empty() {
            self.add(Outcome::Passed, "schema: equal to the state after the last migration");
        }
    }
}
