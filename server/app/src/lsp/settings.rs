//! The editor's settings: where they come from, and which of them the server itself reads.

use std::sync::Arc;

use serde_json::Value;

use crate::lsp::editor_settings::{GROUPS, ShownExtras};
use crate::lsp::logging::Level;
use checks::frame::RuleSet;
use model::project::{self, EDITOR_SECTION};

/// Settings in the same section that are not about checks: read here, or by the editor's own side.
const OTHER_KEYS: [&str; 5] = ["trace", "server", MAX_DIAGNOSTICS, GROUPS[0], GROUPS[1]];

/// How many diagnostics of one file are sent at most.
const MAX_DIAGNOSTICS: &str = "maxDiagnostics";

/// The number of them where nothing is set: an editor reads all of them on the thread that draws, with each letter.
const DEFAULT_MAX_DIAGNOSTICS: usize = 1000;

/// The settings in effect: those sent last, otherwise those of `initialize`.
#[derive(Clone, Debug, Default)]
pub struct EditorSettings {
    initial: Value,
    current: Value,
    checks: Arc<project::Settings>,
    shown: ShownExtras,
    shown_problems: Vec<String>,
}

impl EditorSettings {
    /// The settings that a session begins with, from `initializationOptions`.
    pub fn new(initialization_options: Option<Value>) -> EditorSettings {
        EditorSettings::of(section_of(initialization_options.unwrap_or_default()), Value::Null)
    }

    /// These settings after the client has sent others. Clients send `null` or an empty object if the user has set
    /// nothing; then those of `initialize` apply again.
    pub fn updated(&self, told: Value) -> EditorSettings {
        EditorSettings::of(self.initial.clone(), section_of(told))
    }

    /// The settings as one JSON object, or `null` where there are none.
    pub fn value(&self) -> &Value {
        match &self.current {
            Value::Object(members) if !members.is_empty() => &self.current,
            _ => &self.initial,
        }
    }

    /// What they say about checks.
    pub fn checks(&self) -> &Arc<project::Settings> {
        &self.checks
    }

    /// What they say about things shown beside the text.
    pub fn shown(&self) -> ShownExtras {
        self.shown
    }

    /// How many diagnostics of one file are sent at most.
    pub fn max_diagnostics(&self) -> usize {
        let set = self.value().get(MAX_DIAGNOSTICS).and_then(Value::as_u64);
        set.and_then(|set| usize::try_from(set).ok()).unwrap_or(DEFAULT_MAX_DIAGNOSTICS)
    }

    /// What is wrong in them, in a sentence each.
    pub fn problems(&self) -> Vec<String> {
        let overridden = self.checks.overrides.iter().flat_map(|one| &one.rules);
        let rules = RuleSet::problems(ide::registry(), self.checks.rules.iter().chain(overridden));
        let general = self.checks.problems.iter().map(|problem| problem.message.clone());
        let rules = rules.into_iter().map(|problem| problem.message);
        general.chain(rules).chain(self.shown_problems.iter().cloned()).collect()
    }

    /// How much to log, if this is set: `prismaLens.trace`, or `prismaLens.trace.server` as VS Code has it.
    pub fn log_level(&self) -> Option<Level> {
        let trace = self.value().get("trace")?;
        Level::from_setting(trace.get("server").unwrap_or(trace).as_str()?)
    }

    fn of(initial: Value, current: Value) -> EditorSettings {
        let mut settings = EditorSettings { initial, current, ..EditorSettings::default() };
        settings.checks = Arc::new(project::Settings::from_editor(settings.value(), &OTHER_KEYS));
        (settings.shown, settings.shown_problems) = ShownExtras::read(settings.value());
        settings
    }
}

/// Clients send either our section or an object that holds it.
fn section_of(mut settings: Value) -> Value {
    match settings.get_mut(EDITOR_SECTION) {
        Some(section) => section.take(),
        None => settings,
    }
}
