//! Plans over changes of real schemas, and over recorded changes: the stages lead to the schema after, each stage's schema
//! says what the database is then, and the way back leads to the schema before.
//!
//! `PLANS=300` tries so many random changes, `SEED` chooses others, `SHOW=3` prints so many failures.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Level;
use migrations::plan::{Plan, PlanOptions, StageKind, plan, schema_texts};
use migrations::preview::Class;
use migrations::replay::{Replay, Scope};
use migrations::schema_text::FileText;
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use serde_json::Value;
use support::corpus::{real_schemas, recorded};

use support::random::Random;

/// How many random changes are tried by default.
const CHANGES: usize = 40;

/// What plans were made, and what is wrong with them.
#[derive(Default)]
struct Score {
    plans: usize,
    stages: usize,
    without_schema: usize,
    breaking: usize,
    /// Plans whose start could not be read back from its own script, so that nothing was held against it.
    unchecked: usize,
    /// Plans with a stage whose schema Prisma refuses.
    invalid: Vec<String>,
    faults: BTreeMap<String, (usize, String)>,
}

impl Score {
    fn hold(&mut self, from: &Schema, to: &Schema, what: &str) {
        let (Some(mut before), Some(after)) = (Database::of(from), Database::of(to)) else { return };
        // Every second one as a history makes it: names have their database schema then.
        if self.plans % 2 == 1 {
            let options = DiffOptions::default();
            let script = render::script(&diff(&Database::empty(before.provider), &before, &options), &[]);
            let mut replay = Replay::new(before.provider, Scope::of(to));
            replay.apply("start", &script);
            let (known, _) = replay.finish();
            if diff(&known, &before, &options).steps.is_empty() {
                before = known;
            }
        }
        let options = PlanOptions { guess_renames: true, name: "change".into(), ..PlanOptions::default() };
        let made = plan(&before, &after, &options);
        if made.stages.is_empty() {
            assert!(diff(&before, &after, &DiffOptions::default()).steps.is_empty(), "{what}: no plan");
            return;
        }
        self.plans += 1;
        self.stages += made.stages.len();
        let texts = schema_texts(&made, &before, Some(from), to);
        let missing = made
            .stages
            .iter()
            .zip(&texts)
            .filter(|(stage, text)| stage.kind == StageKind::Migration && text.is_none());
        self.without_schema += missing.count();
        self.invalid_schemas(&texts, to.configuration().version, what);
        self.breaking += made.stages.iter().filter(|stage| stage.class == Class::Breaking).count();
        match through(&made, &before, &after, Scope::of(to)) {
            Ok(true) => {}
            Ok(false) => self.unchecked += 1,
            Err((kind, message)) => {
                let message = format!("{what}\n{message}");
                self.faults.entry(kind).and_modify(|(count, _)| *count += 1).or_insert((1, message));
            }
        }
    }

    /// Prisma accepts the schema of each stage.
    fn invalid_schemas(&mut self, texts: &[Option<Vec<FileText>>], version: PrismaVersion, what: &str) {
        let mut last = None;
        for files in texts.iter().flatten() {
            if last == Some(files) {
                continue;
            }
            last = Some(files);
            let files: Vec<_> = files.iter().map(|it| (it.name.to_string(), it.text.clone())).collect();
            let schema = schema_of(&files, version);
            let findings = checks::validate::check(&schema, false);
            if let Some(error) = findings.iter().find(|it| it.level == Level::Error) {
                let message = format!("{what}\n{}\n{}", error.message, files[0].1);
                self.invalid.push(message);
                return;
            }
        }
    }

    fn end(self, allowed: usize, unchecked: usize, invalid: usize) {
        let faults: usize = self.faults.values().map(|(count, _)| count).sum();
        println!(
            "{} plans of {} stages, {} migrations without a schema, {} breaking; {faults} wrong, {} unchecked, {} invalid",
            self.plans,
            self.stages,
            self.without_schema,
            self.breaking,
            self.unchecked,
            self.invalid.len()
        );
        let show: usize = std::env::var("SHOW").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
        for (kind, (count, example)) in self.faults.iter().take(show) {
            println!("== {count} times: {kind}\n{example}\n");
        }
        for example in self.invalid.iter().take(show) {
            println!("== a stage's schema is invalid\n{example}\n");
        }
        assert!(self.plans > 0);
        assert!(self.invalid.len() <= invalid, "{} plans have an invalid schema", self.invalid.len());
        assert!(self.unchecked <= unchecked, "{} plans were held against nothing", self.unchecked);
        assert!(faults <= allowed, "{faults} of {} plans are wrong", self.plans);
        assert!(
            self.without_schema * 100 <= self.stages,
            "{} migrations without a schema",
            self.without_schema
        );
    }
}

/// Up and down, on a database that is known from the statements alone; `false` where the start cannot be read back.
fn through(plan: &Plan, before: &Database, after: &Database, scope: Scope) -> Result<bool, (String, String)> {
    let script =
        |from: &Database, to: &Database| render::script(&diff(from, to, &DiffOptions::default()), &[]);
    let mut replay = Replay::new(plan.provider, scope);
    replay.apply("start", &script(&Database::empty(plan.provider), before));
    let options = DiffOptions { from_history: true, ..DiffOptions::default() };
    let differs = |replay: &Replay, wanted: &Database, what: String| {
        let (known, _) = replay.clone().finish();
        let left = diff(&known, wanted, &options);
        match left.steps.first() {
            None => Ok(()),
            Some(step) => {
                let kind = format!("{} {}", what.split(':').next().unwrap_or_default(), step.title());
                Err((kind, format!("{what}\n{}\n{}", render::script(&left, &[]), shown(plan))))
            }
        }
    };
    // What a first script makes is not always what the schema says: sequences have names, for one.
    if differs(&replay, before, String::new()).is_err() {
        return Ok(false);
    }
    for (at, stage) in plan.stages.iter().enumerate() {
        replay.apply("up", &format!("{};", stage.sql.join(";\n")));
        differs(&replay, &stage.state, format!("up {}: stage {}", stage.title, at + 1))?;
    }
    differs(&replay, after, "at the end".into())?;
    for (at, stage) in plan.stages.iter().enumerate().rev() {
        if let Some(inverse) = &stage.inverse {
            replay.apply("down", &format!("{};", inverse.join(";\n")));
        }
        let earlier = at.checked_sub(1).map_or(before, |at| &plan.stages[at].state);
        differs(&replay, earlier, format!("down {}: stage {}", stage.title, at + 1))?;
    }
    Ok(true)
}

fn shown(plan: &Plan) -> String {
    migrations::plan::text(plan, true)
}

fn schema_of(files: &[(String, String)], version: PrismaVersion) -> Schema {
    let files = files.iter().map(|(name, text)| (name.as_str().into(), Arc::new(SchemaFile::new(text))));
    Schema::new(files.collect(), version)
}

/// The blocks that are configuration, or all others.
fn blocks(text: &str, configuration: bool) -> String {
    let schema = Schema::single("schema.prisma", text, PrismaVersion::default());
    let wanted = schema.items().filter(|(_, item)| item.config().is_some() == configuration);
    wanted.map(|(id, _)| schema.text(id).into_owned() + "\n").collect()
}

fn is_valid(schema: &Schema) -> bool {
    checks::validate::check(schema, false).iter().all(|it| it.level < Level::Error)
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn recorded_changes_are_planned() {
    // How many may be wrong, and how many cannot be held against anything. Of several indexes over the same columns it cannot be
    // known which is which; lists of CockroachDB may be `NOT NULL`, which no schema says.
    let providers = [("postgresql", 2, 19, 0), ("sqlite", 0, 1, 0), ("cockroachdb", 4, 8, 0)];
    for (provider, wrong, unchecked, invalid) in providers {
        let mut score = Score::default();
        for case in recorded("migrations.json") {
            if case["provider"].as_str() != Some(provider) {
                continue;
            }
            let side = |files: &Value| {
                let file = |file: &Value| {
                    (file[0].as_str().unwrap().to_owned(), file[1].as_str().unwrap().to_owned())
                };
                let files: Vec<_> = files.as_array()?.iter().map(file).collect();
                Some(schema_of(&files, PrismaVersion::parse("7.10.1")?))
            };
            let (Some(from), Some(to)) = (side(&case["from"]), side(&case["to"])) else { continue };
            score.hold(&from, &to, &format!("{} {}", case["id"], case["name"]));
        }
        println!("{provider}");
        score.end(wrong, unchecked, invalid);
    }
}

#[test]
fn random_changes_are_planned() {
    // How many may be wrong, how many cannot be held against anything, and how many have a schema between stages that Prisma
    // refuses. Random schemas give what goes and what comes the same names, and have defaults that no database takes; of MySQL,
    // indexes with lengths come before the type that they are for.
    let providers = [
        (Provider::Postgresql, 1, 3, 0),
        (Provider::Mysql, 5, 4, 3),
        (Provider::Sqlite, 2, 11, 3),
        (Provider::Sqlserver, 7, 12, 2),
    ];
    for (provider, wrong, unchecked, invalid) in providers {
        let mut random = Random::new(7);
        let mut score = Score::default();
        for _ in 0..40_000 {
            if score.plans >= CHANGES {
                break;
            }
            let (from, to) = crate::changes::change(provider, &mut random);
            let schema = |text: &str| Schema::single("schema.prisma", text, PrismaVersion::default());
            // A change of the configuration is another matter.
            let to = format!("{}{}", blocks(&from, true), blocks(&to, false));
            let (before, after) = (schema(&from), schema(&to));
            // These are no SQL that is read back, or need what the database may not have.
            let is_readable =
                !["Unsupported(", "schemas", "_ops"].iter().any(|it| from.contains(it) || to.contains(it));
            if is_readable && is_valid(&before) && is_valid(&after) {
                score.hold(&before, &after, &from);
            }
        }
        println!("{provider}");
        score.end(wrong, unchecked, invalid);
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn changes_of_real_schemas_are_planned() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|it| it.parse::<usize>().ok());
    let count = setting("PLANS").unwrap_or(CHANGES);
    let mut random = Random::new(setting("SEED").unwrap_or(1) as u64);
    let mut schemas = Vec::new();
    for real in real_schemas() {
        let Some(version) = real.accepted_by() else { continue };
        let schema = schema_of(&real.files(), version);
        if schema.configuration().provider == Some(Provider::Postgresql) && is_valid(&schema) {
            schemas.push((real.name.clone(), real.files(), version, schema));
        }
    }
    assert!(!schemas.is_empty(), "no schema for PostgreSQL");
    let mut score = Score::default();
    for _ in 0..count * 50 {
        if score.plans >= count {
            break;
        }
        let (name, files, version, from) = random.of(&schemas);
        let mut changed = files.clone();
        let mut edits = Vec::new();
        for _ in 0..1 + random.below(3) {
            let mut next = changed.clone();
            let edit = edited(&mut next, &mut random);
            // A change that Prisma refuses is not made.
            if let Some(edit) = edit.filter(|_| is_valid(&schema_of(&next, *version))) {
                edits.push(edit);
                changed = next;
            }
        }
        score.hold(from, &schema_of(&changed, *version), &format!("{name}: {}", edits.join("; ")));
    }
    // Some schemas cannot be read back from their own script: sequences and expressions have other texts then.
    let unchecked = score.plans / 10;
    score.end(0, unchecked, 0);
}

/// Changes a line of one of the files. Returns what was done.
fn edited(files: &mut [(String, String)], random: &mut Random) -> Option<String> {
    let at = random.below(files.len());
    let text = &mut files[at].1;
    let lines: Vec<&str> = text.lines().collect();
    let number = random.below(lines.len());
    let line = lines[number];
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_field = line.starts_with("  ") && words.len() > 1 && !words[0].starts_with(['@', '/']);
    if !is_field || words[1] == "=" {
        return None;
    }
    let replaced = |new: String| {
        let mut lines: Vec<String> = lines.iter().map(|&it| it.to_owned()).collect();
        lines[number] = new;
        Some(lines.join("\n") + "\n")
    };
    let ty = words[1];
    let (what, new) = match random.below(9) {
        0 => ("drop", replaced(String::new())),
        1 => ("rename", replaced(line.replacen(words[0], &format!("{}Renamed", words[0]), 1))),
        2 if ty.ends_with('?') => ("require", replaced(line.replacen('?', "", 1))),
        2 => ("relax", replaced(line.replacen(ty, &format!("{ty}?"), 1))),
        3 => {
            let other = match ty.trim_end_matches(['?', '[', ']']) {
                "Int" => "BigInt",
                "String" => "Int",
                "Float" => "Decimal",
                "DateTime" => "String",
                "Boolean" => "Int",
                _ => return None,
            };
            ("retype", replaced(line.replacen(ty.trim_end_matches(['?', '[', ']']), other, 1)))
        }
        4 => ("add required before", replaced(format!("  addedRequired String\n{line}"))),
        5 => ("add unique before", replaced(format!("  addedUnique Int? @unique\n{line}"))),
        6 => ("add default before", replaced(format!("  addedAt DateTime @default(now())\n{line}"))),
        7 => ("make unique", replaced(format!("{line} @unique"))),
        _ => ("index", replaced(format!("{line}\n  @@index([{}])", words[0]))),
    };
    let edit = format!("{what} {}", line.trim());
    *text = new?;
    Some(edit)
}
