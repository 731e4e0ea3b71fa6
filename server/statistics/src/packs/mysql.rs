//! MySQL 5.7 and later, MariaDB 10.6 and later.

use model::catalog::Provider;
use model::database::QualifiedName;

use super::{MOST_STATEMENTS, Need, Pack, Query, is_of_schema, query, query_with};

pub(super) const SERVER: &str = r"
SELECT 'server' AS section, 'mysql' AS provider, version() AS version,
    date_format(utc_timestamp(), '%Y-%m-%dT%H:%i:%sZ') AS collected_at, NULL AS counting_since";

const TRANSACTIONS: &str = r"
SELECT 'transactions' AS section, t.trx_mysql_thread_id AS pid, p.user AS application,
    CASE WHEN p.command = 'Sleep' THEN 'idle in transaction' ELSE 'active' END AS state,
    CASE WHEN t.trx_state = 'LOCK WAIT' THEN 'Lock' ELSE '' END AS waits_for,
    timestampdiff(SECOND, t.trx_started, now()) AS seconds, p.time AS state_seconds, coalesce(t.trx_query, p.info) AS statement
  FROM information_schema.innodb_trx t LEFT JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
  WHERE t.trx_mysql_thread_id <> connection_id() ORDER BY t.trx_started LIMIT 50";

const LOCKS: &str = r"
SELECT 'locks' AS section, w.waiting_pid AS blocked_pid, waiting.user AS blocked_application, w.wait_age_secs AS seconds,
    w.locked_table AS `table`, w.waiting_query AS blocked_statement, w.blocking_pid, other.user AS blocking_application,
    CASE WHEN other.command = 'Sleep' THEN 'idle in transaction' ELSE 'active' END AS blocking_state,
    w.blocking_query AS blocking_statement
  FROM sys.innodb_lock_waits w LEFT JOIN information_schema.processlist waiting ON waiting.id = w.waiting_pid
  LEFT JOIN information_schema.processlist other ON other.id = w.blocking_pid
UNION ALL SELECT 'locks', id, user, time, NULL, info, NULL, NULL, NULL, NULL
  FROM information_schema.processlist WHERE state LIKE 'Waiting for %lock'";

const CONNECTIONS: &str = r"
SELECT 'connections' AS section, CASE WHEN command = 'Sleep' THEN 'idle' ELSE 'active' END AS state, user AS application,
    count(*) AS connections, @@max_connections AS most
  FROM information_schema.processlist WHERE id <> connection_id() AND command NOT IN ('Daemon', 'Binlog Dump')
    AND user NOT IN ('system user', 'event_scheduler')
  GROUP BY 2, 3 ORDER BY connections DESC, 2, 3";

pub(super) fn queries(pack: Pack, tables: &[&QualifiedName]) -> Vec<Query> {
    let of_schema = |schema, name| is_of_schema(tables, Provider::Mysql, schema, name);
    match pack {
        Pack::Slow => vec![query_with(
            "statements",
            format!(
                r"
SELECT 'statements' AS section, count_star AS calls, round(sum_timer_wait / 1e9, 3) AS total_ms,
    round(avg_timer_wait / 1e9, 3) AS mean_ms, round(max_timer_wait / 1e9, 3) AS max_ms,
    sum_rows_sent + sum_rows_affected AS `rows`, digest_text AS statement
  FROM performance_schema.events_statements_summary_by_digest WHERE schema_name = database() AND digest_text IS NOT NULL
  ORDER BY sum_timer_wait DESC, digest LIMIT {MOST_STATEMENTS}"
            ),
            Need::PerformanceSchema,
        )],
        Pack::Indexes => vec![
            query(
                "indexes",
                format!(
                    r"
SELECT 'indexes' AS section, NULL AS `schema`, table_name AS `table`, index_name AS name, lower(index_type) AS method,
    max(non_unique) = 0 AS is_unique, index_name = 'PRIMARY' AS is_primary, 1 AS is_valid, 0 AS is_partial
  FROM information_schema.statistics WHERE table_schema = database() AND {}
  GROUP BY table_name, index_name, index_type ORDER BY table_name, index_name",
                    of_schema("table_schema", "table_name")
                ),
            ),
            query(
                "index_columns",
                format!(
                    r"
SELECT 'index_columns' AS section, NULL AS `schema`, table_name AS `table`, index_name AS name, seq_in_index AS position,
    column_name AS `column`, coalesce(collation, 'A') = 'D' AS is_descending, column_name IS NULL AS is_expression
  FROM information_schema.statistics WHERE table_schema = database() AND {}
  ORDER BY table_name, index_name, seq_in_index",
                    of_schema("table_schema", "table_name")
                ),
            ),
            query_with(
                "index_sizes",
                format!(
                    r"
SELECT 'index_sizes' AS section, NULL AS `schema`, substring_index(substring_index(table_name, '#P#', 1), '#p#', 1) AS `table`,
    index_name AS name, sum(stat_value) * @@innodb_page_size AS bytes
  FROM mysql.innodb_index_stats WHERE stat_name = 'size' AND database_name = database() AND {}
  GROUP BY 3, 4 ORDER BY 3, 4",
                    of_schema(
                        "database_name",
                        "substring_index(substring_index(table_name, '#P#', 1), '#p#', 1)"
                    )
                ),
                Need::IndexSizes,
            ),
            query_with(
                "index_usage",
                format!(
                    r"
SELECT 'index_usage' AS section, NULL AS `schema`, object_name AS `table`, index_name AS name, sum(count_read) AS scans
  FROM performance_schema.table_io_waits_summary_by_index_usage
  WHERE object_schema = database() AND index_name IS NOT NULL AND {}
  GROUP BY object_name, index_name ORDER BY object_name, index_name",
                    of_schema("object_schema", "object_name")
                ),
                Need::PerformanceSchema,
            ),
        ],
        Pack::Locks => vec![query("transactions", TRANSACTIONS), query("locks", LOCKS)],
        Pack::Pool => vec![query("connections", CONNECTIONS)],
        Pack::Size => vec![query(
            "tables",
            format!(
                r"
SELECT 'tables' AS section, NULL AS `schema`, table_name AS name, coalesce(table_rows, 0) AS `rows`, data_length AS table_bytes,
    index_length AS index_bytes
  FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE' AND {}
  ORDER BY table_name",
                of_schema("table_schema", "table_name")
            ),
        )],
        Pack::Bloat => vec![query(
            "bloat",
            format!(
                r"
SELECT 'bloat' AS section, NULL AS `schema`, table_name AS name, table_rows AS live_rows, NULL AS dead_rows,
    round(100.0 * data_free / nullif(data_length + index_length + data_free, 0), 1) AS dead_percent, NULL AS last_vacuum,
    NULL AS last_analyze
  FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE' AND {}
  ORDER BY data_free DESC, table_name",
                of_schema("table_schema", "table_name")
            ),
        )],
        Pack::All => Vec::new(),
    }
}
