//! What every crate of Prisma Lens builds on: text with its positions and edits, and the findings model.

mod anchor;
pub mod cancel;
mod finding;
mod level;
mod place;
pub mod text;

pub use anchor::{Anchor, FileSpan};
pub use finding::{FileEdit, Finding, Fix, Origin, PathEdit, Related, Safety, Tags};
pub use level::{Level, Preset};
pub use place::{FieldId, FileId, ItemId, Place};
