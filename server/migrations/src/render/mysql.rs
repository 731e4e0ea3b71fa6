//! MySQL and MariaDB.

use model::catalog::ScalarType;
use model::database::{Column, ColumnType, DefaultValue, ForeignKey, Index, IndexKind, Literal, Table};

use crate::render::{actions, default, index_column, quoted_list};
use crate::step::{AlterColumn, AlterTable, Pair, Step, TableChange};

pub(super) fn statements(step: &Step) -> Vec<String> {
    match step {
        Step::CreateTable(table) => vec![create_table(table)],
        Step::DropTable(table) => vec![format!("DROP TABLE {}", quoted(&table.name.name))],
        Step::AlterTable(altered) => alter_table(altered).into_iter().collect(),
        Step::CreateIndex { index, .. } => {
            index.get().map(|it| create_index(&index.table, it)).into_iter().collect()
        }
        Step::DropIndex(index) => index.get().map(|it| drop_index(&index.table, it)).into_iter().collect(),
        Step::RenameIndex(indexes) => {
            let names = indexes.as_ref().map(|it| it.get().map(|it| it.name.clone()).unwrap_or_default());
            let table = quoted(&indexes.from.table.name.name);
            vec![format!("ALTER TABLE {table} RENAME INDEX `{}` TO `{}`", names.from, names.to)]
        }
        // The new one comes first, since foreign keys may rely on the old one.
        Step::RedefineIndex(indexes) => {
            let create = indexes.to.get().map(|it| create_index(&indexes.to.table, it));
            let drop = indexes.from.get().map(|it| drop_index(&indexes.from.table, it));
            create.into_iter().chain(drop).collect()
        }
        Step::DropForeignKey(key) => {
            let name = key.get().and_then(|key| key.name.clone()).unwrap_or_default();
            vec![format!("ALTER TABLE {} DROP FOREIGN KEY `{name}`", quoted(&key.table.name.name))]
        }
        Step::AddForeignKey(key) => key.get().map(|it| add_foreign_key(&key.table, it)).into_iter().collect(),
        // MySQL has none of these, or they are a part of the columns.
        Step::CreateSchema(_)
        | Step::DropExtension(_)
        | Step::CreateExtension(_)
        | Step::AlterExtension(_)
        | Step::AlterSequence(_)
        | Step::CreateEnum(_)
        | Step::AlterEnum(_)
        | Step::DropEnum(_)
        | Step::AlterPrimaryKey(_)
        | Step::RedefineTables(_)
        | Step::RenameForeignKey(_) => Vec::new(),
    }
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

fn index_words(index: &Index) -> &'static str {
    match index.kind {
        IndexKind::Normal => "INDEX",
        IndexKind::Unique => "UNIQUE INDEX",
        IndexKind::Fulltext => "FULLTEXT INDEX",
    }
}

fn columns_of(index: &Index) -> String {
    index.columns.iter().map(|column| index_column(column, quoted)).collect::<Vec<_>>().join(", ")
}

fn primary_key_of(table: &Table) -> Option<String> {
    let key = table.primary_key.as_ref()?;
    let columns: Vec<String> = key.columns.iter().map(|column| index_column(column, quoted)).collect();
    Some(format!("PRIMARY KEY ({})", columns.join(", ")))
}

fn create_index(table: &Table, index: &Index) -> String {
    let (words, columns) = (index_words(index), columns_of(index));
    format!("CREATE {words} `{}` ON `{}`({columns})", index.name, table.name.name)
}

fn drop_index(table: &Table, index: &Index) -> String {
    format!("DROP INDEX `{}` ON `{}`", index.name, table.name.name)
}

fn add_foreign_key(table: &Table, key: &ForeignKey) -> String {
    let name = key.name.as_ref().map(|name| format!("CONSTRAINT `{name}` ")).unwrap_or_default();
    format!(
        "ALTER TABLE `{}` ADD {name}FOREIGN KEY ({}) REFERENCES `{}`({}){}",
        table.name.name,
        quoted_list(&key.columns, quoted, ", "),
        key.references.name,
        quoted_list(&key.referenced_columns, quoted, ", "),
        actions(key)
    )
}

fn create_table(table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|it| format!("    {}", column(it))).collect();
    let indexes = table
        .indexes
        .iter()
        .map(|index| format!("    {} `{}`({})", index_words(index), index.name, columns_of(index)));
    let keys: Vec<String> = indexes.chain(primary_key_of(table).map(|key| format!("    {key}"))).collect();
    let keys = if keys.is_empty() { String::new() } else { format!(",\n\n{}", keys.join(",\n")) };
    format!(
        "CREATE TABLE `{}` (\n{}{keys}\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        table.name.name,
        columns.join(",\n")
    )
}

fn column(column: &Column) -> String {
    // JSON and bytes take no constant.
    let is_allowed = |value: &&DefaultValue| match column.ty.scalar() {
        Some(ScalarType::Json) => false,
        Some(ScalarType::Bytes) => matches!(value, DefaultValue::Expression(_)),
        _ => true,
    };
    let default = column.default_value().filter(is_allowed).and_then(|it| default_of(column, it));
    let default = default.map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
    let counts = if column.autoincrement { " AUTO_INCREMENT" } else { "" };
    format!("`{}` {}{}{counts}{default}", column.name, column_type(column), nullability(column))
}

fn nullability(column: &Column) -> &'static str {
    if column.is_required() { " NOT NULL" } else { " NULL" }
}

fn column_type(column: &Column) -> String {
    match &column.ty {
        ColumnType::Native(native) => native.sql(model::catalog::Provider::Mysql),
        ColumnType::EnumValues(values) => {
            let values: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
            format!("ENUM({})", values.join(", "))
        }
        ColumnType::Unsupported(text) => text.to_string(),
        ColumnType::Enum(_) | ColumnType::Scalar(_) => "TEXT".into(),
    }
}

fn default_of(column: &Column, value: &DefaultValue) -> Option<String> {
    Some(match value {
        DefaultValue::Literal(Literal::String(text) | Literal::Enum(text)) => default::string(text),
        DefaultValue::Literal(Literal::DateTime(time)) => {
            format!("'{}T{}{}'", time.date, time.time, time.offset)
        }
        DefaultValue::Literal(literal) => default::plain(literal),
        DefaultValue::Now => {
            let is_time = |name: &str| matches!(name, "DateTime" | "Timestamp" | "Time");
            let native = column.ty.native().filter(|native| is_time(native.native.name));
            format!("CURRENT_TIMESTAMP({})", native.and_then(|native| native.number(0)).unwrap_or(3))
        }
        DefaultValue::Expression(text) => text.as_ref()?.to_string(),
        DefaultValue::Sequence(_) | DefaultValue::UniqueRowId => return None,
    })
}

fn alter_table(altered: &AlterTable) -> Option<String> {
    let Pair { from, to } = &altered.tables;
    let mut clauses = Vec::new();
    for change in &altered.changes {
        match change {
            TableChange::DropPrimaryKey => clauses.push("DROP PRIMARY KEY".to_owned()),
            TableChange::RenamePrimaryKey => {}
            TableChange::AddPrimaryKey => clauses.extend(primary_key_of(to).map(|key| format!("ADD {key}"))),
            TableChange::DropColumn(at) => {
                clauses.extend(from.columns.get(*at).map(|it| format!("DROP COLUMN `{}`", it.name)));
            }
            TableChange::AddColumn(at) => {
                clauses.extend(to.columns.get(*at).map(|it| format!("ADD COLUMN {}", column(it))));
            }
            TableChange::AlterColumn(change) => clauses.extend(alter_column(altered, change)),
            TableChange::DropAndRecreateColumn(change) => {
                let Some(columns) = altered.columns(change) else { continue };
                clauses.push(format!("DROP COLUMN `{}`", columns.from.name));
                clauses.push(format!("ADD COLUMN {}", column(columns.to)));
            }
        }
    }
    (!clauses.is_empty()).then(|| format!("ALTER TABLE `{}` {}", from.name.name, clauses.join(",\n    ")))
}

fn alter_column(altered: &AlterTable, change: &AlterColumn) -> Option<String> {
    let Pair { from, to } = altered.columns(change)?;
    if change.changes.only_default() && to.default.is_none() {
        return Some(format!("ALTER COLUMN `{}` DROP DEFAULT", from.name));
    }
    // An expression that the schema leaves open stays what it is.
    let value = match (from.default_value(), to.default_value()) {
        (Some(before @ DefaultValue::Expression(Some(_))), Some(DefaultValue::Expression(None))) => {
            Some(before)
        }
        (_, after) => after,
    };
    let default = value.and_then(|value| default_of(to, value)).filter(|text| !text.is_empty());
    let default = default.map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
    let counts = if to.autoincrement { " AUTO_INCREMENT" } else { "" };
    Some(format!("MODIFY `{}` {}{}{default}{counts}", to.name, column_type(to), nullability(to)))
}
