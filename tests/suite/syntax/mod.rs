//! The syntax layer.

mod incremental;
mod pieces;
mod split;
