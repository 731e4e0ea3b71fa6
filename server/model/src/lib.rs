//! What a Prisma project means.
//!
//! | module | what it owns |
//! |---|---|
//! | [`catalog`] | facts about the language, its versions and its databases |
//! | [`project`] | which files form a schema, which Prisma version they are for, configuration |
//! | [`schema`] | the semantic model of one schema |
//! | [`database`] | the database that a schema makes |
//! | [`script`] | what all readers of TypeScript and JavaScript need |
//! | [`sql_token`] | what all readers of SQL need |

pub mod catalog;
pub mod database;
pub mod project;
pub mod schema;
pub mod script;
pub mod sql_token;
