//! The text for any database: it has that database, and no errors.
//!
//! `SHOW=3 ONLY=name` prints cases that fail; `METHOD=1` also those that are not edited line by line.

use std::collections::BTreeMap;
use std::sync::Arc;

use migrations::schema_text::{Added, Method, schema_for};
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use serde_json::Value;
use support::corpus::real_schemas;

use super::{errors, is_same, text};

/// How often each method was taken, `None` where there was none.
type Counts = BTreeMap<Option<Method>, usize>;

/// A schema of these files.
fn schema_of(files: &[(String, String)], version: PrismaVersion) -> Schema {
    let files =
        files.iter().map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(text)))).collect();
    Schema::new(files, version)
}

/// What is wrong with the text of `base` for the database of `state`; counts how it came to be.
fn faults(base: &Schema, state: &Schema, added: Added, counts: &mut Counts) -> Vec<String> {
    let wanted = Database::of(state).unwrap();
    let Some(made) = schema_for(base, &wanted, added) else {
        *counts.entry(None).or_default() += 1;
        return vec!["no text".to_owned()];
    };
    *counts.entry(Some(made.method)).or_default() += 1;
    let files: Vec<(String, String)> =
        made.files.into_iter().map(|file| (file.name.to_string(), file.text)).collect();
    let result = schema_of(&files, base.configuration().version);
    let mut faults = Vec::new();
    if !is_same(&Database::of(&result).unwrap(), &wanted) {
        faults.push("another database".to_owned());
    }
    let before = errors(base);
    faults.extend(errors(&result).into_iter().filter(|error| !before.contains(error)));
    let rendered = made.method == Method::Rendered && std::env::var_os("METHOD").is_some();
    if rendered {
        faults.push("rendered".to_owned());
    }
    if !faults.is_empty() {
        faults.push(text(&result));
    }
    faults
}

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn recorded_changes_are_taken_back() {
    let cases = support::corpus::recorded("migrations.json");
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut all, mut wrong) = (0_usize, 0_usize);
    let mut show: usize = setting("SHOW").parse().unwrap_or(0);
    let side = |files: &Value| {
        let file =
            |file: &Value| (file[0].as_str().unwrap().to_owned(), file[1].as_str().unwrap().to_owned());
        let files: Vec<_> = files.as_array()?.iter().map(file).collect();
        Some(schema_of(&files, PrismaVersion::parse("7.10.1")?))
    };
    for case in &cases {
        let name = format!("{} {} {}", case["id"], case["provider"], case["name"]);
        let (Some(from), Some(to)) = (side(&case["from"]), side(&case["to"])) else { continue };
        if !name.contains(&setting("ONLY")) || Database::of(&from).is_none() || Database::of(&to).is_none() {
            continue;
        }
        let provider = case["provider"].as_str().unwrap().to_owned();
        for (base, state, added) in
            [(&to, &from, Added::Visible), (&to, &from, Added::Ignored), (&from, &to, Added::Visible)]
        {
            let faults = faults(base, state, added, counts.entry(provider.clone()).or_default());
            all += 1;
            wrong += usize::from(!faults.is_empty());
            if !faults.is_empty() && show > 0 {
                show -= 1;
                let (base, state) = (text(base), text(state));
                println!("=== {name} {added:?}\n{base}\n--- state\n{state}\n--- {}", faults.join("\n"));
            }
        }
    }
    println!("{wrong} of {all} with faults; {counts:?}");
    assert!(wrong * 100 <= all, "{wrong} of {all} with faults");
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn a_schema_for_its_own_database_is_as_it_was() {
    for real in real_schemas() {
        let version = real.accepted_by().unwrap_or(PrismaVersion::NEWEST);
        let schema = schema_of(&real.files(), version);
        let Some(database) = Database::of(&schema) else { continue };
        let text = schema_for(&schema, &database, Added::Ignored).unwrap();
        assert_eq!(text.method, Method::Unchanged, "{}", real.name);
        for ((_, before), after) in real.files().iter().zip(&text.files) {
            assert_eq!(before, &after.text, "{}", real.name);
        }
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_schemas_are_made_of_nothing() {
    let (mut all, mut wrong) = (0_usize, 0_usize);
    let mut counts = Counts::new();
    let mut show: usize = setting("SHOW").parse().unwrap_or(0);
    for real in real_schemas() {
        let Some(version) = real.accepted_by().filter(|_| real.name.contains(&setting("ONLY"))) else {
            continue;
        };
        let schema = schema_of(&real.files(), version);
        if Database::of(&schema).is_none_or(|it| it.provider == model::catalog::Provider::Mongodb) {
            continue;
        }
        let is_config = |item: &model::schema::item::Item| item.config().is_some();
        let configuration = schema.items().filter(|(_, item)| is_config(item));
        let blocks: String = configuration.map(|(id, _)| schema.text(id).into_owned() + "\n").collect();
        let empty = schema_of(&[("schema.prisma".to_owned(), blocks)], version);
        for (base, state, added) in [
            (&empty, &schema, Added::Visible),
            (&empty, &schema, Added::Ignored),
            (&schema, &empty, Added::Visible),
        ] {
            let faults = faults(base, state, added, &mut counts);
            all += 1;
            wrong += usize::from(!faults.is_empty());
            if !faults.is_empty() && show > 0 {
                show -= 1;
                println!("=== {} {added:?}\n{}\n--- {}", real.name, text(state), faults.join("\n"));
            }
        }
    }
    println!("{wrong} of {all} with faults; {counts:?}");
    assert!(wrong * 100 <= all, "{wrong} of {all} with faults");
}
