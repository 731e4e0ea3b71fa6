//! What no difference of two states can say: that something gets another name, and which index becomes the primary key.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{ColumnType, Database, QualifiedName, Table};
use smol_str::SmolStr;

use crate::plan::names::{in_namespace_of, qualified, quoted, string};

/// A change that is made by a statement of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Renaming {
    Table { from: QualifiedName, to: QualifiedName },
    Column { table: QualifiedName, from: SmolStr, to: SmolStr },
    Enum { from: QualifiedName, to: QualifiedName },
    EnumValue { name: QualifiedName, from: SmolStr, to: SmolStr },
}

impl Renaming {
    /// The same the other way round.
    pub(crate) fn inverse(&self) -> Renaming {
        match self.clone() {
            Renaming::Table { from, to } => Renaming::Table { from: to, to: from },
            Renaming::Column { table, from, to } => Renaming::Column { table, from: to, to: from },
            Renaming::Enum { from, to } => Renaming::Enum { from: to, to: from },
            Renaming::EnumValue { name, from, to } => Renaming::EnumValue { name, from: to, to: from },
        }
    }

    /// The statements.
    pub(crate) fn statements(&self, provider: Provider) -> Vec<String> {
        let quote = |name: &str| quoted(provider, name);
        let procedure = |name: &QualifiedName, part: Option<&str>, to: &str, kind: &str| {
            let whole = part.map_or_else(|| name.to_string(), |part| format!("{name}.{part}"));
            let kind = if kind.is_empty() { String::new() } else { format!(", {}", string(kind)) };
            format!("EXEC sp_rename {}, {}{kind}", string(&whole), string(to))
        };
        match self {
            Renaming::Table { from, to } if provider == Provider::Sqlserver => {
                vec![procedure(from, None, &to.name, "")]
            }
            Renaming::Table { from, to } if provider == Provider::Mysql => {
                vec![format!("RENAME TABLE {} TO {}", quote(&from.name), quote(&to.name))]
            }
            Renaming::Table { from, to } => {
                let mut statements = Vec::new();
                if from.name != to.name {
                    statements.push(format!(
                        "ALTER TABLE {} RENAME TO {}",
                        qualified(provider, from),
                        quote(&to.name)
                    ));
                }
                if from.namespace != to.namespace {
                    let schema = to.namespace.as_deref().unwrap_or("public");
                    statements.push(format!(
                        "ALTER TABLE {} SET SCHEMA {}",
                        in_namespace_of(provider, from, &to.name),
                        quote(schema)
                    ));
                }
                statements
            }
            Renaming::Column { table, from, to } if provider == Provider::Sqlserver => {
                vec![procedure(table, Some(from), to, "COLUMN")]
            }
            Renaming::Column { table, from, to } => vec![format!(
                "ALTER TABLE {} RENAME COLUMN {} TO {}",
                qualified(provider, table),
                quote(from),
                quote(to)
            )],
            Renaming::Enum { from, to } => {
                let mut statements = Vec::new();
                if from.name != to.name {
                    let from = qualified(provider, from);
                    statements.push(format!("ALTER TYPE {from} RENAME TO {}", quote(&to.name)));
                }
                if from.namespace != to.namespace {
                    let schema = to.namespace.as_deref().unwrap_or("public");
                    let type_name = in_namespace_of(provider, from, &to.name);
                    statements.push(format!("ALTER TYPE {type_name} SET SCHEMA {}", quote(schema)));
                }
                statements
            }
            Renaming::EnumValue { name, from, to } => vec![format!(
                "ALTER TYPE {} RENAME VALUE {} TO {}",
                qualified(provider, name),
                string(from),
                string(to)
            )],
        }
    }

    /// Makes the change in a database.
    pub(crate) fn apply(&self, database: &mut Database) {
        let provider = database.provider;
        let same = |a: &QualifiedName, b: &QualifiedName| a.key(provider) == b.key(provider);
        match self {
            Renaming::Table { from, to } => {
                for table in &mut database.tables {
                    let points_here = table.foreign_keys.iter().any(|key| same(&key.references, from));
                    if !points_here && !same(&table.name, from) {
                        continue;
                    }
                    let table = Arc::make_mut(table);
                    if same(&table.name, from) {
                        table.name = to.clone();
                    }
                    for key in table.foreign_keys.iter_mut().filter(|key| same(&key.references, from)) {
                        key.references = to.clone();
                    }
                }
            }
            Renaming::Column { table: of, from, to } => {
                for table in &mut database.tables {
                    let is_own = same(&table.name, of);
                    let points_here = table.foreign_keys.iter().any(|key| same(&key.references, of));
                    if is_own || points_here {
                        rename_column(Arc::make_mut(table), of, is_own, from, to, provider);
                    }
                }
            }
            Renaming::Enum { from, to } => {
                for value in database.enums.iter_mut().filter(|value| same(&value.name, from)) {
                    Arc::make_mut(value).name = to.clone();
                }
                for table in &mut database.tables {
                    let is_of = |ty: &ColumnType| matches!(ty, ColumnType::Enum(name) if same(name, from));
                    if table.columns.iter().any(|column| is_of(&column.ty)) {
                        let columns = &mut Arc::make_mut(table).columns;
                        for column in columns.iter_mut().filter(|column| is_of(&column.ty)) {
                            column.ty = ColumnType::Enum(to.clone());
                        }
                    }
                }
            }
            Renaming::EnumValue { name, from, to } => {
                use model::database::{DefaultValue, Literal};
                for value in database.enums.iter_mut().filter(|value| same(&value.name, name)) {
                    for it in Arc::make_mut(value).values.iter_mut().filter(|it| *it == from) {
                        *it = to.clone();
                    }
                }
                for table in &mut database.tables {
                    let is_of = |ty: &ColumnType| matches!(ty, ColumnType::Enum(of) if same(of, name));
                    if !table.columns.iter().any(|column| is_of(&column.ty)) {
                        continue;
                    }
                    for column in Arc::make_mut(table).columns.iter_mut().filter(|it| is_of(&it.ty)) {
                        let Some(default) = &mut column.default else { continue };
                        let rename = |literal: &mut Literal| {
                            if matches!(literal, Literal::Enum(it) | Literal::String(it) if it == from) {
                                *literal = Literal::Enum(to.clone());
                            }
                        };
                        match &mut default.value {
                            DefaultValue::Literal(Literal::List(items)) => items.iter_mut().for_each(rename),
                            DefaultValue::Literal(literal) => rename(literal),
                            _ => {}
                        }
                    }
                }
            }
        }
    }
}

fn rename_column(
    table: &mut Table,
    of: &QualifiedName,
    is_own: bool,
    from: &SmolStr,
    to: &SmolStr,
    provider: Provider,
) {
    let rename = |name: &mut SmolStr| {
        if name == from {
            *name = to.clone();
        }
    };
    if is_own {
        table.columns.iter_mut().for_each(|column| rename(&mut column.name));
        let of_indexes = table.indexes.iter_mut().flat_map(|index| &mut index.columns);
        let of_key = table.primary_key.iter_mut().flat_map(|key| &mut key.columns);
        of_indexes.chain(of_key).for_each(|column| rename(&mut column.name));
        table.foreign_keys.iter_mut().flat_map(|key| &mut key.columns).for_each(rename);
    }
    let here = table.foreign_keys.iter_mut().filter(|key| key.references.key(provider) == of.key(provider));
    here.flat_map(|key| &mut key.referenced_columns).for_each(rename);
}
