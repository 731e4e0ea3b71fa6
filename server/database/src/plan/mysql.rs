//! MySQL and MariaDB, whose plans are of the same kind and have members of different names.

use migrations::sql::token::{TokenKind, tokenize};
use model::catalog::Provider;
use serde_json::Value;

use super::{MAX_DEPTH, Plan, indented, text};
use crate::connection::Connection;

/// The members that are steps of their own.
const STEPS: [&str; 7] = [
    "duplicates_removal",
    "filesort",
    "grouping_operation",
    "materialized",
    "ordering_operation",
    "temporary_table",
    "union_result",
];

/// The plan with values in the place of parameters.
pub(super) async fn plan(connection: &mut Connection, statement: &str) -> Result<Plan, String> {
    let query = reading(statement).ok_or(
        "MySQL and MariaDB plan a statement that writes only outside of read-only transactions. Give the SELECT that finds its rows.",
    )?;
    let rows = connection.query(&format!("EXPLAIN FORMAT=JSON {}", with_values(&query))).await?;
    let text: String = rows.into_iter().flatten().filter_map(|(_, value)| value).collect();
    let value: Value =
        serde_json::from_str(&text).map_err(|error| format!("the plan cannot be read: {error}."))?;
    let mut plan = Plan::default();
    let cost = value.pointer("/query_block/cost_info/query_cost").or(value.pointer("/query_block/cost"));
    plan.cost = cost.and_then(|cost| cost.as_f64().or(cost.as_str()?.parse().ok()));
    walk(&value, 0, &mut plan);
    Ok(plan)
}

/// The query that finds the rows of a statement: `SELECT` itself, and what an `UPDATE` or a `DELETE` of rows with a condition looks up,
/// which read-only transactions do not plan. `None` for other statements.
fn reading(statement: &str) -> Option<String> {
    let tokens = tokenize(statement, Provider::Mysql);
    let mut depth = 0;
    let mut words = Vec::new();
    for token in &tokens {
        match (token.kind, token.span.of(statement)) {
            (TokenKind::Symbol, "(") => depth += 1,
            (TokenKind::Symbol, ")") => depth -= 1,
            (TokenKind::Word, word) if depth == 0 => words.push((word.to_ascii_lowercase(), token.span)),
            _ => {}
        }
    }
    let find =
        |names: &[&str]| words.iter().find(|(word, _)| names.contains(&word.as_str())).map(|(_, span)| *span);
    match words.first()?.0.as_str() {
        "select" | "with" => Some(statement.to_owned()),
        "delete" => Some(format!("SELECT * {}", statement.get(find(&["from"])?.start as usize..)?)),
        "update" => {
            let (update, set) = (find(&["update"])?, find(&["set"])?);
            let tables = statement.get(update.end as usize..set.start as usize)?;
            let rest = find(&["where", "order", "limit"]).map(|span| span.start as usize);
            Some(format!("SELECT * FROM {tables}{}", statement.get(rest.unwrap_or(statement.len())..)?))
        }
        _ => None,
    }
}

/// A statement of the server's summary with values in the place of `?`: strings, which columns of all types are compared with by their
/// index, and numbers where only those can stand.
fn with_values(statement: &str) -> String {
    let text = statement.replace("(...)", "(?)");
    let mut out = String::with_capacity(text.len());
    let mut is_limit = false;
    for token in tokenize(&text, Provider::Mysql) {
        let part = token.span.of(&text);
        let is_parameter = token.kind == TokenKind::Symbol && part == "?";
        if token.kind == TokenKind::Word {
            is_limit = part.eq_ignore_ascii_case("limit") || part.eq_ignore_ascii_case("offset");
        }
        out.push_str(match is_parameter {
            true if is_limit => "1",
            true => "'1'",
            false => part,
        });
    }
    out
}

fn walk(value: &Value, depth: u32, plan: &mut Plan) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, depth, plan)),
        Value::Object(members) => {
            let is_table = access(value, depth, plan);
            for (name, member) in members {
                let is_step = STEPS.contains(&name.as_str());
                if is_step {
                    plan.steps.push(indented(depth, &name.replace('_', " ")));
                }
                walk(member, depth + u32::from(is_table || is_step), plan);
            }
        }
        _ => {}
    }
}

/// Adds the access to a table, if a value is one. `access_type`, `key` and `rows` are of the first format, the others of the second one
/// of MySQL 8.3.
fn access(value: &Value, depth: u32, plan: &mut Plan) -> bool {
    let Some(table) = text(value, "table_name") else {
        let message = text(value, "message").map(|message| match message.contains("const tables") {
            true => "const by a primary key or unique index (no row has the value '1')",
            false => message,
        });
        plan.steps.extend(message.map(|message| indented(depth, message)));
        return false;
    };
    let access = text(value, "access_type").unwrap_or_default();
    let index = text(value, "key").or(text(value, "index_name"));
    let by = index.map(|index| format!(" by {index}")).unwrap_or_default();
    let rows = ["rows_examined_per_scan", "rows", "estimated_rows"].iter().find_map(|key| value.get(key));
    let rows = rows.map(|rows| format!(" ({rows} rows)")).unwrap_or_default();
    plan.steps.push(indented(depth, &format!("{access} on {table}{by}{rows}")));
    if matches!(access, "ALL" | "table") {
        plan.whole.push(table.to_owned());
    }
    plan.indexes.extend(index.map(str::to_owned));
    true
}
