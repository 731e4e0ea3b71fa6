//! What every crate of Prisma Lens builds on: text with its positions and edits, and how serious a finding is.

mod level;
pub mod text;

pub use level::{Level, Preset};
