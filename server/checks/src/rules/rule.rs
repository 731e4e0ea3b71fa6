//! What a rule is.

use crate::rules::{Context, OptionSpec};
use base::{Finding, ItemId, Level, Preset};
use model::schema::item::{Item, Model};

/// One rule of the checklist.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name in kebab case.
    pub code: &'static str,
    /// Its documentation comment: a first sentence that says what is flagged, why, then examples in fences
    /// ```` ```prisma flagged ```` and ```` ```prisma clean ````, each of which a test runs.
    pub docs: &'static str,
    /// How grave its findings are, by preset.
    pub levels: Levels,
    /// What can be set beside the level.
    pub options: &'static [OptionSpec],
    /// How it looks.
    pub check: Check,
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

/// What a rule looks at. The narrower the better: what it finds in one item may depend on that item, on those that it
/// names or is named by, and on the configuration only, unless it is a [`Check::Schema`].
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Each `model` that the client does not ignore, one at a time. One under a comment `/// @view` is left out, as
    /// views are.
    Model(fn(&Context<'_>, ModelRef<'_>, &mut Vec<Finding>)),
    /// Each item of any kind, one at a time.
    Item(fn(&Context<'_>, ItemId, &Item, &mut Vec<Finding>)),
    /// The whole schema at once.
    Schema(fn(&Context<'_>, &mut Vec<Finding>)),
}

/// A model, its item and its id.
#[derive(Clone, Copy, Debug)]
pub struct ModelRef<'s> {
    /// Which item it is.
    pub id: ItemId,
    /// The item.
    pub item: &'s Item,
    /// Its body.
    pub model: &'s Model,
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
    pub fn of(&self, preset: Preset) -> Level {
        match preset {
            Preset::Minimal => self.minimal,
            Preset::Recommended => self.recommended,
            Preset::Strict => self.strict,
        }
    }
}

/// Declares a rule: its documentation comment becomes [`Rule::docs`].
macro_rules! rule {
    ($(#[doc = $docs:literal])+ pub static $name:ident = Rule { $($fields:tt)* };) => {
        $(#[doc = $docs])+
        pub static $name: $crate::rules::Rule =
            $crate::rules::Rule { docs: concat!($($docs, "\n"),+), $($fields)* };
    };
}

pub(crate) use rule;
