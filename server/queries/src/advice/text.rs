//! Proposals as text.

use base::ItemId;
use model::catalog::capabilities::ConstraintKind;
use model::database::{Table, constraint_name};

use crate::advice::candidate::Method;
use crate::advice::facts::Facts;
use crate::shape::Column;

/// The attribute of an index. The direction of a single column does not matter: an index is read both ways.
pub(super) fn attribute(columns: &[(Column, bool)], method: Method, name: Option<&str>) -> String {
    let is_single = columns.len() == 1;
    let column = |(column, is_descending): &(Column, bool)| match method {
        Method::Trigram => format!("{}(ops: raw(\"gin_trgm_ops\"))", column.name),
        Method::Prefix => format!("{}(ops: raw(\"text_pattern_ops\"))", column.name),
        _ if *is_descending && !is_single => format!("{}(sort: Desc)", column.name),
        _ => column.name.to_string(),
    };
    let list = columns.iter().map(column).collect::<Vec<_>>().join(", ");
    let method = if matches!(method, Method::Trigram | Method::Elements) { ", type: Gin" } else { "" };
    let name = name.map(|name| format!(", map: \"{name}\"")).unwrap_or_default();
    format!("@@index([{list}]{method}{name})")
}

/// A name for an index over columns that another index has too.
pub(super) fn index_name(facts: &Facts<'_>, table: &Table, columns: &[&str], method: Method) -> String {
    let suffix = match method {
        Method::Trigram => "trigram",
        Method::Prefix => "pattern",
        Method::Elements => "gin",
        Method::BTree => "btree",
    };
    let parts: Vec<&str> = columns.iter().copied().chain([suffix]).collect();
    constraint_name(facts.provider, ConstraintKind::Index, &table.name.name, &parts)
}

/// Why an index is proposed.
pub(super) fn reason(
    facts: &Facts<'_>,
    model: ItemId,
    columns: &[(Column, bool)],
    method: Method,
    calls: usize,
    is_ordered: bool,
) -> String {
    let name = facts.model_name(model);
    let names: Vec<String> = columns.iter().map(|(column, _)| format!("`{}`", column.name)).collect();
    let list = names.join(", ");
    let (queries, s) = match calls {
        1 => ("1 query".to_owned(), "s"),
        count => (format!("{count} queries"), ""),
    };
    let es = if s.is_empty() { "" } else { "es" };
    match method {
        Method::BTree if is_ordered => {
            format!("`{name}`: {queries} filter{s} and sort{s} by {list} without an index.")
        }
        Method::BTree => format!("`{name}`: {queries} look{s} rows up by {list} without an index."),
        Method::Prefix => format!(
            "`{name}`: {queries} search{es} for the beginning of {list}, which a B-tree index serves only with \
             `text_pattern_ops`."
        ),
        Method::Trigram => format!(
            "`{name}`: {queries} search{es} in {list}. Only a trigram index helps, which needs the extension `pg_trgm`."
        ),
        Method::Elements => {
            format!("`{name}`: {queries} search{es} for elements of {list} without an index.")
        }
    }
}

/// The SQL of the index over the rows that are not deleted.
pub(super) fn partial_index(
    table: &Table,
    columns: &[(Column, bool)],
    method: Method,
    facts: &Facts<'_>,
    model: ItemId,
    mark: Option<&str>,
) -> Option<String> {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let mark = facts.schema.member(model, mark?)?.database_name();
    let class = match method {
        Method::Trigram => " gin_trgm_ops",
        Method::Prefix => " text_pattern_ops",
        Method::BTree | Method::Elements => "",
    };
    let is_inverted = matches!(method, Method::Trigram | Method::Elements);
    let column = |(column, is_descending): &(Column, bool)| {
        let direction = if *is_descending && columns.len() > 1 { " DESC" } else { "" };
        format!("{}{class}{direction}", quoted(&column.column))
    };
    let list = columns.iter().map(column).collect::<Vec<_>>().join(", ");
    let names: Vec<&str> = columns.iter().map(|(column, _)| column.column.as_str()).collect();
    let name = quoted(&format!("{}_{}_active_idx", table.name.name, names.join("_")));
    let namespace = table.name.namespace.as_ref().map(|it| format!("{}.", quoted(it))).unwrap_or_default();
    let using = if is_inverted { " USING gin" } else { "" };
    Some(format!(
        "CREATE INDEX CONCURRENTLY {name} ON {namespace}{}{using} ({list}) WHERE {} IS NULL;",
        quoted(&table.name.name),
        quoted(mark)
    ))
}
