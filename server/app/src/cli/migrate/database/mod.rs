//! The database of an environment: where its URL is found, and asking it by the client that the user has installed.
//!
//! A URL is a secret: it is never printed and never on a command line. Processes get it by environment variables.

mod client;
mod environment;
mod url;
mod variables;

pub(super) use client::Client;
pub(crate) use environment::{environment, url_of};
pub use url::{DatabaseUrl, Parts};
pub(crate) use variables::project_variables;
