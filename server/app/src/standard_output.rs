//! Standard output of the process, with the errors that the standard library hides.
//!
//! The standard library puts `/dev/null` in the place of a standard output that is closed, and takes one that can only be read for one
//! that takes everything. A report that went nowhere would then look like a success.

use std::fs::File;
use std::io::{self, Write as _};

/// Writes bytes. A reader that has left (`… | head`) is an [`io::ErrorKind::BrokenPipe`], which no command reports: nobody misses
/// anything then.
#[cfg(unix)]
pub fn write(bytes: &[u8]) -> io::Result<()> {
    unbuffered()?.write_all(bytes)
}

/// Writes bytes. The standard library knows how a console is written to.
#[cfg(not(unix))]
pub fn write(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(bytes).and_then(|()| output.flush())
}

/// Standard output without the line buffer of the standard library, which would cut a message in two writes.
pub(crate) fn unbuffered() -> io::Result<File> {
    #[cfg(unix)]
    if start::is_closed() {
        return Err(rustix::io::Errno::BADF.into());
    }
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// What standard output was when the process started.
#[cfg(unix)]
mod start {
    use std::sync::atomic::{AtomicBool, Ordering};

    static IS_CLOSED: AtomicBool = AtomicBool::new(false);

    ctor::declarative::ctor! {
        /// Runs before the standard library opens `/dev/null`.
        #[ctor(unsafe)]
        fn look() {
            let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
            IS_CLOSED.store(is_closed, Ordering::Relaxed);
        }
    }

    /// Whether it was closed.
    pub(super) fn is_closed() -> bool {
        IS_CLOSED.load(Ordering::Relaxed)
    }
}
