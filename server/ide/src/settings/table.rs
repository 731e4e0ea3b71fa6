//! What can be written in each table of a `prisma-lens.toml`.

use crate::registry;
use checks::frame::Metadata;
use model::project::{SettingKey, is_rules, setting_keys};

/// A table of the file, by what its keys are.
#[derive(Clone, Copy, Debug)]
pub(super) enum TableKind {
    /// It has these keys.
    Keys(&'static [SettingKey]),
    /// Its keys are rules, groups and patterns.
    Rules,
    /// Its keys are the level and the options of this rule.
    Rule(&'static Metadata),
}

impl TableKind {
    /// The table at a path; `None` where its keys are names of the user's choice, and where there is no such table.
    pub(super) fn of(path: &[String]) -> Option<TableKind> {
        if is_rules(path) {
            return Some(TableKind::Rules);
        }
        if let Some((code, above)) = path.split_last()
            && is_rules(above)
        {
            return registry().rule(code).map(TableKind::Rule);
        }
        setting_keys(path).map(TableKind::Keys)
    }
}

/// Whether the value at a path is a level: that of a rule, group or pattern, also under `level`.
pub(super) fn is_level(path: &[String]) -> bool {
    let Some((last, table)) = path.split_last() else { return false };
    is_rules(table) || (last == "level" && table.split_last().is_some_and(|(_, above)| is_rules(above)))
}
