//! The stages of a plan, put together from its phases.

mod drop;
mod fill;
mod indexes;
mod lock;
mod plain;

use model::catalog::Provider;
use model::database::{Column, Database, Nullability};

use crate::diff;
use crate::plan::backfill::{self};
use crate::plan::builder::{Builder, Transition};
use crate::plan::changes::changes;
use crate::plan::namespaces::written_as;
use crate::plan::online::{self, is_concurrent, not_null_check, validations};
use crate::plan::pairing::{Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::soft_delete::proposals;
use crate::plan::{Plan, PlanOptions, Reversible, Stage, StageKind};
use crate::plan::{primary_keys, queries, risk};
use crate::preview::Class;
use crate::step::Pair;

pub(super) fn plan(from: &Database, to: &Database, options: &PlanOptions) -> Plan {
    let provider = to.provider;
    let (from, to) = (&written_as(from, to), &written_as(to, to));
    let pairing = Pairing::new(from, to, options);
    if diff(from, to, &options.diff).steps.is_empty() {
        let changes = changes(&pairing, options);
        if !changes.iter().any(|it| it.kind == "reorder-enum" && it.class > Class::Safe) {
            return Plan { provider, changes, stages: Vec::new() };
        }
    }
    let builder = Builder::new(&pairing, options);
    let mut stages = Stages {
        is_switched: pairing.relaxed_at == Phase::Expand,
        name: if options.name.is_empty() { "change".into() } else { options.name.clone() },
        builder: &builder,
        provider,
        stages: Vec::new(),
        migrations: 0,
        guards: Vec::new(),
        by_hand: Vec::new(),
    };
    if provider == Provider::Postgresql {
        stages.online()
    } else {
        stages.plain()
    }
    Plan { provider, changes: changes(&pairing, options), stages: stages.stages }
}

/// The stages so far.
struct Stages<'p> {
    builder: &'p Builder<'p>,
    provider: Provider,
    name: String,
    stages: Vec<Stage>,
    migrations: usize,
    is_switched: bool,
    /// The constraints that keep away values of enum types which go, to add and to drop.
    guards: Vec<Pair<String>>,
    /// Counts of the rows whose copy has to be filled in by hand.
    by_hand: Vec<String>,
}

/// What the next stage is, but for its statements.
struct Head<'h> {
    title: &'h str,
    part: &'h str,
    class: Class,
    reversible: Reversible,
    note: String,
    check: Option<String>,
}

impl<'h> Head<'h> {
    fn new(title: &'h str, part: &'h str, class: Class, reversible: Reversible) -> Head<'h> {
        Head { title, part, class, reversible, note: String::new(), check: None }
    }

    fn note(self, note: impl Into<String>) -> Head<'h> {
        Head { note: note.into(), ..self }
    }

    fn check(self, check: Option<String>) -> Head<'h> {
        Head { check, ..self }
    }
}

impl<'p> Stages<'p> {
    /// The stages where the database can build indexes and check constraints while clients go on (PostgreSQL).
    fn online(&mut self) {
        let values = self.builder.transition(Phase::EnumValues);
        let head =
            Head::new("Add the new values to enum types", "enum_values", Class::Safe, Reversible::SchemaOnly);
        self.migration(
            head.note("Clients that do not know the values fail on reading them: write them only once all do. Taking them back gives rows another value."),
            values,
            self.builder.state(Phase::EnumValues),
        );
        self.expand();
        self.fill_copies();
        self.check_unique();
        let after = self.builder.state(Phase::Indexes);
        self.indexes(self.builder.state(Phase::Defaults), &after, "index", "Build an index");
        self.constrain();
        self.check_copies();
        self.switch();
        self.application();
        self.fill_required();
        self.require();
        self.primary_keys();
        self.release();
        let after = self.builder.state(Phase::DropIndexes);
        self.indexes(self.builder.state(Phase::Release), &after, "drop_index", "Drop an index");
        let quarantine = self.builder.transition(Phase::Quarantine);
        let head = Head::new(
            "Give what will be dropped another name",
            "quarantine",
            Class::Risky,
            Reversible::Lossless,
        );
        self.migration(
            head.note("What still uses the old name fails now, and can be helped by taking this stage back. Wait a release before the next one."),
            quarantine,
            self.builder.state(Phase::Quarantine),
        );
        self.drop();
        self.reorder();
    }

    fn expand(&mut self) {
        let (expand, defaults) =
            (self.builder.transition(Phase::Expand), self.builder.transition(Phase::Defaults));
        let up = expand.up.into_iter().chain(defaults.up).collect();
        let down = defaults.down.into_iter().chain(expand.down).collect();
        let head = Head::new("Add what is new", "expand", Class::Safe, self.expand_reversible());
        let mut note = "Old and new clients go on: nothing that they use changes.".to_owned();
        for proposal in proposals(self.builder.pairing) {
            note.push(' ');
            note.push_str(&proposal.reason);
        }
        if let Some(table) = self.builder.pairing.widened_join_table() {
            note.push_str(&format!(
                " No schema has a many-to-many relation by `{table}` while that table has a third column: until the last stage, \
                 build the application with a client that was generated from a schema with the relation, not from those of the stages."
            ));
        }
        self.migration(head.note(note), Transition { up, down }, self.builder.state(Phase::Defaults));
    }

    fn check_unique(&mut self) {
        let checks = queries::duplicates(self.builder.pairing, self.provider);
        for check in checks {
            let head = Head::new("Look for duplicates", "", Class::Safe, Reversible::Lossless)
                .note("Each row is a value that is there several times: the unique index cannot be built until there is none.")
                .check(Some(check));
            self.push(StageKind::Check, head, Vec::new(), Some(Vec::new()));
        }
    }

    fn constrain(&mut self) {
        let keys = self.builder.transition(Phase::Constrain);
        let checks: Vec<Pair<String>> = self
            .builder
            .required(Phase::Validate)
            .iter()
            .map(|(table, column)| not_null_check(table, &column.name))
            .collect();
        let up: Vec<String> = keys.up.into_iter().chain(checks.iter().map(|it| it.from.clone())).collect();
        let down = checks.iter().map(|it| it.to.clone()).chain(keys.down).collect();
        let checked = validations(&up);
        let orphans = queries::orphans(self.builder.pairing, self.provider);
        let head = Head::new("Add constraints for new rows", "constrain", Class::Risky, Reversible::Lossless)
            .note("New rows are checked from now on, old ones in the next stage.")
            .check(backfill::sum(&orphans));
        self.migration(head, Transition { up, down }, self.builder.state(Phase::Constrain));
        let required = self.builder.transition(Phase::Validate);
        let up =
            checked.into_iter().chain(required.up).chain(checks.iter().map(|it| it.to.clone())).collect();
        let down = checks.iter().map(|it| it.from.clone()).chain(required.down).collect();
        let head = Head::new("Check the old rows", "validate", Class::Risky, Reversible::Lossless)
            .note("Reads and writes go on while the rows are read.");
        self.migration(head, Transition { up, down }, self.builder.state(Phase::Validate));
    }

    fn switch(&mut self) {
        let mut transition = self.builder.transition(Phase::Switch);
        for (create, drop) in self.builder.views() {
            transition.up.push(create);
            transition.down.insert(0, drop);
        }
        self.is_switched = true;
        let (class, note, title) = risk::switch_risk(self.builder.pairing);
        let reversible = risk::switch_reversible(self.builder.pairing);
        let head = Head::new(title, "switch", class, reversible).note(note);
        let again = validations(&transition.up);
        self.migration(head, transition, self.builder.state(Phase::Switch));
        self.validate_keys(again, Phase::Switch);
    }

    fn application(&mut self) {
        if !queries::concerns_application(self.builder.pairing) {
            return;
        }
        let head = Head::new("Deploy the application", "", Class::Safe, Reversible::Lossless)
            .note(queries::application_note(self.builder.pairing));
        self.push(StageKind::Application, head, Vec::new(), Some(Vec::new()));
    }

    fn require(&mut self) {
        let required = self.builder.required(Phase::Require);
        let checks: Vec<Pair<String>> =
            required.iter().map(|(table, column)| not_null_check(table, &column.name)).collect();
        let all: Vec<&Pair<String>> = checks.iter().chain(&self.guards).collect();
        let up: Vec<String> = all.iter().map(|it| it.from.clone()).collect();
        let down = all.iter().map(|it| it.to.clone()).collect();
        let validations = validations(&up);
        let last = self.stages.last().and_then(|stage| stage.check.clone());
        let head = Head::new("Require the new values of new rows", "require_new", Class::Risky, Reversible::Lossless)
            .note("Old clients that leave them out fail from now on. If rows are left without a value, fill them in again.")
            .check(last);
        self.migration(head, Transition { up, down }, self.builder.state(Phase::Switch));
        let transition = self.builder.transition(Phase::Require);
        let up = validations.into_iter().chain(transition.up).chain(checks.iter().map(|it| it.to.clone()));
        let down = checks.iter().map(|it| it.from.clone()).chain(transition.down);
        let head =
            Head::new("Require the new values of all rows", "require", Class::Risky, Reversible::Lossless)
                .note("Reads and writes go on while the rows are read.");
        let transition = Transition { up: up.collect(), down: down.collect() };
        self.migration(head, transition, self.builder.state(Phase::Require));
    }

    fn primary_keys(&mut self) {
        let (transition, later) = primary_keys::primary_keys(self.builder);
        let head = Head::new("Change the primary key", "primary_key", Class::Risky, Reversible::Lossless)
            .note("The index is there already: the table is locked for a moment.");
        let state = self.builder.state(Phase::PrimaryKey);
        self.migration(head, transition, state);
        self.validate_keys(later, Phase::PrimaryKey);
    }

    fn release(&mut self) {
        let mut transition = self.builder.transition(Phase::Release);
        let views = self.builder.views();
        transition.up.splice(0..0, views.iter().map(|(_, drop)| drop.clone()));
        transition.down.extend(views.into_iter().map(|(create, _)| create));
        let head =
            Head::new("Let go of what old clients needed", "release", Class::Risky, Reversible::Lossless)
                .note("No old client may run any more.");
        let later = validations(&transition.up);
        self.migration(head, transition, self.builder.state(Phase::Release));
        self.validate_keys(later, Phase::Release);
    }

    /// Looks at the old rows for foreign keys that hold for new ones only.
    fn validate_keys(&mut self, up: Vec<String>, phase: Phase) {
        let head =
            Head::new("Check the foreign keys again", "validate_keys", Class::Risky, Reversible::Lossless)
                .note("Reads and writes go on while the rows are read.");
        self.migration(head, Transition { up, down: Vec::new() }, self.builder.state(phase));
    }

    fn expand_reversible(&self) -> Reversible {
        let pairs = &self.builder.pairing.tables;
        let takes_null =
            |from: &Column, to: &Column| from.is_required() && to.nullability == Nullability::Nullable;
        let is_new = |pair: &TablePair| {
            pair.from.is_none()
                || pair.columns.iter().any(|it| match (&it.from, &it.to) {
                    (Some(from), Some(to)) => it.way == Way::InPlace && takes_null(from, to),
                    (from, _) => from.is_none(),
                })
        };
        if pairs.iter().any(is_new) { Reversible::SchemaOnly } else { Reversible::Lossless }
    }

    /// Adds a migration; nothing where there is nothing to do.
    fn migration(&mut self, head: Head<'_>, transition: Transition, state: Database) {
        if transition.up.is_empty() {
            return;
        }
        self.migrations += 1;
        let migration = format!("{}_{}_{}", self.name, self.migrations, head.part);
        let [sql, inverse] = [transition.up, transition.down].map(|mut statements| {
            if statements.len() > 1 {
                // What stands with others in one script must not be concurrent.
                statements.iter_mut().for_each(|it| *it = it.replacen("INDEX CONCURRENTLY ", "INDEX ", 1));
            }
            self.guarded(statements)
        });
        self.push(StageKind::Migration, head, sql, Some(inverse));
        if let Some(stage) = self.stages.last_mut() {
            stage.migration = Some(migration);
            stage.lock = lock::lock(stage, self.provider);
            stage.state = state;
        }
    }

    /// In a transaction, with a limit to how long a lock is waited for, where the statements allow it.
    fn guarded(&self, statements: Vec<String>) -> Vec<String> {
        let is_free = |it: &String| {
            is_concurrent(it) || it == "BEGIN" || it.starts_with("ALTER TYPE") && it.contains(" ADD VALUE ")
        };
        let is_scan = |it: &String| it.contains(" VALIDATE CONSTRAINT ");
        let locks = statements.iter().any(|it| {
            it.starts_with("ALTER TABLE") || it.starts_with("DROP ") || it.starts_with("CREATE TRIGGER")
        });
        let mixes = statements.iter().any(is_scan) && statements.iter().any(|it| it.ends_with(" NOT VALID"));
        if self.provider != Provider::Postgresql || !locks || mixes || statements.iter().any(is_free) {
            return statements;
        }
        let start = ["BEGIN".to_owned(), online::LOCK_TIMEOUT.to_owned()];
        start.into_iter().chain(statements).chain(["COMMIT".to_owned()]).collect()
    }

    fn push(&mut self, kind: StageKind, head: Head<'_>, sql: Vec<String>, inverse: Option<Vec<String>>) {
        let state =
            self.stages.last().map_or_else(|| self.builder.state(Phase::Start), |stage| stage.state.clone());
        self.stages.push(Stage {
            title: head.title.to_owned(),
            kind,
            migration: None,
            sql,
            inverse,
            check: head.check,
            reversible: head.reversible,
            class: head.class,
            lock: String::new(),
            note: head.note,
            choices: Vec::new(),
            is_switched: self.is_switched,
            state,
        });
    }
}
