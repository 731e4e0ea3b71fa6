//! Levels of findings, and presets of rules.

use std::fmt;
use std::str::FromStr;

/// The level of a finding, from lowest to highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Barely visible in the editor.
    Hint,
    /// Worth knowing.
    Info,
    /// Worth fixing.
    Warning,
    /// Has to be fixed.
    Error,
}

/// A preset: rules with their levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Near-certain mistakes only.
    Minimal,
    /// What most projects should know.
    #[default]
    Recommended,
    /// The whole checklist.
    Strict,
}

impl Level {
    /// All levels, from lowest to highest.
    pub const ALL: [Level; 5] = [Level::Off, Level::Hint, Level::Info, Level::Warning, Level::Error];

    /// The name in settings.
    pub const fn name(self) -> &'static str {
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
    /// All presets, from fewest to most rules.
    pub const ALL: [Preset; 3] = [Preset::Minimal, Preset::Recommended, Preset::Strict];

    /// The name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Preset::Minimal => "minimal",
            Preset::Recommended => "recommended",
            Preset::Strict => "strict",
        }
    }
}

impl FromStr for Level {
    type Err = ();

    /// Parses a name; `warn` is an alias of `warning`.
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
