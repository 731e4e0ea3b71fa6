//! What each call asks, as text: the kinds of conditions, numbers of rows, what is not known, and the calls of MongoDB.

use std::fmt::Write as _;

use expect_test::expect_file;
use model::catalog::Provider;
use model::schema::Schema;
use queries::shape::{Amount, Column, Condition, ConditionKind, Shape, TableRef, shapes};

use super::compiler::{TableCall, argument, datamodel, model_named, schema_of, table};

const CALLS: &str = include_str!("calls.js");
const UNKNOWN: &str = include_str!("unknown.js");
const MONGODB: &str = include_str!("mongodb.js");
const MONGODB_SCHEMA: &str = include_str!("mongodb.prisma");

fn names(columns: &[Column]) -> String {
    columns.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn condition(condition: &Condition) -> String {
    let kind = match condition.kind {
        ConditionKind::Equal => "=".to_owned(),
        ConditionKind::Like { pattern, is_insensitive } => {
            format!("{pattern:?}{}", if is_insensitive { " insensitive" } else { "" })
        }
        ConditionKind::List(test) => format!("list {test:?}"),
        ConditionKind::Json(test) => format!("json {test:?}"),
        kind => format!("{kind:?}"),
    };
    let constant = condition.constant.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
    let residual = if condition.is_residual { " residual" } else { "" };
    let conditional = if condition.is_conditional { " conditional" } else { "" };
    format!("{} {}{constant}{residual}{conditional}", condition.column.name, kind.to_lowercase())
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::Known(number) => number.to_string(),
        Amount::Variable => "?".to_owned(),
    }
}

/// One line for an access.
fn line(schema: &Schema, shape: &Shape) -> String {
    let table = match &shape.table {
        TableRef::Model(model) => schema.item(*model).unwrap().name().to_owned(),
        TableRef::Join(name) => name.to_string(),
    };
    let mut parts = Vec::new();
    let branch = |conditions: &[Condition]| conditions.iter().map(condition).collect::<Vec<_>>().join(", ");
    let branches: Vec<String> = shape.branches.iter().map(|it| branch(&it.conditions)).collect();
    let mut list = |name: &str, text: String| {
        if !text.is_empty() {
            parts.push(format!("{name} {text}"));
        }
    };
    list("lookup", names(&shape.lookup));
    list("joined", names(&shape.joined));
    list("where", branches.join(" or ").trim().to_owned());
    let sort = |it: &queries::shape::SortColumn| {
        let direction = match it.is_descending {
            Some(false) => "",
            Some(true) => " desc",
            None => " ?",
        };
        let nulls = it.nulls_first.map(|first| if first { " nulls first" } else { " nulls last" });
        format!("{}{direction}{}", it.column.name, nulls.unwrap_or_default())
    };
    let sorting = &shape.sorting;
    list("sort", sorting.columns.iter().map(sort).collect::<Vec<_>>().join(", "));
    let mut flag = |is_set: bool, name: &str| {
        if is_set {
            parts.push(name.to_owned());
        }
    };
    flag(sorting.is_mixed, "sort mixed");
    flag(sorting.is_implied, "sort implied");
    flag(sorting.is_partial, "sort partial");
    let mut list = |name: &str, text: String| {
        if !text.is_empty() {
            parts.push(format!("{name} {text}"));
        }
    };
    list("take", shape.take.map(amount).unwrap_or_default());
    list("skip", shape.skip.map(amount).unwrap_or_default());
    list("cursor", names(&shape.cursor));
    list("distinct", names(&shape.distinct));
    list("group", names(&shape.group_by));
    let aggregates = shape.aggregates.iter().map(|it| it.column.clone()).collect::<Vec<_>>();
    list("aggregate", names(&aggregates));
    if shape.takes_in_memory {
        parts.push("in memory".to_owned());
    }
    if shape.is_partial {
        parts.push("partial".to_owned());
    }
    let path = if shape.path.is_empty() { String::new() } else { format!(" {}", shape.path) };
    format!("  {table} {:?}{path}: {} -> {:?}", shape.reach, parts.join("; "), shape.rows)
}

fn rendered(schema: &Schema, calls: &[TableCall]) -> String {
    let mut text = String::new();
    for call in calls {
        let model = model_named(schema, call.delegate);
        let argument = argument(call.argument);
        let _ = writeln!(text, "{}", call.text);
        for shape in shapes(schema, model, call.operation, argument.as_ref()) {
            let _ = writeln!(text, "{}", line(schema, &shape));
        }
    }
    text
}

#[test]
fn calls_of_postgresql() {
    let schema = schema_of(&datamodel(Provider::Postgresql));
    let text = rendered(&schema, &table(CALLS, Provider::Postgresql));
    expect_file!["calls.txt"].assert_eq(&text);
}

#[test]
fn calls_that_are_known_in_part() {
    let schema = schema_of(&datamodel(Provider::Postgresql));
    let text = rendered(&schema, &table(UNKNOWN, Provider::Postgresql));
    expect_file!["unknown.txt"].assert_eq(&text);
}

#[test]
fn calls_of_mongodb() {
    let schema = schema_of(MONGODB_SCHEMA);
    let text = rendered(&schema, &table(MONGODB, Provider::Mongodb));
    expect_file!["mongodb.txt"].assert_eq(&text);
}
