//! Copies of tables and columns that are dropped: the tables that hold them, and the statements that fill and read them.

use std::sync::Arc;

use model::catalog::capabilities::ConstraintKind;
use model::catalog::{Provider, ScalarType};
use model::database::{
    Column, ColumnType, Database, DefaultValue, IndexColumn, Native, Nullability, PrimaryKey, QualifiedName,
    Table, constraint_name,
};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::plan::names::{qualified, quoted, string, with_suffix};
use crate::render::{self, postgresql};
use crate::step::Step;
use crate::undo::losses::Dropped;

/// What the names of tables that hold copies begin with.
const PREFIX: &str = "_backup_";
/// The highest number that is appended to make the name of a copy unique.
const MOST: usize = 1000;

/// One copy.
#[derive(Clone, Debug)]
pub(super) struct Backup {
    /// The table that holds it.
    pub(super) table: Arc<Table>,
    /// What it is a copy of.
    pub(super) of: Arc<Table>,
    /// The column of it that was copied, with the columns that name a row; `None` for the whole table.
    pub(super) column: Option<(SmolStr, Vec<SmolStr>)>,
}

/// All copies that a migration makes.
pub(super) struct Backups {
    provider: Provider,
    /// The names of tables that are taken, in lower case.
    taken: FxHashSet<String>,
    made: Vec<Arc<Table>>,
}

impl Backups {
    /// None yet, for a database.
    pub(super) fn new(database: &Database) -> Backups {
        let taken = database.tables.iter().map(|table| table.name.name.to_ascii_lowercase()).collect();
        Backups { provider: database.provider, taken, made: Vec::new() }
    }

    /// A copy of what is dropped from the database. `key` are the columns that name a row of the table before and after, as
    /// [`row_key`] gives them. `None` where a column is dropped and there are none.
    pub(super) fn add(&mut self, dropped: &Dropped, key: Option<&[SmolStr]>) -> Option<Backup> {
        let (Dropped::Table(table) | Dropped::Column { table, .. }) = dropped;
        // Such a table is itself one that holds copies.
        if table.name.name.starts_with(PREFIX) {
            return None;
        }
        let (of, column, named) = match dropped {
            Dropped::Table(table) => (table, None, format!("{PREFIX}{}", table.name.name)),
            Dropped::Column { table, column } => (
                table,
                Some((column.clone(), key?.to_vec())),
                format!("{PREFIX}{}_{column}", table.name.name),
            ),
        };
        let name = self.free_name(&named);
        let kept = |name: &SmolStr| match &column {
            None => true,
            Some((column, key)) => name == column || key.contains(name),
        };
        let key: Vec<SmolStr> = match &column {
            None => {
                of.primary_key.iter().flat_map(|key| key.columns.iter().map(|it| it.name.clone())).collect()
            }
            Some((_, key)) => key.clone(),
        };
        let mut columns: Vec<Column> = of
            .columns
            .iter()
            .filter(|it| kept(&it.name))
            .map(|it| self.stored(it, key.contains(&it.name)))
            .collect();
        // What names the row comes first.
        columns.sort_by_key(|column| !key.contains(&column.name));
        let mut table =
            Table::new(QualifiedName { namespace: of.name.namespace.clone(), name: name.clone() });
        table.columns = columns;
        if !key.is_empty() {
            let lengths = of.primary_key.iter().flat_map(|key| &key.columns).cloned().collect::<Vec<_>>();
            let of_key = |name: &SmolStr| {
                let length = lengths.iter().find(|it| it.name == *name).and_then(|it| it.length);
                IndexColumn { length, ..IndexColumn::new(name.clone()) }
            };
            let constraint = constraint_name(self.provider, ConstraintKind::PrimaryKey, &name, &[]);
            let is_named = !matches!(self.provider, Provider::Mysql | Provider::Sqlite);
            table.primary_key = Some(PrimaryKey {
                name: is_named.then(|| constraint.into()),
                columns: key.iter().map(of_key).collect(),
                clustered: true,
                key: None,
            });
        }
        let table = Arc::new(table);
        self.taken.insert(name.to_ascii_lowercase());
        self.made.push(table.clone());
        Some(Backup { table, of: of.clone(), column })
    }

    fn free_name(&self, wanted: &str) -> SmolStr {
        let names = (1..MOST).map(|number| match number {
            1 => with_suffix(wanted, ""),
            _ => with_suffix(wanted, &format!("_{number}")),
        });
        let is_free = |name: &String| !self.taken.contains(&name.to_ascii_lowercase());
        names.into_iter().find(is_free).unwrap_or_else(|| wanted.to_owned()).into()
    }

    /// The column of the copy: without what fills it, and enums as text, so that their types can go.
    fn stored(&self, column: &Column, is_key: bool) -> Column {
        let ty = match column.ty.is_enum() {
            true => text_type(self.provider),
            false => column.ty.clone(),
        };
        let nullability = match column.nullability {
            Nullability::List => Nullability::List,
            _ if is_key => Nullability::Required,
            _ => Nullability::Nullable,
        };
        Column { nullability, ..Column::new(column.name.clone(), ty) }
    }

    /// The database with all tables that hold copies.
    pub(super) fn added_to(&self, database: &Database) -> Database {
        let mut database = database.clone();
        database.tables.extend(self.made.iter().cloned());
        database
    }

    /// The statements that drop all tables that hold copies.
    pub(super) fn drops(&self) -> Vec<String> {
        self.made
            .iter()
            .map(|table| format!("DROP TABLE {}", qualified(self.provider, &table.name)))
            .collect()
    }
}

fn text_type(provider: Provider) -> ColumnType {
    let native = Native::default_of(provider, ScalarType::String);
    native.map_or(ColumnType::Scalar(ScalarType::String), ColumnType::Native)
}

/// The columns that name a row and stay, where these go: those of the primary key, else of a unique index of required columns.
pub(super) fn row_key(table: &Table, gone: &FxHashSet<SmolStr>) -> Option<Vec<SmolStr>> {
    let stays = |name: &SmolStr| !gone.contains(name);
    let key = table.primary_key.iter().map(|key| key.columns.iter().map(|it| it.name.clone()).collect());
    let unique = table.indexes.iter().filter(|index| {
        let is_required = |name: &str| table.column(name).is_some_and(Column::is_required);
        index.is_unique() && index.predicate.is_none() && index.column_names().all(is_required)
    });
    let unique = unique.map(|index| index.columns.iter().map(|it| it.name.clone()).collect());
    key.chain(unique).find(|columns: &Vec<SmolStr>| !columns.is_empty() && columns.iter().all(stays))
}

impl Backup {
    /// The name of the table that holds the copy.
    pub(super) fn name(&self) -> &SmolStr {
        &self.table.name.name
    }

    /// The statements that make the copy.
    pub(super) fn copy(&self, provider: Provider) -> Vec<String> {
        let mut statements = render::statements(provider, &Step::CreateTable(self.table.clone()));
        let columns = self.table.columns.iter();
        let names: Vec<String> = columns.clone().map(|column| quoted(provider, &column.name)).collect();
        let values: Vec<String> = columns
            .map(|column| match self.of.column(&column.name) {
                Some(source) if source.ty.is_enum() => {
                    as_text(provider, &quoted(provider, &column.name), source)
                }
                _ => quoted(provider, &column.name),
            })
            .collect();
        statements.push(dynamic(
            provider,
            format!(
                "INSERT INTO {} ({}) SELECT {} FROM {}",
                qualified(provider, &self.table.name),
                names.join(", "),
                values.join(", "),
                qualified(provider, &self.of.name)
            ),
        ));
        statements
    }

    /// The statements that bring the copied values back, in the database in which they were copied.
    pub(super) fn restore(&self, provider: Provider) -> Vec<String> {
        let (own, copy) = (qualified(provider, &self.of.name), qualified(provider, &self.table.name));
        let restored = |prefix: &str, name: &SmolStr| {
            let value = format!("{prefix}{}", quoted(provider, name));
            match self.of.column(name) {
                Some(column) if column.ty.is_enum() => from_text(provider, &value, column),
                _ => value,
            }
        };
        let mut statements = Vec::new();
        match &self.column {
            None => {
                let columns = &self.table.columns;
                let names: Vec<String> = columns.iter().map(|it| quoted(provider, &it.name)).collect();
                let values: Vec<String> = columns.iter().map(|it| restored("", &it.name)).collect();
                let insert = format!(
                    "INSERT INTO {own} ({}) SELECT {} FROM {copy}",
                    names.join(", "),
                    values.join(", ")
                );
                let counts = self.of.columns.iter().any(|column| column.autoincrement);
                statements.push(match provider == Provider::Sqlserver && counts {
                    true => format!("SET IDENTITY_INSERT {own} ON; {insert}; SET IDENTITY_INSERT {own} OFF"),
                    false => insert,
                });
            }
            Some((column, key)) => {
                let source = quoted(provider, "b");
                let same: Vec<String> = key
                    .iter()
                    .map(|name| {
                        format!(
                            "{} = {own}.{}",
                            restored(&format!("{source}."), name),
                            quoted(provider, name)
                        )
                    })
                    .collect();
                let of_row = format!("FROM {copy} AS {source} WHERE {}", same.join(" AND "));
                let value = restored(&format!("{source}."), column);
                statements.push(format!(
                    "UPDATE {own} SET {} = (SELECT {value} {of_row}) WHERE EXISTS (SELECT 1 {of_row})",
                    quoted(provider, column)
                ));
            }
        }
        let statements = statements.into_iter().map(|it| dynamic(provider, it)).collect::<Vec<_>>();
        statements.into_iter().chain(self.counters(provider)).collect()
    }

    /// The statements after which counted columns go on above the values that came back (PostgreSQL).
    fn counters(&self, provider: Provider) -> Vec<String> {
        if !matches!(provider, Provider::Postgresql | Provider::Cockroachdb) {
            return Vec::new();
        }
        let own = qualified(provider, &self.of.name);
        let is_restored = |name: &str| self.column.as_ref().is_none_or(|(column, _)| column == name);
        let counts = |column: &&Column| {
            column.autoincrement && !matches!(column.default_value(), Some(DefaultValue::UniqueRowId))
        };
        let columns = self.of.columns.iter().filter(counts).filter(|column| is_restored(&column.name));
        columns
            .map(|column| {
                let name = quoted(provider, &column.name);
                format!(
                    "SELECT setval(pg_get_serial_sequence({}, {}), (SELECT coalesce(max({name}), 0) + 1 FROM {own}), false)",
                    string(&own),
                    string(&column.name)
                )
            })
            .collect()
    }
}

/// An enum value as text.
fn as_text(provider: Provider, value: &str, column: &Column) -> String {
    let list = if column.is_list() { "[]" } else { "" };
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => format!("{value}::text{list}"),
        _ => value.to_owned(),
    }
}

/// Text as an enum value.
fn from_text(provider: Provider, value: &str, column: &Column) -> String {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => {
            format!("{value}::{}", postgresql::type_of(provider, column))
        }
        _ => value.to_owned(),
    }
}

/// A statement that is compiled when it runs: SQL Server compiles a whole batch before the columns exist that it makes.
fn dynamic(provider: Provider, statement: String) -> String {
    match provider {
        Provider::Sqlserver => format!("EXEC sp_executesql N{}", string(&statement)),
        _ => statement,
    }
}
