//! What is known of a code.

use crate::frame::{EXEMPT, OptionSpec};
use base::{Anchor, Finding, Level, Origin, Preset};
use model::catalog::keywords::Dialects;

/// A code that findings carry, with its documentation.
#[derive(Debug)]
pub struct Metadata {
    /// Its stable name in kebab case.
    pub code: &'static str,
    /// Its documentation comment: a first sentence that says what is reported, then why and what to do. That of a rule
    /// holds examples in fences such as ```` ```prisma flagged ```` and ```` ```prisma clean ````, which a test runs.
    pub docs: &'static str,
    /// Who reports it, and whether its level can be set.
    pub kind: Kind,
    /// The dialects of the schema language in whose schemas it is looked for.
    pub dialects: Dialects,
    /// What can be set beside the level.
    pub options: &'static [OptionSpec],
}

/// Who reports a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A rule: its level can be set, and comments suppress it.
    Rule(Levels),
    /// Prisma itself. No setting or comment turns it off, because Prisma would still report it.
    Prisma,
    /// This program, about a settings or configuration file.
    Configuration,
}

/// The level of a rule in each preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels {
    /// In `minimal`.
    pub minimal: Level,
    /// In `recommended`.
    pub recommended: Level,
    /// In `strict`.
    pub strict: Level,
}

impl Levels {
    /// Off in `minimal`.
    pub const fn new(recommended: Level, strict: Level) -> Levels {
        Levels { minimal: Level::Off, recommended, strict }
    }

    /// On in `minimal` as well, at the level of `recommended`.
    pub const fn essential(recommended: Level, strict: Level) -> Levels {
        Levels { minimal: recommended, recommended, strict }
    }

    /// The level in a preset.
    pub fn level(&self, preset: Preset) -> Level {
        match preset {
            Preset::Minimal => self.minimal,
            Preset::Recommended => self.recommended,
            Preset::Strict => self.strict,
        }
    }
}

impl Metadata {
    /// Metadata of a code without a level and options of its own.
    pub const fn new(code: &'static str, docs: &'static str, kind: Kind) -> Metadata {
        Metadata { code, docs, kind, dialects: Dialects::Both, options: &[] }
    }

    /// Whether it is a rule, whose level can be set.
    pub fn is_rule(&self) -> bool {
        matches!(self.kind, Kind::Rule(_))
    }

    /// Its own options, then those that every rule has.
    pub fn all_options(&self) -> impl Iterator<Item = &'static OptionSpec> {
        self.options.iter().chain(self.is_rule().then_some(&EXEMPT))
    }

    /// The option of this name, if it has one.
    pub fn option(&self, name: &str) -> Option<&'static OptionSpec> {
        self.all_options().find(|spec| spec.name == name)
    }

    /// Which schemas it is for, if it is not for all.
    pub fn dialect_note(&self) -> Option<&'static str> {
        match self.dialects {
            Dialects::Both => None,
            Dialects::Classic => Some("Only for schemas of Prisma 5 to 7."),
            Dialects::Next => Some("Only for schemas in the Prisma 8 dialect."),
        }
    }

    /// Its level in a preset; [`Level::Off`] for a code that is no rule.
    pub fn level(&self, preset: Preset) -> Level {
        match self.kind {
            Kind::Rule(levels) => levels.level(preset),
            Kind::Prisma | Kind::Configuration => Level::Off,
        }
    }

    /// A finding with this code.
    pub fn finding(&self, level: Level, anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
        Finding::new(self.origin(), self.code, level, anchor, message)
    }

    /// In whose name its findings are reported.
    pub fn origin(&self) -> Origin {
        match self.kind {
            Kind::Prisma => Origin::Prisma,
            Kind::Rule(_) | Kind::Configuration => Origin::PrismaLens,
        }
    }
}
