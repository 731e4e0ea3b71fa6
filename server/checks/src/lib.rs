//! What is wrong with a schema, or could be better.
//!
//! | module | what it owns |
//! |---|---|
//! | [`validate`] | what Prisma itself refuses or warns of |
//! | [`rules`] | the checklist |

pub mod rules;
pub mod validate;
