//! PostgreSQL.

use migrations::sql::token::{TokenKind, tokenize};
use model::catalog::Provider;
use serde_json::Value;

use super::{MAX_DEPTH, Plan, indented, text};
use crate::connection::Connection;

/// The most parameters that a statement may have.
const MOST_PARAMETERS: usize = 1000;

/// The plan for any values of the parameters, which a prepared statement gets.
pub(crate) async fn plan(connection: &mut Connection, statement: &str) -> Result<Plan, String> {
    let parameters = tokenize(statement, Provider::Postgresql)
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .filter_map(|token| token.span.of(statement).strip_prefix('$')?.parse::<usize>().ok())
        .max()
        .unwrap_or(0);
    let name = "prisma_lens_explained";
    let nulls = vec!["NULL"; parameters.min(MOST_PARAMETERS)].join(", ");
    let execute = if nulls.is_empty() { name.to_owned() } else { format!("{name}({nulls})") };
    let prepare = format!("SET LOCAL plan_cache_mode = force_generic_plan; PREPARE {name} AS {statement}");
    connection.query(&prepare).await?;
    let rows = connection.query(&format!("EXPLAIN (FORMAT JSON) EXECUTE {execute}")).await;
    // It belongs to the session, which a pooler may give to others, not to the transaction.
    let end = if rows.is_ok() { "" } else { "ROLLBACK; " };
    let freed = connection.query(&format!("{end}DEALLOCATE {name}")).await;
    let rows = rows?;
    freed?;
    let text: String = rows.into_iter().flatten().filter_map(|(_, value)| value).collect();
    let value: Value =
        serde_json::from_str(&text).map_err(|error| format!("the plan cannot be read: {error}."))?;
    let mut plan = Plan::default();
    if let Some(root) = value.get(0).and_then(|it| it.get("Plan")) {
        plan.cost = root.get("Total Cost").and_then(Value::as_f64);
        walk(root, 0, &mut plan);
    }
    Ok(plan)
}

fn walk(node: &Value, depth: u32, plan: &mut Plan) {
    let kind = text(node, "Node Type").unwrap_or_default();
    let on = text(node, "Relation Name").map(|name| format!(" on {name}")).unwrap_or_default();
    let by = text(node, "Index Name").map(|name| format!(" by {name}")).unwrap_or_default();
    let rows = node.get("Plan Rows").map(|rows| format!(" ({rows} rows)")).unwrap_or_default();
    plan.steps.push(indented(depth, &format!("{kind}{on}{by}{rows}")));
    if kind == "Seq Scan"
        && let Some(name) = text(node, "Relation Name")
    {
        plan.whole.push(name.to_owned());
    }
    plan.indexes.extend(text(node, "Index Name").map(str::to_owned));
    let children = node.get("Plans").and_then(Value::as_array).into_iter().flatten();
    if depth < MAX_DEPTH {
        children.for_each(|child| walk(child, depth + 1, plan));
    }
}
