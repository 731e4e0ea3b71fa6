//! The statements between two states, written so that they hold up nobody where the database can do that.

use base::cancel;
use model::catalog::Provider;
use model::database::{Column, Database, DefaultValue, EnumType, QualifiedName};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::diff::next_known;
use crate::plan::casts::{cast_in_place, without_counting};
use crate::plan::names::{MadeNames, in_namespace_of, names_of, qualified, quoted, string, with_suffix};
use crate::plan::values::{is_cheap, neutral};
use crate::render::{self, postgresql};
use crate::step::{AlterColumn, AlterEnum, AlterTable, Cast, Pair, Step, TableChange};
use crate::{DiffOptions, diff};

/// How long a statement waits for a lock, at most.
pub(super) const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '5s'";

/// Which way a stage goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the state after the change.
    Up,
    /// Back to the state before.
    Down,
}

/// The statements that make one state into another, without semicolons.
pub(super) fn statements(
    from: &Database,
    to: &Database,
    options: &DiffOptions,
    direction: Direction,
) -> Vec<String> {
    let provider = to.provider;
    let migration = diff(from, to, options);
    if provider != Provider::Postgresql {
        let statements = migration.steps.iter().flat_map(|step| render::statements(provider, step));
        // Prisma leaves a blank out of what it writes for CockroachDB, which then refuses it.
        let whole = |it: String| match provider == Provider::Cockroachdb && it.starts_with("ALTER TYPE ") {
            true => it.replacen("\"DROP VALUE ", "\" DROP VALUE ", 1),
            false => it,
        };
        return statements.map(whole).collect();
    }
    let created: FxHashSet<_> = migration
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::CreateTable(table) => Some(&table.name),
            _ => None,
        })
        .collect();
    let mut statements = Vec::new();
    let mut steps: Vec<&Step> = migration.steps.iter().collect();
    in_order_of_names(&mut steps, direction);
    if direction == Direction::Down {
        // A name is free again once the index that took it has given it back.
        let places: Vec<usize> =
            (0..steps.len()).filter(|at| matches!(steps.get(*at), Some(Step::RenameIndex(_)))).collect();
        let half = places.len() / 2;
        places.iter().zip(places.iter().rev()).take(half).for_each(|(a, b)| steps.swap(*a, *b));
    }
    for step in steps {
        cancel::check();
        let plain = || render::statements(provider, step);
        match step {
            // Where Prisma would drop a column and add it again, the plan casts it: its indexes stay.
            Step::CreateIndex { is_recreated: true, .. } => {}
            Step::CreateIndex { on_old_table: true, .. } => {
                statements.extend(plain().iter().map(|it| it.replacen("INDEX ", "INDEX CONCURRENTLY ", 1)));
            }
            Step::DropIndex(_) => {
                statements.extend(plain().iter().map(|it| it.replacen("INDEX ", "INDEX CONCURRENTLY ", 1)));
            }
            Step::AddForeignKey(key) if !created.contains(&key.table.name) => {
                statements.extend(plain().into_iter().map(|it| format!("{it} NOT VALID")));
                let name = key.get().and_then(|key| key.name.as_deref());
                if let (Direction::Down, Some(name)) = (direction, name) {
                    let (table, name) = (qualified(provider, &key.table.name), quoted(provider, name));
                    // Where rows of the other table are gone for good, the key holds for new rows.
                    statements.push(format!(
                        "DO $$ BEGIN ALTER TABLE {table} VALIDATE CONSTRAINT {name}; \
                         EXCEPTION WHEN foreign_key_violation THEN RAISE WARNING 'rows of % have no parent', {}; END $$",
                        string(&key.table.name.name)
                    ));
                }
            }
            Step::AlterTable(altered) => statements.extend(sequences(altered, alter_table(altered))),
            Step::AlterEnum(altered) if altered.dropped.is_empty() => statements.extend(add_values(altered)),
            Step::AlterEnum(altered) => {
                if direction == Direction::Down {
                    statements.extend(move_off(altered));
                }
                // The type is replaced in a transaction of its own.
                let types = MadeNames::of_types(from, to);
                let (before, after) = (&altered.types.from.name.name, &altered.types.to.name.name);
                let quote = |name: &str| quoted(provider, name);
                for statement in plain() {
                    let is_begin = statement == "BEGIN";
                    // The names that Prisma takes may be taken.
                    let statement =
                        statement.replace(&quote(&format!("{after}_new")), &quote(&types.successor(after)));
                    let statement =
                        statement.replace(&quote(&format!("{before}_old")), &quote(&types.former(before)));
                    statements.push(statement);
                    statements.extend(is_begin.then(|| LOCK_TIMEOUT.to_owned()));
                }
            }
            _ => statements.extend(plain()),
        }
    }
    statements
}

/// A name is given back before something else takes it: indexes are renamed before others are created (on the way up), keys
/// after others are dropped (on the way down).
fn in_order_of_names(steps: &mut [&Step], direction: Direction) {
    let mut created: FxHashSet<&SmolStr> = FxHashSet::default();
    let mut dropped: FxHashSet<&SmolStr> = FxHashSet::default();
    for step in steps.iter() {
        match step {
            Step::CreateTable(table) => created.extend(names_of(table)),
            Step::CreateIndex { index, .. } => created.extend(index.get().map(|index| &index.name)),
            Step::DropTable(table) => dropped.extend(names_of(table)),
            _ => {}
        }
    }
    match direction {
        Direction::Up => {
            let gives_back = |step: &&Step| match step {
                Step::RenameIndex(it) => it.from.get().is_some_and(|index| created.contains(&index.name)),
                _ => false,
            };
            steps.sort_by_key(|step| !gives_back(step));
        }
        Direction::Down => {
            let takes = |step: &&Step| match step {
                Step::AlterTable(it) => {
                    let key = it.tables.to.primary_key.as_ref().and_then(|key| key.name.as_ref());
                    matches!(it.changes.as_slice(), [TableChange::RenamePrimaryKey])
                        && key.is_some_and(|name| dropped.contains(name))
                }
                _ => false,
            };
            steps.sort_by_key(takes);
        }
    }
}

/// Whether a statement must not run in a transaction.
pub(super) fn is_concurrent(statement: &str) -> bool {
    statement.contains("INDEX CONCURRENTLY ")
}

/// Changes of a type say how the values are cast; a new sequence starts behind the values that are there.
fn alter_table(altered: &AlterTable) -> Vec<String> {
    let provider = Provider::Postgresql;
    let mut rest = altered.clone();
    let mut statements = Vec::new();
    rest.changes.retain(|change| {
        let (TableChange::AlterColumn(it) | TableChange::DropAndRecreateColumn(it)) = change else {
            return true;
        };
        let Some(columns) = altered.columns(it) else { return true };
        // Prisma drops and adds some columns that the database casts without writing a row.
        let is_recreated = matches!(change, TableChange::DropAndRecreateColumn(_));
        let is_other = it.changes.cast.is_some();
        let needs_cast = is_other && (is_recreated || !is_cheap(columns.from, columns.to));
        if !needs_cast {
            return true;
        }
        statements.push(change_type(altered, columns, it));
        if it.changes.autoincrement && columns.to.autoincrement {
            let table = &altered.tables.to.name;
            let (of, column) = (qualified(provider, table), quoted(provider, &columns.to.name));
            let namespace = table.namespace.as_ref().map(|it| format!("\"{it}\".")).unwrap_or_default();
            let sequence = format!("{namespace}{}_{}_seq", table.name, columns.to.name).to_lowercase();
            statements.push(format!("CREATE SEQUENCE {sequence}"));
            statements
                .push(format!("ALTER TABLE {of} ALTER COLUMN {column} SET DEFAULT nextval('{sequence}')"));
            statements.push(format!("ALTER SEQUENCE {sequence} OWNED BY {of}.{column}"));
        }
        if columns.from.autoincrement && columns.to.autoincrement {
            // The sequence of a serial column has the type that the column had.
            let table = &altered.tables.to.name;
            let sequence = format!("{}_{}_seq", table.name, columns.to.name);
            let ty = postgresql::type_of(provider, &without_counting(columns.to));
            let sequence = in_namespace_of(provider, table, &sequence);
            statements.push(format!("ALTER SEQUENCE IF EXISTS {sequence} AS {ty}"));
        }
        false
    });
    if !rest.changes.is_empty() {
        statements.extend(render::statements(provider, &Step::AlterTable(rest)));
    }
    for change in &altered.changes {
        let (TableChange::AlterColumn(it) | TableChange::DropAndRecreateColumn(it)) = change else {
            continue;
        };
        let Some(columns) = altered.columns(it) else { continue };
        if !it.changes.autoincrement || !columns.to.autoincrement {
            continue;
        }
        let Some(at) = statements.iter().position(|it| it.starts_with("CREATE SEQUENCE ")) else { continue };
        let sequence =
            statements.get(at).and_then(|it| it.strip_prefix("CREATE SEQUENCE ")).unwrap_or_default();
        let first = format!(
            "SELECT setval({}, (SELECT COALESCE(MAX({}), 0) + 1 FROM {}), false)",
            string(sequence),
            quoted(provider, &columns.to.name),
            qualified(provider, &altered.tables.to.name)
        );
        statements.insert(at + 1, first);
    }
    statements
}

/// The names of sequences: that of a serial column has no name in the schema, and is named by the table and the column.
fn sequences(altered: &AlterTable, statements: Vec<String>) -> Vec<String> {
    let provider = Provider::Postgresql;
    let table = &altered.tables.to.name;
    let mut statements = statements;
    for change in &altered.changes {
        let (TableChange::AlterColumn(it) | TableChange::DropAndRecreateColumn(it)) = change else {
            continue;
        };
        let Some(columns) = altered.columns(it) else { continue };
        let name = format!("{}_{}_seq", table.name, columns.to.name);
        let sequence = in_namespace_of(provider, table, &name);
        match (columns.from.autoincrement, columns.to.autoincrement) {
            (true, false) => {
                statements.retain(|statement| statement != "DROP SEQUENCE \"\"");
                statements.push(format!("DROP SEQUENCE IF EXISTS {sequence}"));
            }
            (false, true) => {
                let namespace = table.namespace.as_ref().map(|it| format!("\"{it}\".")).unwrap_or_default();
                let lower = format!("{namespace}{name}").to_lowercase();
                let ty = postgresql::type_of(provider, &without_counting(columns.to));
                for statement in &mut statements {
                    *statement = statement
                        .replace(
                            &format!("CREATE SEQUENCE {lower}"),
                            &format!("CREATE SEQUENCE {sequence} AS {ty}"),
                        )
                        .replace(&format!("'{lower}'"), &string(&sequence))
                        .replace(&format!("SEQUENCE {lower} OWNED"), &format!("SEQUENCE {sequence} OWNED"));
                }
            }
            _ => {}
        }
    }
    statements
}

fn change_type(altered: &AlterTable, columns: Pair<&Column>, change: &AlterColumn) -> String {
    let provider = Provider::Postgresql;
    let name = quoted(provider, &columns.to.name);
    let prefix = format!("ALTER COLUMN {name}");
    let mut clauses = Vec::new();
    if columns.from.default.is_some() && !(columns.from.autoincrement && columns.to.autoincrement) {
        clauses.push(format!("{prefix} DROP DEFAULT"));
    }
    let ty = postgresql::type_of(provider, &without_counting(columns.to));
    let using = match change.changes.cast {
        Some(Cast::Safe) => String::new(),
        _ => format!(" USING {}", cast_in_place(&name, columns.from, columns.to)),
    };
    clauses.push(format!("{prefix} SET DATA TYPE {ty}{using}"));
    let (was, is) = (columns.from.is_required(), columns.to.is_required());
    if was != is && !columns.to.is_list() {
        clauses.push(format!("{prefix} {} NOT NULL", if is { "SET" } else { "DROP" }));
    }
    if !matches!(columns.to.default_value(), Some(DefaultValue::Sequence(_)) | None)
        && let Some(default) = postgresql::default_of(provider, columns.to)
    {
        clauses.push(format!("{prefix} SET DEFAULT {default}"));
    }
    format!("ALTER TABLE {} {}", qualified(provider, &altered.tables.to.name), clauses.join(",\n"))
}

/// New values stand where the schema has them.
fn add_values(altered: &AlterEnum) -> Vec<String> {
    let EnumType { name, values } = &*altered.types.to;
    let name = qualified(Provider::Postgresql, name);
    let mut known: FxHashSet<&SmolStr> = altered.types.from.values.iter().collect();
    let next = next_known(values, &known);
    let mut statements = Vec::new();
    for (value, next) in values.iter().zip(next) {
        if known.insert(value) {
            let place = next.map(|next| format!(" BEFORE {}", string(next))).unwrap_or_default();
            statements.push(format!("ALTER TYPE {name} ADD VALUE IF NOT EXISTS {}{place}", string(value)));
        }
    }
    statements
}

/// Gives the rows another value that have one which goes: NULL, or the first that stays.
fn move_off(altered: &AlterEnum) -> Vec<String> {
    let provider = Provider::Postgresql;
    let gone = altered.dropped.iter().map(|value| string(value)).collect::<Vec<_>>().join(", ");
    let first = altered.types.to.values.first().map(|value| value.as_str());
    let of = |column: &crate::step::ColumnOf| {
        let it = column.get()?;
        let (table, name) = (qualified(provider, &column.table.name), quoted(provider, &it.name));
        if it.is_list() {
            let removed = altered
                .dropped
                .iter()
                .fold(name.clone(), |list, value| format!("array_remove({list}, {})", string(value)));
            let overlap = format!("{name}::text[] && ARRAY[{gone}]");
            return Some(format!("UPDATE {table} SET {name} = {removed} WHERE {overlap}"));
        }
        let value = if it.is_required() { neutral(it, first)? } else { "NULL".into() };
        Some(format!("UPDATE {table} SET {name} = {value} WHERE {name}::text IN ({gone})"))
    };
    altered.columns.iter().filter_map(of).collect()
}

/// `VALIDATE CONSTRAINT` for each foreign key that a list of statements adds without looking at old rows.
pub(super) fn validations(statements: &[String]) -> Vec<String> {
    let of = |statement: &String| {
        let before = statement.strip_suffix(" NOT VALID")?;
        let (table, rest) = before.split_once(" ADD CONSTRAINT ")?;
        let name = rest.split_once(" FOREIGN KEY ").or_else(|| rest.split_once(" CHECK "))?.0;
        Some(format!("{table} VALIDATE CONSTRAINT {name}"))
    };
    statements.iter().filter_map(of).collect()
}

/// A constraint that holds for new rows only: the column has no NULL.
pub(super) fn not_null_check(table: &QualifiedName, column: &str) -> Pair<String> {
    let provider = Provider::Postgresql;
    let name = with_suffix(&format!("{}_{column}", table.name), "_not_null");
    let (table, name) = (qualified(provider, table), quoted(provider, &name));
    let column = quoted(provider, column);
    Pair {
        from: format!("ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IS NOT NULL) NOT VALID"),
        to: format!("ALTER TABLE {table} DROP CONSTRAINT {name}"),
    }
}

/// A constraint that holds for new rows only: the column has none of these values.
pub(super) fn no_value_check(table: &QualifiedName, column: &Column, values: &[SmolStr]) -> Pair<String> {
    let provider = Provider::Postgresql;
    let name = with_suffix(&format!("{}_{}", table.name, column.name), "_values");
    let gone = values.iter().map(|value| string(value)).collect::<Vec<_>>().join(", ");
    let (table, name) = (qualified(provider, table), quoted(provider, &name));
    let it = quoted(provider, &column.name);
    let holds = match column.is_list() {
        true => format!("NOT ({it}::text[] && ARRAY[{gone}])"),
        false => format!("{it}::text NOT IN ({gone})"),
    };
    Pair {
        from: format!("ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({holds}) NOT VALID"),
        to: format!("ALTER TABLE {table} DROP CONSTRAINT {name}"),
    }
}
