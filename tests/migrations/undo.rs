//! Migrations that undo others, replayed: random histories of every provider lead back to each earlier database, and up
//! again. `CHANGES=1000` tries so many for each provider, `SEED` chooses others.

use base::Level;
use migrations::history::{History, MigrationFile};
use migrations::replay::{HistoryCache, Scope};
use migrations::undo::{UndoOptions, undo};
use migrations::{DiffOptions, diff, render};
use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::Schema;

use crate::changes::change;
use support::random::Random;

/// What a replay of what Prisma writes leaves, and why.
const EXPLAINED: &[(Provider, &str, &str)] = &[
    (Provider::Cockroachdb, "DROP VALUE", "the replay does not follow how values of enums are removed"),
    (Provider::Sqlite, "DEFAULT x", "the generator invents a default that SQLite refuses"),
    (Provider::Postgresql, "SET NOT NULL;", "a list that becomes one required value is read as nullable"),
];

fn setting(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

fn database(text: &str) -> Option<Database> {
    let schema = Schema::single("schema.prisma", text, PrismaVersion::default());
    let is_right = checks::validate::check(&schema, false).iter().all(|it| it.level < Level::Error);
    is_right.then(|| Database::of(&schema)).flatten()
}

fn file(name: &str, sql: &str) -> MigrationFile {
    let path = format!("/migrations/{name}/migration.sql").into();
    MigrationFile { name: name.to_owned(), path, sql: sql.into(), rollback: None }
}

/// The database after these scripts.
fn replayed(provider: Provider, scripts: &[&str]) -> HistoryCache {
    let migrations =
        scripts.iter().enumerate().map(|(at, sql)| file(&format!("{at}_migration"), sql)).collect();
    let scope = Scope { namespaces: Vec::new(), partial_indexes: true };
    let mut cache = HistoryCache::new(provider, scope);
    cache.refresh(&History { migrations, ..History::default() });
    cache
}

/// What differs, as SQL.
fn rest(from: &Database, to: &Database) -> String {
    let options = DiffOptions { from_history: true, ..DiffOptions::default() };
    let steps = diff(from, to, &options);
    if steps.steps.is_empty() { String::new() } else { render::script(&steps, &[]) }
}

#[test]
fn random_histories_are_undone_and_done_again() {
    let count = setting("CHANGES").unwrap_or(40);
    let mut failures = Vec::new();
    for provider in
        [Provider::Postgresql, Provider::Cockroachdb, Provider::Mysql, Provider::Sqlite, Provider::Sqlserver]
    {
        let mut random = Random::new(setting("SEED").unwrap_or(1) as u64);
        let (mut done, mut copies) = (0, 0);
        for _ in 0..count * 30 {
            if done == count {
                break;
            }
            let (from, to) = change(provider, &mut random);
            let (Some(from), Some(to)) = (database(&from), database(&to)) else { continue };
            let script = |from: &Database, to: &Database| {
                render::script(&diff(from, to, &DiffOptions::default()), &[])
            };
            let (first, second) = (script(&Database::empty(provider), &from), script(&from, &to));
            let history = replayed(provider, &[&first, &second]);
            let (now, notes) = history.database();
            let before = replayed(provider, &[&first]).database().0;
            // What Prisma writes is not always what it means.
            let is_known = |note: &migrations::replay::Note| note.summary.contains("CREATE SCHEMA");
            if !notes.iter().all(is_known) || !rest(&before, &from).is_empty() || !rest(&now, &to).is_empty()
            {
                continue;
            }
            done += 1;
            for preserve_data in [false, true] {
                let options = UndoOptions { preserve_data, ..UndoOptions::default() };
                let made = undo(&history, 1, &options);
                copies += made.state.tables.len() - made.target.tables.len();
                let down = replayed(provider, &[&first, &second, &made.sql]).database().0;
                let up = replayed(provider, &[&first, &second, &made.sql, &made.inverse]).database().0;
                for (found, wanted, sql) in [(&down, &made.state, &made.sql), (&up, &now, &made.inverse)] {
                    let left = rest(found, wanted);
                    let explains =
                        |(of, part, _): &(Provider, &str, &str)| *of == provider && left.contains(part);
                    let is_known = EXPLAINED.iter().any(explains);
                    if !left.is_empty() && !is_known {
                        failures.push(format!(
                            "{provider} {done} {preserve_data}\n{second}\n=>\n{sql}\nleft:\n{left}"
                        ));
                    }
                }
            }
        }
        println!("{provider}: {done} changes, {copies} copies");
    }
    let shown = failures.iter().take(setting("SHOW").unwrap_or(2)).cloned().collect::<Vec<_>>();
    assert!(failures.is_empty(), "{} fail\n{}", failures.len(), shown.join("\n\n"));
}

#[test]
fn the_database_before_each_migration_is_that_of_a_replay() {
    let count = setting("CHANGES").unwrap_or(40) / 4;
    for provider in
        [Provider::Postgresql, Provider::Cockroachdb, Provider::Mysql, Provider::Sqlite, Provider::Sqlserver]
    {
        let mut random = Random::new(setting("SEED").unwrap_or(2) as u64);
        let mut states = vec![Database::empty(provider)];
        for _ in 0..count * 30 {
            if states.len() > count {
                break;
            }
            let (from, to) = change(provider, &mut random);
            states.extend([database(&from), database(&to)].into_iter().flatten());
        }
        assert!(states.len() > count, "{provider}: only {} databases", states.len());
        let script =
            |pair: &[Database]| render::script(&diff(&pair[0], &pair[1], &DiffOptions::default()), &[]);
        let scripts: Vec<String> = states.windows(2).map(script).collect();
        let scripts: Vec<&str> = scripts.iter().map(String::as_str).collect();
        let history = replayed(provider, &scripts);
        for first in 0..scripts.len() {
            let made = undo(&history, first, &UndoOptions::default());
            let (wanted, _) = replayed(provider, &scripts[..first]).database();
            assert_eq!(made.target, wanted, "{provider}: before migration {first}");
            assert_eq!(made.migrations.len(), scripts.len() - first);
        }
    }
}
