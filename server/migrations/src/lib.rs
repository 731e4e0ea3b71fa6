//! Migrations: what changes between two databases, the SQL of it, what it may lose, and the SQL that a project already has.
//!
//! | module | what it owns |
//! |---|---|
//! | [`step`] | a change as data: what is created, altered and dropped |
//! | [`diff`](mod@diff) | the steps from one [`Database`](model::database::Database) to another, in Prisma's order |
//! | [`render`] | the SQL script of the steps, to the byte as Prisma writes it |
//! | [`warnings`] | what Prisma warns of, step by step |
//! | [`summary`] | the steps as a summary for people |
//! | [`sql`] | SQL read statement by statement |
//! | [`rules`] | lint rules over migrations |
//! | [`cost`] | which locks statements take, and for how long |
//! | [`preview`] | the next migration, step by step, with what each costs and breaks |
//! | [`plan`](mod@plan) | a change in stages, each with what takes it back |
//! | [`undo`](mod@undo) | undoing the last migrations by a new one |
//! | [`rename`] | whether what is dropped and what is added look like one thing that is renamed |
//! | [`schema_text`] | the text of a schema for a given database |
//! | [`history`] | the `migrations` folder of a project |
//! | [`next`] | the migrations of Prisma 8, which are left alone |
//! | [`sample_rows`](mod@sample_rows) | generated rows, to try migrations on |
//! | [`replay`] | what a history of migrations makes of a database |

pub mod cost;
pub mod diff;
pub mod history;
pub mod next;
pub mod plan;
pub mod preview;
pub mod rename;
pub mod render;
pub mod replay;
pub mod rules;
pub mod sample_rows;
pub mod schema_text;
pub mod sql;
pub mod step;
pub mod summary;
pub mod undo;
pub mod warnings;

pub use diff::{DiffOptions, diff};
pub use step::{Migration, Step};
