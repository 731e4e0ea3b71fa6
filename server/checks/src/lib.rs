//! What is wrong with a schema, or could be better.
//!
//! | module | what it owns |
//! |---|---|
//! | [`frame`] | what every kind of check needs: metadata, registry of codes, rule sets |
//! | [`validate`] | what Prisma itself refuses or warns of |
//! | [`rules`] | the checklist |

mod codes;
pub mod frame;
pub mod rules;
pub mod validate;

pub use codes::{codes, registry};
