//! The syntax layer.

mod incremental;
mod kinds;
mod pieces;
mod quick;
mod split;
