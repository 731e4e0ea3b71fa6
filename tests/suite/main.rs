//! Library-level tests.
