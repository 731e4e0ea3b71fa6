//! Texts.

mod difference;
mod section;
