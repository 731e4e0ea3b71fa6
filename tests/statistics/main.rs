//! Tests of `statistics`: the format of its file, what clients print for the packs, and statements without literals.

mod collect;
mod packs;
mod shape;
