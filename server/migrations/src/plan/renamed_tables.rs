//! What hangs on the name of a table that gets another one: the views that old clients go on with, and sequences.

use model::catalog::Provider;
use model::database::{Column, QualifiedName, Table};

use crate::plan::builder::Builder;
use crate::plan::names::{in_namespace_of, qualified, quoted};
use crate::plan::pairing::{TablePair, Way};
use crate::plan::phase::Phase;

impl Builder<'_> {
    /// The sequences of columns that get another name, or whose table does: how each is renamed, and back.
    pub(super) fn sequences(&self, phase: Phase) -> Vec<(String, String)> {
        let mut statements = Vec::new();
        if self.provider != Provider::Postgresql || phase != Phase::Switch {
            return statements;
        }
        for pair in &self.pairing.tables {
            let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
            for it in &pair.columns {
                let (Some(old), Some(new)) = (&it.from, &it.to) else { continue };
                let name =
                    |table: &Table, column: &Column| format!("{}_{}_seq", table.name.name, column.name);
                let (before, after) = (name(from, old), name(to, new));
                let counts = old.autoincrement && new.autoincrement;
                if !counts || before == after || from.name.namespace != to.name.namespace {
                    continue;
                }
                let rename = |from: &str, to: &str| {
                    let of = in_namespace_of(self.provider, &to_name(pair), from);
                    format!("ALTER SEQUENCE IF EXISTS {of} RENAME TO {}", quoted(self.provider, to))
                };
                statements.push((rename(&before, &after), rename(&after, &before)));
            }
        }
        statements
    }

    /// The view under the old name of a table that gets another one, and the statement that drops it.
    pub(super) fn views(&self) -> Vec<(String, String)> {
        if !matches!(self.provider, Provider::Postgresql | Provider::Mysql) {
            return Vec::new();
        }
        let mut views = Vec::new();
        for pair in self.pairing.tables.iter().filter(|pair| pair.is_renamed()) {
            let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
            let columns = pair.columns.iter().filter_map(|it| {
                let old = quoted(self.provider, &it.from.as_ref()?.name);
                let now = match (&it.way, &it.to) {
                    (Way::RenameAtOnce, Some(to)) => quoted(self.provider, &to.name),
                    _ => old.clone(),
                };
                Some(if now == old { old } else { format!("{now} AS {old}") })
            });
            let columns = columns.collect::<Vec<_>>().join(", ");
            let (old, new) = (qualified(self.provider, &from.name), qualified(self.provider, &to.name));
            views.push((
                format!("CREATE VIEW {old} AS SELECT {columns} FROM {new}"),
                format!("DROP VIEW {old}"),
            ));
        }
        views
    }
}

fn to_name(pair: &TablePair) -> QualifiedName {
    let table = pair.to.as_ref().or(pair.from.as_ref());
    table.map_or_else(|| QualifiedName::new(""), |table| table.name.clone())
}
