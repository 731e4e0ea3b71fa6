//! Lint rules over migrations.

mod examples;
mod noise;
mod split;
mod suppression;

use std::path::Path;
use std::sync::Arc;

use base::{Finding, Preset};
use checks::frame::{ActiveRules, RuleSet};
use ide::registry;
use migrations::history::{History, MigrationFile, Rollback};
use migrations::replay::{HistoryCache, Scope};
use migrations::rules::{ApplyPath, Check, Context, Facts, active, lint};
use migrations::step::Pair;
use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use serde_json::Value;

/// The rules of a preset.
fn preset(preset: Preset) -> ActiveRules<Check> {
    active(&Arc::new(RuleSet::preset(registry(), preset)))
}

/// Only this rule, whatever its level in the presets.
fn only(code: &str) -> ActiveRules<Check> {
    let mut set = RuleSet::preset(registry(), Preset::Strict);
    set.choose(&[code.to_owned()], &[]);
    active(&Arc::new(set))
}

/// What the rules find in the last of several migrations, between which `-- next migration` stands.
fn find(rules: &ActiveRules<Check>, text: &str, given: &Value) -> Vec<Finding> {
    let provider =
        given["provider"].as_str().map_or(Provider::Postgresql, |name| Provider::parse(name).unwrap());
    let (before, sql) =
        text.rsplit_once("-- next migration\n").map_or((None, text), |(before, sql)| (Some(before), sql));
    let name = given["name"].as_str().unwrap_or("20240201000000_now");
    let file = |name: &str, sql: &str| MigrationFile {
        name: name.to_owned(),
        path: format!("/migrations/{name}/migration.sql").into(),
        sql: sql.into(),
        rollback: None,
    };
    let mut history = History::default();
    history.migrations.extend(before.map(|before| file("20240101000000_before", before)));
    history.migrations.push(file(name, sql));
    let mut replayed = HistoryCache::new(provider, Scope::default());
    replayed.refresh(&history);
    let number = history.migrations.len() - 1;
    let schema = given["schema"].as_str().map(|models| {
        let text = format!("datasource db {{\n  provider = \"{}\"\n}}\n{models}", provider.name());
        let files = vec![("schema.prisma".into(), Arc::new(SchemaFile::new(&text)))];
        Database::of(&Schema::new(files, PrismaVersion::NEWEST)).unwrap()
    });
    let rollback = given["down"]
        .as_str()
        .map(|sql| Rollback { path: format!("/migrations/{name}/down.sql").into(), sql: sql.into() });
    let facts = Facts {
        apply_path: match given["applyPath"].as_str() {
            Some("batch") => ApplyPath::OneBatch,
            Some("cut") => ApplyPath::Cut,
            Some("adapter") => ApplyPath::Adapter,
            _ => ApplyPath::Unknown,
        },
        postgres_version: given["postgresVersion"].as_u64().and_then(|version| u32::try_from(version).ok()),
        before: before.map(|_| replayed.before(number)),
        is_last: true,
        earlier: &replayed.migrations()[..number],
        schema: schema.as_ref(),
        applied_sql: given["applied"].as_str(),
        newest_applied: given["newestApplied"].as_str(),
        rollback: rollback.as_ref(),
        replays: before
            .map(|_| Pair { from: replayed.replay_before(number), to: replayed.replay_before(number + 1) }),
        is_editable: given["isApplied"] != true,
        ..Facts::default()
    };
    let script = &replayed.migrations()[number].script;
    let path: Arc<Path> = Path::new("/migrations/1_now/migration.sql").into();
    lint(&Context::new(name, sql, script, &facts), &path, rules)
}
