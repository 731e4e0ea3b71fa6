//! Tests that spawn the real binary.
