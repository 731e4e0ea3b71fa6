//! Advice on the indexes of a schema, from what the code asks.

use model::database::Database;
use model::schema::Schema;

use crate::advice::additions::additions;
use crate::advice::facts::Facts;
use crate::advice::partition::partitions;
use crate::advice::proposal::Advice;
use crate::advice::traffic::Traffic;
use crate::advice::unused::{merges, unused};
use crate::advice::workload::Workload;

/// What is advised for a schema. `database` has the indexes that count as existing: those of the schema, or of the migrations.
pub fn advise(schema: &Schema, database: &Database, workload: &Workload) -> Advice {
    let facts = Facts::new(schema, database.provider);
    let traffic = Traffic::new(schema, workload);
    let add = additions(&facts, database, workload, &traffic);
    let drop = unused(&facts, workload, &traffic);
    let merge = merges(&facts, database, &add, &drop);
    let partition = partitions(&facts, workload, &traffic);
    Advice { add, drop, merge, partition }
}
