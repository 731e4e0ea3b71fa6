//! What a step means for the data and for clients that run meanwhile.

use model::catalog::Provider;
use model::database::{Column, DefaultValue, QualifiedName, Table};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::rename::{is_similar, looks_renamed};
use crate::step::{AlterColumn, AlterTable, Cast, Migration, Pair, RedefineTable, Step, TableChange};

/// How much care a change needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// It loses nothing, and clients that run meanwhile go on.
    #[default]
    Safe,
    /// It may lose data, fail, or hold up clients.
    Risky,
    /// It fails, or breaks clients that run meanwhile.
    Breaking,
}

/// One thing that a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// How much care it needs.
    pub class: Class,
    /// The rule over migrations that is about the same, if there is one.
    pub rule: Option<&'static str>,
    /// The table that it is about, or the enum type.
    pub subject: QualifiedName,
    /// The column after the change; where it is gone, the one before.
    pub column: Option<SmolStr>,
    /// The column before the change, where the change looks like a rename.
    pub renamed_from: Option<SmolStr>,
    /// Why it has this class, as a sentence.
    pub reason: String,
    /// What clients see that were generated before the change.
    pub old_clients: Option<&'static str>,
}

const SELECTS_FAIL: &str = "reads and writes of the table fail: they name the column";
const TABLE_FAILS: &str = "reads and writes of the table fail";
const INSERTS_FAIL: &str = "inserts fail: they do not set the column";
const NULLS: &str = "they fail on reading NULL where they expect a value";
const UNKNOWN_VALUE: &str = "they fail on reading a value that they do not know";

impl Class {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Class::Safe => "safe",
            Class::Risky => "risky",
            Class::Breaking => "breaking",
        }
    }

    /// The class of a name.
    pub fn parse(name: &str) -> Option<Class> {
        [Class::Safe, Class::Risky, Class::Breaking].into_iter().find(|class| class.name() == name)
    }
}

/// What the steps of one migration are judged with.
pub(super) struct Judge {
    provider: Provider,
    /// The tables that the migration creates: nothing uses them yet.
    created: FxHashSet<QualifiedName>,
    /// The foreign keys that it adds, by table and name.
    added_keys: FxHashSet<(QualifiedName, SmolStr)>,
}

impl Judge {
    pub(super) fn new(migration: &Migration) -> Judge {
        let mut judge = Judge {
            provider: migration.provider,
            created: FxHashSet::default(),
            added_keys: FxHashSet::default(),
        };
        for step in &migration.steps {
            match step {
                Step::CreateTable(table) => {
                    judge.created.insert(table.name.clone());
                }
                Step::AddForeignKey(key) => {
                    let name = key.get().and_then(|key| key.name.clone()).unwrap_or_default();
                    judge.added_keys.insert((key.table.name.clone(), name));
                }
                _ => {}
            }
        }
        judge
    }

    /// The effects of a step on data and clients; empty if there are none.
    pub(super) fn effects(&self, step: &Step) -> Vec<Effect> {
        match step {
            Step::AlterTable(altered) => self.altered_table(altered),
            Step::RedefineTables(tables) => tables.iter().flat_map(|it| self.redefined_table(it)).collect(),
            Step::DropTable(table) => {
                let reason = format!("Table `{}` is dropped with all its rows.", table.name.name);
                vec![effect(Class::Breaking, &table.name, reason).rule("drop-table").clients(TABLE_FAILS)]
            }
            Step::DropEnum(it) => {
                let reason = format!("Enum type `{}` is dropped.", it.name.name);
                vec![effect(Class::Risky, &it.name, reason).rule("drop-type")]
            }
            Step::AlterEnum(it) if !it.dropped.is_empty() => {
                let values = it.dropped.join("`, `");
                let reason = format!(
                    "`{values}` is removed: every table with the type is rewritten, and rows with the value make it fail."
                );
                let found = effect(Class::Breaking, &it.types.to.name, reason).rule("enum-swap");
                vec![found.clients("writes of the removed values fail")]
            }
            Step::AlterEnum(it) => {
                let reason = format!("`{}` is added; it cannot be undone.", it.created.join("`, `"));
                vec![
                    effect(Class::Safe, &it.types.to.name, reason)
                        .rule("enum-add-value")
                        .clients(UNKNOWN_VALUE),
                ]
            }
            Step::DropExtension(it) => {
                let reason = format!("Extension `{}` is dropped with what it defines.", it.name);
                vec![effect(Class::Risky, &QualifiedName::new(it.name.clone()), reason)]
            }
            Step::AlterExtension(it) => {
                let reason = format!("Extension `{}` changes for all its users.", it.to.name);
                vec![effect(Class::Risky, &QualifiedName::new(it.to.name.clone()), reason)]
            }
            Step::DropForeignKey(key) => {
                let name = key.get().and_then(|key| key.name.clone()).unwrap_or_default();
                let is_added_again = self.added_keys.contains(&(key.table.name.clone(), name.clone()));
                let (class, rule, what) = match is_added_again {
                    true => (
                        Class::Risky,
                        "foreign-key-recreated",
                        "and added again: rows are not checked between",
                    ),
                    false => {
                        (Class::Breaking, "drop-foreign-key", "so that nothing checks its rows any more")
                    }
                };
                let reason = format!("Foreign key `{name}` is dropped, {what}.");
                vec![effect(class, &key.table.name, reason).rule(rule)]
            }
            Step::AddForeignKey(key) if !self.created.contains(&key.table.name) => {
                let name = key.get().and_then(|key| key.name.clone()).unwrap_or_default();
                let reason =
                    format!("Foreign key `{name}` checks all rows, and fails on one without its parent.");
                vec![effect(Class::Risky, &key.table.name, reason).rule("add-foreign-key")]
            }
            Step::DropIndex(it) => {
                let Some(index) = it.get() else { return Vec::new() };
                let reason = match index.is_unique() {
                    true => format!("Index `{}` is dropped: duplicates become possible.", index.name),
                    false => {
                        format!("Index `{}` is dropped: queries that use it scan the table.", index.name)
                    }
                };
                vec![effect(Class::Risky, &it.table.name, reason)]
            }
            Step::CreateIndex { index: it, on_old_table: true, .. } => {
                let Some(index) = it.get() else { return Vec::new() };
                let name = &index.name;
                if index.is_unique() {
                    let reason = format!("Unique index `{name}` fails where the table has duplicates.");
                    return vec![effect(Class::Risky, &it.table.name, reason).rule("add-unique")];
                }
                if self.provider != Provider::Postgresql {
                    return Vec::new();
                }
                let reason = format!("Building index `{name}` blocks writes of the table.");
                vec![effect(Class::Risky, &it.table.name, reason).rule("index-not-concurrent")]
            }
            Step::AlterPrimaryKey(it) => vec![primary_key(&it.to)],
            Step::CreateSchema(_)
            | Step::CreateExtension(_)
            | Step::AlterSequence(_)
            | Step::CreateEnum(_)
            | Step::CreateTable(_)
            | Step::CreateIndex { .. }
            | Step::RenameForeignKey(_)
            | Step::AddForeignKey(_)
            | Step::RenameIndex(_)
            | Step::RedefineIndex(_) => Vec::new(),
        }
    }

    fn altered_table(&self, altered: &AlterTable) -> Vec<Effect> {
        let mut effects = Vec::new();
        let Pair { from, to } = &altered.tables;
        let (mut dropped, mut added) = (Vec::new(), Vec::new());
        for change in &altered.changes {
            match change {
                TableChange::DropColumn(at) => dropped.extend(from.columns.get(*at)),
                TableChange::AddColumn(at) => added.extend(to.columns.get(*at)),
                _ => {}
            }
        }
        let renamed = renamed_columns(&dropped, &added);
        for change in &altered.changes {
            match change {
                TableChange::DropColumn(at) => {
                    let Some(column) = from.columns.get(*at) else { continue };
                    effects.push(dropped_column(from, column, &renamed));
                }
                TableChange::AddColumn(at) => {
                    let Some(column) = to.columns.get(*at) else { continue };
                    effects.extend(self.added_column(to, column));
                }
                TableChange::AlterColumn(it) => {
                    let Some(columns) = altered.columns(it) else { continue };
                    effects.extend(altered_column(to, columns, it));
                }
                TableChange::DropAndRecreateColumn(it) => {
                    let Some(columns) = altered.columns(it) else { continue };
                    effects.push(recreated_column(to, columns.to));
                }
                TableChange::DropPrimaryKey | TableChange::AddPrimaryKey => {
                    if !effects.iter().any(|known: &Effect| known.rule == Some("drop-primary-key")) {
                        effects.push(primary_key(to));
                    }
                }
                TableChange::RenamePrimaryKey => {}
            }
        }
        effects
    }

    fn redefined_table<'t>(&self, table: &'t RedefineTable) -> Vec<Effect> {
        let Pair { from, to } = &table.tables;
        let mut effects = Vec::new();
        if table.drops_primary_key {
            effects.push(primary_key(to));
        }
        let columns = |table: &'t Table, places: &[usize]| {
            places.iter().filter_map(|at| table.columns.get(*at)).collect::<Vec<_>>()
        };
        let (dropped, added) = (columns(from, &table.dropped), columns(to, &table.added));
        let renamed = renamed_columns(&dropped, &added);
        effects.extend(dropped.into_iter().map(|column| dropped_column(from, column, &renamed)));
        effects.extend(added.into_iter().filter_map(|column| self.added_column(to, column)));
        for it in &table.copied {
            let Some(columns) = table.columns(it) else { continue };
            effects.extend(altered_column(to, columns, it));
        }
        let reason = format!("Table `{}` is created again, and all its rows are copied.", to.name.name);
        effects.push(effect(Class::Safe, &to.name, reason));
        effects
    }

    fn added_column(&self, table: &Table, column: &Column) -> Option<Effect> {
        let name = &column.name;
        if column.is_required() && column.default_value().is_none() && !column.autoincrement {
            let reason = format!(
                "`{name}` is required and has no default in the database: this fails if the table has rows."
            );
            let found = effect(Class::Breaking, &table.name, reason).rule("add-required-column");
            return Some(found.column(column).clients(INSERTS_FAIL));
        }
        let is_volatile = match column.default_value() {
            Some(DefaultValue::Expression(Some(text))) => crate::cost::is_volatile(text),
            _ => column.autoincrement,
        };
        (self.provider == Provider::Postgresql && is_volatile).then(|| {
            let reason = format!("Each row gets a value for `{name}`: the table is rewritten.");
            effect(Class::Risky, &table.name, reason).rule("add-column-volatile-default").column(column)
        })
    }
}

/// The dropped and added columns of a table that look like renamed ones. If there are several, only names with a word in
/// common count, and only if one pair fits.
fn renamed_columns<'t>(dropped: &[&'t Column], added: &[&'t Column]) -> Vec<Pair<&'t Column>> {
    let is_single = dropped.len() == 1 && added.len() == 1;
    let fits = |old: &Column, new: &Column| {
        let is_same = old.ty == new.ty && old.is_list() == new.is_list();
        let is_likely = match is_single {
            true => looks_renamed(&old.ty, &old.name, &new.name),
            false => is_similar(&old.name, &new.name) && old.nullability == new.nullability,
        };
        is_same && is_likely
    };
    let mut pairs = Vec::new();
    for old in dropped {
        let mut fitting = added.iter().filter(|new| fits(old, new));
        let (Some(new), None) = (fitting.next(), fitting.next()) else { continue };
        if dropped.iter().filter(|other| fits(other, new)).count() == 1 {
            pairs.push(Pair { from: *old, to: *new });
        }
    }
    pairs
}

fn dropped_column(table: &Table, column: &Column, renamed: &[Pair<&Column>]) -> Effect {
    let name = &column.name;
    if let Some(renamed) = renamed.iter().find(|renamed| renamed.from.name == *name) {
        let new = &renamed.to.name;
        let reason =
            format!("`{name}` is dropped and `{new}` is added. If that is a rename, the data is lost.");
        let found = effect(Class::Breaking, &table.name, reason).rule("rename-as-drop-add");
        let found = found.column(renamed.to).clients(SELECTS_FAIL);
        return Effect { renamed_from: Some(name.clone()), ..found };
    }
    let reason = format!("Column `{name}` is dropped with all its values.");
    effect(Class::Risky, &table.name, reason).rule("drop-column").column(column).clients(SELECTS_FAIL)
}

fn recreated_column(table: &Table, column: &Column) -> Effect {
    let reason =
        format!("`{}` is dropped and added again: there is no cast, and its values are lost.", column.name);
    let found = effect(Class::Breaking, &table.name, reason).rule("same-name-drop-add");
    found.column(column).clients("they read and write values of the old type")
}

fn altered_column(table: &Table, columns: Pair<&Column>, change: &AlterColumn) -> Vec<Effect> {
    let mut effects = Vec::new();
    let (changes, name) = (change.changes, &columns.to.name);
    if changes.cast == Some(Cast::Impossible) {
        return vec![recreated_column(table, columns.to)];
    }
    if changes.cast.is_some() {
        let risk = match changes.cast {
            Some(Cast::Risky) => "values may be lost, or the cast may fail",
            _ => "the table may be rewritten",
        };
        let reason = format!("The type of `{name}` changes: {risk}.");
        effects.push(effect(Class::Risky, &table.name, reason).rule("change-column-type").column(columns.to));
    }
    if changes.nullability && columns.to.is_required() && !columns.from.is_required() {
        let reason = format!("`{name}` becomes required: all rows are checked, and a NULL makes it fail.");
        let found = effect(Class::Risky, &table.name, reason).rule("set-not-null").column(columns.to);
        effects.push(found.clients("writes of NULL fail"));
    } else if changes.nullability {
        let reason = format!("`{name}` becomes optional.");
        let found = effect(Class::Safe, &table.name, reason).rule("drop-not-null").column(columns.to);
        effects.push(found.clients(NULLS));
    }
    if changes.autoincrement {
        let reason = match columns.to.autoincrement {
            true => format!("`{name}` counts from 1, whatever values the table has."),
            false => format!("`{name}` does not count any more."),
        };
        let found = effect(Class::Risky, &table.name, reason).column(columns.to);
        effects.push(if columns.to.autoincrement {
            found.rule("autoincrement-without-setval")
        } else {
            found
        });
    } else if changes.default && columns.to.default_value().is_none() {
        let reason = format!("`{name}` has no default any more.");
        let found = effect(Class::Risky, &table.name, reason).rule("drop-default").column(columns.to);
        effects.push(found.clients("inserts that leave the column out fail where it is required"));
    }
    effects
}

fn primary_key(table: &Table) -> Effect {
    let reason = format!(
        "The primary key of `{}` changes: a row that does not fit it makes this fail.",
        table.name.name
    );
    effect(Class::Breaking, &table.name, reason).rule("drop-primary-key")
}

fn effect(class: Class, subject: &QualifiedName, reason: String) -> Effect {
    Effect {
        class,
        rule: None,
        subject: subject.clone(),
        column: None,
        renamed_from: None,
        reason,
        old_clients: None,
    }
}

impl Effect {
    fn rule(self, code: &'static str) -> Effect {
        Effect { rule: Some(code), ..self }
    }

    fn column(self, column: &Column) -> Effect {
        Effect { column: Some(column.name.clone()), ..self }
    }

    fn clients(self, see: &'static str) -> Effect {
        Effect { old_clients: Some(see), ..self }
    }
}
