//! A preview of the next migration: its steps, what each costs and breaks, and the drift that it would undo.

mod drift;
mod effect;
mod text;

use std::sync::Arc;

use base::cancel;
use model::catalog::Provider;
use model::database::{Database, Table};
use model::schema::Schema;
use rustc_hash::{FxHashMap, FxHashSet};
use statistics::Statistics;

use crate::cost::{Cost, Duration, FindTable, costs_by_table};
use crate::preview::effect::Judge;
use crate::render;
use crate::replay::{HistoryCache, Note};
use crate::sql::name::ObjectName;
use crate::sql::read;
use crate::step::{Migration, Step};
use crate::warnings::{Warning, warnings};
use crate::{DiffOptions, diff};

pub use drift::{Drift, DriftChange};
pub use effect::{Class, Effect};
pub use text::{headline, text};

/// The next migration of a project.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The migration itself.
    pub migration: Migration,
    /// Its steps, in order.
    pub steps: Vec<PreviewStep>,
    /// What Prisma warns of.
    pub warnings: Vec<Warning>,
    /// The changes that only undo hand-written SQL.
    pub drift: Vec<Drift>,
    /// Why the preview may be wrong: statements that are not understood.
    pub notes: Vec<Note>,
    /// The name of the last migration.
    pub last: Option<String>,
    /// What the database has said of itself, if that is known; without it costs are no estimates.
    pub statistics: Option<Arc<Statistics>>,
}

/// One step of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewStep {
    /// What Prisma calls it.
    pub title: &'static str,
    /// Its class: the highest of its effects.
    pub class: Class,
    /// Its statements, without semicolons.
    pub statements: Vec<String>,
    /// What it locks, and for how long. Known for PostgreSQL only.
    pub costs: Vec<Cost>,
    /// What it does.
    pub effects: Vec<Effect>,
}

impl Preview {
    /// How many steps have a class.
    pub fn count(&self, class: Class) -> usize {
        self.steps.iter().filter(|step| step.class == class).count()
    }

    /// The same, with estimates by statistics of the database.
    pub fn with_statistics(self, statistics: Option<Arc<Statistics>>) -> Preview {
        Preview { statistics, ..self }
    }

    /// The script as Prisma would write it.
    pub fn script(&self) -> String {
        let warnings: Vec<String> = self.warnings.iter().map(|warning| warning.text.clone()).collect();
        render::script(&self.migration, &warnings)
    }
}

/// The steps from the state after a history to a database, and nothing else: cheap enough for each keystroke.
pub fn next_migration(history: &HistoryCache, to: &Database, options: &DiffOptions) -> Migration {
    let options = DiffOptions { from_history: true, ..options.clone() };
    let provider = to.provider;
    let (before, _) = history.finished();
    let after: FxHashMap<_, _> = to.tables.iter().map(|table| (table.name.key(provider), table)).collect();
    let mut same = history.same();
    // The comparison passes over what is the same object on both sides, so most tables are looked into once.
    let mut from = before.clone();
    for (at, table) in from.tables.iter_mut().enumerate() {
        let now = after.get(&table.name.key(provider));
        if let (Some(known), Some(now)) = (same.get(&at), now)
            && Arc::ptr_eq(known, now)
        {
            *table = known.clone();
        }
    }
    let migration = diff(&from, to, &options);
    // These steps do not say of which tables they are.
    if migration.steps.iter().any(|step| matches!(step, Step::AlterSequence(_))) {
        return migration;
    }
    let touched: FxHashSet<_> =
        migration.steps.iter().flat_map(Step::tables).map(|table| table.name.key(provider)).collect();
    for (at, table) in from.tables.iter().enumerate() {
        let key = table.name.key(provider);
        let Some(now) = after.get(&key).filter(|now| !Arc::ptr_eq(table, now)) else { continue };
        if touched.contains(&key) {
            same.remove(&at);
        } else {
            same.insert(at, Arc::clone(now));
        }
    }
    drop(same);
    migration
}

/// The state after a history without what only hand-written SQL made and the schema does not ask for, and what that is: a
/// plan for a change of the schema is no plan to drop it.
pub fn without_drift(
    history: &HistoryCache,
    schema: &Schema,
    to: &Database,
    options: &DiffOptions,
) -> (Database, Vec<Drift>) {
    let migration = next_migration(history, to, options);
    let drift = drift::of(history, &migration, schema);
    let mut state = history.finished().0.clone();
    let (left_out, kept): (Vec<Drift>, Vec<Drift>) =
        drift.into_iter().partition(|it| it.change == DriftChange::Drop);
    drop(kept);
    for drift in &left_out {
        match migration.steps.get(drift.step) {
            Some(Step::DropIndex(it)) => {
                let name = it.get().map(|index| index.name.clone());
                for table in state.tables.iter_mut().filter(|table| table.name == it.table.name) {
                    Arc::make_mut(table).indexes.retain(|index| Some(&index.name) != name.as_ref());
                }
            }
            Some(Step::DropTable(it)) => state.tables.retain(|table| table.name != it.name),
            _ => {}
        }
    }
    (state, left_out)
}

/// The effects of each step of a migration.
pub fn effects(migration: &Migration) -> Vec<Vec<Effect>> {
    let judge = Judge::new(migration);
    migration.steps.iter().map(|step| judge.effects(step)).collect()
}

/// The preview of the migration from the state after a history to the database of a schema.
pub fn preview(history: &HistoryCache, schema: &Schema, to: &Database, options: &DiffOptions) -> Preview {
    let migration = next_migration(history, to, options);
    let created: FxHashSet<&str> = migration
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::CreateTable(table) => Some(table.name.name.as_str()),
            _ => None,
        })
        .collect();
    let (state, _) = history.finished();
    let by_name: FxHashMap<&str, &Table> =
        state.tables.iter().map(|table| (table.name.name.as_str(), &**table)).collect();
    let before = |name: &ObjectName| by_name.get(name.name.text.as_str()).copied();
    let steps = migration.steps.iter().zip(effects(&migration)).map(|(step, effects)| {
        cancel::check();
        let statements = render::statements(migration.provider, step);
        let mut costs = costs_of(step, migration.provider, &statements, &before);
        // A lock on a table that the migration creates blocks no client.
        costs.retain(|cost| !created.contains(cost.object.as_str()));
        let class = effects.iter().map(|effect| effect.class).max().unwrap_or_default();
        PreviewStep { title: step.title(), class, statements, costs, effects }
    });
    let steps = steps.collect();
    let drift = drift::of(history, &migration, schema);
    let (warnings, notes) = (warnings(&migration), history.finished().1.clone());
    let last = history.migrations().last().map(|migration| migration.file.name.clone());
    Preview { migration, steps, warnings, drift, notes, last, statistics: None }
}

/// What the statements of a step cost, table by table.
fn costs_of(step: &Step, provider: Provider, statements: &[String], before: &FindTable<'_>) -> Vec<Cost> {
    let scripts: Vec<_> = statements.iter().map(|statement| read(provider, statement)).collect();
    let statements = scripts.iter().flat_map(|script| &script.statements);
    let mut costs = costs_by_table(provider, statements, before).unwrap_or_default();
    if let Step::DropIndex(it) = step {
        costs.iter_mut().for_each(|cost| cost.object = it.table.name.name.clone());
    }
    // A table that is rebuilt under another name and takes the old one's place in the end.
    let is_new = |cost: &Cost| cost.object.starts_with("new_") || cost.object.starts_with("_prisma_new_");
    if costs.iter().any(is_new) {
        costs.retain(|cost| !is_new(cost));
        costs.iter_mut().for_each(|cost| cost.duration = Duration::Rewrite);
    }
    costs
}
