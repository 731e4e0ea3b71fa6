//! What an application asks of its database: the calls of Prisma Client in its code.
//!
//! | module | what it owns |
//! |---|---|
//! | [`advice`] | which indexes the schema should gain and lose, from what all calls ask |
//! | [`code`] | what one file of code says: calls, raw SQL, clients, transactions; plain data |
//! | [`link`] | which model of a schema a call is about, and which names hold clients across files |
//! | [`privacy`] | which personal data there is, who reads and writes it, how long it is kept, how a person is erased |
//! | [`shape`] | what a call asks of each table: the columns that it filters, sorts and joins by |
//! | [`read`] | TypeScript and JavaScript into [`code`], without a look at the schema or at other files |
//! | [`rules`] | lint rules over code |
//! | [`schema_rules`] | lint rules over a schema that look at what the code asks of it |

pub mod advice;
pub mod code;
pub mod link;
pub mod privacy;
pub mod read;
pub mod rules;
pub mod schema_rules;
pub mod shape;
