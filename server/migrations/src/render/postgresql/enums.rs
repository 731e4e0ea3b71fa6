//! Changes of enum types.

use model::catalog::Provider;
use model::database::{Column, DefaultValue, Literal, QualifiedName, default_namespace};
use smol_str::SmolStr;

use crate::render::postgresql::{Dialect, in_namespace_of, qualified, values};
use crate::step::{AlterEnum, ColumnOf, Pair};

impl Dialect {
    pub(super) fn alter_enum(&self, altered: &AlterEnum) -> Vec<String> {
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
            let table = read_name(&column.table.name, altered.from_history);
            statements.extend(column.get().map(|it| {
                format!("ALTER TABLE {} ALTER COLUMN \"{}\" DROP DEFAULT", qualified(&table), it.name)
            }));
        }
        for column in &altered.columns {
            let (Some(start), Some(it)) = (with_table(column), column.get()) else { continue };
            let list = if it.is_list() { "[]" } else { "" };
            let name = &it.name;
            statements.push(format!("{start} TYPE {new}{list} USING (\"{name}\"::text::{new}{list})"));
        }
        statements.push(format!("ALTER TYPE {} RENAME TO \"{old_name}\"", qualified(&from.name)));
        statements.push(format!("ALTER TYPE {new} RENAME TO \"{}\"", to.name.name));
        let before = read_name(&from.name, altered.from_history);
        statements.push(format!("DROP TYPE {}", in_namespace_of(&before, &old_name)));
        for after in altered.defaults.iter().filter_map(|(_, after)| after.as_ref()) {
            let Some(column) = after.get() else { continue };
            let value = column.default_value().and_then(|value| self.default(value, column));
            let value = value.unwrap_or_default();
            statements.extend(with_table(after).map(|it| format!("{it} SET DEFAULT {value}")));
        }
        statements.push("COMMIT".to_owned());
        statements
    }

    pub(super) fn alter_cockroach_enum(&self, altered: &AlterEnum) -> Vec<String> {
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

/// A name as Prisma reads it from a database: with its database schema, the default one too.
fn read_name(name: &QualifiedName, is_read: bool) -> QualifiedName {
    let default = default_namespace(Provider::Postgresql).filter(|_| is_read).map(SmolStr::from);
    QualifiedName { namespace: name.namespace.clone().or(default), name: name.name.clone() }
}
