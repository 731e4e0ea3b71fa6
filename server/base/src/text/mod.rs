//! Spans, the rope that holds a file, positions in UTF-8, UTF-16 and UTF-32 columns, and edits.

mod case;
mod controls;
mod difference;
mod edit;
pub mod markdown;
mod position;
mod section;
mod source;
mod span;

pub use case::{capitalized, uncapitalized};
pub use controls::{is_control, without_controls};
pub use difference::difference;
pub use edit::{TextEdit, apply_edits};
pub use position::{Encoding, Position, positions};
pub use section::Section;
pub use source::Source;
pub use span::Span;
