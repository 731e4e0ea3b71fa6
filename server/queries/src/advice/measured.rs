//! What statistics of the database change in the advice.

use model::database::Database;
use model::schema::Schema;
use statistics::{StatementStatistics, Statistics};

use crate::advice::proposal::{Advice, NewIndex};

/// Up to how many rows a table is read as a whole faster than by an index.
const SMALL_ROWS: u64 = 1000;

/// What statistics have said of advice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// How many indexes are not advised, since their tables are small.
    pub small: usize,
    /// How many indexes are not advised to be dropped, since the database uses them.
    pub used: usize,
    /// How often statements ran that each of the indexes to add could serve, in their order; 0 where none is known.
    pub calls: Vec<u64>,
}

impl Advice {
    /// The advice as statistics of the database leave it: no indexes for small tables, none to drop that is used, and those first whose
    /// statements run most often.
    pub fn measured(
        self,
        schema: &Schema,
        database: &Database,
        statistics: &Statistics,
    ) -> (Advice, Measured) {
        let mut measured = Measured::default();
        let table = |model| {
            let name = schema.item(model)?.database_name();
            database.tables.iter().find(|table| table.name.name == name)
        };
        let mut add = self.add;
        let before = add.len();
        add.retain(|index| {
            let known = table(index.model).and_then(|table| statistics.table(&table.name));
            known.is_none_or(|known| known.rows > SMALL_ROWS)
        });
        measured.small = before - add.len();
        let mut add: Vec<(u64, NewIndex)> = add
            .into_iter()
            .map(|index| {
                let name = table(index.model).map(|table| table.name.name.as_str()).unwrap_or_default();
                (calls(&index, name, &statistics.statements), index)
            })
            .collect();
        add.sort_by_key(|(calls, _)| std::cmp::Reverse(*calls));
        measured.calls = add.iter().map(|(calls, _)| *calls).collect();
        let add = add.into_iter().map(|(_, index)| index).collect();

        let mut drop = self.drop;
        let before = drop.len();
        drop.retain(|unused| {
            let Some(table) = table(unused.model) else { return true };
            let Some(known) = statistics.table(&table.name) else { return true };
            let of_key = table.indexes.iter().find(|index| index.key == Some(unused.key));
            let used = of_key.and_then(|index| statistics.indexes_of(known).find(|it| it.name == index.name));
            used.and_then(|index| index.scans).is_none_or(|scans| scans == 0)
        });
        measured.used = before - drop.len();
        (Advice { add, drop, ..self }, measured)
    }
}

/// How often statements ran that name the table, and the first column of the index after `WHERE` or `ORDER BY`.
fn calls(index: &NewIndex, table: &str, statements: &[StatementStatistics]) -> u64 {
    let Some((first, _)) = index.columns.first() else { return 0 };
    let is_named = |text: &str, name: &str| {
        let quoted = [format!("\"{name}\""), format!("`{name}`"), format!("[{name}]")];
        quoted.iter().any(|quoted| text.contains(quoted.as_str()))
    };
    let serves = |statement: &&StatementStatistics| {
        let asked =
            ["WHERE", "ORDER BY", " ON "].into_iter().filter_map(|word| statement.shape.find(word)).min();
        let asked = asked.and_then(|at| statement.shape.get(at..)).unwrap_or_default();
        is_named(&statement.shape, table) && is_named(asked, &first.column)
    };
    statements.iter().filter(serves).map(|statement| statement.calls).sum()
}
