//! Lint rules over code.

mod cases;
mod edits;
mod examples;
mod exemptions;
mod suppression;

use std::path::Path;
use std::sync::Arc;

use base::{Finding, Preset};
use checks::frame::{ActiveRules, RuleSet};
use ide::registry;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use queries::code::CodeFile;
use queries::link::{Application, ProjectCode};
use queries::read::read;
use queries::rules::{ApplicationFacts, Check, Context, Facts, active, lint};
use serde_json::Value;

/// The schema of the examples.
const SHOP: &str = include_str!("../../fixtures/queries/shop.prisma");

/// Only this rule, whatever its level in the presets, with its options as given.
fn only(code: &str, given: &Value) -> ActiveRules<Check> {
    let mut set = RuleSet::preset(registry(), Preset::Strict);
    set.choose(&[code.to_owned()], &[]);
    for (name, value) in given.as_object().into_iter().flatten() {
        set.set_option(code, name, value.clone());
    }
    active(&Arc::new(set))
}

/// The rules of a preset.
fn preset(preset: Preset) -> ActiveRules<Check> {
    active(&Arc::new(RuleSet::preset(registry(), preset)))
}

fn schema(text: &str) -> Schema {
    Schema::new(vec![("schema.prisma".into(), Arc::new(SchemaFile::new(text)))], PrismaVersion::NEWEST)
}

/// What the rules find in code that uses the client of [`SHOP`]. The code is one file, `src/app.ts` unless `given["path"]` says
/// otherwise, or several, each after a line `//- PATH`. A file that does not create or import a client gets `prisma` as one.
fn find(rules: &ActiveRules<Check>, code: &str, given: &Value) -> Vec<Finding> {
    let mut files: Vec<(String, String)> = Vec::new();
    for part in code.split_inclusive('\n') {
        match part.strip_prefix("//- ") {
            Some(path) => files.push((path.trim().to_owned(), String::new())),
            None if files.is_empty() => {
                files.push((given["path"].as_str().unwrap_or("src/app.ts").to_owned(), part.to_owned()));
            }
            None => files.last_mut().unwrap().1.push_str(part),
        }
    }
    let (texts, files): (Vec<&str>, Vec<Arc<CodeFile>>) = files
        .iter()
        .map(|(path, text)| (text.as_str(), Arc::new(read(Path::new(&format!("/project/{path}")), text))))
        .unzip();
    let schema = schema(given["schema"].as_str().unwrap_or(SHOP));
    let application = Arc::new(Application::new(files));
    let code = ProjectCode::assign(&application, 1, |_, _| Some(0)).remove(0);
    let known = ApplicationFacts::new(&schema, &application);
    let is = |name: &str| given[name] == true;
    let facts = Facts { uses_next: is("next"), is_serverless: is("serverless") };
    let mut findings = Vec::new();
    for (file, text) in code.queries_by_file(&schema).zip(texts) {
        let cx = Context {
            schema: &schema,
            application: &known,
            file: file.file,
            text: Some(text),
            queries: &file.queries,
            facts: &facts,
        };
        findings.extend(lint(&cx, rules));
    }
    findings
}
