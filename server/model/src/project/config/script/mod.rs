//! JavaScript and TypeScript, evaluated as far as the text alone tells and never run.
//!
//! Configuration files are scripts, and most of them are plain: an object, with paths that are built from constants. The
//! evaluator follows names, imports of files nearby, calls of functions in the text and the few functions of Node that build
//! paths. Everything else has no value. Where a value depends on a condition, it has several.

mod builtin;
mod call;
mod evaluator;
mod exports;
mod member;
mod names;
mod source;
mod value;

pub(super) use evaluator::{Boundary, Evaluator};
pub(super) use member::Member;
pub(super) use source::{Module, isolated};
pub(super) use value::{Literal, Scope, Value};
