//! The syntax layer.

mod incremental;
mod pieces;
mod quick;
mod split;
