//! Checking again and again.

use std::process::ExitCode;
use std::time::Duration;

use crate::cli::sources::Sources;
use crate::cli::terminal;

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_millis(300);

/// Checks whenever a file or folder that the last check has read changes. `check` gives what it has read, or `None` where it
/// could not begin, for example because the configuration is just being edited. Ends only where the first check cannot begin,
/// or if the output cannot be written; its reader may leave.
pub(super) fn watch(mut check: impl FnMut() -> Option<Sources>) -> ExitCode {
    let mut read = None;
    loop {
        read = check().or(read);
        if terminal::is_output_lost() {
            return ExitCode::SUCCESS;
        }
        let Some(read) = read.as_ref() else { return ExitCode::from(2) };
        terminal::write_error("Watching for changes; Ctrl+C ends.\n");
        while !read.have_changed() {
            if terminal::has_reader_left() {
                return ExitCode::SUCCESS;
            }
            std::thread::sleep(INTERVAL);
        }
        // An editor may still be writing.
        std::thread::sleep(INTERVAL / 6);
        terminal::write_error("\n");
    }
}
