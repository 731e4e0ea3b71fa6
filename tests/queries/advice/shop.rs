//! Proposals for a shop, and their proof on PostgreSQL: with many rows in each table, the database uses the proposed index for the
//! call that it is proposed for.

use std::fmt::Write as _;

use expect_test::expect_file;
use model::catalog::{Provider, ScalarType};
use model::database::Database;
use model::schema::item::{Arity, Field, KeyKind, Model};
use model::schema::{FieldType, Schema};
use queries::advice::{Advice, Query, Site, Workload, advise};
use queries::code::CodeKind;
use queries::shape::shapes;

use crate::server::{BIN, psql, run, start_postgresql};
use crate::shape::compiler::{TableCall, argument, compile, model_named, schema_of, table};

const SCHEMA: &str = include_str!("shop.prisma");
const CALLS: &str = include_str!("shop.js");

/// How many rows a table has.
const ROWS: usize = 100_000;

/// The calls as a workload of application code.
pub fn workload(schema: &Schema, calls: &[TableCall]) -> Workload {
    let query = |call: &TableCall| {
        let model = model_named(schema, call.delegate);
        let argument = argument(call.argument);
        Query {
            model,
            operation: call.operation,
            shapes: shapes(schema, model, call.operation, argument.as_ref()).into(),
            kind: CodeKind::Application,
            site: Site { file: 0, span: base::text::Span::at(0) },
        }
    };
    Workload { queries: calls.iter().map(query).collect(), raw_sql: Vec::new() }
}

/// Proposals as text, each with the calls that it serves.
pub fn rendered(schema: &Schema, calls: &[TableCall], workload: &Workload, advice: &Advice) -> String {
    let mut text = String::new();
    let name = |model| schema.item(model).unwrap().name();
    let key = |model, key: u32| {
        let names: Vec<&str> = schema.model(model).unwrap().keys[key as usize].field_names().collect();
        format!("{} [{}]", name(model), names.join(", "))
    };
    for new in &advice.add {
        let _ = writeln!(
            text,
            "{:?} {} {} {}{}",
            new.confidence,
            name(new.model),
            new.attribute,
            new.score,
            if new.is_wide { " wide" } else { "" }
        );
        let _ = writeln!(text, "  {}", new.reason);
        new.partial_sql.iter().for_each(|sql| text += &format!("  {sql}\n"));
        new.replaces.iter().for_each(|it| text += &format!("  replaces {}\n", key(new.model, *it)));
        for access in &new.serves {
            let shape = &workload.queries[access.query as usize].shapes[access.shape as usize];
            let _ = writeln!(text, "  - {} ({:?})", calls[access.query as usize].text, shape.reach);
        }
    }
    for unused in &advice.drop {
        let _ = writeln!(text, "unused: {}, {} calls", key(unused.model, unused.key), unused.calls);
    }
    for merge in &advice.merge {
        let _ = writeln!(text, "merge: {} into {}", key(merge.model, merge.key), merge.into);
    }
    for partition in &advice.partition {
        let (by_time, others) = (partition.by_time, partition.others);
        let _ = writeln!(
            text,
            "partition: {} by {}: {by_time} and {others}",
            name(partition.model),
            partition.column.name
        );
        partition.considerations.iter().for_each(|it| text += &format!("  {it}\n"));
    }
    text
}

#[test]
fn proposals_for_a_shop() {
    let schema = schema_of(SCHEMA);
    let calls = table(CALLS, Provider::Postgresql);
    let workload = workload(&schema, &calls);
    let advice = advise(&schema, &Database::of(&schema).unwrap(), &workload);
    expect_file!["shop.txt"].assert_eq(&rendered(&schema, &calls, &workload, &advice));
}

/// The schema with these attributes in its models.
fn with_attributes(schema: &Schema, advice: &Advice) -> String {
    let mut text = SCHEMA.to_owned();
    for new in &advice.add {
        let head = format!("\nmodel {} {{", schema.item(new.model).unwrap().name());
        let start = text.find(&head).unwrap();
        let end = start + 1 + text[start + 1..].find("\n}").unwrap();
        text.insert_str(end, &format!("\n  {}", new.attribute));
    }
    text
}

/// The value of a column in row `g`.
fn value(schema: &Schema, model: &Model, field: &Field) -> String {
    let name = field.name.as_str();
    let is_key = |kind| model.keys.iter().any(|key| key.kind == kind && key.field_names().eq([name]));
    let text = match schema.type_of(field) {
        _ if is_key(KeyKind::Id) => "g".to_owned(),
        _ if model.relations_over(name).next().is_some() => "g % 1000 + 1".to_owned(),
        FieldType::Scalar(ScalarType::DateTime) if field.arity() == Arity::Optional => {
            "CASE WHEN g % 100 = 0 THEN timestamp '2024-01-01' END".to_owned()
        }
        FieldType::Scalar(ScalarType::DateTime) => {
            "timestamp '2024-01-01' - g * interval '10 minutes'".to_owned()
        }
        FieldType::Scalar(ScalarType::Boolean) => "g % 20 <> 0".to_owned(),
        FieldType::Scalar(ScalarType::Int) => "g % 4999".to_owned(),
        FieldType::Scalar(ScalarType::String) if field.arity() == Arity::List => {
            "ARRAY['e' || g % 2000]".to_owned()
        }
        FieldType::Scalar(ScalarType::String) if is_key(KeyKind::Unique) => "'v' || g".to_owned(),
        FieldType::Scalar(ScalarType::String) => "md5(g::text)".to_owned(),
        FieldType::Enum(id) => {
            let item = schema.item(id).unwrap();
            let values = item.enumeration().unwrap().values.iter();
            let values: Vec<String> = values.map(|it| format!("'{}'", it.database_name())).collect();
            format!(
                "((ARRAY[{}])[g % {} + 1])::\"{}\"",
                values.join(", "),
                values.len(),
                item.database_name()
            )
        }
        other => panic!("{other:?}"),
    };
    format!("{text} AS \"{}\"", field.database_name())
}

#[test]
#[cfg_attr(
    not(all(has_postgresql, has_prisma7)),
    ignore = "needs PostgreSQL, and Prisma in tests/queries/compiler"
)]
fn postgresql_uses_each_proposed_index() {
    let schema = schema_of(SCHEMA);
    let calls = table(CALLS, Provider::Postgresql);
    let workload = workload(&schema, &calls);
    let before = Database::of(&schema).unwrap();
    let advice = advise(&schema, &before, &workload);
    let changed = with_attributes(&schema, &advice);
    let after = Database::of(&schema_of(&changed)).unwrap();
    let diff =
        migrations::diff(&Database::empty(Provider::Postgresql), &after, &migrations::DiffOptions::default());
    let mut script = format!("CREATE EXTENSION pg_trgm;\n{}", migrations::render::script(&diff, &[]));
    for (_, item, model) in schema.models() {
        let stored = model.fields.iter().filter(|it| schema.type_of(it).is_scalar_like());
        let values: Vec<String> = stored.clone().map(|it| value(&schema, model, it)).collect();
        let names: Vec<String> = stored.map(|it| format!("\"{}\"", it.database_name())).collect();
        let _ = writeln!(
            script,
            "INSERT INTO \"{}\" ({}) SELECT {} FROM generate_series(1, {ROWS}) g;",
            item.database_name(),
            names.join(", "),
            values.join(", ")
        );
    }
    script += "VACUUM ANALYZE;";
    let folder = tempfile::tempdir().expect("a folder");
    let _server = start_postgresql(BIN.expect("its programs"), folder.path());
    run(&mut psql(folder.path()), &script).expect("the tables");
    let compiled = compile(Provider::Postgresql, SCHEMA, &calls, "filled");
    let (mut used, mut accesses, mut idle) = (0, 0, String::new());
    for new in &advice.add {
        let table = schema.item(new.model).unwrap().database_name();
        let columns: Vec<&str> = new.columns.iter().map(|(it, _)| it.column.as_str()).collect();
        let indexes = after.tables.iter().find(|it| it.name.name == table).unwrap().indexes.iter();
        let is_it =
            |it: &&model::database::Index| it.column_names().eq(columns.iter().copied()) && !it.is_unique();
        let index = indexes.clone().filter(is_it).map(|it| it.name.to_string()).collect::<Vec<_>>();
        let mut is_used = false;
        for access in &new.serves {
            let statements = compiled[access.query as usize].as_ref().expect("its SQL");
            let plan = |sql: &String| run(&mut psql(folder.path()), &format!("EXPLAIN {sql}")).expect(sql);
            let plans: Vec<String> = statements.iter().map(plan).collect();
            let uses = plans.iter().any(|plan| index.iter().any(|name| plan.contains(name.as_str())));
            accesses += 1;
            used += usize::from(uses);
            is_used |= uses;
            if !uses {
                idle += &format!(
                    "{} of {table}\n  {}\n{}\n",
                    new.attribute,
                    statements.join("\n  "),
                    plans.join("\n")
                );
            }
        }
        assert!(is_used, "PostgreSQL does not use {} of {table}:\n{idle}", new.attribute);
    }
    println!("{} indexes, used for {used} of {accesses} accesses\n{idle}", advice.add.len());
}
