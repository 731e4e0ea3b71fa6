//! Errors in settings: each is printed once, and the program ends with 2, whatever the command goes on to print.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::cli::print_error;
use crate::host::Project;

/// The errors that were printed.
static REPORTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Prints the errors in the settings of a project that were not printed before. `shown` displays a path.
pub(super) fn report(project: &Project, shown: impl Fn(&Path) -> String) {
    for (path, message) in project.settings_errors() {
        let text = format!("{}: {message}", shown(path));
        if REPORTED.lock().unwrap_or_else(PoisonError::into_inner).insert(text.clone()) {
            print_error(&text);
        }
    }
}

/// Whether an error was printed.
pub(super) fn were_reported() -> bool {
    !REPORTED.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
}
