//! Lint rules over migrations.

mod examples;
mod noise;
mod suppression;

use std::path::Path;
use std::sync::Arc;

use base::{Finding, Preset};
use checks::frame::{ActiveRules, RuleSet};
use ide::registry;
use migrations::replay::{Replay, Scope};
use migrations::rules::{ApplyPath, Check, Context, Facts, active, lint};
use migrations::sql::read;
use model::catalog::Provider;
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
    let mut replay = Replay::new(provider, Scope::default());
    if let Some(before) = before {
        replay.apply("0_before", before);
    }
    let facts = Facts {
        apply_path: match given["applyPath"].as_str() {
            Some("batch") => ApplyPath::OneBatch,
            Some("cut") => ApplyPath::Cut,
            Some("adapter") => ApplyPath::Adapter,
            _ => ApplyPath::Unknown,
        },
        postgres_version: given["postgresVersion"].as_u64().and_then(|version| u32::try_from(version).ok()),
        before: before.map(|_| replay.database()),
        is_editable: true,
        ..Facts::default()
    };
    let script = read(provider, sql);
    let path: Arc<Path> = Path::new("/migrations/1_now/migration.sql").into();
    lint(&Context::new("1_now", sql, &script, &facts), &path, rules)
}
