//! SQLite. It counts neither statements nor uses of indexes, and knows no connections.

use model::catalog::Provider;
use model::database::QualifiedName;

use super::{Need, Pack, Query, is_of_schema, literal, query, query_with};

pub(super) const SERVER: &str = r"
SELECT 'server' AS section, 'sqlite' AS provider, sqlite_version() AS version,
    strftime('%Y-%m-%dT%H:%M:%SZ', 'now') AS collected_at, NULL AS counting_since";

pub(super) fn queries(pack: Pack, tables: &[&QualifiedName]) -> Vec<Query> {
    let of_schema = is_of_schema(tables, Provider::Sqlite, "", "m.name");
    match pack {
        Pack::Size => {
            let rows = tables.iter().map(|table| {
                let sql = format!(
                    "SELECT 'tables' AS section, NULL AS schema, {} AS name, count(*) AS rows FROM \"{}\"",
                    literal(&table.name, Provider::Sqlite),
                    table.name.replace('"', "\"\"")
                );
                query_with("tables", sql, Need::Table)
            });
            let sizes = query(
                "sizes",
                format!(
                    r"
SELECT 'sizes' AS section, NULL AS schema, m.type AS kind, m.tbl_name AS 'table', s.name AS name, s.pgsize AS bytes
  FROM dbstat('main', 1) s JOIN sqlite_master m ON m.name = s.name
  WHERE {} ORDER BY m.tbl_name, s.name",
                    is_of_schema(tables, Provider::Sqlite, "", "m.tbl_name")
                ),
            );
            rows.chain([sizes]).collect()
        }
        Pack::Indexes => vec![
            query(
                "indexes",
                format!(
                    r#"
SELECT 'indexes' AS section, NULL AS schema, m.name AS "table", i.name AS name, 'btree' AS method, i."unique" AS is_unique,
    i.origin = 'pk' AS is_primary, 1 AS is_valid, i.partial AS is_partial
  FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND {of_schema} ORDER BY m.name, i.name"#
                ),
            ),
            query(
                "index_columns",
                format!(
                    r#"
SELECT 'index_columns' AS section, NULL AS schema, m.name AS "table", i.name AS name, x.seqno + 1 AS position,
    coalesce(x.name, 'expression') AS "column", x."desc" AS is_descending, x.name IS NULL AS is_expression
  FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_xinfo(i.name) x
  WHERE m.type = 'table' AND x.key AND {of_schema} ORDER BY m.name, i.name, x.seqno"#
                ),
            ),
        ],
        _ => Vec::new(),
    }
}
