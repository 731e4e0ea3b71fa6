//! SQL Server.

use std::collections::BTreeSet;

use model::catalog::Provider;
use model::database::{
    Column, ColumnType, DefaultValue, ForeignKey, Index, IndexColumn, IndexKind, Literal, PrimaryKey,
    QualifiedName, Table, default_namespace,
};

use crate::render::{actions, default, index_column, quoted_list};
use crate::step::{AlterColumn, AlterTable, Pair, RedefineTable, Step, TableChange};

/// What stands before and behind the steps.
pub(super) const TRANSACTION: (&str, &str) = (
    "BEGIN TRY\n\nBEGIN TRAN;\n\n",
    "\nCOMMIT TRAN;\n\nEND TRY\nBEGIN CATCH\n\nIF @@TRANCOUNT > 0\nBEGIN\n    ROLLBACK TRAN;\nEND;\nTHROW\n\n\
     END CATCH\n",
);

pub(super) fn statements(step: &Step) -> Vec<String> {
    match step {
        Step::CreateSchema(name) => vec![format!("EXEC sp_executesql N'CREATE SCHEMA [{name}];'")],
        Step::CreateTable(table) => vec![create_table(table, &table.name)],
        Step::DropTable(table) => vec![format!("DROP TABLE {}", qualified(&table.name))],
        Step::AlterTable(altered) => Alteration::of(altered).statements(altered),
        Step::RedefineTables(tables) => redefine_tables(tables),
        Step::CreateIndex { index, .. } => {
            index.get().map(|it| create_index(&index.table, it)).into_iter().collect()
        }
        Step::DropIndex(index) => index.get().map(|it| drop_index(&index.table, it)).into_iter().collect(),
        Step::RenameIndex(indexes) | Step::RedefineIndex(indexes) => {
            let names = indexes.as_ref().map(|it| it.get().map(|it| it.name.clone()).unwrap_or_default());
            let table = &indexes.from.table.name;
            let old = format!("{}.{}.{}", namespace(table), table.name, names.from);
            vec![format!("EXEC SP_RENAME N'{old}', N'{}', N'INDEX'", names.to)]
        }
        Step::DropForeignKey(key) => {
            let name = key.get().and_then(|key| key.name.clone()).unwrap_or_default();
            vec![format!("ALTER TABLE {} DROP CONSTRAINT [{name}]", qualified(&key.table.name))]
        }
        Step::AddForeignKey(key) => key.get().map(|it| add_foreign_key(&key.table, it)).into_iter().collect(),
        Step::RenameForeignKey(keys) => {
            let names = keys.as_ref().map(|key| key.get().and_then(|it| it.name.clone()).unwrap_or_default());
            let namespace = namespace(&keys.from.table.name);
            vec![format!("EXEC sp_rename '{namespace}.{}', '{}', 'OBJECT'", names.from, names.to)]
        }
        // SQL Server has none of these, or Prisma does not use them.
        Step::DropExtension(_)
        | Step::CreateExtension(_)
        | Step::AlterExtension(_)
        | Step::AlterSequence(_)
        | Step::CreateEnum(_)
        | Step::AlterEnum(_)
        | Step::DropEnum(_)
        | Step::AlterPrimaryKey(_) => Vec::new(),
    }
}

fn quoted(name: &str) -> String {
    format!("[{name}]")
}

fn namespace(name: &QualifiedName) -> &str {
    name.namespace.as_deref().or(default_namespace(Provider::Sqlserver)).unwrap_or_default()
}

fn qualified(name: &QualifiedName) -> String {
    format!("[{}].[{}]", namespace(name), name.name)
}

fn clustering(is_clustered: bool) -> &'static str {
    if is_clustered { "CLUSTERED" } else { "NONCLUSTERED" }
}

fn columns_of(columns: &[IndexColumn], separator: &str) -> String {
    columns.iter().map(|column| index_column(column, quoted)).collect::<Vec<_>>().join(separator)
}

fn create_table(table: &Table, name: &QualifiedName) -> String {
    let mut lines: Vec<String> = table.columns.iter().map(column).collect();
    if let Some(key) = &table.primary_key {
        let name = key.name.as_deref().unwrap_or_default();
        lines.push(format!("CONSTRAINT [{name}] {}", primary_key(key)));
    }
    for index in table.indexes.iter().filter(|index| index.is_unique()) {
        let (clustered, columns) = (clustering(index.clustered), columns_of(&index.columns, ","));
        lines.push(format!("CONSTRAINT [{}] UNIQUE {clustered} ({columns})", index.name));
    }
    format!("CREATE TABLE {} (\n    {}\n)", qualified(name), lines.join(",\n    "))
}

fn primary_key(key: &PrimaryKey) -> String {
    format!("PRIMARY KEY {} ({})", clustering(key.clustered), columns_of(&key.columns, ","))
}

fn column(column: &Column) -> String {
    let required = if column.is_required() { " NOT NULL" } else { "" };
    let default = if column.autoincrement {
        " IDENTITY(1,1)".to_owned()
    } else {
        let value = column.default_value().and_then(default_of);
        value.map(|value| format!(" CONSTRAINT [{}] DEFAULT {value}", constraint(column))).unwrap_or_default()
    };
    format!("[{}] {}{required}{default}", column.name, column_type(column))
}

/// The name of the constraint of the default.
fn constraint(column: &Column) -> &str {
    column.default.as_ref().and_then(|default| default.constraint.as_deref()).unwrap_or_default()
}

fn column_type(column: &Column) -> String {
    match &column.ty {
        ColumnType::Native(native) => native.sql(Provider::Sqlserver),
        ColumnType::Unsupported(text) => text.to_string(),
        ColumnType::Enum(_) | ColumnType::EnumValues(_) | ColumnType::Scalar(_) => "NVARCHAR(1000)".into(),
    }
}

fn default_of(value: &DefaultValue) -> Option<String> {
    Some(match value {
        DefaultValue::Literal(Literal::String(text) | Literal::Enum(text)) => default::string(text),
        DefaultValue::Literal(Literal::Bytes(bytes)) => format!("0x{}", default::hex(bytes)),
        DefaultValue::Literal(Literal::DateTime(time)) => default::date_time(time),
        DefaultValue::Literal(Literal::Boolean(value)) => u8::from(*value).to_string(),
        DefaultValue::Literal(literal) => default::plain(literal),
        DefaultValue::Now => "CURRENT_TIMESTAMP".into(),
        DefaultValue::Expression(text) => text.as_ref()?.to_string(),
        DefaultValue::Sequence(_) | DefaultValue::UniqueRowId => return None,
    })
}

fn create_index(table: &Table, index: &Index) -> String {
    let (table, clustered) = (qualified(&table.name), clustering(index.clustered));
    let columns = columns_of(&index.columns, ", ");
    let predicate = index.predicate.as_ref().map(|it| format!(" WHERE {it}")).unwrap_or_default();
    // A constraint has no condition.
    if index.kind == IndexKind::Unique && index.predicate.is_none() {
        return format!("ALTER TABLE {table} ADD CONSTRAINT [{}] UNIQUE {clustered} ({columns})", index.name);
    }
    let unique = if index.is_unique() { "UNIQUE " } else { "" };
    format!("CREATE {unique}{clustered} INDEX [{}] ON {table}({columns}){predicate}", index.name)
}

fn drop_index(table: &Table, index: &Index) -> String {
    let table = qualified(&table.name);
    if index.kind == IndexKind::Unique && index.predicate.is_none() {
        return format!("ALTER TABLE {table} DROP CONSTRAINT [{}]", index.name);
    }
    format!("DROP INDEX [{}] ON {table}", index.name)
}

fn add_foreign_key(table: &Table, key: &ForeignKey) -> String {
    format!(
        "ALTER TABLE {} ADD CONSTRAINT [{}] FOREIGN KEY ({}) REFERENCES {}({}){}",
        qualified(&table.name),
        key.name.as_deref().unwrap_or_default(),
        quoted_list(&key.columns, quoted, ", "),
        qualified(&key.references),
        quoted_list(&key.referenced_columns, quoted, ","),
        actions(key)
    )
}

/// The clauses of `ALTER TABLE`, sorted by the statements that they belong to.
#[derive(Default)]
struct Alteration {
    dropped_constraints: BTreeSet<String>,
    renames_primary_key: bool,
    altered_columns: Vec<String>,
    dropped_columns: Vec<String>,
    added_constraints: BTreeSet<String>,
    added_columns: Vec<String>,
}

impl Alteration {
    fn of(altered: &AlterTable) -> Alteration {
        let Pair { from, to } = &altered.tables;
        let mut alteration = Alteration::default();
        for change in &altered.changes {
            match change {
                TableChange::DropPrimaryKey => {
                    alteration.dropped_constraints.insert(quoted(key_name(from)));
                }
                TableChange::RenamePrimaryKey => alteration.renames_primary_key = true,
                TableChange::AddPrimaryKey => {
                    let key = to.primary_key.as_ref().map(primary_key).unwrap_or_default();
                    alteration.added_constraints.insert(format!("CONSTRAINT {} {key}", key_name(to)));
                }
                TableChange::DropColumn(at) => {
                    alteration.dropped_columns.extend(from.columns.get(*at).map(|it| quoted(&it.name)));
                }
                TableChange::AddColumn(at) => {
                    alteration.added_columns.extend(to.columns.get(*at).map(column));
                }
                TableChange::DropAndRecreateColumn(change) => {
                    let Some(columns) = altered.columns(change) else { continue };
                    alteration.dropped_columns.push(quoted(&columns.from.name));
                    alteration.added_columns.push(column(columns.to));
                }
                TableChange::AlterColumn(change) => alteration.alter_column(altered, change),
            }
        }
        alteration
    }

    fn alter_column(&mut self, altered: &AlterTable, change: &AlterColumn) {
        let Some(Pair { from, to }) = altered.columns(change) else { return };
        if change.changes.default && from.default.is_some() {
            self.dropped_constraints.insert(quoted(constraint(from)));
        }
        if !change.changes.only_default() {
            let table = qualified(&altered.tables.from.name);
            let nullability = if to.is_required() { "NOT NULL" } else { "NULL" };
            let (name, ty) = (&to.name, column_type(to));
            self.altered_columns
                .push(format!("ALTER TABLE {table} ALTER COLUMN [{name}] {ty} {nullability}"));
        }
        if change.changes.default
            && let Some(value) = to.default_value().and_then(default_of)
        {
            let name = constraint(to);
            self.added_constraints.insert(format!("CONSTRAINT [{name}] DEFAULT {value} FOR [{}]", to.name));
        }
    }

    fn statements(self, altered: &AlterTable) -> Vec<String> {
        let Pair { from, to } = &altered.tables;
        let table = qualified(&from.name);
        let join =
            |clauses: BTreeSet<String>, separator| clauses.into_iter().collect::<Vec<_>>().join(separator);
        let mut statements = Vec::new();
        if !self.dropped_constraints.is_empty() {
            let constraints = join(self.dropped_constraints, ",\n");
            statements.push(format!("ALTER TABLE {table} DROP CONSTRAINT {constraints}"));
        }
        if self.renames_primary_key {
            let old = format!("{}.{}", namespace(&from.name), key_name(from));
            statements.push(format!("EXEC SP_RENAME N'{old}', N'{}'", key_name(to)));
        }
        statements.extend(self.altered_columns);
        if !self.dropped_columns.is_empty() {
            let columns = self.dropped_columns.join(",\n");
            statements.push(format!("ALTER TABLE {table} DROP COLUMN {columns}"));
        }
        if !self.added_constraints.is_empty() {
            statements.push(format!("ALTER TABLE {table} ADD {}", join(self.added_constraints, ", ")));
        }
        if !self.added_columns.is_empty() {
            statements.push(format!("ALTER TABLE {table} ADD {}", self.added_columns.join(",\n")));
        }
        statements
    }
}

fn key_name(table: &Table) -> &str {
    table.primary_key.as_ref().and_then(|key| key.name.as_deref()).unwrap_or_default()
}

fn redefine_tables(tables: &[RedefineTable]) -> Vec<String> {
    let mut statements = vec!["BEGIN TRANSACTION".to_owned()];
    for redefined in tables {
        redefine_table(redefined, &mut statements);
    }
    statements.push("COMMIT".to_owned());
    statements
}

fn redefine_table(redefined: &RedefineTable, statements: &mut Vec<String>) {
    let Pair { from, to } = &redefined.tables;
    let temporary = QualifiedName {
        namespace: to.name.namespace.clone(),
        name: format!("_prisma_new_{}", to.name.name).into(),
    };
    let (old, new) = (qualified(&from.name), qualified(&temporary));
    let copied: Vec<&Column> =
        redefined.copied.iter().filter_map(|change| to.columns.get(change.columns.to)).collect();
    let counts = copied.iter().any(|column| column.autoincrement);
    let columns = quoted_list(copied.iter().map(|column| &column.name), quoted, ",");
    statements.extend(from.indexes.iter().map(|index| drop_index(from, index)));
    statements.push(drop_constraints(from));
    statements.push(create_table(to, &temporary));
    if counts {
        statements.push(format!("SET IDENTITY_INSERT {new} ON"));
    }
    statements.push(format!(
        "IF EXISTS(SELECT * FROM {old})\n    \
         EXEC('INSERT INTO {new} ({columns}) SELECT {columns} FROM {old} WITH (holdlock tablockx)')"
    ));
    if counts {
        statements.push(format!("SET IDENTITY_INSERT {new} OFF"));
    }
    statements.push(format!("DROP TABLE {old}"));
    let name = format!("{}.{}", namespace(&temporary), temporary.name);
    statements.push(format!("EXEC SP_RENAME N'{name}', N'{}'", to.name.name));
    let plain = to.indexes.iter().filter(|index| !index.is_unique());
    statements.extend(plain.map(|index| create_index(to, index)));
}

/// Drops all constraints of a table, so that their names are free.
fn drop_constraints(table: &Table) -> String {
    format!(
        "DECLARE @SQL NVARCHAR(MAX) = N''\n\
         SELECT @SQL += N'ALTER TABLE '\n    \
         + QUOTENAME(OBJECT_SCHEMA_NAME(PARENT_OBJECT_ID))\n    \
         + '.'\n    \
         + QUOTENAME(OBJECT_NAME(PARENT_OBJECT_ID))\n    \
         + ' DROP CONSTRAINT '\n    \
         + OBJECT_NAME(OBJECT_ID) + ';'\n\
         FROM SYS.OBJECTS\n\
         WHERE TYPE_DESC LIKE '%CONSTRAINT'\n    \
         AND OBJECT_NAME(PARENT_OBJECT_ID) = '{}'\n    \
         AND SCHEMA_NAME(SCHEMA_ID) = '{}'\n\
         EXEC sp_executesql @SQL\n",
        table.name.name,
        namespace(&table.name)
    )
}
