//! Which migrations of a project count as applied: those on the default branch, or those up to the setting `newAfter`. No
//! database is asked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::migrations::history::{MigrationFile, SCRIPT_FILE, is_same_script};
use model::project::{Files, name};

use crate::host::git::CommitFiles;
use crate::host::project::Project;

/// Which migrations of one project were applied.
#[derive(Debug, Default)]
pub(crate) enum AppliedMigrations {
    /// Not known: there is no git repository, or it has no default branch.
    #[default]
    Unknown,
    /// Those up to this name.
    Until(String),
    /// Those on the default branch, even if their text differs now.
    OnDefaultBranch(CommitFiles),
    /// Those that a commit has with the same text.
    InCommit(CommitFiles),
    /// Those that the database of an environment has recorded.
    Recorded(BTreeSet<String>),
}

/// Whether a migration was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MigrationStatus {
    /// It was not: its text may change.
    New,
    /// It was: its text must stay.
    Applied,
    /// It was, with another text.
    Edited,
    /// Not known.
    Unknown,
}

impl AppliedMigrations {
    /// Those of a project, by its settings, otherwise by git.
    pub(crate) fn of(project: &Project) -> AppliedMigrations {
        if let Some(name) = &project.settings.migrations.new_after {
            return AppliedMigrations::Until(name.value.clone());
        }
        let commit = project.migrations.as_deref().and_then(CommitFiles::of_default_branch);
        commit.map_or(AppliedMigrations::Unknown, AppliedMigrations::OnDefaultBranch)
    }

    /// Whether a migration was applied.
    pub(crate) fn status(&self, file: &MigrationFile) -> MigrationStatus {
        let is_new = match self {
            AppliedMigrations::Unknown => return MigrationStatus::Unknown,
            AppliedMigrations::Until(last) => !file.name.starts_with(last) && file.name > *last,
            AppliedMigrations::OnDefaultBranch(commit) => match commit.read(&file.path) {
                Some(sql) if !is_same_script(&sql, &file.sql) => return MigrationStatus::Edited,
                applied => applied.is_none(),
            },
            AppliedMigrations::Recorded(names) => !names.contains(&file.name),
            AppliedMigrations::InCommit(commit) => {
                commit.read(&file.path).is_none_or(|sql| !is_same_script(&sql, &file.sql))
            }
        };
        if is_new { MigrationStatus::New } else { MigrationStatus::Applied }
    }

    /// The text that was applied, where it is known.
    pub(crate) fn text(&self, script: &Path) -> Option<Arc<str>> {
        match self {
            AppliedMigrations::OnDefaultBranch(commit) => commit.read(script),
            _ => None,
        }
    }

    /// The name of the newest migration in a folder that was applied, where it is known.
    pub(crate) fn newest(&self, folder: &Path) -> Option<String> {
        let commit = match self {
            AppliedMigrations::OnDefaultBranch(commit) => commit,
            AppliedMigrations::Recorded(names) => return names.last().cloned(),
            _ => return None,
        };
        let has_script = |folder: &PathBuf| commit.read(&folder.join(SCRIPT_FILE)).is_some();
        let newest = commit.list(folder).into_iter().filter(has_script).max()?;
        Some(name(&newest).to_owned())
    }
}
