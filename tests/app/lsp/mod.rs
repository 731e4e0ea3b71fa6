//! The parts of the server that need no running server.

mod disk;
mod documents;
mod large;
mod places;
mod plain_text;
mod respond;
mod settings;
mod uri;
mod written_diagnostics;
