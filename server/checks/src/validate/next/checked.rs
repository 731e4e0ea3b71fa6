//! What all parts are given.

use crate::validate::next::symbols::Symbols;
use model::project::Extensions;

/// The names of a schema, and what is known of its extensions.
pub(super) struct Checked<'c> {
    pub(super) symbols: &'c Symbols<'c>,
    pub(super) extensions: Extensions,
}
