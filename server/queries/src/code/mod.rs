//! What one file of code says about the database. Plain data: it knows neither the schema nor other files, so it is valid for as
//! long as the text of the file is.

mod call;
mod client;
mod file;
mod operation;
mod raw_sql;
mod surroundings;
mod transaction;
mod value;

pub use call::{Call, Name, Receiver};
pub use client::{Adapter, Export, Extension, Import, NewClient};
pub use file::{CodeFile, CodeKind, Comment};
pub use operation::Operation;
pub use raw_sql::{RawKind, RawSql, SqlText};
pub use surroundings::{Batch, Iteration, IterationKind, Surroundings};
pub use transaction::{ForeignWait, Transaction};
pub use value::{Entry, Located, Object, Unknown, Value};
