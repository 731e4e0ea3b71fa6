//! SQLite.

use model::catalog::ScalarType;
use model::database::{Column, ColumnType, DefaultValue, Index, Literal, Table};

use crate::render::{actions, default, double_quoted, index_column, quoted_list};
use crate::step::{AlterColumn, AlterTable, Pair, RedefineTable, Step, TableChange};

pub(super) fn statements(step: &Step) -> Vec<String> {
    match step {
        Step::CreateTable(table) => vec![create_table(table, &table.name.name)],
        Step::DropTable(table) => vec![
            "PRAGMA foreign_keys=off".to_owned(),
            format!("DROP TABLE \"{}\"", table.name.name),
            "PRAGMA foreign_keys=on".to_owned(),
        ],
        Step::AlterTable(altered) => add_columns(altered),
        Step::RedefineTables(tables) => redefine_tables(tables),
        Step::CreateIndex { index, .. } => {
            index.get().map(|it| create_index(&index.table, it)).into_iter().collect()
        }
        Step::DropIndex(index) => index.get().map(drop_index).into_iter().collect(),
        Step::RenameIndex(indexes) | Step::RedefineIndex(indexes) => {
            let drop = indexes.from.get().map(drop_index);
            let create = indexes.to.get().map(|it| create_index(&indexes.to.table, it));
            drop.into_iter().chain(create).collect()
        }
        // SQLite has none of these, or no name for them.
        Step::CreateSchema(_)
        | Step::DropExtension(_)
        | Step::CreateExtension(_)
        | Step::AlterExtension(_)
        | Step::AlterSequence(_)
        | Step::CreateEnum(_)
        | Step::AlterEnum(_)
        | Step::DropEnum(_)
        | Step::DropForeignKey(_)
        | Step::AddForeignKey(_)
        | Step::RenameForeignKey(_)
        | Step::AlterPrimaryKey(_) => Vec::new(),
    }
}

fn add_columns(altered: &AlterTable) -> Vec<String> {
    let added = altered.changes.iter().filter_map(|change| match change {
        TableChange::AddColumn(at) => altered.tables.to.columns.get(*at),
        _ => None,
    });
    let Pair { from, to } = &altered.tables;
    added.map(|it| format!("ALTER TABLE \"{}\" ADD COLUMN {}", from.name.name, column(to, it))).collect()
}

fn create_table(table: &Table, name: &str) -> String {
    let columns = table.columns.iter().map(|it| format!("    {}", column(table, it)));
    let mut lines = columns.collect::<Vec<_>>().join(",\n");
    if let Some(key) = &table.primary_key
        && key.columns.len() > 1
    {
        let columns = quoted_list(key.columns.iter().map(|it| &it.name), double_quoted, ", ");
        lines.push_str(&format!(",\n\n    PRIMARY KEY ({columns})"));
    }
    for key in &table.foreign_keys {
        let name = key.name.as_ref().map(|name| format!("CONSTRAINT \"{name}\" ")).unwrap_or_default();
        lines.push_str(&format!(
            ",\n    {name}FOREIGN KEY ({}) REFERENCES \"{}\" ({}){}",
            quoted_list(&key.columns, double_quoted, ", "),
            key.references.name,
            quoted_list(&key.referenced_columns, double_quoted, ", "),
            actions(key)
        ));
    }
    format!("CREATE TABLE \"{name}\" (\n{lines}\n)")
}

fn column(table: &Table, column: &Column) -> String {
    let is_key = table.is_single_primary_key(&column.name);
    let required = if column.is_required() || column.is_list() { " NOT NULL" } else { "" };
    let key = if is_key { " PRIMARY KEY" } else { "" };
    let counts = is_key && column.ty.scalar() == Some(ScalarType::Int);
    let counts = if counts { " AUTOINCREMENT" } else { "" };
    let default = column.default_value().and_then(value).map(|value| format!(" DEFAULT {value}"));
    let default = default.unwrap_or_default();
    format!("\"{}\" {}{required}{key}{counts}{default}", column.name, column_type(&column.ty))
}

fn column_type(ty: &ColumnType) -> &str {
    match ty {
        ColumnType::Unsupported(text) => text,
        other => match other.scalar() {
            Some(ScalarType::Boolean) => "BOOLEAN",
            Some(ScalarType::Int) => "INTEGER",
            Some(ScalarType::BigInt) => "BIGINT",
            Some(ScalarType::Float) => "REAL",
            Some(ScalarType::Decimal) => "DECIMAL",
            Some(ScalarType::DateTime) => "DATETIME",
            Some(ScalarType::Json) => "JSONB",
            Some(ScalarType::Bytes) => "BLOB",
            Some(ScalarType::String) | None => "TEXT",
        },
    }
}

fn value(value: &DefaultValue) -> Option<String> {
    Some(match value {
        DefaultValue::Literal(Literal::String(text) | Literal::Enum(text)) => default::string(text),
        DefaultValue::Literal(Literal::Bytes(bytes)) => format!("'{}'", default::hex(bytes)),
        DefaultValue::Literal(Literal::DateTime(time)) => default::date_time(time),
        DefaultValue::Literal(literal) => default::plain(literal),
        DefaultValue::Now => "CURRENT_TIMESTAMP".into(),
        DefaultValue::Expression(text) => text.as_ref()?.to_string(),
        DefaultValue::Sequence(_) | DefaultValue::UniqueRowId => return None,
    })
}

fn drop_index(index: &Index) -> String {
    format!("DROP INDEX \"{}\"", index.name)
}

fn create_index(table: &Table, index: &Index) -> String {
    let unique = if index.is_unique() { "UNIQUE " } else { "" };
    let columns = index.columns.iter().map(|column| index_column(column, double_quoted));
    let columns = columns.collect::<Vec<_>>().join(", ");
    let predicate = index.predicate.as_ref().map(|it| format!(" WHERE {it}")).unwrap_or_default();
    let table = &table.name.name;
    let statement = format!("CREATE {unique}INDEX \"{}\" ON \"{table}\"({columns}){predicate}", index.name);
    if index.name.starts_with("sqlite_") {
        return format!("Pragma writable_schema=1;\n{statement};\nPragma writable_schema=0");
    }
    statement
}

fn redefine_tables(tables: &[RedefineTable]) -> Vec<String> {
    let mut statements =
        vec!["PRAGMA defer_foreign_keys=ON".to_owned(), "PRAGMA foreign_keys=OFF".to_owned()];
    for redefined in tables {
        let Pair { from, to } = &redefined.tables;
        let temporary = format!("new_{}", to.name.name);
        statements.push(create_table(to, &temporary));
        statements.extend(copy_rows(redefined, &temporary));
        statements.push(format!("DROP TABLE \"{}\"", from.name.name));
        statements.push(format!("ALTER TABLE \"{temporary}\" RENAME TO \"{}\"", to.name.name));
        statements.extend(to.indexes.iter().map(|index| create_index(to, index)));
    }
    statements.push("PRAGMA foreign_keys=ON".to_owned());
    statements.push("PRAGMA defer_foreign_keys=OFF".to_owned());
    statements
}

fn copy_rows(redefined: &RedefineTable, temporary: &str) -> Option<String> {
    if redefined.copied.is_empty() {
        return None;
    }
    let names = redefined.copied.iter().filter_map(|change| Some(&redefined.columns(change)?.to.name));
    let sources = redefined.copied.iter().filter_map(|change| source(redefined, change));
    Some(format!(
        "INSERT INTO \"{temporary}\" ({}) SELECT {} FROM \"{}\"",
        quoted_list(names, double_quoted, ", "),
        sources.collect::<Vec<_>>().join(", "),
        redefined.tables.from.name.name
    ))
}

/// What is copied into a column: NULL gives way to the default where the column becomes required.
fn source(redefined: &RedefineTable, change: &AlterColumn) -> Option<String> {
    let Pair { from, to } = redefined.columns(change)?;
    let name = double_quoted(&from.name);
    let default = to.default_value().filter(|_| change.changes.nullability && to.is_required());
    Some(match default.and_then(value) {
        Some(default) => format!("coalesce({name}, {default}) AS {name}"),
        None => name,
    })
}
