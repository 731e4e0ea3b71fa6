//! What statements cost a running application: which lock they take, on what, and for how long.

mod estimate;
mod lock;
mod mysql;
mod postgresql;
mod sqlite;
mod sqlserver;

use model::catalog::Provider;

use crate::sql::statement::Statement;

pub use estimate::{is_small, rows};
pub use lock::{Cost, Duration, FindTable, LockMode};
pub use postgresql::{constraints_of, costs, is_relabelled, is_volatile, rewrites};

/// What statements of a provider cost together: the strongest lock and the longest duration for each table. `None` for providers
/// whose locks are not known.
pub fn costs_by_table<'s>(
    provider: Provider,
    statements: impl IntoIterator<Item = &'s Statement>,
    before: &FindTable<'_>,
) -> Option<Vec<Cost>> {
    let of = |statement: &Statement| match provider {
        Provider::Postgresql => Some(costs(statement)),
        Provider::Mysql => Some(mysql::costs(statement, before)),
        Provider::Sqlite => Some(sqlite::costs(statement)),
        Provider::Sqlserver => Some(sqlserver::costs(statement)),
        _ => None,
    };
    let mut tables: Vec<Cost> = Vec::new();
    for statement in statements {
        for cost in of(statement)? {
            match tables.iter_mut().find(|known| known.object == cost.object) {
                Some(known) => {
                    let duration = known.duration.max(cost.duration);
                    if cost.lock > known.lock {
                        *known = cost;
                    }
                    known.duration = duration;
                }
                None => tables.push(cost),
            }
        }
    }
    Some(tables)
}
