//! `ALTER TABLE`.

use model::catalog::Provider;
use model::database::{Column, DefaultValue, Nullability, Table};

use crate::render::postgresql::{Dialect, qualified};
use crate::render::{double_quoted, quoted_list};
use crate::step::{AlterColumn, AlterTable, Pair, TableChange};

impl Dialect {
    pub(super) fn alter_table(&self, altered: &AlterTable) -> Vec<String> {
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
