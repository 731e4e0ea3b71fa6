//! Calls against the SQL that Prisma's query compiler writes for them.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use model::catalog::Provider;
use model::project::PrismaVersion;
use model::schema::Schema;
use queries::code::{Operation, Value};
use queries::shape::{ConditionKind, Reach, Shape, TableRef, shapes};

use super::sql::{Access, accesses};

const SCHEMA: &str = include_str!("schema.prisma");
const CALLS: &str = include_str!("calls.js");

/// A call of the table.
pub struct TableCall {
    pub text: &'static str,
    pub delegate: &'static str,
    pub operation: Operation,
    pub argument: &'static str,
}

/// The lines for this provider: `// only a b` at the end of others says for which they are.
fn lines_for(text: &'static str, provider: Provider) -> impl Iterator<Item = &'static str> {
    text.lines().filter_map(move |line| match line.split_once(" // only ") {
        Some((line, names)) => names.split(' ').any(|name| name == provider.name()).then_some(line),
        None => Some(line),
    })
}

/// The calls of a table that are for this provider.
pub fn table(text: &'static str, provider: Provider) -> Vec<TableCall> {
    let lines = lines_for(text, provider).filter(|line| !line.starts_with("//") && !line.is_empty());
    let call = |line: &'static str| {
        let (path, argument) = line.split_once('(').expect("an argument");
        let (delegate, operation) = path.split_once('.').expect("a method");
        let operation = Operation::named(operation).expect(operation);
        let argument = argument.strip_suffix(')').expect("the end of the argument");
        TableCall { text: line, delegate, operation, argument }
    };
    lines.map(call).collect()
}

/// The schema of the calls, for this provider.
pub fn datamodel(provider: Provider) -> String {
    let lines: Vec<&str> = lines_for(SCHEMA, provider).collect();
    lines.join("\n").replace("PROVIDER", provider.name())
}

pub fn schema_of(text: &str) -> Schema {
    Schema::single("schema.prisma", text, PrismaVersion::NEWEST)
}

pub fn model_named(schema: &Schema, delegate: &str) -> base::ItemId {
    let is_it = |name: &str| name.eq_ignore_ascii_case(delegate);
    schema.models().find(|(_, item, _)| is_it(item.name())).expect(delegate).0
}

pub fn argument(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| queries::read::argument(text).expect(text).value)
}

/// The SQL of each call, or the error: with parameters as `?` (`sql`), or with values in their place (`filled`).
pub fn compile(
    provider: Provider,
    datamodel: &str,
    calls: &[TableCall],
    form: &str,
) -> Vec<Result<Vec<String>, String>> {
    let folder = support::root().join("tests/queries/compiler");
    let list: Vec<_> = calls
        .iter()
        .map(|call| {
            let mut model = call.delegate.to_owned();
            model[..1].make_ascii_uppercase();
            let operation = call.operation.name();
            serde_json::json!({ "model": model, "operation": operation, "argument": call.argument })
        })
        .collect();
    let input = serde_json::json!({ "provider": provider.name(), "datamodel": datamodel, "calls": list });
    let mut node = Command::new("node")
        .arg("compile.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node");
    let mut stdin = node.stdin.take().expect("its input");
    stdin.write_all(input.to_string().as_bytes()).expect("the calls are written");
    drop(stdin);
    let output = node.wait_with_output().expect("its output");
    let answers: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("a list");
    let texts = |answer: &serde_json::Value| {
        let sql = answer[form].as_array().map(|list| list.iter().map(|it| it.as_str().unwrap().to_owned()));
        sql.map(Iterator::collect).ok_or_else(|| answer["error"].to_string())
    };
    answers.iter().map(texts).collect()
}

/// A shape as SQL has it.
fn as_access(schema: &Schema, shape: &Shape) -> Access {
    let table = match &shape.table {
        TableRef::Model(model) => schema.item(*model).unwrap().database_name().to_owned(),
        TableRef::Join(name) => name.to_string(),
    };
    let mut access = Access { table, ..Access::default() };
    for condition in shape.conditions() {
        let into = if condition.kind == ConditionKind::Join { &mut access.join } else { &mut access.filter };
        into.insert(condition.column.column.to_string());
    }
    // The keys of rows that are read already are values.
    let is_read = matches!(shape.reach, Reach::Include | Reach::NestedWrite);
    for column in &shape.lookup {
        let into = if is_read { &mut access.filter } else { &mut access.join };
        into.insert(column.column.to_string());
    }
    access.join.extend(shape.joined.iter().map(|it| it.column.to_string()));
    access.group.extend(shape.group_by.iter().map(|it| it.column.to_string()));
    access.sort = shape
        .sorting
        .columns
        .iter()
        .map(|it| format!("{}{}", if it.is_descending == Some(true) { "-" } else { "" }, it.column.column))
        .collect();
    access
}

/// The accesses that ask something other than rows by their id: these are read again and again by writes.
fn telling(schema: &Schema, all: impl Iterator<Item = Access>) -> BTreeSet<Access> {
    let id_of = |table: &str| -> BTreeSet<String> {
        let found = schema.models().find(|(_, item, _)| item.database_name() == table);
        let keys = found.into_iter().flat_map(|(_, _, model)| {
            let id = model.keys.iter().find(|key| key.kind == model::schema::item::KeyKind::Id).unwrap();
            schema.key_columns(Some(model), id)
        });
        // Join tables have an index for each of their columns.
        let columns = if table.starts_with('_') { vec!["A", "B"] } else { keys.collect() };
        columns.into_iter().map(str::to_owned).collect()
    };
    let asks = |access: &Access| {
        let is_plain = access.join.is_empty() && access.sort.is_empty() && access.group.is_empty();
        !is_plain || !access.filter.is_subset(&id_of(&access.table))
    };
    all.filter(asks).collect()
}

/// Compares all calls of the table. Returns how many are equal.
fn compare(provider: Provider) -> usize {
    let datamodel = datamodel(provider);
    let schema = schema_of(&datamodel);
    let calls = table(CALLS, provider);
    let answers = compile(provider, &datamodel, &calls, "sql");
    assert_eq!(calls.len(), answers.len());
    let mut wrong = String::new();
    for (call, answer) in calls.iter().zip(answers) {
        let sql = match answer {
            Ok(sql) => sql,
            Err(error) => {
                wrong += &format!("\n{}\n  {error}\n", call.text);
                continue;
            }
        };
        // Statements of SQL Server that only add rows.
        let sql: Vec<String> =
            sql.into_iter().filter(|it| !it.starts_with("DECLARE") && !it.starts_with("MERGE")).collect();
        let expected = telling(&schema, sql.iter().flat_map(|it| accesses(it)));
        let model = model_named(&schema, call.delegate);
        let argument = argument(call.argument);
        let found = shapes(&schema, model, call.operation, argument.as_ref());
        assert!(!found.iter().any(|it| it.is_partial), "all is known of {}", call.text);
        let found = found.iter().filter(|shape| shape.reach != Reach::ForeignKey);
        let found = telling(&schema, found.map(|shape| as_access(&schema, shape)));
        if expected != found {
            wrong += &format!("\n{}\n", call.text);
            sql.iter().for_each(|it| wrong += &format!("  {it}\n"));
            expected.difference(&found).for_each(|it| wrong += &format!("  only SQL:  {it:?}\n"));
            found.difference(&expected).for_each(|it| wrong += &format!("  only ours: {it:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{} of {provider:?}:{wrong}", wrong.matches("\n\n").count() + 1);
    calls.len()
}

macro_rules! providers {
    ($($name:ident: $provider:ident,)*) => {
        $(
            #[test]
            #[cfg_attr(not(has_prisma7), ignore = "needs Node.js, and Prisma in tests/queries/compiler")]
            fn $name() {
                let equal = compare(Provider::$provider);
                println!("{equal} calls");
                assert!(equal >= 80, "{equal} calls");
            }
        )*
    };
}

providers! {
    postgresql_filters_sorts_and_joins_alike: Postgresql,
    cockroachdb_filters_sorts_and_joins_alike: Cockroachdb,
    mysql_filters_sorts_and_joins_alike: Mysql,
    sqlite_filters_sorts_and_joins_alike: Sqlite,
    sqlserver_filters_sorts_and_joins_alike: Sqlserver,
}
