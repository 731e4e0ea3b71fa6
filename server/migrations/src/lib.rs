//! Migrations: what changes between two databases, the SQL of it, and the SQL that a project already has.
//!
//! | module | what it owns |
//! |---|---|
//! | [`sql`] | SQL read statement by statement |
//! | [`replay`] | what a history of migrations makes of a database |

pub mod replay;
pub mod sql;
