//! The stages of a plan, put together from its phases.

use model::catalog::Provider;
use model::database::{Column, ColumnType, Database, Nullability, QualifiedName};
use smol_str::SmolStr;

use crate::cost::costs_by_table;
use crate::diff;
use crate::plan::backfill::{self, row};
use crate::plan::builder::{Builder, Transition};
use crate::plan::changes::changes;
use crate::plan::names::{quoted, string};
use crate::plan::online::{self, Direction, is_concurrent, no_value_check, not_null_check, validations};
use crate::plan::pairing::{Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::queries;
use crate::plan::values::{cast, differ};
use crate::plan::{Choice, Plan, PlanOptions, Reversible, Stage, StageKind};
use crate::preview::Class;
use crate::sql::read;
use crate::step::Pair;

pub(super) fn plan(from: &Database, to: &Database, options: &PlanOptions) -> Plan {
    let provider = to.provider;
    let pairing = Pairing::new(from, to, options);
    if diff(from, to, &options.diff).steps.is_empty() {
        return Plan { provider, changes: Vec::new(), stages: Vec::new() };
    }
    let builder = Builder::new(&pairing, options);
    let mut stages = Stages {
        is_switched: pairing.relax_phase() == Phase::Expand,
        name: if options.name.is_empty() { "change".into() } else { options.name.clone() },
        builder: &builder,
        provider,
        stages: Vec::new(),
        migrations: 0,
        guards: Vec::new(),
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
    }

    /// The stages elsewhere: what is added first, what only the new application needs next, what goes last.
    fn plain(&mut self) {
        self.check_unique();
        self.check_orphans();
        let between = |from: Phase, to: Phase| -> Transition {
            let (from, to) = (self.builder.state(from), self.builder.state(to));
            let options = &self.builder.options;
            Transition {
                up: online::statements(&from, &to, options, Direction::Up),
                down: online::statements(&to, &from, options, Direction::Down),
            }
        };
        let expand = between(Phase::Start, Phase::Validate);
        let contract = between(Phase::PrimaryKey, Phase::Drop);
        let require = between(Phase::Switch, Phase::PrimaryKey);
        let reversible = self.expand_reversible();
        let head = Head::new("Add what is new", "expand", Class::Safe, reversible);
        let note = match self.provider {
            Provider::Sqlite => {
                "SQLite copies a table to change most of its columns, and lets nobody write meanwhile: run it when the application is idle."
            }
            Provider::Mysql => "MySQL commits after each statement: if one fails, those before it stay.",
            Provider::Sqlserver => "Building an index holds up writes, unless the edition has `ONLINE = ON`.",
            _ => "",
        };
        self.migration(head.note(note), expand, self.builder.state(Phase::Validate));
        self.switch();
        self.application();
        self.fill_required();
        let head = Head::new("Make new columns required", "require", Class::Risky, Reversible::Lossless);
        self.migration(
            head.note("The table is checked or copied while writes wait."),
            require,
            self.builder.state(Phase::PrimaryKey),
        );
        let reversible = self.drop_reversible();
        let head = Head::new("Drop what nothing uses any more", "contract", Class::Risky, reversible);
        let views: Vec<(String, String)> = self.builder.views();
        let mut contract = contract;
        contract.up.splice(0..0, views.iter().map(|(_, drop)| drop.clone()));
        contract.down.extend(self.builder.restored(Phase::Drop));
        contract.down.extend(views.into_iter().map(|(create, _)| create));
        self.migration(head.note(Self::dropped_note(reversible)), contract, self.builder.state(Phase::Drop));
    }

    fn expand(&mut self) {
        let (expand, defaults) =
            (self.builder.transition(Phase::Expand), self.builder.transition(Phase::Defaults));
        let up = expand.up.into_iter().chain(defaults.up).collect();
        let down = defaults.down.into_iter().chain(expand.down).collect();
        let head = Head::new("Add what is new", "expand", Class::Safe, self.expand_reversible());
        self.migration(
            head.note("Old and new clients go on: nothing that they use changes."),
            Transition { up, down },
            self.builder.state(Phase::Defaults),
        );
    }

    /// Fills the copies of columns that get another name or type, and the new tables that columns go to.
    fn fill_copies(&mut self) {
        let (mut sql, mut left) = (Vec::new(), Vec::new());
        let provider = self.provider;
        for pair in &self.builder.pairing.tables {
            let Some(table) = self.builder.pairing.table(pair, Phase::Defaults) else { continue };
            for it in &pair.columns {
                let (Some(from), Some(to)) = (&it.from, &it.to) else { continue };
                let old = quoted(provider, &from.name);
                let (new, value) = match it.way {
                    Way::Rename => (to.name.to_string(), old.clone()),
                    Way::Replace => (crate::plan::names::with_suffix(&to.name, "_new"), cast(&old, from, to)),
                    _ => continue,
                };
                let of_row = match it.way {
                    Way::Rename => format!("{}{old}", row(provider)),
                    _ => cast(&format!("{}{old}", row(provider)), from, to),
                };
                let condition = differ(&quoted(provider, &new), &value, to);
                sql.push(backfill::update(provider, &table, &table.name, &new, &of_row, &condition));
                left.push(backfill::count(provider, &table.name, &condition));
            }
            for (target, columns) in self.builder.moves(pair) {
                let Some((copy, rest)) = backfill::copy(&table, target, &columns) else { continue };
                sql.push(copy);
                left.push(rest);
            }
        }
        if sql.is_empty() {
            return;
        }
        let uncast = queries::uncast(self.builder.pairing);
        if let Some(check) = backfill::sum(&uncast) {
            self.push(
                StageKind::Check,
                Head::new("Look for values that cannot be cast", "", Class::Safe, Reversible::Lossless)
                    .note("Mend these rows first: the trigger and the copy fail on them.")
                    .check(Some(check)),
                Vec::new(),
                Some(Vec::new()),
            );
            // It comes before the trigger, which would fail on such values.
            let at = self.stages.len() - 1;
            let first = self.stages.iter().position(|stage| stage.kind == StageKind::Migration).unwrap_or(at);
            if let Some(mut stage) = self.stages.pop() {
                stage.state = self.builder.state(Phase::Start);
                self.stages.insert(first, stage);
            }
        }
        let head = Head::new("Copy the old rows", "", Class::Safe, Reversible::Lossless)
            .note("Each statement is repeated until it touches no row; triggers keep the copies equal from then on.")
            .check(backfill::sum(&left));
        self.push(StageKind::Backfill, head, sql, Some(Vec::new()));
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

    fn check_orphans(&mut self) {
        let orphans = queries::orphans(self.builder.pairing, self.provider);
        if let Some(check) = backfill::sum(&orphans) {
            let head = Head::new("Look for rows without their parent", "", Class::Safe, Reversible::Lossless)
                .note("The foreign key cannot be added while there are any.")
                .check(Some(check));
            self.push(StageKind::Check, head, Vec::new(), Some(Vec::new()));
        }
    }

    /// A migration for each index that is built or dropped: such a statement stands alone.
    fn indexes(&mut self, mut before: Database, after: &Database, part: &str, title: &str) {
        let names = |database: &Database| -> Vec<(QualifiedName, SmolStr)> {
            let of = |table: &std::sync::Arc<model::database::Table>| {
                table.indexes.iter().map(|index| (table.name.clone(), index.name.clone())).collect::<Vec<_>>()
            };
            database.tables.iter().flat_map(of).collect()
        };
        let (old, new) = (names(&before), names(after));
        let changed: Vec<_> = old
            .iter()
            .filter(|it| !new.contains(it))
            .chain(new.iter().filter(|it| !old.contains(it)))
            .cloned()
            .collect();
        for (table, name) in changed {
            let mut next = before.clone();
            let Some(target) = after.table(&table) else { continue };
            let Some(changing) = next.tables.iter_mut().find(|it| it.name == table) else { continue };
            let changing = std::sync::Arc::make_mut(changing);
            match target.indexes.iter().find(|index| index.name == name) {
                Some(index) => changing.indexes.push(index.clone()),
                None => changing.indexes.retain(|index| index.name != name),
            }
            let options = &self.builder.options;
            let mut transition = Transition {
                up: online::statements(&before, &next, options, Direction::Up),
                down: online::statements(&next, &before, options, Direction::Down),
            };
            // What only gets another name is done below.
            if transition.up.len() != 1 || !transition.up.iter().all(|it| is_concurrent(it)) {
                continue;
            }
            let is_dropped = target.indexes.iter().all(|index| index.name != name);
            let holder = if is_dropped { before.table(&table) } else { Some(target) };
            let index = holder.and_then(|table| table.indexes.iter().find(|index| index.name == name));
            if let (Some(index), Some(holder)) = (index.filter(|it| it.is_unique()), holder) {
                let columns: Vec<&str> = index.column_names().collect();
                let keys = queries::keys_to(&next, holder, &columns);
                // A foreign key may hang on the index that goes, and finds another one when it is added again.
                let side = if is_dropped { &mut transition.up } else { &mut transition.down };
                side.splice(0..0, keys.iter().map(|(_, drop, _)| drop.clone()));
                side.extend(keys.iter().map(|(add, ..)| format!("{add} NOT VALID")));
                side.extend(keys.iter().map(|(.., validate)| validate.clone()));
            }
            let head = Head::new(title, part, Class::Safe, Reversible::Lossless).note(
                "It stands alone in its migration, since it cannot run in a transaction. If it fails, drop the invalid index and repeat.",
            );
            self.migration(head, transition, next.clone());
            before = next;
        }
        let options = &self.builder.options;
        let rest = Transition {
            up: online::statements(&before, after, options, Direction::Up),
            down: online::statements(after, &before, options, Direction::Down),
        };
        let head = Head::new("Rename indexes", "rename_index", Class::Safe, Reversible::Lossless);
        self.migration(head, rest, after.clone());
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
        let (class, note) = queries::switch_risk(self.builder.pairing);
        let reversible = queries::switch_reversible(self.builder.pairing);
        let head = Head::new("Switch to the new names and types", "switch", class, reversible).note(note);
        self.migration(head, transition, self.builder.state(Phase::Switch));
    }

    fn application(&mut self) {
        if !queries::concerns_application(self.builder.pairing) {
            return;
        }
        let head = Head::new("Deploy the application", "", Class::Safe, Reversible::Lossless)
            .note("Go on when no old instance is left.");
        self.push(StageKind::Application, head, Vec::new(), Some(Vec::new()));
    }

    /// Fills in what only the user can choose: values of new required columns, in place of NULL, and of values that go.
    fn fill_required(&mut self) {
        let provider = self.provider;
        let (mut sql, mut left, mut choices) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_lossy = false;
        let required = self.builder.required(Phase::Require);
        let gone = queries::removed_values(self.builder.pairing);
        let chosen = required.iter().filter(|(_, column)| queries::own_default(column).is_none()).count();
        let several = chosen + gone.len() > 1;
        let mut placeholder = |subject: String, ty: String| {
            let name = if several { format!("{{expr_{}}}", choices.len() + 1) } else { "{expr}".to_owned() };
            choices.push(Choice { placeholder: name.clone(), subject, ty });
            name
        };
        let state = self.builder.state(Phase::Switch);
        for (name, column) in &required {
            let Some(table) = state.table(name) else { continue };
            let value = match queries::own_default(column) {
                Some(default) => default,
                None => placeholder(
                    format!("{}.{}", name.name, column.name),
                    queries::type_name(provider, column),
                ),
            };
            let condition = format!("{} IS NULL", quoted(provider, &column.name));
            sql.push(backfill::update(provider, table, name, &column.name, &value, &condition));
            left.push(backfill::count(provider, name, &condition));
            is_lossy |= queries::is_old(self.builder.pairing, name, column);
        }
        for (name, column, values) in &gone {
            let Some(table) = state.table(name) else { continue };
            let list = values.iter().map(|value| string(value)).collect::<Vec<_>>().join(", ");
            let it = quoted(provider, &column.name);
            let ty = queries::type_name(provider, column);
            let (value, condition) = match (column.is_list(), provider) {
                (true, _) => {
                    let removed = values.iter().fold(format!("{}{it}", row(provider)), |list, value| {
                        format!("array_remove({list}, {})", string(value))
                    });
                    (removed, format!("{it}::text[] && ARRAY[{list}]"))
                }
                (false, Provider::Postgresql | Provider::Cockroachdb) => (
                    placeholder(format!("{}.{}", name.name, column.name), ty),
                    format!("{it}::text IN ({list})"),
                ),
                (false, _) => {
                    (placeholder(format!("{}.{}", name.name, column.name), ty), format!("{it} IN ({list})"))
                }
            };
            sql.push(backfill::update(provider, table, name, &column.name, &value, &condition));
            left.push(backfill::count(provider, name, &condition));
            is_lossy = true;
            if provider == Provider::Postgresql {
                self.guards.push(no_value_check(name, column, values));
            }
        }
        if sql.is_empty() {
            return;
        }
        let reversible = if is_lossy { Reversible::Irreversible } else { Reversible::Lossless };
        let note = match is_lossy {
            true => {
                "Each statement is repeated until it touches no row. Which rows had another value before is not kept."
            }
            false => "Each statement is repeated until it touches no row.",
        };
        let head =
            Head::new("Fill in values", "", Class::Safe, reversible).note(note).check(backfill::sum(&left));
        self.push(StageKind::Backfill, head, sql, if is_lossy { None } else { Some(Vec::new()) });
        if let Some(stage) = self.stages.last_mut() {
            stage.choices = choices;
        }
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
        let (transition, later) = queries::primary_keys(self.builder);
        let head = Head::new("Change the primary key", "primary_key", Class::Risky, Reversible::Lossless)
            .note("The index is there already: the table is locked for a moment.");
        let state = self.builder.state(Phase::PrimaryKey);
        self.migration(head, transition, state.clone());
        let head =
            Head::new("Check the foreign keys again", "validate_keys", Class::Risky, Reversible::Lossless);
        self.migration(head, Transition { up: later, down: Vec::new() }, state);
    }

    fn release(&mut self) {
        let mut transition = self.builder.transition(Phase::Release);
        let views = self.builder.views();
        transition.up.splice(0..0, views.iter().map(|(_, drop)| drop.clone()));
        transition.down.extend(views.into_iter().map(|(create, _)| create));
        let head =
            Head::new("Let go of what old clients needed", "release", Class::Risky, Reversible::Lossless)
                .note("No old client may run any more.");
        self.migration(head, transition, self.builder.state(Phase::Release));
    }

    fn drop(&mut self) {
        let mut transition = self.builder.transition(Phase::Drop);
        transition.up.splice(0..0, self.guards.iter().map(|guard| guard.to.clone()));
        transition.down.extend(self.guards.iter().map(|guard| guard.from.clone()));
        let reversible = self.drop_reversible();
        let head = Head::new("Drop what nothing uses any more", "contract", Class::Risky, reversible);
        self.migration(
            head.note(Self::dropped_note(reversible)),
            transition,
            self.builder.state(Phase::Drop),
        );
    }

    fn dropped_note(reversible: Reversible) -> &'static str {
        match reversible {
            Reversible::Irreversible => {
                "What is dropped is gone: make a copy first. Taking it back restores the structure; required columns get an empty value."
            }
            _ => "Everything that is dropped stands elsewhere.",
        }
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

    fn drop_reversible(&self) -> Reversible {
        let loses = |pair: &TablePair| {
            pair.to.is_none()
                || pair.columns.iter().any(|column| column.to.is_none() && column.way == Way::InPlace)
        };
        let lossy_cast = |pair: &TablePair| {
            pair.columns.iter().any(|it| match (&it.way, &it.from, &it.to) {
                (Way::Replace, Some(from), Some(to)) => queries::is_lossy(from, to),
                _ => false,
            })
        };
        let any = self.builder.pairing.tables.iter().any(|pair| loses(pair) || lossy_cast(pair));
        if any { Reversible::Irreversible } else { Reversible::Lossless }
    }

    /// Adds a migration; nothing where there is nothing to do.
    fn migration(&mut self, head: Head<'_>, transition: Transition, state: Database) {
        if transition.up.is_empty() {
            return;
        }
        self.migrations += 1;
        let migration = format!("{}_{}_{}", self.name, self.migrations, head.part);
        let sql = self.guarded(transition.up);
        let inverse = self.guarded(transition.down);
        self.push(StageKind::Migration, head, sql, Some(inverse));
        if let Some(stage) = self.stages.last_mut() {
            stage.migration = Some(migration);
            stage.lock = lock(stage, self.provider);
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
        let start = ["BEGIN".to_owned(), "SET LOCAL lock_timeout = '5s'".to_owned()];
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

/// What the statements of a stage lock, in words.
fn lock(stage: &Stage, provider: Provider) -> String {
    if provider != Provider::Postgresql {
        return String::new();
    }
    let created: Vec<&str> =
        stage.sql.iter().filter_map(|it| it.strip_prefix("CREATE TABLE \"")?.split('"').next()).collect();
    let scripts: Vec<_> = stage.sql.iter().map(|statement| read(provider, statement)).collect();
    let costs =
        costs_by_table(provider, scripts.iter().flat_map(|script| &script.statements), &|_| None);
    let costs = costs.unwrap_or_default();
    let shown = costs
        .iter()
        .filter(|cost| !created.contains(&cost.object.as_str()))
        .map(|cost| format!("{} on `{}`: {}", cost.name, cost.object, cost.duration.describe()));
    shown.collect::<Vec<_>>().join("; ")
}

/// The values of a column that is an enum of MySQL.
pub(super) fn enum_values(column: &Column) -> Option<&[SmolStr]> {
    match &column.ty {
        ColumnType::EnumValues(values) => Some(values),
        _ => None,
    }
}
