//! What a database consists of, as lines that can be compared: columns by name, keys, indexes, types, views, functions,
//! triggers.

use model::catalog::Provider;

/// The query of all tables, views and types of a database, one a line: none where it is empty.
pub(super) fn content(provider: Provider) -> Option<&'static str> {
    Some(match provider {
        Provider::Postgresql | Provider::Cockroachdb => {
            "SELECT table_name FROM information_schema.tables \
             WHERE table_schema NOT IN ('pg_catalog', 'information_schema', 'crdb_internal', 'pg_extension') \
             AND table_name <> '_prisma_migrations' \
             UNION ALL SELECT t.typname FROM pg_type t WHERE t.typtype = 'e'"
        }
        Provider::Mysql => {
            "SELECT table_name FROM information_schema.tables \
             WHERE table_schema = database() AND table_name <> '_prisma_migrations'"
        }
        Provider::Sqlite => {
            "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_prisma_migrations'"
        }
        _ => return None,
    })
}

/// The query of the catalog, one part a line.
pub(super) fn catalog(provider: Provider) -> Option<&'static str> {
    Some(match provider {
        Provider::Postgresql | Provider::Cockroachdb => POSTGRESQL,
        Provider::Mysql => MYSQL,
        Provider::Sqlite => SQLITE,
        _ => return None,
    })
}

/// The lines in an order in which they can be compared.
pub(super) fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.retain(|line| !line.contains("_prisma_migrations"));
    lines.sort_unstable();
    lines
}

const POSTGRESQL: &str = r#"
SELECT concat_ws(' ', 'column', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity::text, ''))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
    AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
  WHERE conrelid <> 0 AND contype <> 'n' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid))
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
UNION ALL SELECT concat_ws(' ', 'enum', t.oid::regtype, (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
    FROM pg_enum e WHERE e.enumtypid = t.oid))
  FROM pg_type t WHERE t.typtype = 'e'
UNION ALL SELECT concat_ws(' ', 'view', c.oid::regclass, md5(pg_get_viewdef(c.oid)))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
UNION ALL SELECT concat_ws(' ', 'function', p.oid::regprocedure, md5(p.prosrc))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT concat_ws(' ', 'policy', polrelid::regclass, polname) FROM pg_policy
UNION ALL SELECT concat_ws(' ', 'row security', oid::regclass) FROM pg_class WHERE relrowsecurity
"#;

const MYSQL: &str = r#"
SELECT concat_ws(' ', 'column', table_name, column_name, column_type, is_nullable, column_default, extra, collation_name)
  FROM information_schema.columns WHERE table_schema = database()
UNION ALL SELECT concat_ws(' ', 'index', table_name, index_name, non_unique, index_type,
    group_concat(concat_ws(' ', column_name, sub_part, collation) ORDER BY seq_in_index))
  FROM information_schema.statistics WHERE table_schema = database()
  GROUP BY table_name, index_name, non_unique, index_type
UNION ALL SELECT concat_ws(' ', 'foreign key', k.table_name, k.constraint_name, k.referenced_table_name, r.update_rule,
    r.delete_rule, group_concat(concat_ws(' ', k.column_name, k.referenced_column_name) ORDER BY k.ordinal_position))
  FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
    ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
  WHERE k.constraint_schema = database()
  GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, r.update_rule, r.delete_rule
UNION ALL SELECT concat_ws(' ', 'check', constraint_name, check_clause)
  FROM information_schema.check_constraints WHERE constraint_schema = database()
UNION ALL SELECT concat_ws(' ', 'view', table_name, md5(view_definition))
  FROM information_schema.views WHERE table_schema = database()
UNION ALL SELECT concat_ws(' ', 'trigger', trigger_name, event_object_table, md5(action_statement))
  FROM information_schema.triggers WHERE trigger_schema = database()
UNION ALL SELECT concat_ws(' ', 'routine', routine_type, routine_name, md5(routine_definition))
  FROM information_schema.routines WHERE routine_schema = database()
"#;

const SQLITE: &str = r#"
SELECT 'table ' || name || CASE WHEN sql LIKE '%AUTOINCREMENT%' THEN ' autoincrement' ELSE '' END
  FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'
UNION ALL SELECT 'column ' || m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '') || ' ' || c.pk
  FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite@_%' ESCAPE '@'
UNION ALL SELECT 'index ' || m.name || ' ' || CASE i.origin WHEN 'c' THEN i.name ELSE '' END || ' ' || i."unique" || ' ' || i.origin || ' ' ||
    (SELECT group_concat(coalesce(x.name, 'expression') || ' ' || x.desc)
      FROM (SELECT * FROM pragma_index_xinfo(i.name) WHERE key ORDER BY seqno) x)
  FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table'
UNION ALL SELECT 'foreign key ' || m.name || ' ' || f."table" || ' ' || f."from" || ' ' || coalesce(f."to", '') || ' ' || f.on_update || ' ' || f.on_delete
  FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
UNION ALL SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('view', 'trigger')
"#;
