//! Migrations: what changes between two databases, and the SQL of it.
