//! Undoing the last migrations of a history, by a new migration.
//!
//! Each migration is undone from the newest on: by the script beside it where there is one, else by the difference of the
//! databases after and before it. What a difference cannot say stands beside: [`renames`], and [`objects`] that Prisma does not
//! compare. [`losses`] says what does not come back; [`backup`] keeps a copy of it; [`again`] writes the way up again.

mod again;
mod backup;
mod losses;
mod objects;
mod renames;
mod stage;
mod unit;

use std::path::PathBuf;

use model::catalog::Provider;
use model::database::Database;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::DiffOptions;
use crate::plan::Reversible;
use crate::replay::{HistoryCache, Note, Replay};
use crate::sql::statement::{ObjectKind, Statement, StatementKind};
use crate::step::Pair;

/// How migrations are undone.
#[derive(Clone, Debug, Default)]
pub struct UndoOptions {
    /// What is left out of comparisons.
    pub diff: DiffOptions,
    /// Whether tables and columns are copied to tables named `_backup_…` before they are dropped.
    pub preserve_data: bool,
}

/// A migration that undoes others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Which database it is.
    pub provider: Provider,
    /// The migrations that are undone, the newest first.
    pub migrations: Vec<Undone>,
    /// The SQL of the new migration.
    pub sql: String,
    /// The SQL that does it all again.
    pub inverse: String,
    /// The database after the last migration that stays.
    pub target: Database,
    /// The same with the tables that hold copies.
    pub state: Database,
}

/// How one migration is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Its name.
    pub name: String,
    /// The script beside it that undoes it; `None` where the difference does.
    pub script: Option<PathBuf>,
    /// The statements, in order.
    pub statements: Vec<UndoStatement>,
    /// What the statements of the migration did that is not undone, and what comes back without its data.
    pub losses: Vec<Loss>,
    /// Statements of the migration that nothing here can undo.
    pub blocked: Vec<String>,
    /// Whether the script beside it does not lead back to the database before; the rest of the way is added.
    pub is_incomplete: bool,
}

/// A statement that undoes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStatement {
    /// The statement, without a semicolon.
    pub sql: String,
    /// What it loses, or why it may fail.
    pub losses: Vec<Loss>,
}

/// What does not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What remains of it.
    pub class: Reversible,
    /// The table, column or enum type: `User.bio`.
    pub place: String,
    /// What happens to it, in one sentence.
    pub reason: String,
    /// The table that holds a copy.
    pub backup: Option<SmolStr>,
}

/// Undoes the migrations from the one at index `first` on.
pub fn undo(history: &HistoryCache, first: usize, options: &UndoOptions) -> Undo {
    let count = history.migrations().len();
    let provider = history.before(0).provider;
    let context = Context::new(history, options);
    let mut after = finished(history.replay_before(count));
    let mut backups = backup::Backups::new(&after);
    let (mut migrations, mut sql, mut inverse) = (Vec::new(), Vec::new(), Vec::new());
    for at in (first..count).rev() {
        let before = history.replay_before(at).finished_near(history.replay_before(at + 1), &after);
        let states = Pair { from: before.clone(), to: std::mem::replace(&mut after, before) };
        let unit = unit::Unit::new(&context, at, states, &mut backups);
        migrations.push(unit.undone());
        sql.push(unit.text(provider));
        inverse.push(again::text(&context, &unit));
    }
    inverse.reverse();
    let drops = backups.drops();
    if !drops.is_empty() {
        inverse.push(section("Drop the copies", provider, &drops));
    }
    let state = backups.added_to(&after);
    Undo { provider, migrations, sql: sql.join("\n"), inverse: inverse.join("\n"), target: after, state }
}

/// What the way back over each migration has to know.
struct Context<'c> {
    history: &'c HistoryCache,
    options: &'c UndoOptions,
    /// The index of the first migration that creates a view.
    first_view: Option<usize>,
    /// What is not sure of the migrations, by their names.
    notes: FxHashMap<&'c str, Vec<&'c Note>>,
}

impl<'c> Context<'c> {
    fn new(history: &'c HistoryCache, options: &'c UndoOptions) -> Context<'c> {
        let creates_view = |statement: &Statement| matches!(&statement.kind, StatementKind::CreateObject(it) if it.object == ObjectKind::View);
        let mut migrations = history.migrations().iter();
        let first_view =
            migrations.position(|migration| migration.script.statements.iter().any(creates_view));
        let mut notes: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for note in &history.finished().1 {
            notes.entry(note.migration.as_str()).or_default().push(note);
        }
        Context { history, options, first_view, notes }
    }

    /// Whether the database may have views after the migration at an index.
    fn has_views(&self, at: usize) -> bool {
        self.first_view.is_some_and(|first| first <= at)
    }
}

/// The database of a replay as Prisma reads it.
fn finished(replay: &Replay) -> Database {
    replay.clone().finish().0
}

/// Statements below a comment.
fn section(title: &str, provider: Provider, statements: &[String]) -> String {
    format!("-- {title}\n{}", crate::plan::script(provider, statements))
}

impl Undo {
    /// The worst class of all.
    pub fn reversible(&self) -> Reversible {
        let losses = self.migrations.iter().flat_map(Undone::all_losses);
        losses.map(|loss| loss.class).max().unwrap_or(Reversible::Lossless)
    }
}

impl Undone {
    /// What does not come back, in the order of the statements.
    pub fn all_losses(&self) -> impl Iterator<Item = &Loss> {
        self.statements.iter().flat_map(|statement| &statement.losses).chain(&self.losses)
    }
}
