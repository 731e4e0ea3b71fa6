//! A line that tells how far a long run has come.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cli::terminal::write_error;

/// A run is long, and worth a line, from here on.
const LONG: Duration = Duration::from_millis(500);

/// How often the line is drawn anew at most.
const REFRESH: Duration = Duration::from_millis(100);

/// A line on standard error that is drawn anew as work goes on, and only where that is a terminal.
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
    /// Begins a run of `total` parts.
    pub(super) fn new(total: usize) -> Progress {
        let state = State { done: 0, next: Instant::now() + LONG, is_drawn: false };
        Progress { total, is_shown: std::io::stderr().is_terminal(), state: Mutex::new(state) }
    }

    /// One part is done.
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
        write_error(&format!("\r\u{1b}[KChecked {} of {} schemas: {name}", state.done, self.total));
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if self.state.lock().unwrap_or_else(PoisonError::into_inner).is_drawn {
            write_error("\r\u{1b}[K");
        }
    }
}
