//! Stopping work that nobody waits for any more.
//!
//! A request that its client cancels may be in the middle of a long computation on another thread. Long loops call
//! [`check`] once in a while; where the token of the thread is cancelled, that unwinds up to [`CancelToken::run`], without
//! a message, as nothing is wrong. Work whose results are kept runs [`shielded`], so that it is never left incomplete.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

thread_local! {
    static TOKEN: RefCell<Option<CancelToken>> = const { RefCell::new(None) };
}

/// Says whether a piece of work is still wanted. Clones share the answer.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl CancelToken {
    /// Cancels the work.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends the work of this thread, by unwinding, if this token was cancelled. For threads that do a part of the work of
    /// another one: they have no token of their own.
    pub fn check(&self) {
        if self.is_cancelled() {
            resume_unwind(Box::new(Cancelled));
        }
    }

    /// Does the work on this thread, under this token. Other panics than that of [`check`] go on.
    ///
    /// # Errors
    /// [`Cancelled`], where the work was stopped, or was cancelled before it began.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> Result<T, Cancelled> {
        if self.is_cancelled() {
            return Err(Cancelled);
        }
        let _restore = Restore(TOKEN.replace(Some(self.clone())));
        catch_unwind(AssertUnwindSafe(work)).map_err(|panic| match panic.downcast::<Cancelled>() {
            Ok(cancelled) => *cancelled,
            Err(panic) => resume_unwind(panic),
        })
    }

    /// Does a part of the work of the thread whose token this is, on another thread.
    pub fn share<T>(&self, part: impl FnOnce() -> T) -> T {
        let _restore = Restore(TOKEN.replace(Some(self.clone())));
        part()
    }
}

/// Puts the token of before back, also where the work panics.
struct Restore(Option<CancelToken>);

impl Drop for Restore {
    fn drop(&mut self) {
        TOKEN.set(self.0.take());
    }
}

/// Does work to its end, even if the token of this thread is cancelled.
pub fn shielded<T>(work: impl FnOnce() -> T) -> T {
    let _restore = Restore(TOKEN.take());
    work()
}

/// The token of this thread, to be handed to threads that do a part of its work.
pub fn current() -> CancelToken {
    TOKEN.with_borrow(|token| token.clone().unwrap_or_default())
}

/// Ends the work of this thread, by unwinding, if its token was cancelled.
pub fn check() {
    if TOKEN.with_borrow(|token| token.as_ref().is_some_and(CancelToken::is_cancelled)) {
        resume_unwind(Box::new(Cancelled));
    }
}
