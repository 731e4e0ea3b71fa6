//! Writing the new migration, and the schema that goes with it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use migrations::history::{ROLLBACK_FILE, SCRIPT_FILE};
use migrations::schema_text::FileText;

use crate::cli::migrate::down::Down;
use crate::cli::migrate::folder::NewMigration;
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::write::{self, Change};

/// The file that says what to know before it is applied.
const README_FILE: &str = "README.md";

/// The files of the schema that change.
pub(super) fn changes(
    loaded: &ProjectHistory,
    folder: &Path,
    files: &[FileText],
) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    for file in files {
        let path = PathBuf::from(&*file.name);
        let known = loaded.schema.files().iter().find(|it| it.name == file.name);
        let Some(before) = known.map(|it| it.content.source().source().to_string()) else {
            return Err(format!("{}: not a file of the schema.", path.display()));
        };
        if before != file.text {
            let shown = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            changes.push(Change { path, shown, before, after: file.text.clone() });
        }
    }
    Ok(changes)
}

/// Writes the folder of the migration, then the schema. Returns the folder.
pub(super) fn write(loaded: &ProjectHistory, down: &Down, changes: &[Change]) -> Result<PathBuf, String> {
    let last = loaded.replayed.migrations().last().map(|it| it.file.name.as_str());
    let to = down.last.as_deref().map_or("empty", without_time);
    let folder = NewMigration::create_after(&loaded.history.folder, &format!("down_to_{to}"), last)?;
    folder.write(SCRIPT_FILE, &down.undo.sql)?;
    folder.write(ROLLBACK_FILE, &down.undo.inverse)?;
    folder.write(README_FILE, &readme(down))?;
    write::write_together(changes)
        .map_err(|failure| format!("{}: {} No migration was written.", failure.shown, failure.message))?;
    Ok(folder.finish())
}

/// The name of a migration without the digits in front.
fn without_time(name: &str) -> &str {
    let rest = name.trim_start_matches(|character: char| character.is_ascii_digit());
    let rest = rest.trim_start_matches('_');
    if rest.is_empty() { name } else { rest }
}

fn readme(down: &Down) -> String {
    let last = down.last.as_deref().unwrap_or("an empty database");
    let mut text = format!("# Back to {last}\n\nThis migration undoes, in this order:\n\n");
    for migration in &down.undo.migrations {
        let by = if migration.script.is_some() { "its script" } else { "the difference" };
        let _ = writeln!(text, "- `{}` (by {by})", migration.name);
    }
    let losses: Vec<_> = down.undo.migrations.iter().flat_map(|it| it.all_losses()).collect();
    if !losses.is_empty() {
        text.push_str("\n## Data\n\n");
        for loss in losses {
            let kept =
                loss.backup.as_ref().map(|it| format!(" A copy is kept in `{it}`.")).unwrap_or_default();
            let _ = writeln!(text, "- `{}` ({}): {}{kept}", loss.place, loss.class.name(), loss.reason);
        }
    }
    let blocked: Vec<_> = down.undo.migrations.iter().flat_map(|it| &it.blocked).collect();
    if !blocked.is_empty() {
        text.push_str("\n## Not undone\n\n");
        for statement in blocked {
            let _ = writeln!(text, "- `{}`", statement.replace('`', "'"));
        }
    }
    let _ = write!(text, "\n## Up again\n\n`{ROLLBACK_FILE}` makes these changes again");
    let has_copies = down.undo.state != down.undo.target;
    text.push_str(match has_copies {
        true => {
            ", and puts the copied values back. Rows that are added in the meantime have no copy: set required columns for \
             them first. It drops the copies in the end.\n"
        }
        false => ".\n",
    });
    text
}
