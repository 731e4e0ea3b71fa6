//! How much of the SQL of real projects is understood.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use migrations::sql::statement::{Script, StatementKind};
use migrations::sql::{read, token::tokenize};
use model::catalog::Provider;

/// Statements of one provider: how many, and how many of them are opaque.
#[derive(Default)]
struct Count {
    files: usize,
    statements: usize,
    opaque: usize,
}

/// All files called `migration.sql` below a folder.
fn migration_files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            migration_files(&path, into);
        } else if path.file_name().is_some_and(|name| name == "migration.sql") {
            into.push(path);
        }
    }
}

/// The provider that the lock file beside a migration's folder names, else PostgreSQL.
fn provider_of(file: &Path) -> Provider {
    let lock = file.parent().and_then(Path::parent).map(|folder| folder.join("migration_lock.toml"));
    let lock = lock.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    [
        ("sqlserver", Provider::Sqlserver),
        ("mssql", Provider::Sqlserver),
        ("mysql", Provider::Mysql),
        ("sqlite", Provider::Sqlite),
    ]
    .into_iter()
    .find(|(name, _)| lock.contains(name))
    .map_or(Provider::Postgresql, |(_, provider)| provider)
}

/// Holds that a script covers its text, and counts it.
fn count(provider: Provider, text: &str, from: &str, counts: &mut BTreeMap<String, Count>) -> Script {
    let script = read(provider, text);
    let mut at = 0;
    for token in tokenize(text, provider) {
        assert_eq!(token.span.start, at, "{from}: a gap before {}", token.span.of(text));
        at = token.span.end;
    }
    assert_eq!(at as usize, text.len(), "{from}: the end is missing");
    let mut end = 0;
    let count = counts.entry(format!("{provider:?}")).or_default();
    count.files += 1;
    for statement in &script.statements {
        assert!(statement.span.start >= end, "{from}: statements overlap");
        end = statement.span.end;
        count.statements += 1;
        if let StatementKind::Opaque(why) = statement.kind {
            count.opaque += 1;
            if std::env::var_os("SHOW_OPAQUE").is_some() {
                let shown: String = statement.span.of(text).chars().take(300).collect();
                println!("{from}: {why:?}\n{shown}\n");
            }
        }
    }
    script
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn nearly_all_statements_of_real_projects_are_understood() {
    let mut files = Vec::new();
    migration_files(&support::shared().join("corpus"), &mut files);
    let mut counts = BTreeMap::new();
    for file in &files {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        count(provider_of(file), &text, &file.display().to_string(), &mut counts);
    }
    for name in ["drift", "history-mysql", "history-sqlserver"] {
        let path = support::shared().join(format!("conformance/{name}.json"));
        let cases: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for case in cases.as_array().unwrap() {
            let provider = match case["provider"].as_str().unwrap() {
                "mysql" => Provider::Mysql,
                "sqlserver" => Provider::Sqlserver,
                _ => Provider::Postgresql,
            };
            count(provider, case["sql"].as_str().unwrap(), case["name"].as_str().unwrap(), &mut counts);
        }
    }
    println!("{:12} {:>6} {:>10} {:>7} {:>10}", "provider", "files", "statements", "opaque", "understood");
    for (provider, count) in &counts {
        let share = 100.0 * (count.statements - count.opaque) as f64 / count.statements as f64;
        println!(
            "{provider:12} {:>6} {:>10} {:>7} {share:>9.2}%",
            count.files, count.statements, count.opaque
        );
        assert!(share >= 95.0, "{provider}: only {share:.2}% of the statements are understood");
    }
}
