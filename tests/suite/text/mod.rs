//! Texts.

mod difference;
mod section;
mod slices;
