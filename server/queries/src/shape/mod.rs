//! What a call asks of each table: [`shapes`] says for every SQL statement that a call leads to which columns it filters, sorts
//! and joins by.
//!
//! The source of what is said here is the SQL that Prisma's query compiler writes, against which a table of calls is tested.
//! Values do not matter, except where they decide the SQL: `null`, `undefined`, an empty list.

mod access;
mod alternatives;
mod call;
mod cascade;
mod condition;
mod filter;
mod link;
mod order;
mod scalar;
mod selection;
mod walk;
mod write;

pub use access::{Aggregate, Amount, Reach, Rows, Shape, SortColumn, Sorting};
pub use call::shapes;
pub use condition::{Branch, Column, Condition, ConditionKind, JsonTest, ListTest, Pattern, TableRef};
