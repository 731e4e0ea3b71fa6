//! PostgreSQL 13 and later.

use model::catalog::Provider;
use model::database::QualifiedName;

use super::{MOST_STATEMENTS, Need, Pack, Query, is_of_schema, query, query_with};

pub(super) const SERVER: &str = r#"
SELECT 'server' AS section, 'postgresql' AS provider, current_setting('server_version') AS version,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS collected_at,
    to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS counting_since
  FROM pg_stat_database WHERE datname = current_database()"#;

/// Sets the variables of `psql` that say whether there is `pg_stat_statements`, and where.
pub(super) const FIND_STATEMENTS: &str = r#"SELECT count(*) > 0 AS has_statements, coalesce(min(n.nspname), 'public') AS statistics_schema
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements' \gset
"#;

const TRANSACTIONS: &str = r#"
SELECT 'transactions' AS section, pid, application_name AS application, state, coalesce(wait_event_type, '') AS waits_for,
    round(extract(epoch FROM clock_timestamp() - xact_start)::numeric, 1) AS seconds,
    round(extract(epoch FROM clock_timestamp() - state_change)::numeric, 1) AS state_seconds, query AS statement
  FROM pg_stat_activity
  WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  ORDER BY xact_start LIMIT 50"#;

const LOCKS: &str = r#"
SELECT 'locks' AS section, waiting.pid AS blocked_pid, waiting.application_name AS blocked_application,
    round(extract(epoch FROM clock_timestamp() - waiting.query_start)::numeric, 1) AS seconds,
    (SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
      WHERE l.pid = waiting.pid AND (NOT l.granted OR l.locktype = 'tuple') LIMIT 1) AS "table",
    waiting.query AS blocked_statement, other.pid AS blocking_pid, other.application_name AS blocking_application,
    other.state AS blocking_state, other.query AS blocking_statement
  FROM pg_stat_activity waiting CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocking(pid)
  JOIN pg_stat_activity other ON other.pid = blocking.pid
  WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock'
  ORDER BY waiting.query_start LIMIT 100"#;

const CONNECTIONS: &str = r#"
SELECT 'connections' AS section, coalesce(state, 'unknown') AS state, application_name AS application, count(*) AS connections,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most
  FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
  GROUP BY state, application_name ORDER BY connections DESC, 2, 3"#;

const HEALTH: &str = r#"
SELECT 'health' AS section, round(100.0 * blks_hit / nullif(blks_hit + blks_read, 0), 2) AS cache_hit_percent, deadlocks,
    xact_commit AS commits, xact_rollback AS rollbacks, temp_bytes
  FROM pg_stat_database WHERE datname = current_database()"#;

const REPLICATION: &str = r#"
SELECT 'replication' AS section, application_name AS application, state,
    CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) END AS lag_bytes,
    round(extract(epoch FROM replay_lag)::numeric, 1) AS lag_seconds
  FROM pg_stat_replication ORDER BY 2"#;

/// One row on a standby, none on a primary.
const STANDBY: &str = r#"
SELECT 'standby' AS section, CASE WHEN pg_is_wal_replay_paused() THEN 'replay is paused' ELSE 'replaying' END AS state,
    coalesce((SELECT status FROM pg_stat_wal_receiver LIMIT 1), 'not connected') AS receiver,
    pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) AS lag_bytes,
    CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0 ELSE round(extract(epoch FROM clock_timestamp()
      - coalesce(pg_last_xact_replay_timestamp(), pg_postmaster_start_time()))::numeric, 1) END AS lag_seconds
  WHERE pg_is_in_recovery()"#;

pub(super) fn queries(pack: Pack, tables: &[&QualifiedName]) -> Vec<Query> {
    let of_schema = |schema, name| is_of_schema(tables, Provider::Postgresql, schema, name);
    let catalog = of_schema("n.nspname", "c.relname");
    match pack {
        Pack::Slow => vec![query_with(
            "statements",
            format!(
                r#"
SELECT 'statements' AS section, calls, round(total_exec_time::numeric, 3) AS total_ms, round(mean_exec_time::numeric, 3) AS mean_ms,
    round(max_exec_time::numeric, 3) AS max_ms, rows, query AS statement
  FROM {{statements}} WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  ORDER BY total_exec_time DESC, queryid LIMIT {MOST_STATEMENTS}"#
            ),
            Need::PgStatStatements,
        )],
        Pack::Indexes => vec![
            query(
                "indexes",
                format!(
                    r#"
SELECT 'indexes' AS section, n.nspname AS schema, c.relname AS "table", i.relname AS name, m.amname AS method,
    x.indisunique AS is_unique, x.indisprimary AS is_primary, x.indisvalid AS is_valid, x.indpred IS NOT NULL AS is_partial,
    pg_relation_size(i.oid) AS bytes, s.idx_scan AS scans,
    md5(concat_ws(' ', x.indkey, x.indclass, x.indoption, x.indcollation, x.indnkeyatts, pg_get_expr(x.indpred, c.oid),
      pg_get_expr(x.indexprs, c.oid))) AS fingerprint
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = i.relam
  LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = i.oid
  WHERE {catalog} ORDER BY 2, 3, 4"#
                ),
            ),
            query(
                "index_columns",
                format!(
                    r#"
SELECT 'index_columns' AS section, n.nspname AS schema, c.relname AS "table", i.relname AS name, k.position,
    coalesce(a.attname, pg_get_indexdef(i.oid, k.position, true)) AS "column",
    x.indoption[k.position - 1] & 1 = 1 AS is_descending, a.attname IS NULL AS is_expression
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k(position)
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[k.position - 1] AND a.attnum > 0
  WHERE {catalog} ORDER BY 2, 3, 4, 5"#
                ),
            ),
        ],
        Pack::Locks => vec![query("transactions", TRANSACTIONS), query("locks", LOCKS)],
        Pack::Pool => {
            vec![
                query("connections", CONNECTIONS),
                query("health", HEALTH),
                query("replication", REPLICATION),
                query("standby", STANDBY),
            ]
        }
        Pack::Size => vec![query(
            "tables",
            format!(
                r#"
SELECT 'tables' AS section, n.nspname AS schema, c.relname AS name,
    CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint ELSE coalesce(s.n_live_tup, 0) END AS rows,
    pg_table_size(c.oid) AS table_bytes, pg_indexes_size(c.oid) AS index_bytes, s.n_dead_tup AS dead_rows,
    s.seq_scan AS sequential_scans, s.seq_tup_read AS sequential_rows, s.idx_scan AS index_scans,
    s.n_tup_ins + s.n_tup_upd + s.n_tup_del AS writes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'p') AND {catalog} ORDER BY 2, 3"#
            ),
        )],
        Pack::Bloat => vec![query(
            "bloat",
            format!(
                r#"
SELECT 'bloat' AS section, schemaname AS schema, relname AS name, n_live_tup AS live_rows, n_dead_tup AS dead_rows,
    round(100.0 * n_dead_tup / nullif(n_live_tup + n_dead_tup, 0), 1) AS dead_percent,
    to_char(greatest(last_vacuum, last_autovacuum) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_vacuum,
    to_char(greatest(last_analyze, last_autoanalyze) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_analyze
  FROM pg_stat_all_tables WHERE {} ORDER BY n_dead_tup DESC, 2, 3"#,
                of_schema("schemaname", "relname")
            ),
        )],
        Pack::All => Vec::new(),
    }
}
