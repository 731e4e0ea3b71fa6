//! Statements that fill in values, in batches: each is repeated until it touches no row.

use model::catalog::Provider;
use model::database::{Column, QualifiedName, Table};
use smol_str::SmolStr;

use crate::plan::names::{qualified, quoted};
use crate::plan::pairing::key_to;
use crate::plan::sync::{has_values, made_key, own_key};

/// How many rows a statement writes at once.
const BATCH: usize = 1000;

/// Sets a column of those rows for which a condition holds. The condition names columns alone, the value has [`row`] before
/// them.
pub(super) fn update(
    provider: Provider,
    table: &Table,
    name: &QualifiedName,
    column: &str,
    value: &str,
    condition: &str,
) -> String {
    let (of, column) = (qualified(provider, name), quoted(provider, column));
    match provider {
        Provider::Postgresql => {
            let key: Vec<String> = match &table.primary_key {
                Some(key) => key.column_names().map(|it| quoted(provider, it)).collect(),
                None => vec!["ctid".into()],
            };
            // The columns of the batch have names of their own, so that the value may name those of the table.
            let names: Vec<String> = (1..=key.len()).map(|at| format!("key_{at}")).collect();
            let same = key.iter().zip(&names).map(|(it, name)| format!("u.{it} = b.{name}"));
            let same = same.collect::<Vec<_>>().join(" AND ");
            let order = match &table.primary_key {
                Some(_) => format!(" ORDER BY {}", key.join(", ")),
                None => String::new(),
            };
            format!(
                "WITH b ({}) AS (SELECT {} FROM {of} WHERE {condition}{order} LIMIT {BATCH} FOR NO KEY UPDATE SKIP LOCKED)\n\
                 UPDATE {of} u SET {column} = {value} FROM b WHERE {same}",
                names.join(", "),
                key.join(", ")
            )
        }
        Provider::Sqlserver => format!("UPDATE TOP ({BATCH}) {of} SET {column} = {value} WHERE {condition}"),
        Provider::Sqlite => format!(
            "UPDATE {of} SET {column} = {value} WHERE rowid IN (SELECT rowid FROM {of} WHERE {condition} LIMIT {BATCH})"
        ),
        _ => format!("UPDATE {of} SET {column} = {value} WHERE {condition} LIMIT {BATCH}"),
    }
}

/// Sets a column of those rows for which a condition holds, by a value that may name, with `u.` before them, the columns from
/// before a switch: `kept` are the names that these have now, and those that they had (PostgreSQL).
pub(super) fn update_from(table: &Table, column: &str, value: &str, kept: &[(String, SmolStr)]) -> String {
    let provider = Provider::Postgresql;
    let quote = |name: &str| quoted(provider, name);
    let shown = table.columns.iter().filter_map(|it| {
        let was = kept.iter().find(|(now, _)| *now == it.name).map(|(_, was)| was);
        match was {
            Some(was) => Some(format!("{} AS {}", quote(&it.name), quote(was))),
            None if kept.iter().any(|(_, was)| *was == it.name) => None,
            None => Some(quote(&it.name)),
        }
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    let (of, column) = (qualified(provider, &table.name), quote(column));
    format!(
        "UPDATE {of} t SET {column} = {value}\nFROM (SELECT ctid AS place, {shown} FROM {of} WHERE {column} IS NULL \
         LIMIT {BATCH} FOR NO KEY UPDATE SKIP LOCKED) u\nWHERE t.ctid = u.place"
    )
}

/// What stands before the columns in the value of [`update`], so that they are those of the row that is written.
pub(super) fn row(provider: Provider) -> &'static str {
    if provider == Provider::Postgresql { "u." } else { "" }
}

/// How many rows are left.
pub(super) fn count(provider: Provider, name: &QualifiedName, condition: &str) -> String {
    format!("SELECT count(*) FROM {} WHERE {condition}", qualified(provider, name))
}

/// One query for several counts.
pub(super) fn sum(counts: &[String]) -> Option<String> {
    match counts {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(format!(
            "SELECT {}",
            many.iter().map(|it| format!("({it})")).collect::<Vec<_>>().join(" + ")
        )),
    }
}

/// Copies columns to a new table that points at theirs, with a query for what is left to copy.
pub(super) fn copy(table: &Table, target: &Table, columns: &[&Column]) -> Option<(String, String)> {
    let provider = Provider::Postgresql;
    let key = key_to(target, table, provider)?;
    let quote = |name: &str| quoted(provider, name);
    let names = key.columns.iter().map(|it| quote(it)).chain(columns.iter().map(|it| quote(&it.name)));
    let names: Vec<String> = names.chain(own_key(target, key).map(|it| quote(&it.name))).collect();
    let values = key.referenced_columns.iter().map(|it| format!("o.{}", quote(it)));
    let values = values.chain(columns.iter().map(|it| format!("o.{}", quote(&it.name))));
    let values: Vec<String> = values.chain(own_key(target, key).filter_map(made_key)).collect();
    let same = key.columns.iter().zip(&key.referenced_columns);
    let same =
        same.map(|(a, b)| format!("n.{} = o.{}", quote(a), quote(b))).collect::<Vec<_>>().join(" AND ");
    let given = has_values(target, columns, "o.");
    let (old, new) = (qualified(provider, &table.name), qualified(provider, &target.name));
    let rows = format!("FROM {old} o WHERE ({given}) AND NOT EXISTS (SELECT 1 FROM {new} n WHERE {same})");
    let conflict = key.columns.iter().map(|it| quote(it)).collect::<Vec<_>>().join(", ");
    Some((
        format!(
            "INSERT INTO {new} ({})\nSELECT {} {rows} LIMIT {BATCH}\nON CONFLICT ({conflict}) DO NOTHING",
            names.join(", "),
            values.join(", ")
        ),
        format!("SELECT count(*) {rows}"),
    ))
}

/// Writes back to the columns of a table what the new table holds.
pub(super) fn copy_back(
    table: &Table,
    name: &QualifiedName,
    target: &Table,
    columns: &[(String, &Column)],
) -> Option<String> {
    let provider = Provider::Postgresql;
    let key = key_to(target, table, provider)?;
    let quote = |name: &str| quoted(provider, name);
    let set = columns.iter().map(|(now, it)| format!("{} = n.{}", quote(now), quote(&it.name)));
    let same = key.columns.iter().zip(&key.referenced_columns);
    let same =
        same.map(|(a, b)| format!("n.{} = o.{}", quote(a), quote(b))).collect::<Vec<_>>().join(" AND ");
    Some(format!(
        "UPDATE {} o SET {} FROM {} n WHERE {same}",
        qualified(provider, name),
        set.collect::<Vec<_>>().join(", "),
        qualified(provider, &target.name)
    ))
}
