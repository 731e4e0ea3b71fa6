//! PostgreSQL and CockroachDB.

use model::catalog::Provider;
use model::catalog::index_types::IndexType;
use model::database::{
    Column, ColumnType, DefaultValue, Extension, ForeignKey, Index, Literal, Nullability, QualifiedName,
    Sequence, Table,
};
use smol_str::SmolStr;

use crate::render::{actions, default, double_quoted, order, quoted_list};
use crate::step::{AlterColumn, AlterEnum, AlterTable, ColumnOf, Pair, RedefineTable, Step, TableChange};

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
    let predicate = index.predicate.as_ref().map(|it| format!(" WHERE {it}")).unwrap_or_default();
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

    fn alter_table(&self, altered: &AlterTable) -> Vec<String> {
        let mut table = Clauses::default();
        let Pair { from, to } = &altered.tables;
        let key =
            |table: &Table| table.primary_key.as_ref().and_then(|key| key.name.clone()).unwrap_or_default();
        for change in &altered.changes {
            match change {
                TableChange::DropPrimaryKey => {
                    table.clauses.push(format!("DROP CONSTRAINT \"{}\"", key(from)))
                }
                TableChange::RenamePrimaryKey => {
                    table.rename = Some(format!("RENAME CONSTRAINT \"{}\" TO \"{}\"", key(from), key(to)));
                }
                TableChange::AddPrimaryKey => {
                    let columns = to.primary_key.iter().flat_map(|key| &key.columns).map(|it| &it.name);
                    let columns = quoted_list(columns, double_quoted, ", ");
                    table.clauses.push(format!("ADD CONSTRAINT \"{}\" PRIMARY KEY ({columns})", key(to)));
                }
                TableChange::DropColumn(at) => {
                    table
                        .clauses
                        .extend(from.columns.get(*at).map(|it| format!("DROP COLUMN \"{}\"", it.name)));
                }
                TableChange::AddColumn(at) => {
                    let added = to.columns.get(*at).map(|it| format!("ADD COLUMN {}", self.column(it)));
                    table.clauses.extend(added);
                }
                TableChange::AlterColumn(change) => self.alter_column(altered, change, &mut table),
                TableChange::DropAndRecreateColumn(change) => {
                    let Some(columns) = altered.columns(change) else { continue };
                    table.clauses.push(format!("DROP COLUMN \"{}\"", columns.from.name));
                    table.clauses.push(format!("ADD COLUMN {}", self.column(columns.to)));
                }
            }
        }
        table.statements(self.provider, &qualified(&to.name))
    }

    fn alter_column(&self, altered: &AlterTable, change: &AlterColumn, table: &mut Clauses) {
        let Some(Pair { from, to }) = altered.columns(change) else { return };
        let changes = change.changes;
        let prefix = format!("ALTER COLUMN \"{}\"", from.name);
        let mut drops_default = false;
        if changes.nullability {
            match (from.nullability, to.nullability) {
                (_, Nullability::Nullable) => table.clauses.push(format!("{prefix} DROP NOT NULL")),
                (_, Nullability::Required) => table.clauses.push(format!("{prefix} SET NOT NULL")),
                (_, Nullability::List) => {}
            }
        }
        if changes.default {
            match to.default_value() {
                Some(value) => {
                    let value = self.default(value, to).unwrap_or_default();
                    table.clauses.push(format!("{prefix} SET DEFAULT {value}"));
                }
                None => drops_default = true,
            }
        }
        let gains = changes.autoincrement && !from.autoincrement;
        if drops_default {
            table.clauses.push(format!("{prefix} DROP DEFAULT"));
        }
        if changes.autoincrement && from.autoincrement {
            drops_default = true;
            table.clauses.push(format!("{prefix} DROP DEFAULT"));
        }
        if drops_default
            && let Some(DefaultValue::Sequence(sequence)) = from.default_value()
            && altered.unused_sequences.contains(&sequence.name)
        {
            table.after.push(format!("DROP SEQUENCE \"{}\"", sequence.name));
        }
        if gains {
            self.add_sequence(altered, to, &prefix, table);
        }
        let changes_list = changes.nullability && (from.is_list() || to.is_list());
        if changes.cast.is_some() || changes_list {
            table.clauses.push(format!("{prefix} SET DATA TYPE {}", self.column_type(to)));
        }
    }

    /// A sequence as a serial column has it, for a column that is there already.
    fn add_sequence(&self, altered: &AlterTable, column: &Column, prefix: &str, table: &mut Clauses) {
        let Pair { from, to } = &altered.tables;
        let namespace = to.name.namespace.as_ref().map(|it| format!("\"{it}\".")).unwrap_or_default();
        let sequence = format!("{namespace}{}_{}_seq", to.name.name, column.name).to_lowercase();
        table.before.push(format!("CREATE SEQUENCE {sequence}"));
        table.clauses.push(format!("{prefix} SET DEFAULT nextval('{sequence}')"));
        let owner = qualified(&from.name);
        table.after.push(format!("ALTER SEQUENCE {sequence} OWNED BY {owner}.\"{}\"", column.name));
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

    fn alter_enum(&self, altered: &AlterEnum) -> Vec<String> {
        let Pair { from, to } = &altered.types;
        if altered.dropped.is_empty() {
            return add_values(&qualified(&from.name), &altered.created);
        }
        let new_name = format!("{}_new", to.name.name);
        let (new, old_name) = (in_namespace_of(&to.name, &new_name), format!("{}_old", from.name.name));
        let mut statements =
            vec!["BEGIN".to_owned(), format!("CREATE TYPE {new} AS ENUM ({})", values(&to.values))];
        let with_table = |column: &ColumnOf| {
            let name = &column.get()?.name;
            Some(format!("ALTER TABLE {} ALTER COLUMN \"{name}\"", qualified(&column.table.name)))
        };
        for (column, _) in &altered.defaults {
            statements.extend(with_table(column).map(|it| format!("{it} DROP DEFAULT")));
        }
        for column in &altered.columns {
            let (Some(start), Some(it)) = (with_table(column), column.get()) else { continue };
            let list = if it.is_list() { "[]" } else { "" };
            let name = &it.name;
            statements.push(format!("{start} TYPE {new}{list} USING (\"{name}\"::text::{new}{list})"));
        }
        statements.push(format!("ALTER TYPE {} RENAME TO \"{old_name}\"", qualified(&from.name)));
        statements.push(format!("ALTER TYPE {new} RENAME TO \"{}\"", to.name.name));
        statements.push(format!("DROP TYPE {}", in_namespace_of(&from.name, &old_name)));
        for after in altered.defaults.iter().filter_map(|(_, after)| after.as_ref()) {
            let Some(column) = after.get() else { continue };
            let value = column.default_value().and_then(|value| self.default(value, column));
            let value = value.unwrap_or_default();
            statements.extend(with_table(after).map(|it| format!("{it} SET DEFAULT {value}")));
        }
        statements.push("COMMIT".to_owned());
        statements
    }

    fn alter_cockroach_enum(&self, altered: &AlterEnum) -> Vec<String> {
        let Pair { from, to } = &altered.types;
        let name = qualified(&from.name);
        let loses = |column: &&ColumnOf| match column.get().and_then(Column::default_value) {
            Some(DefaultValue::Literal(Literal::Enum(value))) => !to.values.contains(value),
            _ => false,
        };
        let lost = altered.defaults.iter().map(|(column, _)| column).filter(loses);
        let mut statements: Vec<String> = lost
            .filter_map(|column| {
                let table = qualified(&column.table.name);
                Some(format!("ALTER TABLE {table} ALTER COLUMN \"{}\" DROP DEFAULT", column.get()?.name))
            })
            .collect();
        statements.extend(altered.created.iter().map(|it| format!("ALTER TYPE {name} ADD VALUE '{it}'")));
        // The missing blank is Prisma's.
        statements.extend(altered.dropped.iter().map(|it| format!("ALTER TYPE {name}DROP VALUE '{it}'")));
        statements
    }
}

/// What Prisma says above several values that are added at once.
const SEVERAL_VALUES: &str = "\
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


";

fn add_values(name: &str, created: &[SmolStr]) -> Vec<String> {
    let several = if created.len() > 1 { SEVERAL_VALUES } else { "" };
    let comments = std::iter::once(several).chain(std::iter::repeat(""));
    let statements = created.iter().zip(comments);
    statements.map(|(value, comment)| format!("{comment}ALTER TYPE {name} ADD VALUE '{value}'")).collect()
}

/// The clauses of `ALTER TABLE`, and the statements before and after it.
#[derive(Default)]
struct Clauses {
    before: Vec<String>,
    clauses: Vec<String>,
    /// A clause that has to stand alone.
    rename: Option<String>,
    after: Vec<String>,
}

impl Clauses {
    /// CockroachDB has a statement for each clause.
    fn statements(self, provider: Provider, table: &str) -> Vec<String> {
        let mut statements = self.before;
        if self.clauses.is_empty() {
            // Only the rename.
        } else if provider == Provider::Cockroachdb {
            statements.extend(self.clauses.iter().map(|clause| format!("ALTER TABLE {table} {clause}")));
        } else {
            statements.push(format!("ALTER TABLE {table} {}", self.clauses.join(",\n")));
        }
        statements.extend(self.rename.map(|clause| format!("ALTER TABLE {table} {clause}")));
        statements.extend(self.after);
        statements
    }
}
