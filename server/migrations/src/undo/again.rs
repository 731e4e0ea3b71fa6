//! The way up again over a migration that was undone.

use std::collections::BTreeSet;

use model::catalog::Provider;
use model::database::Database;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diff;
use crate::plan::script;
use crate::replay::HistoryCache;
use crate::sql::statement::{Dml, DmlKind, StatementKind};
use crate::undo::Context;
use crate::undo::backup::Backup;
use crate::undo::stage::{self, Place};
use crate::undo::unit::{Unit, from_history, statements};

/// The SQL that does a migration again. Without copies it is the script of the migration; with them the rows get their values
/// back before anything is demanded of them.
pub(super) fn text(context: &Context<'_>, unit: &Unit) -> String {
    let (history, options) = (context.history, context.options);
    let Some(migration) = history.migrations().get(unit.at) else { return String::new() };
    let title = format!("-- Again {}\n", migration.file.name);
    if unit.backups.is_empty() {
        return format!("{title}{}\n", migration.file.sql.trim());
    }
    let provider = unit.after.provider;
    let diff_options = from_history(&options.diff);
    let mut renamed = unit.before.clone();
    unit.renames.iter().for_each(|renaming| renaming.apply(&mut renamed));
    let columns: Vec<Place> = unit
        .backups
        .iter()
        .filter_map(|backup| Some((backup.of.name.clone(), backup.column.as_ref()?.0.clone())))
        .collect();
    let middle = stage::between(&renamed, &unit.after, &columns, true);
    let mut statements: Vec<String> =
        unit.renames.iter().flat_map(|renaming| renaming.statements(provider)).collect();
    statements.extend(steps(unit, &renamed, &middle, &diff_options));
    statements.extend(restored(&unit.backups, provider));
    statements.extend(steps(unit, &middle, &unit.after, &diff_options));
    statements.extend(unit.outside.again.iter().cloned());
    statements.extend(undone_rows(history, unit));
    format!("{title}{}", script(provider, &statements))
}

fn steps(unit: &Unit, from: &Database, to: &Database, options: &crate::DiffOptions) -> Vec<String> {
    let migration = diff(from, to, options);
    migration.steps.iter().flat_map(|step| statements(migration.provider, step, unit.has_views)).collect()
}

/// The statements that bring all copies back: tables before those that point at them.
fn restored(backups: &[Backup], provider: Provider) -> Vec<String> {
    let whole = backups.iter().enumerate().filter(|(_, backup)| backup.column.is_none());
    let whole: FxHashMap<_, usize> = whole.map(|(at, backup)| (backup.of.name.key(provider), at)).collect();
    // For each copy those that it waits for, and those that wait for it.
    let mut awaited: Vec<FxHashSet<usize>> = Vec::with_capacity(backups.len());
    let mut waiting: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, backup) in backups.iter().enumerate() {
        let keys = backup.of.foreign_keys.iter().map(|key| key.references.key(provider));
        let others = keys.filter(|key| *key != backup.of.name.key(provider));
        let others: FxHashSet<usize> = others.filter_map(|key| whole.get(&key).copied()).collect();
        others.iter().for_each(|&other| waiting.entry(other).or_default().push(at));
        awaited.push(others);
    }
    let is_ready = |awaited: &[FxHashSet<usize>], at: usize| awaited.get(at).is_some_and(FxHashSet::is_empty);
    let mut left: BTreeSet<usize> = (0..backups.len()).collect();
    let mut ready: BTreeSet<usize> = left.iter().copied().filter(|&at| is_ready(&awaited, at)).collect();
    let mut statements = Vec::new();
    // In a circle the first comes first.
    while let Some(at) = ready.pop_first().or_else(|| left.first().copied()) {
        left.remove(&at);
        statements.extend(backups.get(at).into_iter().flat_map(|backup| backup.restore(provider)));
        for other in waiting.remove(&at).unwrap_or_default() {
            let is_free = awaited.get_mut(other).is_some_and(|awaited| {
                awaited.remove(&at);
                awaited.is_empty()
            });
            if is_free && left.contains(&other) {
                ready.insert(other);
            }
        }
    }
    if provider == Provider::Sqlite && !statements.is_empty() {
        statements.insert(0, "PRAGMA foreign_keys=OFF".to_owned());
        statements.push("PRAGMA foreign_keys=ON".to_owned());
    }
    statements
}

/// The changes of rows that the script beside the migration took back.
fn undone_rows(history: &HistoryCache, unit: &Unit) -> Vec<String> {
    let Some(sql) = &unit.script else { return Vec::new() };
    let Some(migration) = history.migrations().get(unit.at) else { return Vec::new() };
    let changed = |statement: &crate::sql::statement::Statement| match &statement.kind {
        StatementKind::Dml(Dml { kind, table: Some(table), .. }) if *kind != DmlKind::Select => {
            Some(table.name.text.clone())
        }
        _ => None,
    };
    let read = crate::sql::read(unit.after.provider, sql);
    let undone: Vec<_> = read.statements.iter().filter_map(changed).collect();
    let is_whole = |name: &str| unit.backups.iter().any(|it| it.column.is_none() && it.of.name.name == name);
    let again = migration.script.statements.iter().filter(|statement| {
        changed(statement).is_some_and(|table| undone.contains(&table) && !is_whole(&table))
    });
    again.map(|statement| statement.span.of(&migration.file.sql).to_owned()).collect()
}
