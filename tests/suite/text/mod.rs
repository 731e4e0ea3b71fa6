//! Texts.

mod difference;
