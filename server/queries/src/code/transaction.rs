//! Interactive transactions.

use base::text::Span;
use smol_str::SmolStr;

/// `$transaction(async (tx) => { … })`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// The whole call.
    pub span: Span,
    /// The name `$transaction`.
    pub name_span: Span,
    /// The callback.
    pub callback: Span,
    /// The name of its parameter.
    pub parameter: Option<SmolStr>,
    /// Whether the options set a `timeout`.
    pub has_timeout: bool,
    /// What the callback waits for that is no query: requests, mail, sleep.
    pub foreign_waits: Vec<ForeignWait>,
    /// Calls of a client in the callback that are not made by its parameter, as indexes in the calls of the file.
    pub outside_calls: Vec<u32>,
}

/// Something in a transaction that waits for another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignWait {
    /// What is waited for.
    pub span: Span,
    /// Its name: `fetch`, `sendMail`.
    pub name: SmolStr,
}
