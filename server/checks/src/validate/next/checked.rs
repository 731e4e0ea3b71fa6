//! What all parts are given.

use crate::validate::next::symbols::Symbols;
use model::catalog::next::Catalog;
use model::project::Extensions;

/// The names of a schema, what its target has, and what is known of its extensions.
pub(super) struct Checked<'c> {
    pub(super) symbols: &'c Symbols<'c>,
    pub(super) catalog: Catalog,
    pub(super) extensions: Extensions,
}
