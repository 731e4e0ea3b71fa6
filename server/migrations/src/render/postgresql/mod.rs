//! PostgreSQL and CockroachDB.

mod alter_table;
mod enums;

use model::catalog::Provider;
use model::catalog::index_types::IndexType;
use model::database::{
    Column, ColumnType, DefaultValue, Extension, ForeignKey, Index, Literal, QualifiedName, Sequence, Table,
};
use smol_str::SmolStr;

use crate::render::{actions, default, double_quoted, order, quoted_list};
use crate::step::{Pair, RedefineTable, Step};

pub(super) fn statements(provider: Provider, step: &Step) -> Vec<String> {
    let dialect = Dialect { provider };
    match step {
        Step::CreateSchema(name) => vec![format!("CREATE SCHEMA IF NOT EXISTS \"{name}\"")],
        Step::DropExtension(extension) => vec![format!("DROP EXTENSION \"{}\"", extension.name)],
        Step::CreateExtension(extension) => vec![create_extension(extension)],
        Step::AlterExtension(extensions) => alter_extension(extensions),
        Step::AlterSequence(sequences) => vec![alter_sequence(sequences.as_ref().map(|it| &**it))],
        Step::CreateEnum(value) => {
            vec![format!("CREATE TYPE {} AS ENUM ({})", qualified(&value.name), values(&value.values))]
        }
        Step::AlterEnum(altered) if provider == Provider::Cockroachdb => {
            dialect.alter_cockroach_enum(altered)
        }
        Step::AlterEnum(altered) => dialect.alter_enum(altered),
        Step::DropForeignKey(key) => {
            key.get().map(|it| drop_foreign_key(&key.table, it)).into_iter().collect()
        }
        Step::DropIndex(index) => index.get().map(|it| drop_index(&index.table, it)).into_iter().collect(),
        Step::AlterTable(altered) => dialect.alter_table(altered),
        Step::AlterPrimaryKey(tables) => alter_primary_key(&tables.to).into_iter().collect(),
        Step::DropTable(table) => vec![format!("DROP TABLE {}", qualified(&table.name))],
        Step::DropEnum(value) => vec![format!("DROP TYPE {}", qualified(&value.name))],
        Step::CreateTable(table) => vec![dialect.create_table(table, &table.name)],
        Step::RedefineTables(tables) => tables.iter().flat_map(|it| dialect.redefine_table(it)).collect(),
        Step::CreateIndex { index, .. } => {
            index.get().map(|it| create_index(&index.table, it)).into_iter().collect()
        }
        Step::RenameForeignKey(keys) => {
            let names =
                keys.as_ref().map(|key| key.get().and_then(|key| key.name.clone()).unwrap_or_default());
            vec![format!(
                "ALTER TABLE {} RENAME CONSTRAINT \"{}\" TO \"{}\"",
                qualified(&keys.to.table.name),
                names.from,
                names.to
            )]
        }
        Step::AddForeignKey(key) => key.get().map(|it| add_foreign_key(&key.table, it)).into_iter().collect(),
        Step::RenameIndex(indexes) | Step::RedefineIndex(indexes) => {
            let names = indexes.as_ref().map(|it| it.get().map(|it| it.name.clone()).unwrap_or_default());
            let from = in_namespace_of(&indexes.to.table.name, &names.from);
            vec![format!("ALTER INDEX {from} RENAME TO \"{}\"", names.to)]
        }
    }
}

/// The type of a column, with its array.
pub(crate) fn type_of(provider: Provider, column: &Column) -> String {
    Dialect { provider }.column_type(column)
}

/// The default of a column in SQL.
pub(crate) fn default_of(provider: Provider, column: &Column) -> Option<String> {
    Dialect { provider }.default(column.default_value()?, column)
}

/// `"schema"."name"`, or `"name"` in the default database schema.
fn qualified(name: &QualifiedName) -> String {
    in_namespace_of(name, &name.name)
}

/// A name in the same database schema as another one.
fn in_namespace_of(name: &QualifiedName, other: &str) -> String {
    match &name.namespace {
        Some(namespace) => format!("\"{namespace}\".\"{other}\""),
        None => double_quoted(other),
    }
}

fn values(values: &[SmolStr]) -> String {
    values.iter().map(|value| format!("'{value}'")).collect::<Vec<_>>().join(", ")
}

fn create_extension(extension: &Extension) -> String {
    let mut statement = format!("CREATE EXTENSION IF NOT EXISTS \"{}\"", extension.name);
    if !extension.schema.is_empty() || !extension.version.is_empty() {
        statement.push_str(" WITH");
    }
    if !extension.schema.is_empty() {
        statement.push_str(&format!(" SCHEMA \"{}\"", extension.schema));
    }
    if !extension.version.is_empty() {
        statement.push_str(&format!(" VERSION \"{}\"", extension.version));
    }
    statement
}

fn alter_extension(extensions: &Pair<Extension>) -> Vec<String> {
    let Pair { from, to } = extensions;
    let differ = |a: &SmolStr, b: &SmolStr| !a.is_empty() && !b.is_empty() && a != b;
    let mut statements = Vec::new();
    if differ(&from.version, &to.version) {
        statements.push(format!("ALTER EXTENSION \"{}\" UPDATE TO \"{}\"", from.name, to.version));
    }
    if differ(&from.schema, &to.schema) {
        statements.push(format!("ALTER EXTENSION \"{}\" SET SCHEMA \"{}\"", from.name, to.schema));
    }
    statements
}

fn alter_sequence(sequences: Pair<&Sequence>) -> String {
    let Pair { from, to } = sequences;
    let options = [
        ("MINVALUE", from.min, to.min),
        ("MAXVALUE", from.max, to.max),
        ("INCREMENT", from.increment, to.increment),
        ("START", from.start, to.start),
        ("CACHE", from.cache, to.cache),
    ];
    let changed = options.iter().filter(|(_, from, to)| from != to);
    let changed: String = changed.map(|(word, _, to)| format!(" {word} {to}")).collect();
    format!("ALTER SEQUENCE \"{}\"{changed}", from.name)
}

fn alter_primary_key(table: &Table) -> Option<String> {
    let key = table.primary_key.as_ref()?;
    let columns = quoted_list(key.columns.iter().map(|it| &it.name), double_quoted, ", ");
    Some(format!("ALTER TABLE {} ALTER PRIMARY KEY USING COLUMNS ({columns})", qualified(&table.name)))
}

fn drop_index(table: &Table, index: &Index) -> String {
    format!("DROP INDEX {}", in_namespace_of(&table.name, &index.name))
}

fn create_index(table: &Table, index: &Index) -> String {
    let unique = if index.is_unique() { "UNIQUE " } else { "" };
    let using = match index.method {
        IndexType::BTree => "",
        IndexType::Hash => " USING HASH ",
        IndexType::Gist => " USING GIST ",
        IndexType::Gin => " USING GIN ",
        IndexType::SpGist => " USING SPGIST ",
        IndexType::Brin => " USING BRIN ",
    };
    let columns = index.columns.iter().map(|column| {
        let class =
            column.operator_class.as_ref().map(|class| format!(" {}", class.name)).unwrap_or_default();
        format!("\"{}\"{class}{}", column.name, order(column))
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    let predicate = index.predicate.as_ref().map(|it| format!(" WHERE ({it})")).unwrap_or_default();
    let table = qualified(&table.name);
    format!("CREATE {unique}INDEX \"{}\" ON {table}{using}({columns}){predicate}", index.name)
}

fn drop_foreign_key(table: &Table, key: &ForeignKey) -> String {
    let name = key.name.as_deref().unwrap_or_default();
    format!("ALTER TABLE {} DROP CONSTRAINT \"{name}\"", qualified(&table.name))
}

fn add_foreign_key(table: &Table, key: &ForeignKey) -> String {
    let name = key.name.as_ref().map(|name| format!("CONSTRAINT \"{name}\" ")).unwrap_or_default();
    format!(
        "ALTER TABLE {} ADD {name}FOREIGN KEY ({}) REFERENCES {}({}){}",
        qualified(&table.name),
        quoted_list(&key.columns, double_quoted, ", "),
        qualified(&key.references),
        quoted_list(&key.referenced_columns, double_quoted, ", "),
        actions(key)
    )
}

struct Dialect {
    provider: Provider,
}

impl Dialect {
    fn create_table(&self, table: &Table, name: &QualifiedName) -> String {
        let columns: Vec<String> = table.columns.iter().map(|column| self.column(column)).collect();
        let key = table.primary_key.as_ref().map(|key| {
            let columns = quoted_list(key.columns.iter().map(|it| &it.name), double_quoted, ",");
            let name = key.name.as_deref().unwrap_or_default();
            format!(",\n\n    CONSTRAINT \"{name}\" PRIMARY KEY ({columns})")
        });
        let columns = columns.join(",\n");
        format!("CREATE TABLE {} (\n{columns}{}\n)", qualified(name), key.unwrap_or_default())
    }

    /// A column, indented as in `CREATE TABLE`; Prisma has the indentation in `ADD COLUMN` as well.
    fn column(&self, column: &Column) -> String {
        let required = if column.is_required() { " NOT NULL" } else { "" };
        let default = column.default_value().and_then(|value| self.default(value, column));
        let default = default.map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
        let identity = self.identity(column);
        format!("    \"{}\" {}{required}{default}{identity}", column.name, self.column_type(column))
    }

    fn column_type(&self, column: &Column) -> String {
        let list = if column.is_list() { "[]" } else { "" };
        let ty = match &column.ty {
            ColumnType::Native(native) => native.sql(self.provider),
            ColumnType::Enum(name) => qualified(name),
            ColumnType::Unsupported(text) => text.to_string(),
            ColumnType::EnumValues(_) | ColumnType::Scalar(_) => "TEXT".into(),
        };
        let serial = match ty.as_str() {
            "SMALLINT" => "SMALLSERIAL",
            "INTEGER" => "SERIAL",
            "BIGINT" => "BIGSERIAL",
            _ => &ty,
        };
        let is_serial = column.autoincrement && self.provider == Provider::Postgresql;
        format!("{}{list}", if is_serial { serial } else { &ty })
    }

    /// The value of a default; `None` where the column says it otherwise.
    fn default(&self, value: &DefaultValue, column: &Column) -> Option<String> {
        match value {
            DefaultValue::Literal(literal) => Some(self.constant(literal, column)),
            DefaultValue::Now => Some("CURRENT_TIMESTAMP".into()),
            DefaultValue::Expression(text) => {
                text.as_ref().map(|it| it.to_string()).filter(|it| !it.is_empty())
            }
            DefaultValue::Sequence(_) => None,
            DefaultValue::UniqueRowId => Some("unique_rowid()".into()),
        }
    }

    fn constant(&self, literal: &Literal, column: &Column) -> String {
        match literal {
            Literal::String(text) | Literal::Enum(text) | Literal::Json(text) => default::string(text),
            Literal::DateTime(time) => default::date_time(time),
            Literal::Bytes(bytes) => format!("'\\x{}'", default::hex(bytes)),
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.constant(item, column)).collect();
                format!("ARRAY[{}]::{}", items.join(", "), self.column_type(column))
            }
            other => default::plain(other),
        }
    }

    /// How a column of CockroachDB counts.
    fn identity(&self, column: &Column) -> String {
        let Some(DefaultValue::Sequence(sequence)) = column.default_value() else { return String::new() };
        if self.provider != Provider::Cockroachdb {
            return String::new();
        }
        let mut options = Vec::new();
        if sequence.is_virtual {
            options.push("VIRTUAL".to_owned());
        }
        let numbers = [
            ("INCREMENT", sequence.increment),
            ("CACHE", sequence.cache),
            ("START", sequence.start),
            ("MINVALUE", sequence.min),
        ];
        options.extend(numbers.iter().filter(|(_, it)| *it > 1).map(|(word, it)| format!("{word} {it}")));
        if sequence.max != 0 && sequence.max != i64::MAX {
            options.push(format!("MAXVALUE {}", sequence.max));
        }
        let options = if options.is_empty() { String::new() } else { format!(" ({})", options.join(" ")) };
        format!(" GENERATED BY DEFAULT AS IDENTITY{options}")
    }

    fn redefine_table(&self, redefined: &RedefineTable) -> Vec<String> {
        let Pair { from, to } = &redefined.tables;
        let temporary = QualifiedName {
            namespace: to.name.namespace.clone(),
            name: format!("_prisma_new_{}", to.name.name).into(),
        };
        let mut statements = vec![self.create_table(to, &temporary)];
        statements.extend(from.indexes.iter().map(|index| drop_index(from, index)));
        let copied = redefined.copied.iter().filter_map(|change| to.columns.get(change.columns.to));
        let columns = quoted_list(copied.map(|column| &column.name), double_quoted, ",");
        if !columns.is_empty() {
            statements.push(format!(
                "INSERT INTO {} ({columns}) SELECT {columns} FROM \"{}\"",
                qualified(&temporary),
                from.name.name
            ));
        }
        statements.push(format!("DROP TABLE {} CASCADE", qualified(&from.name)));
        statements.push(format!("ALTER TABLE {} RENAME TO \"{}\"", qualified(&temporary), to.name.name));
        statements.extend(to.indexes.iter().map(|index| create_index(to, index)));
        statements.extend(to.foreign_keys.iter().map(|key| add_foreign_key(to, key)));
        statements
    }
}
