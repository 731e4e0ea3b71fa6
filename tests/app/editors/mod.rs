//! What the editors' folders hold: queries that fit the grammar, and settings that the server knows.

mod queries;
mod settings;
mod zed;
