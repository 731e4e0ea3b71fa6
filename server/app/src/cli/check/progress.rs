//! A progress line for long runs.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base::text::without_controls;

use crate::cli::terminal::{name_in_line, pass_error};

/// How long a run takes before the progress line appears.
const LONG: Duration = Duration::from_millis(500);

/// The shortest time between two updates of the line.
const REFRESH: Duration = Duration::from_millis(100);

/// A progress line on standard error, shown only on a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    is_shown: bool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    done: usize,
    next: Instant,
    is_drawn: bool,
}

impl Progress {
    /// Starts a run of `total` schemas.
    pub(super) fn new(total: usize) -> Progress {
        let state = State { done: 0, next: Instant::now() + LONG, is_drawn: false };
        Progress { total, is_shown: std::io::stderr().is_terminal(), state: Mutex::new(state) }
    }

    /// Counts one schema as done.
    pub(super) fn done(&self, name: &str) {
        if !self.is_shown {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += 1;
        if Instant::now() < state.next {
            return;
        }
        state.next = Instant::now() + REFRESH;
        state.is_drawn = true;
        let name = without_controls(name);
        pass_error(&format!(
            "\r\u{1b}[KChecked {} of {} schemas: {}",
            state.done,
            self.total,
            name_in_line(&name)
        ));
    }

    /// Removes the line.
    pub(super) fn clear(&self) {
        if self.state.lock().unwrap_or_else(PoisonError::into_inner).is_drawn {
            pass_error("\r\u{1b}[K");
        }
    }
}
