//! Blocks and their trees, typed views of nodes, syntax errors in human words, and what stands at an offset.
