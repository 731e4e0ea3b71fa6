//! What a history of migrations makes of a database.

mod drift;
