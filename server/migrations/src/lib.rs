//! Migrations: what changes between two databases, the SQL of it, and the SQL that a project already has.

pub mod replay;
pub mod sql;
