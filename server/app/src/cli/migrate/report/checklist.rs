//! The points of the checklists before, during and after a migration, with what the files of the project say about each.

use base::Level;
use migrations::cost::Duration;
use migrations::preview::Class;
use model::project::Environment;

use crate::cli::migrate::inspection::{Inspection, Pending};
use crate::cli::migrate::report::point::{Phase, Point, Problem, Severity};
use crate::cli::terminal::{count, one_line};

/// What the checklist is made for.
pub(super) struct Subject<'a> {
    pub(super) inspection: &'a Inspection,
    /// The pending migrations.
    pub(super) pending: &'a [Pending],
    pub(super) environment: Option<&'a Environment>,
}

impl Subject<'_> {
    /// All points, in order.
    pub(super) fn points(&self) -> Vec<Point> {
        let mut points = self.before();
        points.extend(self.between_stages());
        points.extend(self.during());
        points.extend(self.after());
        points
    }

    /// What people do between the stages of plans that are applied and those that are pending.
    fn between_stages(&self) -> Option<Point> {
        let mut notes = Vec::new();
        for migration in self.pending {
            for plan in &self.inspection.plans {
                let Some(at) = plan.place_of(&migration.name) else { continue };
                let titles: Vec<&str> = plan.between(at).1.iter().map(|stage| stage.title.as_str()).collect();
                if !titles.is_empty() {
                    notes.push(format!("before `{}`: {}", migration.name, titles.join(", then ")));
                }
            }
        }
        let title = "What comes between the stages was done";
        (!notes.is_empty()).then(|| Point::manual(Phase::Before, title, notes.join("; ")))
    }

    fn before(&self) -> Vec<Point> {
        let point = |title, problems, evidence| Point::checked(Phase::Before, title, problems, evidence);
        let person = |title, note: String| Point::manual(Phase::Before, title, note);
        vec![
            point("The history is complete", self.folder_problems(), self.history_evidence()),
            self.edited(),
            point("Pending migrations have no lint findings", self.lints(), self.pending_names()),
            point("The schema and the history agree", self.drift(), vec![self.agreement()]),
            point("Old clients keep working (zero downtime)", self.classes(), self.class_evidence()),
            point("Stages of plans are in order", self.plan_order(), self.plan_evidence()),
            point("Performance impact is assessed", self.locks(), self.lock_evidence()),
            point("Each pending migration has a way back", self.rollback(), self.rollback_evidence()),
            person("The way back was tested", String::new()),
            self.backup(),
            person("The migration was tested in staging", String::new()),
            person("The team knows when the migration runs", String::new()),
            person("Monitoring alerts are set up", String::new()),
        ]
    }

    fn during(&self) -> Vec<Point> {
        let person = |title, note: String| Point::manual(Phase::During, title, note);
        let checks = self.stage_checks();
        let checks = if checks.is_empty() { String::new() } else { checks.join("; ") };
        vec![
            Point::checked(
                Phase::During,
                "Each migration is applied as a whole or not at all",
                self.partial(),
                self.pending_names(),
            ),
            person("Data integrity is checked at each step", checks),
            person("Locks and blocked queries are watched", self.lock_evidence().join("; ")),
            person(
                "Somebody can stop: data loss, wrong data, 50% slower queries, or errors of the application",
                "`prisma migrate resolve` mends the history; `migrate run` prints the commands".into(),
            ),
        ]
    }

    fn after(&self) -> Vec<Point> {
        let person = |title, note: String| Point::manual(Phase::After, title, note);
        let next = self.inspection.plans.iter().filter_map(|plan| {
            let next = plan.next()?;
            Some(format!("plan `{}`: {} (`prisma-lens migrate plan --next`)", plan.name, next.title))
        });
        let next: Vec<String> = next.collect();
        let mut points = vec![
            person("Data is as expected", self.checks_after().join("; ")),
            person("The application works", String::new()),
            person("Performance is as before", String::new()),
            person("What went wrong is written down", String::new()),
        ];
        if !next.is_empty() {
            points.push(person("The next stage is planned", next.join("; ")));
        }
        points
    }

    fn folder_problems(&self) -> Vec<Problem> {
        let problems = self.inspection.folder_problems();
        problems.into_iter().map(|text| Problem::new(Severity::P0, text)).collect()
    }

    fn history_evidence(&self) -> Vec<String> {
        vec![format!(
            "{}, each with its script",
            count(self.inspection.loaded.history.migrations.len(), "migration")
        )]
    }

    fn edited(&self) -> Point {
        let title = "No applied migration was changed";
        let Some(edited) = self.inspection.edited() else {
            return Point::manual(Phase::Before, title, "there is no default branch to compare with".into());
        };
        let problem = |name| {
            let text = format!("`{name}` differs from the default branch. Restore its text.");
            Problem::new(Severity::P0, text)
        };
        let problems = edited.into_iter().map(problem).collect();
        Point::checked(Phase::Before, title, problems, vec!["no text differs from the default branch".into()])
    }

    fn lints(&self) -> Vec<Problem> {
        let findings = self.pending.iter().flat_map(|migration| &migration.findings);
        findings.map(|finding| Problem::new(Severity::of(finding.level), finding.text.clone())).collect()
    }

    fn pending_names(&self) -> Vec<String> {
        let names: Vec<String> =
            self.pending.iter().map(|migration| format!("`{}`", migration.name)).collect();
        vec![if names.is_empty() { "no migration is pending".into() } else { names.join(", ") }]
    }

    fn drift(&self) -> Vec<Problem> {
        let next = &self.inspection.next;
        let mut problems: Vec<Problem> =
            next.drift.iter().map(|drift| Problem::new(Severity::P1, drift.message())).collect();
        let others = next.steps.len().saturating_sub(next.drift.len());
        if others > 0 {
            let text = format!(
                "The schema has {} that no migration makes. `prisma-lens migrate preview` shows them.",
                count(others, "change")
            );
            problems.push(Problem::new(Severity::P1, text));
        }
        problems
    }

    fn agreement(&self) -> String {
        "the next `migrate dev` finds nothing to add or drop".into()
    }

    fn classes(&self) -> Vec<Problem> {
        let is_breaking = |migration: &&Pending| migration.class == Class::Breaking;
        let problem = |migration: &Pending| {
            let name = &migration.name;
            let text = match &migration.stage {
                Some(stage) => {
                    format!("`{name}` is breaking, says its plan ({}): clients have to wait.", stage.title)
                }
                None if self.is_changed_stage(migration) => {
                    format!("`{name}` is breaking: old clients fail. Its plan has another script.")
                }
                None => format!(
                    "`{name}` is breaking: old clients fail. `prisma-lens migrate plan` makes stages of it."
                ),
            };
            Problem::new(Severity::P0, text)
        };
        self.pending.iter().filter(is_breaking).map(problem).collect()
    }

    /// Whether a migration was a stage of a plan before its script was changed.
    fn is_changed_stage(&self, migration: &Pending) -> bool {
        let is_in_plan = self.inspection.plans.iter().any(|plan| plan.place_of(&migration.name).is_some());
        is_in_plan && migration.stage.is_none()
    }

    fn class_evidence(&self) -> Vec<String> {
        let class = |migration: &Pending| {
            let planned = match &migration.stage {
                Some(_) => ", a stage of a plan",
                None if self.is_changed_stage(migration) => ", a stage whose plan has another script",
                None => "",
            };
            format!("`{}`: {}{planned}", migration.name, migration.class.name())
        };
        self.of_each(class)
    }

    fn plan_order(&self) -> Vec<Problem> {
        let pending: Vec<&str> = self.pending.iter().map(|migration| migration.name.as_str()).collect();
        let broken = self.inspection.plan_problems.iter().cloned();
        let order = self.inspection.plans.iter().flat_map(|plan| {
            let early = plan
                .too_early(&pending)
                .into_iter()
                .map(|(name, stage)| format!("Before `{name}` comes: {}. Deploy it later.", stage.title));
            plan.order_problems().into_iter().chain(early).collect::<Vec<_>>()
        });
        broken.chain(order).map(|text| Problem::new(Severity::P0, text)).collect()
    }

    fn plan_evidence(&self) -> Vec<String> {
        let plans = self.inspection.plans.iter().map(|plan| format!("plan `{}`", plan.name));
        let plans: Vec<String> = plans.collect();
        if plans.is_empty() { vec!["no plan was written".into()] } else { plans }
    }

    fn locks(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        // The stages of a plan are cut so that no lock is long where that can be avoided.
        for migration in self.pending.iter().filter(|migration| migration.stage.is_none()) {
            for cost in migration.locks.iter().flatten() {
                if cost.lock.blocks_writes() && cost.duration > Duration::Brief {
                    let text = format!(
                        "`{}`: {} on `{}` for {}; {}.",
                        migration.name,
                        cost.name,
                        cost.object,
                        cost.describe(self.inspection.loaded.project.statistics.as_deref()),
                        cost.blocks
                    );
                    problems.push(Problem::new(Severity::P1, text));
                }
            }
        }
        problems
    }

    fn lock_evidence(&self) -> Vec<String> {
        let locks = |migration: &Pending| {
            if let Some(stage) = migration.stage.as_ref().filter(|stage| !stage.lock.is_empty()) {
                return format!("`{}`: {}", migration.name, stage.lock);
            }
            let Some(costs) = &migration.locks else {
                return format!("`{}`: locks of this database are not known", migration.name);
            };
            let costs: Vec<String> =
                costs.iter().map(|cost| format!("{} on `{}`", cost.name, cost.object)).collect();
            let costs = if costs.is_empty() { "no lock on a table in use".into() } else { costs.join(", ") };
            format!("`{}`: {costs}", migration.name)
        };
        self.of_each(locks)
    }

    fn rollback(&self) -> Vec<Problem> {
        let missing = self.pending.iter().filter(|migration| !migration.has_rollback);
        let problem = |migration: &Pending| {
            let is_known = migration.stage.as_ref().is_some_and(|stage| !stage.has_inverse());
            let is_minor = is_known || migration.class == Class::Safe;
            let severity = if is_minor { Severity::P2 } else { Severity::P1 };
            let name = &migration.name;
            let text = match is_known {
                true => format!("`{name}` cannot be taken back, says its plan."),
                false => format!("`{name}` ({}) has no `down.sql`.", migration.class.name()),
            };
            Problem::new(severity, text)
        };
        missing.map(problem).collect()
    }

    fn rollback_evidence(&self) -> Vec<String> {
        let class = |migration: &Pending| {
            let stage = migration.stage.as_ref().filter(|_| migration.is_planned_rollback);
            match stage {
                Some(stage) => format!("`{}`: `down.sql`, {}", migration.name, stage.reversible),
                None => format!("`{}`: `down.sql`", migration.name),
            }
        };
        self.of_each(class)
    }

    fn backup(&self) -> Point {
        let title = "The database is backed up";
        let Some(environment) = self.environment else {
            return Point::manual(Phase::Before, title, "`--environment` names the one to look at".into());
        };
        let name = &environment.name.value;
        match &environment.backup {
            Some(backup) => {
                let evidence = format!("`migrate run --environment {name}` runs `{}` first", backup.value);
                Point::checked(Phase::Before, title, Vec::new(), vec![evidence])
            }
            None => {
                let text = format!("`{name}` has no `backup` command in prisma-lens.toml.");
                Point::checked(Phase::Before, title, vec![Problem::new(Severity::P2, text)], Vec::new())
            }
        }
    }

    fn partial(&self) -> Vec<Problem> {
        let partial = self.pending.iter().filter(|migration| !migration.is_atomic);
        let problem = |migration: &Pending| {
            let text = format!(
                "`{}` is not one transaction: if it fails, what precedes the failing statement stays.",
                migration.name
            );
            Problem::new(Severity::P2, text)
        };
        partial.map(problem).collect()
    }

    /// The queries that have to return no row, or 0, before pending stages of plans.
    fn stage_checks(&self) -> Vec<String> {
        let mut checks = Vec::new();
        for migration in self.pending {
            for plan in &self.inspection.plans {
                let Some(at) = plan.place_of(&migration.name) else { continue };
                for (stage, check) in plan.checks_before(at) {
                    checks.push(format!(
                        "before `{}` ({}): `{}`",
                        migration.name,
                        stage.title,
                        one_line(check)
                    ));
                }
            }
        }
        checks
    }

    /// The queries that have to return no row, or 0, after pending stages of plans.
    fn checks_after(&self) -> Vec<String> {
        let mut checks = Vec::new();
        for migration in self.pending {
            let stages = self
                .inspection
                .plans
                .iter()
                .filter_map(|plan| plan.stages.get(plan.place_of(&migration.name)?));
            for check in stages.filter_map(|stage| stage.check.as_deref()) {
                checks.push(format!("after `{}`: `{}`", migration.name, one_line(check)));
            }
        }
        checks
    }

    fn of_each(&self, describe: impl Fn(&Pending) -> String) -> Vec<String> {
        if self.pending.is_empty() {
            return vec!["no migration is pending".into()];
        }
        self.pending.iter().map(describe).collect()
    }
}

impl Severity {
    /// How severe a finding of a rule is.
    fn of(level: Level) -> Severity {
        match level {
            Level::Error => Severity::P0,
            Level::Warning => Severity::P1,
            Level::Info | Level::Hint | Level::Off => Severity::P2,
        }
    }
}
