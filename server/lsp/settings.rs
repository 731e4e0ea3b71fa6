//! The editor's settings: where they come from, and which of them are the server's own business.

use serde_json::Value;

use crate::lsp::logging::Level;
use crate::project::EDITOR_SECTION;

/// The settings in force: those told last, else those of `initialize`.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    initial: Value,
    current: Value,
}

impl Settings {
    /// The settings that a session begins with, from `initializationOptions`.
    pub fn new(initialization_options: Option<Value>) -> Settings {
        Settings { initial: section_of(initialization_options.unwrap_or_default()), current: Value::Null }
    }

    /// These settings after the client has told others. `null` and an empty object are what clients answer where the
    /// user has set nothing; then those of `initialize` count again.
    pub fn updated(&self, told: Value) -> Settings {
        Settings { initial: self.initial.clone(), current: section_of(told) }
    }

    /// The settings as one JSON object, or `null` where there are none.
    pub fn value(&self) -> &Value {
        match &self.current {
            Value::Object(members) if !members.is_empty() => &self.current,
            _ => &self.initial,
        }
    }

    /// How much to log, if this is set: `prismaLens.trace`, or `prismaLens.trace.server` as VS Code has it.
    pub fn log_level(&self) -> Option<Level> {
        let trace = self.value().get("trace")?;
        Level::from_setting(trace.get("server").unwrap_or(trace).as_str()?)
    }
}

/// Clients send either our section or an object that holds it.
fn section_of(mut settings: Value) -> Value {
    match settings.get_mut(EDITOR_SECTION) {
        Some(section) => section.take(),
        None => settings,
    }
}
