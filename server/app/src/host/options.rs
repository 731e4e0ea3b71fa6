//! What a caller sets for a project beside its configuration files.

use std::path::Path;

use base::Preset;
use model::project::Settings;

/// What a caller sets for a project beside its configuration files.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProjectOptions<'a> {
    /// The editor's settings, which those of a file near the schema win over.
    pub editor: Option<&'a Settings>,
    /// The folder that patterns of the editor's settings are relative to.
    pub folder: Option<&'a Path>,
    /// A preset that wins over every other.
    pub preset: Option<Preset>,
    /// Where there are any, only these rules are on, also those that the settings turn off.
    pub only: &'a [String],
    /// These rules are off.
    pub without: &'a [String],
    /// Which configuration file holds.
    pub file: SettingsFile<'a>,
}

/// Which `prisma-lens.toml` holds for a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettingsFile<'a> {
    /// The one nearest above the schema.
    #[default]
    Nearest,
    /// This one.
    At(&'a Path),
    /// None, and no configuration of prisma-lint either.
    None,
}
