//! How serious a rule is, and which rules are on.

use std::fmt;
use std::str::FromStr;

/// What a finding of a rule is worth, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// A mark in the editor, hardly visible.
    Hint,
    /// Worth knowing.
    Info,
    /// Worth mending.
    Warning,
    /// Must be mended.
    Error,
}

/// A choice of rules and levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// What is surely wrong.
    Minimal,
    /// What most projects want.
    #[default]
    Recommended,
    /// The whole checklist.
    Strict,
}

impl Level {
    /// All levels, the weakest first.
    pub const ALL: [Level; 5] = [Level::Off, Level::Hint, Level::Info, Level::Warning, Level::Error];

    /// The name as written in settings.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Hint => "hint",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl Preset {
    /// All presets, the one with the fewest rules first.
    pub const ALL: [Preset; 3] = [Preset::Minimal, Preset::Recommended, Preset::Strict];

    /// The name as written in settings.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Minimal => "minimal",
            Preset::Recommended => "recommended",
            Preset::Strict => "strict",
        }
    }
}

impl FromStr for Level {
    type Err = ();

    /// Reads a name; `warn` is `warning` as well.
    fn from_str(text: &str) -> Result<Level, ()> {
        let text = if text == "warn" { "warning" } else { text };
        Level::ALL.into_iter().find(|level| level.name() == text).ok_or(())
    }
}

impl FromStr for Preset {
    type Err = ();

    fn from_str(text: &str) -> Result<Preset, ()> {
        Preset::ALL.into_iter().find(|preset| preset.name() == text).ok_or(())
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
