//! What mends attributes, their arguments and the names of constraints.

mod arguments;
mod columns;
mod constraint_names;
mod defaults;

pub(super) use arguments::{brackets, missing_argument, wrong_value};
pub(super) use columns::{keep_clustered, keep_one_id, reorder_sorted, scalar_columns};
pub(super) use constraint_names::{free_name, not_twice};
pub(super) use defaults::{default_value, other_function};
