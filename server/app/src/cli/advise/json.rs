//! JSON output.

use queries::advice::Confidence;
use serde_json::{Value, json};

use super::report::{SchemaAdvice, ShownCall};

/// The advice on all schemas, with lines and columns from 1 (columns in characters).
pub(super) fn render(all: &[SchemaAdvice<'_>]) -> String {
    let schemas: Vec<Value> = all.iter().map(schema).collect();
    format!("{:#}\n", json!({ "version": env!("CARGO_PKG_VERSION"), "schemas": schemas }))
}

fn schema(it: &SchemaAdvice<'_>) -> Value {
    let add = it.advice.add.iter().enumerate().map(|(at, index)| {
        let columns = index.columns.iter().map(|(column, is_descending)| {
            json!({ "name": column.name.as_str(), "sort": if *is_descending { "desc" } else { "asc" } })
        });
        let mut entry = json!({
            "model": it.model(index.model),
            "attribute": index.attribute,
            "columns": columns.collect::<Vec<Value>>(),
            "confidence": if index.confidence == Confidence::High { "high" } else { "low" },
            "score": index.score,
            "reason": index.reason,
            "calls": it.calls(index).iter().map(call).collect::<Vec<Value>>(),
            "replaces": index.replaces.iter().map(|key| it.key(index.model, *key)).collect::<Vec<String>>(),
            "partialSql": index.partial_sql,
            "isWide": index.is_wide,
            "existingIndexes": index.cost.indexes,
            "writingCalls": index.cost.writes,
        });
        if let (Some(entry), Some(calls)) = (entry.as_object_mut(), it.measured.calls.get(at)) {
            entry.insert("statementCalls".to_owned(), json!(calls));
        }
        entry
    });
    let drop = it.advice.drop.iter().map(|unused| {
        json!({
            "model": it.model(unused.model),
            "attribute": it.key(unused.model, unused.key),
            "readingCalls": unused.calls,
        })
    });
    let merge = it.advice.merge.iter().map(|merge| {
        json!({
            "model": it.model(merge.model),
            "attribute": it.key(merge.model, merge.key),
            "into": merge.into,
        })
    });
    let partition = it.advice.partition.iter().map(|partition| {
        json!({
            "model": it.model(partition.model),
            "column": partition.column.name.as_str(),
            "accessesByTime": partition.by_time,
            "otherAccesses": partition.others,
            "considerations": partition.considerations.iter().map(|it| it.as_str()).collect::<Vec<&str>>(),
        })
    });
    let mut advice = json!({
        "schema": it.shown,
        "calls": it.workload.queries.len(),
        "add": add.collect::<Vec<Value>>(),
        "drop": drop.collect::<Vec<Value>>(),
        "merge": merge.collect::<Vec<Value>>(),
        "partition": partition.collect::<Vec<Value>>(),
    });
    if let (Some(advice), Some(statistics)) = (advice.as_object_mut(), &it.statistics) {
        advice.insert("statisticsCollectedAt".to_owned(), json!(statistics.collected_at));
    }
    advice
}

fn call(call: &ShownCall) -> Value {
    json!({ "file": call.file, "line": call.line, "column": call.column, "call": call.name })
}
