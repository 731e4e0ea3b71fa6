//! Proposals as text.

use std::fmt::Write as _;

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
    let (calls, verb) = match calls {
        1 => ("1 access".to_owned(), "s"),
        count => (format!("{count} accesses"), ""),
    };
    let mut text = match method {
        Method::BTree if is_ordered => format!("{calls} of `{name}` take{verb} rows in order by {list}"),
        Method::BTree => format!("{calls} of `{name}` look{verb} rows up by {list}"),
        Method::Prefix => format!("{calls} of `{name}` look{verb} for the beginning of {list}"),
        Method::Trigram => {
            format!("{calls} of `{name}` search{} in {list}", if verb == "s" { "es" } else { "" })
        }
        Method::Elements => format!("{calls} of `{name}` look{verb} for elements of {list}"),
    };
    let _ = match method {
        Method::Trigram => {
            write!(text, ", and no B-tree index helps with that. It needs the extension `pg_trgm`.")
        }
        Method::Prefix => write!(text, ", which a B-tree index serves only with `text_pattern_ops`."),
        _ => write!(text, ", and no index serves that."),
    };
    text
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
