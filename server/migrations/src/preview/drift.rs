//! Drift: columns, indexes and other objects of hand-written SQL that the schema does not have, so that the next migration
//! drops or reverts them.
//!
//! Prisma writes a comment with the kind of the step above its statements. A statement without one counts as hand-written.

use model::database::{DefaultValue, Index, QualifiedName};
use model::schema::Schema;
use rustc_hash::FxHashMap;

use crate::replay::HistoryCache;
use crate::sql::generated::is_generated;
use crate::sql::statement::{AlterTypeAction, Statement, StatementKind};
use crate::sql::table::{AlterActionKind, ConstraintKind};
use crate::step::{Migration, Pair, Step, TableChange};

/// How a hand-written object is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DriftChange {
    /// Something is dropped.
    Drop,
    /// Something is changed back.
    Revert,
}

/// One change that only undoes hand-written SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The step, as its place among those of the migration.
    pub step: usize,
    /// Whether it is dropped or reverted.
    pub change: DriftChange,
    /// What it is: "index `User_email_idx` of `User`".
    pub object: String,
    /// The migration that made it.
    pub migration: String,
    /// How the schema can keep it.
    pub advice: String,
}

impl Drift {
    /// What happens, as a sentence.
    pub fn message(&self) -> String {
        let verb = match self.change {
            DriftChange::Drop => "drops",
            DriftChange::Revert => "reverts",
        };
        let Drift { object, migration, advice, .. } = self;
        format!("The next migration {verb} {object}: only the SQL of {migration} has it. {advice}")
    }
}

/// The steps of a migration to the database of `schema` that undo hand-written SQL.
pub(super) fn of(history: &HistoryCache, migration: &Migration, schema: &Schema) -> Vec<Drift> {
    let mut found = Vec::new();
    for (at, step) in migration.steps.iter().enumerate() {
        let mut add = |change, object: String, advice: String, makes: &dyn Fn(&Statement) -> bool| {
            if let Some(migration) = hand_written(history, makes) {
                found.push(Drift { step: at, change, object, migration, advice });
            }
        };
        match step {
            Step::DropIndex(it) => {
                let Some(index) = it.get() else { continue };
                let table = &it.table.name.name;
                add(
                    DriftChange::Drop,
                    format!("index `{}` of `{table}`", index.name),
                    format!("Add `{}` to the model.", attribute(index, &field_names(schema, &it.table.name))),
                    &|statement| makes_index(statement, &index.name),
                );
            }
            Step::DropTable(it) => {
                let name = &it.name.name;
                add(
                    DriftChange::Drop,
                    format!("table `{name}`"),
                    "Add a model with `@@ignore`, or name it in `tables.external` of the configuration."
                        .into(),
                    &|statement| matches!(&statement.kind, StatementKind::CreateTable(create) if create.name.name.text == *name),
                );
            }
            Step::DropEnum(it) => {
                let name = &it.name.name;
                add(
                    DriftChange::Drop,
                    format!("enum type `{name}`"),
                    "Add the enum, or name it in `enums.external` of the configuration.".into(),
                    &|statement| matches!(&statement.kind, StatementKind::CreateEnum(create) if create.name.name.text == *name),
                );
            }
            Step::AlterEnum(it) if !it.dropped.is_empty() => {
                let name = &it.types.from.name.name;
                for value in &it.dropped {
                    add(
                        DriftChange::Drop,
                        format!("value `{value}` of enum `{name}`"),
                        format!("Add `{value}` to the enum."),
                        &|statement| adds_value(statement, name, value),
                    );
                }
            }
            Step::DropForeignKey(it) => {
                let Some(name) = it.get().and_then(|key| key.name.clone()) else { continue };
                let table = &it.table.name.name;
                add(
                    DriftChange::Drop,
                    format!("foreign key `{name}` of `{table}`"),
                    "Add the relation to the models.".into(),
                    &|statement| makes_constraint(statement, table, &name),
                );
            }
            Step::AlterTable(altered) => {
                let Pair { from, .. } = &altered.tables;
                let table = &from.name.name;
                for change in &altered.changes {
                    match change {
                        TableChange::DropColumn(at) => {
                            let Some(column) = from.columns.get(*at) else { continue };
                            let name = &column.name;
                            add(
                                DriftChange::Drop,
                                format!("column `{name}` of `{table}` with its values"),
                                "Add the field, with `@ignore` to hide it from clients.".into(),
                                &|statement| adds_column(statement, table, name),
                            );
                        }
                        TableChange::AlterColumn(it) if it.changes.default => {
                            let Some(columns) = altered.columns(it) else { continue };
                            let Some(before) = columns.from.default_value() else { continue };
                            let name = &columns.from.name;
                            let advice = match before {
                                DefaultValue::Expression(Some(text)) => {
                                    format!("Add `@default(dbgenerated({text:?}))`.")
                                }
                                _ => "Add the default to the field.".to_owned(),
                            };
                            add(
                                DriftChange::Revert,
                                format!("the default of `{table}.{name}`"),
                                advice,
                                &|statement| sets_default(statement, table, name),
                            );
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The last migration with a hand-written statement that makes something, if no later one has Prisma's.
fn hand_written(history: &HistoryCache, makes: &dyn Fn(&Statement) -> bool) -> Option<String> {
    for migration in history.migrations().iter().rev() {
        let found = migration.script.statements.iter().rposition(makes);
        if let Some(at) = found {
            return (!is_generated(&migration.script, &migration.file.sql, at))
                .then(|| migration.file.name.clone());
        }
    }
    None
}

fn makes_index(statement: &Statement, name: &str) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(create) => create.index.name.as_ref().is_some_and(|it| it.text == name),
        StatementKind::AlterTable(alter) => alter.actions.iter().any(|action| match &action.kind {
            AlterActionKind::AddConstraint(it) => {
                matches!(it.kind, ConstraintKind::Unique(_) | ConstraintKind::Index(_))
                    && it.name.as_ref().is_some_and(|it| it.text == name)
            }
            _ => false,
        }),
        StatementKind::CreateTable(create) => {
            create.constraints.iter().any(|it| it.name.as_ref().is_some_and(|it| it.text == name))
        }
        _ => false,
    }
}

fn makes_constraint(statement: &Statement, table: &str, name: &str) -> bool {
    match &statement.kind {
        StatementKind::AlterTable(alter) if alter.table.name.text == table => {
            alter.actions.iter().any(|action| match &action.kind {
                AlterActionKind::AddConstraint(it) => it.name.as_ref().is_some_and(|it| it.text == name),
                _ => false,
            })
        }
        StatementKind::CreateTable(create) if create.name.name.text == table => {
            create.constraints.iter().any(|it| it.name.as_ref().is_some_and(|it| it.text == name))
        }
        _ => false,
    }
}

fn adds_column(statement: &Statement, table: &str, name: &str) -> bool {
    match &statement.kind {
        StatementKind::AlterTable(alter) if alter.table.name.text == table => {
            alter.actions.iter().any(|action| match &action.kind {
                AlterActionKind::AddColumn { column, .. } => column.name.text == name,
                _ => false,
            })
        }
        StatementKind::CreateTable(create) if create.name.name.text == table => {
            create.columns.iter().any(|column| column.name.text == name)
        }
        _ => false,
    }
}

fn sets_default(statement: &Statement, table: &str, name: &str) -> bool {
    let sets = match &statement.kind {
        StatementKind::AlterTable(alter) if alter.table.name.text == table => {
            alter.actions.iter().any(|action| match &action.kind {
                AlterActionKind::SetDefault { column, .. } => column.text == name,
                _ => false,
            })
        }
        _ => false,
    };
    sets || adds_column(statement, table, name)
}

fn adds_value(statement: &Statement, name: &str, value: &str) -> bool {
    match &statement.kind {
        StatementKind::AlterType(alter) if alter.name.name.text == name => {
            matches!(&alter.action, AlterTypeAction::AddValue { value: added, .. } if added.text == value)
        }
        StatementKind::CreateEnum(create) if create.name.name.text == name => {
            create.values.iter().any(|it| it.text == value)
        }
        _ => false,
    }
}

/// The fields of the model of a table by their columns; none without such a model.
fn field_names<'s>(schema: &'s Schema, table: &QualifiedName) -> FxHashMap<&'s str, &'s str> {
    let mut models = schema.models().filter(|(_, item, _)| item.database_name() == table.name);
    // With the same name in two database schemas, it is not known which model it is.
    let (Some((_, _, model)), None) = (models.next(), models.next()) else { return FxHashMap::default() };
    model.fields.iter().map(|field| (field.database_name(), field.name.text.as_str())).collect()
}

/// The model attribute for an index. A column without a field is named itself.
fn attribute(index: &Index, fields: &FxHashMap<&str, &str>) -> String {
    let names: Vec<&str> =
        index.column_names().map(|column| fields.get(column).copied().unwrap_or(column)).collect();
    let attribute = if index.is_unique() { "@@unique" } else { "@@index" };
    format!("{attribute}([{}], map: \"{}\")", names.join(", "), index.name)
}
