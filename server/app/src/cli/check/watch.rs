//! Checking again and again.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use crate::cli::terminal;

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_millis(300);

/// Checks whenever one of the files that mattered to the last check has changed. `check` gives them. Does not return while
/// there is something to watch.
pub(super) fn watch(mut check: impl FnMut() -> Vec<PathBuf>) -> ExitCode {
    loop {
        let files = check();
        if files.is_empty() || terminal::output_error().is_some() {
            return ExitCode::from(2);
        }
        terminal::write_error("Watching for changes; Ctrl+C ends.\n");
        let before = states(&files);
        while states(&files) == before {
            std::thread::sleep(INTERVAL);
        }
        terminal::write_error("\n");
    }
}

/// When each file was changed last, and how long it is.
fn states(files: &[PathBuf]) -> Vec<Option<(u64, Option<SystemTime>)>> {
    let state = |path: &Path| std::fs::metadata(path).ok().map(|it| (it.len(), it.modified().ok()));
    files.iter().map(|path| state(path)).collect()
}
