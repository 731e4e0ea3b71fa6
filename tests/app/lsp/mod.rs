//! The parts of the server that need no running server.

mod answer;
mod diagnostic_cache;
mod disk;
mod documents;
mod places;
mod plain_text;
mod settings;
mod uri;
