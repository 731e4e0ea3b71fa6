//! SQL Server 2017 and later, and Azure SQL.
//!
//! Source: the reference of the dynamic management views.

use model::catalog::Provider;
use model::database::QualifiedName;

use super::{MOST_STATEMENTS, Pack, Query, is_of_schema, query};

pub(super) const SERVER: &str = r"
SELECT 'server' AS section, 'sqlserver' AS provider, CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(40)) AS version,
    CONVERT(varchar(19), SYSUTCDATETIME(), 126) + 'Z' AS collected_at,
    CONVERT(varchar(19), DATEADD(second, DATEDIFF(second, GETDATE(), GETUTCDATE()), sqlserver_start_time), 126) + 'Z' AS counting_since
  FROM sys.dm_os_sys_info";

/// A text in one line: `sqlcmd` has no quotes. It cuts a `nvarchar(max)` after 256 characters, and no shorter type.
macro_rules! one_line {
    ($text:literal) => {
        concat!(
            "CAST(REPLACE(REPLACE(REPLACE(",
            $text,
            ", CHAR(13), ' '), CHAR(10), ' '), CHAR(9), ' ') AS nvarchar(4000))"
        )
    };
}

/// A statement of a batch, without the declaration of its parameters that stands before it: the offsets are in bytes of UTF-16.
const STATEMENT: &str = r"
  CROSS APPLY (SELECT SUBSTRING(q.text, x.statement_start_offset / 2 + 1,
    (CASE WHEN x.statement_end_offset < 0 THEN DATALENGTH(q.text) ELSE x.statement_end_offset END - x.statement_start_offset) / 2 + 1) AS text) s";

const TRANSACTIONS: &str = concat!(
    r"
SELECT TOP (50) 'transactions' AS section, s.session_id AS pid, s.program_name AS application,
    CASE WHEN r.session_id IS NULL THEN 'idle in transaction' ELSE 'active' END AS state,
    CASE WHEN r.blocking_session_id > 0 THEN 'Lock' ELSE '' END AS waits_for,
    DATEDIFF(second, a.transaction_begin_time, GETDATE()) AS seconds,
    DATEDIFF(second, s.last_request_start_time, GETDATE()) AS state_seconds, ",
    one_line!("q.text"),
    r" AS statement
  FROM sys.dm_tran_session_transactions t JOIN sys.dm_tran_active_transactions a ON a.transaction_id = t.transaction_id
  JOIN sys.dm_exec_sessions s ON s.session_id = t.session_id
  JOIN sys.dm_exec_connections c ON c.session_id = s.session_id
  LEFT JOIN sys.dm_exec_requests r ON r.session_id = s.session_id
  OUTER APPLY sys.dm_exec_sql_text(c.most_recent_sql_handle) q
  WHERE s.session_id <> @@SPID ORDER BY a.transaction_begin_time"
);

const LOCKS: &str = concat!(
    r"
SELECT 'locks' AS section, r.session_id AS blocked_pid, s.program_name AS blocked_application, r.wait_time / 1000 AS seconds,
    NULL AS [table], ",
    one_line!("q.text"),
    r" AS blocked_statement, r.blocking_session_id AS blocking_pid, b.program_name AS blocking_application,
    b.status AS blocking_state, ",
    one_line!("bq.text"),
    r" AS blocking_statement
  FROM sys.dm_exec_requests r JOIN sys.dm_exec_sessions s ON s.session_id = r.session_id
  JOIN sys.dm_exec_sessions b ON b.session_id = r.blocking_session_id
  LEFT JOIN sys.dm_exec_connections bc ON bc.session_id = b.session_id
  OUTER APPLY sys.dm_exec_sql_text(r.sql_handle) q OUTER APPLY sys.dm_exec_sql_text(bc.most_recent_sql_handle) bq
  WHERE r.blocking_session_id > 0 ORDER BY r.wait_time DESC"
);

const CONNECTIONS: &str = r"
SELECT 'connections' AS section, status AS state, program_name AS application, COUNT(*) AS connections, @@MAX_CONNECTIONS AS most
  FROM sys.dm_exec_sessions WHERE is_user_process = 1 AND session_id <> @@SPID
  GROUP BY status, program_name ORDER BY COUNT(*) DESC, status, program_name";

pub(super) fn queries(pack: Pack, tables: &[&QualifiedName]) -> Vec<Query> {
    let of_schema = is_of_schema(tables, Provider::Sqlserver, "s.name", "t.name");
    match pack {
        Pack::Slow => vec![query(
            "statements",
            format!(
                r"
SELECT TOP ({MOST_STATEMENTS}) 'statements' AS section, SUM(x.execution_count) AS calls,
    CAST(SUM(x.total_elapsed_time) / 1000.0 AS decimal(20, 3)) AS total_ms,
    CAST(SUM(x.total_elapsed_time) / 1000.0 / SUM(x.execution_count) AS decimal(20, 3)) AS mean_ms,
    CAST(MAX(x.max_elapsed_time) / 1000.0 AS decimal(20, 3)) AS max_ms, SUM(x.total_rows) AS [rows], {} AS statement
  FROM sys.dm_exec_query_stats x CROSS APPLY sys.dm_exec_sql_text(x.sql_handle) q{STATEMENT}
  WHERE q.dbid = DB_ID() OR q.dbid IS NULL
  GROUP BY s.text ORDER BY SUM(x.total_elapsed_time) DESC",
                one_line!("s.text")
            ),
        )],
        Pack::Indexes => vec![
            query(
                "indexes",
                format!(
                    r"
SELECT 'indexes' AS section, s.name AS [schema], t.name AS [table], i.name AS name, LOWER(i.type_desc) AS method, i.is_unique,
    i.is_primary_key AS is_primary, CASE WHEN i.is_disabled = 1 THEN 0 ELSE 1 END AS is_valid, i.has_filter AS is_partial,
    (SELECT SUM(p.used_page_count) * 8192 FROM sys.dm_db_partition_stats p
      WHERE p.object_id = i.object_id AND p.index_id = i.index_id) AS bytes,
    COALESCE(u.user_seeks + u.user_scans + u.user_lookups, 0) AS scans
  FROM sys.indexes i JOIN sys.tables t ON t.object_id = i.object_id JOIN sys.schemas s ON s.schema_id = t.schema_id
  LEFT JOIN sys.dm_db_index_usage_stats u
    ON u.object_id = i.object_id AND u.index_id = i.index_id AND u.database_id = DB_ID()
  WHERE i.name IS NOT NULL AND i.is_hypothetical = 0 AND {of_schema} ORDER BY s.name, t.name, i.name"
                ),
            ),
            query(
                "index_columns",
                format!(
                    r"
SELECT 'index_columns' AS section, s.name AS [schema], t.name AS [table], i.name AS name, x.key_ordinal AS position,
    c.name AS [column], x.is_descending_key AS is_descending, 0 AS is_expression
  FROM sys.index_columns x JOIN sys.indexes i ON i.object_id = x.object_id AND i.index_id = x.index_id
  JOIN sys.columns c ON c.object_id = x.object_id AND c.column_id = x.column_id
  JOIN sys.tables t ON t.object_id = i.object_id JOIN sys.schemas s ON s.schema_id = t.schema_id
  WHERE x.key_ordinal > 0 AND {of_schema} ORDER BY s.name, t.name, i.name, x.key_ordinal"
                ),
            ),
        ],
        Pack::Locks => vec![query("transactions", TRANSACTIONS), query("locks", LOCKS)],
        Pack::Pool => vec![query("connections", CONNECTIONS)],
        Pack::Size => vec![query(
            "tables",
            format!(
                r"
SELECT 'tables' AS section, s.name AS [schema], t.name AS name,
    SUM(CASE WHEN p.index_id IN (0, 1) THEN p.row_count ELSE 0 END) AS [rows],
    SUM(CASE WHEN p.index_id IN (0, 1) THEN p.used_page_count ELSE 0 END) * 8192 AS table_bytes,
    SUM(CASE WHEN p.index_id > 1 THEN p.used_page_count ELSE 0 END) * 8192 AS index_bytes
  FROM sys.dm_db_partition_stats p JOIN sys.tables t ON t.object_id = p.object_id
  JOIN sys.schemas s ON s.schema_id = t.schema_id
  WHERE {of_schema} GROUP BY s.name, t.name ORDER BY s.name, t.name"
            ),
        )],
        Pack::Bloat | Pack::All => Vec::new(),
    }
}
