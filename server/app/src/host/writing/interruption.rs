//! Signals that end the process: they wait for the write under way.

use std::sync::{RwLock, RwLockReadGuard};

/// Read-locked during each write. A signal that ends the process locks it for writing, and does not unlock it.
static WRITES: RwLock<()> = RwLock::new(());

/// Puts off signals that end the process for as long as it exists.
#[derive(Debug)]
pub(crate) struct Uninterrupted {
    _writes: RwLockReadGuard<'static, ()>,
}

/// Puts off signals that end the process until the result is dropped, for what must be written as a whole. May be nested.
pub(crate) fn uninterrupted() -> Uninterrupted {
    #[cfg(unix)]
    unix::handle_signals();
    Uninterrupted { _writes: WRITES.read().unwrap_or_else(std::sync::PoisonError::into_inner) }
}

/// Makes writing beyond the limit of the size of files an error, as writing to a full disk is. By default a signal ends the process.
pub(crate) fn keep_full_disks_errors() {
    #[cfg(unix)]
    unix::ignore_size_limit();
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, Once, TryLockError};
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::WRITES;
    use crate::host::writing::temporary::remove_all;

    /// How long a signal waits for a write: the disk may hang.
    const PATIENCE: Duration = Duration::from_secs(5);

    pub(super) fn handle_signals() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            ignore_size_limit();
            let ending = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
            let Ok(mut signals) = Signals::new(ending) else { return };
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    end(signal);
                }
            });
        });
    }

    /// Ends the process as the signal does by default, once nothing is being written.
    fn end(signal: i32) {
        let since = Instant::now();
        // Waiting in line for the lock would stop a nested write, which waits behind it.
        let writes = loop {
            match WRITES.try_write() {
                Ok(writes) => break Some(writes),
                Err(TryLockError::Poisoned(writes)) => break Some(writes.into_inner()),
                Err(TryLockError::WouldBlock) if since.elapsed() > PATIENCE => break None,
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
            }
        };
        remove_all();
        let _ = emulate_default_handler(signal);
        drop(writes);
    }

    /// Whether the process was started with a signal ignored, as `nohup` does.
    fn is_ignored(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
        mask >> (signal - 1) & 1 == 1
    }

    pub(super) fn ignore_size_limit() {
        // Registering fails only where the signal is unknown.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}
