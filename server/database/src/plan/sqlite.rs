//! SQLite.

use std::collections::BTreeMap;

use super::{Plan, indented};
use crate::connection::Connection;

/// The plan as `EXPLAIN QUERY PLAN` gives it. Parameters need no values.
pub(super) async fn plan(connection: &mut Connection, statement: &str) -> Result<Plan, String> {
    let mut plan = Plan::default();
    let mut depths: BTreeMap<String, u32> = BTreeMap::new();
    for row in connection.query(&format!("EXPLAIN QUERY PLAN {statement}")).await? {
        let mut cells: BTreeMap<String, String> =
            row.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let Some(step) = cells.remove("detail") else { continue };
        let depth = cells.get("parent").and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.extend(cells.remove("id").map(|id| (id, depth)));
        let by = step.split_once(" INDEX ").map(|(_, rest)| rest.split(' ').next().unwrap_or_default());
        plan.indexes.extend(by.map(str::to_owned));
        if let Some(rest) = step.strip_prefix("SCAN ")
            && by.is_none()
        {
            plan.whole.push(rest.split(' ').next().unwrap_or_default().to_owned());
        }
        plan.steps.push(indented(depth, &step));
    }
    Ok(plan)
}
