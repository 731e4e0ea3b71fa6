//! The way back over one migration.

use std::borrow::Cow;

use model::catalog::Provider;
use model::database::Database;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::plan::rename::Renaming;
use crate::plan::script;
use crate::replay::{HistoryCache, ReplayedMigration};
use crate::step::{Migration, Pair, Step};
use crate::undo::backup::{Backup, Backups, row_key};
use crate::undo::losses::{self, Dropped, needs_values};
use crate::undo::objects::{Outside, outside};
use crate::undo::renames::{self, column_after, table_after};
use crate::undo::stage::{self, Place};
use crate::undo::{Context, Loss, UndoOptions, UndoStatement, Undone, finished};
use crate::{DiffOptions, diff, render};

/// The way back over one migration.
pub(super) struct Unit {
    /// Its index in the history.
    pub(super) at: usize,
    /// The database before the migration, and after it.
    pub(super) before: Database,
    pub(super) after: Database,
    /// What the migration gives another name.
    pub(super) renames: Vec<Renaming>,
    /// The copies that are made first.
    pub(super) backups: Vec<Backup>,
    /// What it does outside of what is compared; empty where a script undoes it.
    pub(super) outside: Outside,
    /// The SQL of the script that undoes it.
    pub(super) script: Option<String>,
    /// Whether the database may have views.
    pub(super) has_views: bool,
    undone: Undone,
    /// The statements in groups, each below a comment.
    groups: Vec<(String, Vec<String>)>,
}

impl Unit {
    /// The way back over the migration at an index, between these states.
    pub(super) fn new(
        context: &Context<'_>,
        at: usize,
        states: Pair<Database>,
        backups: &mut Backups,
    ) -> Unit {
        let (history, options) = (context.history, context.options);
        let Pair { from: before, to: after } = states;
        let migration = history.migrations().get(at);
        let name = migration.map(|it| it.file.name.clone()).unwrap_or_default();
        let renames = migration.map(|it| renames::of_script(&it.script, &before, &after)).unwrap_or_default();
        let undone = Undone {
            name,
            script: None,
            statements: Vec::new(),
            losses: Vec::new(),
            blocked: Vec::new(),
            is_incomplete: false,
        };
        let mut unit = Unit {
            at,
            before,
            after,
            renames,
            backups: Vec::new(),
            outside: Outside::default(),
            script: None,
            has_views: context.has_views(at),
            undone,
            groups: Vec::new(),
        };
        match migration.and_then(|it| Some((it, it.file.rollback.as_ref()?))) {
            Some((migration, rollback)) => {
                unit.undone.script = Some(rollback.path.clone());
                unit.by_script(history, migration, &rollback.sql, options, backups);
            }
            None => {
                unit.outside = outside(context, at);
                unit.undone.blocked.clone_from(&unit.outside.blocked);
                unit.undone.losses.clone_from(&unit.outside.losses);
                unit.by_difference(options, backups);
            }
        }
        unit
    }

    pub(super) fn undone(&self) -> Undone {
        self.undone.clone()
    }

    /// The SQL of it.
    pub(super) fn text(&self, provider: Provider) -> String {
        let mut parts: Vec<String> = Vec::new();
        let copies: Vec<String> = self.backups.iter().flat_map(|backup| backup.copy(provider)).collect();
        if !copies.is_empty() {
            parts.push(format!("-- Copies for the way up\n{}", script(provider, &copies)));
        }
        if let Some(sql) = &self.script {
            parts.push(format!("{}\n", sql.trim()));
        }
        for (title, statements) in &self.groups {
            let comment = if title.is_empty() { String::new() } else { format!("-- {title}\n") };
            parts.push(format!("{comment}{}", script(provider, statements)));
        }
        format!("-- Undo {}\n{}", self.undone.name, parts.join("\n"))
    }

    /// Undoes it by the script beside it, and by what that leaves of the difference.
    fn by_script(
        &mut self,
        history: &HistoryCache,
        migration: &ReplayedMigration,
        sql: &str,
        options: &UndoOptions,
        backups: &mut Backups,
    ) {
        let mut replay = history.replay_before(self.at + 1).clone();
        let read = replay.apply(&migration.file.name, sql);
        let reached = finished(&replay);
        self.script = Some(sql.to_owned());
        for statement in &read.statements {
            let sql = statement.span.of(sql).to_owned();
            self.undone.statements.push(UndoStatement { sql, losses: Vec::new() });
        }
        let back = renames::of_script(&read, &self.after, &self.before);
        let steps = self.difference(&back, &self.before, &options.diff);
        let (losses, dropped) = split(&steps);
        self.undone.losses = losses.into_iter().flatten().collect();
        self.keep(dropped, &back, options, backups);
        let rest = diff(&reached, &self.before, &from_history(&options.diff));
        if !rest.steps.is_empty() {
            self.undone.is_incomplete = true;
            self.add_steps(&rest, "What the script leaves".to_owned(), &[]);
        }
    }

    /// Undoes it by the difference of the databases after and before it.
    fn by_difference(&mut self, options: &UndoOptions, backups: &mut Backups) {
        let provider = self.after.provider;
        let back = renames::inverse(&self.renames);
        let first: Vec<String> = self
            .outside
            .inverse
            .iter()
            .cloned()
            .chain(back.iter().flat_map(|renaming| renaming.statements(provider)))
            .collect();
        for sql in &first {
            self.undone.statements.push(UndoStatement { sql: sql.clone(), losses: Vec::new() });
        }
        if !first.is_empty() {
            self.groups.push((String::new(), first));
        }
        let whole = self.difference(&back, &self.before, &options.diff);
        let (losses, dropped) = split(&whole);
        let added = required_columns(&whole);
        if added.is_empty() || provider == Provider::Sqlite {
            self.add_steps(&whole, String::new(), &losses);
        } else {
            // Values can be set between the two halves.
            let middle = stage::between(&self.after, &self.before, &added, false);
            let first = self.difference(&back, &middle, &options.diff);
            let rest = diff(&middle, &self.before, &from_history(&options.diff));
            let (mut losses, _) = split(&first);
            self.set_reasons(&mut losses, &whole);
            self.add_steps(&first, String::new(), &losses);
            let columns: Vec<String> =
                added.iter().map(|(table, column)| format!("`{}.{column}`", table.name)).collect();
            let title = format!("If the table has rows, set {} for each of them here", columns.join(", "));
            self.add_steps(&rest, title, &[]);
        }
        self.keep(dropped, &back, options, backups);
    }

    /// The steps to a database, once these renames are made.
    fn difference(&self, back: &[Renaming], to: &Database, options: &DiffOptions) -> Migration {
        let mut from = Cow::Borrowed(&self.after);
        for renaming in back {
            renaming.apply(from.to_mut());
        }
        diff(&from, to, &from_history(options))
    }

    /// Where columns are added in two halves, the reasons are those of the whole.
    fn set_reasons(&self, losses: &mut [Vec<Loss>], whole: &Migration) {
        let (of_whole, _) = split(whole);
        let mut reasons = FxHashMap::default();
        for loss in of_whole.into_iter().flatten() {
            reasons.entry((loss.place, loss.class)).or_insert(loss.reason);
        }
        for loss in losses.iter_mut().flatten() {
            if let Some(reason) = reasons.get(&(loss.place.clone(), loss.class)) {
                loss.reason.clone_from(reason);
            }
        }
    }

    fn add_steps(&mut self, migration: &Migration, title: String, losses: &[Vec<Loss>]) {
        let mut all = Vec::new();
        for (at, step) in migration.steps.iter().enumerate() {
            let mut of_step = losses.get(at).cloned().unwrap_or_default();
            for sql in statements(migration.provider, step, self.has_views) {
                all.push(sql.clone());
                self.undone.statements.push(UndoStatement { sql, losses: std::mem::take(&mut of_step) });
            }
        }
        if !all.is_empty() {
            self.groups.push((title, all));
        }
    }

    /// Copies what is dropped, and says so where it is a loss. The copies are made before the renames.
    fn keep(
        &mut self,
        dropped: Vec<Dropped>,
        back: &[Renaming],
        options: &UndoOptions,
        backups: &mut Backups,
    ) {
        if !options.preserve_data {
            return;
        }
        let forth = renames::inverse(back);
        let provider = self.after.provider;
        let tables = self.after.tables.iter().map(|table| (table.name.key(provider), table));
        let tables: FxHashMap<_, _> = tables.collect();
        let mut named = Vec::new();
        for it in &dropped {
            let (table, column) = match it {
                Dropped::Table(table) => (table, None),
                Dropped::Column { table, column } => (table, Some(column)),
            };
            let name = table_after(&forth, &table.name, &self.after);
            let Some(now) = tables.get(&name.key(provider)).copied().cloned() else { continue };
            let place = column.map_or_else(
                || table.name.name.to_string(),
                |column| format!("{}.{column}", table.name.name),
            );
            let column = column.map(|column| column_after(&forth, &table.name, column, &self.after));
            named.push((place, now, column));
        }
        let mut gone: FxHashMap<_, FxHashSet<SmolStr>> = FxHashMap::default();
        for (_, table, column) in &named {
            gone.entry(&table.name).or_default().extend(column.clone());
        }
        let mut keys: FxHashMap<_, Option<Vec<SmolStr>>> = FxHashMap::default();
        for (_, table, _) in &named {
            let gone = gone.get(&table.name);
            keys.entry(&table.name).or_insert_with(|| row_key(table, gone?));
        }
        let of_statements = self.undone.statements.iter_mut().flat_map(|it| &mut it.losses);
        let mut losses: FxHashMap<String, Vec<&mut Loss>> = FxHashMap::default();
        for loss in of_statements.chain(&mut self.undone.losses).filter(|it| it.reason.contains("dropped")) {
            losses.entry(loss.place.clone()).or_default().push(loss);
        }
        for (place, table, column) in &named {
            let dropped = match column {
                None => Dropped::Table(table.clone()),
                Some(column) => Dropped::Column { table: table.clone(), column: column.clone() },
            };
            let key = keys.get(&table.name).and_then(Option::as_deref);
            let Some(backup) = backups.add(&dropped, key) else { continue };
            for loss in losses.get_mut(place).into_iter().flatten() {
                loss.class = crate::plan::Reversible::Lossless;
                loss.backup = Some(backup.name().clone());
            }
            self.backups.push(backup);
        }
    }
}

/// The options for a database that comes from a history.
pub(super) fn from_history(options: &DiffOptions) -> DiffOptions {
    DiffOptions { from_history: true, ..options.clone() }
}

/// The statements of a step. SQLite refuses to rename a table while a view refers to a missing one, unless
/// `legacy_alter_table` is on.
pub(super) fn statements(provider: Provider, step: &Step, has_views: bool) -> Vec<String> {
    let mut statements = render::statements(provider, step);
    if provider == Provider::Sqlite && has_views && matches!(step, Step::RedefineTables(_)) {
        statements.insert(0, "PRAGMA legacy_alter_table=ON".to_owned());
        statements.push("PRAGMA legacy_alter_table=OFF".to_owned());
    }
    statements
}

/// The losses of each step, and all that is dropped.
fn split(migration: &Migration) -> (Vec<Vec<Loss>>, Vec<Dropped>) {
    let mut dropped = Vec::new();
    let mut losses = Vec::new();
    for step in &migration.steps {
        let found = losses::of_step(step);
        dropped.extend(found.iter().filter_map(|(_, dropped)| dropped.clone()));
        losses.push(found.into_iter().map(|(loss, _)| loss).collect());
    }
    (losses, dropped)
}

/// The columns that are added to tables that exist, and for which each row needs a value.
pub(super) fn required_columns(migration: &Migration) -> Vec<Place> {
    use crate::step::TableChange;
    let mut found = Vec::new();
    for step in &migration.steps {
        let Step::AlterTable(altered) = step else { continue };
        let to = &altered.tables.to;
        for change in &altered.changes {
            let at = match change {
                TableChange::AddColumn(at) => *at,
                TableChange::DropAndRecreateColumn(it) => it.columns.to,
                _ => continue,
            };
            let Some(column) = to.columns.get(at) else { continue };
            if needs_values(column) && !to.is_in_primary_key(&column.name) {
                found.push((to.name.clone(), column.name.clone()));
            }
        }
    }
    found
}
