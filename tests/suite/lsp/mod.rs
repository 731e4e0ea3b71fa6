//! The parts of the server that need no running server.

mod disk;
mod documents;
mod places;
mod respond;
mod settings;
mod uri;
