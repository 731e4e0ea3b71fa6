//! A history that changed is replayed from its first migration that differs, with the result of a fresh replay.

use std::path::Path;

use migrations::history::History;
use migrations::replay::{HistoryCache, Scope};
use model::catalog::Provider;
use model::project::MemoryFiles;

/// A history of these scripts, named in order.
fn history(scripts: &[&str]) -> History {
    let mut files = MemoryFiles::new();
    files.insert("/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    for (number, script) in scripts.iter().enumerate() {
        files.insert(format!("/migrations/{number}_step/migration.sql"), *script);
    }
    History::read(&files, Path::new("/migrations"))
}

#[test]
fn what_is_kept_equals_a_fresh_replay() {
    let create = "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL, \"größe\" TEXT);\n";
    let steps: &[&[&str]] = &[
        &[],
        &[create],
        &[create, "ALTER TABLE \"User\" ADD COLUMN \"email\" TEXT;"],
        &[
            create,
            "ALTER TABLE \"User\" ADD COLUMN \"mail\" TEXT;",
            "ALTER TABLE \"User\" DROP COLUMN \"mail\";",
        ],
        &[
            "CREATE TABLE \"Post\" (\"id\" INTEGER NOT NULL);",
            create,
            "DROP TABLE \"Post\";\r\nDO $$ BEGIN END $$;",
        ],
        &[create],
        &["CREATE TABLE \"User\" (\"id\" BIGINT NOT NULL);"],
    ];
    let mut kept = HistoryCache::new(Provider::Postgresql, Scope::default());
    for scripts in steps {
        let history = history(scripts);
        kept.refresh(&history);
        let mut fresh = HistoryCache::new(Provider::Postgresql, Scope::default());
        fresh.refresh(&history);
        assert_eq!(kept.database(), fresh.database(), "{scripts:?}");
        assert_eq!(kept.migrations().len(), scripts.len());
        for at in 0..scripts.len() {
            assert_eq!(kept.before(at), fresh.before(at), "{scripts:?}, before {at}");
        }
    }
}

#[test]
fn another_scope_needs_another_replay() {
    let cache = HistoryCache::new(Provider::Postgresql, Scope::default());
    assert!(cache.is_for(Provider::Postgresql, &Scope::default()));
    assert!(!cache.is_for(Provider::Mysql, &Scope::default()));
    assert!(!cache.is_for(Provider::Postgresql, &Scope { partial_indexes: true, ..Scope::default() }));
}
