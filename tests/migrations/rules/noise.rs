//! How many findings real projects get.
//!
//! `CODE=drop-column SHOW=20 cargo test --test migrations noise -- --nocapture` prints findings of one rule.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Preset;
use migrations::replay::{Replay, Scope};
use migrations::rules::{ApplyPath, Context, Facts, lint};
use migrations::sql::read;
use model::catalog::Provider;

use super::preset;

/// The folders below `folder` that hold a lock file or folders with a `migration.sql`.
fn histories(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    if entries.iter().any(|path| path.join("migration.sql").is_file()) {
        into.push(folder.to_owned());
        return;
    }
    entries.iter().filter(|path| path.is_dir() && !path.is_symlink()).for_each(|path| histories(path, into));
}

fn provider_of(history: &Path) -> Provider {
    let lock = std::fs::read_to_string(history.join("migration_lock.toml")).unwrap_or_default();
    let known =
        [("mssql", Provider::Sqlserver), ("sqlserver", Provider::Sqlserver), ("mysql", Provider::Mysql)];
    let known = known.into_iter().chain([("sqlite", Provider::Sqlite)]);
    known
        .into_iter()
        .find(|(name, _)| lock.contains(name))
        .map_or(Provider::Postgresql, |(_, provider)| provider)
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_histories_are_quiet() {
    let mut folders = Vec::new();
    histories(&support::shared().join("corpus"), &mut folders);
    let rules = preset(Preset::Recommended);
    let shown = std::env::var("CODE").unwrap_or_default();
    let mut show: usize = std::env::var("SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let (mut by_code, mut by_project) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, (usize, usize)>::new());
    for history in &folders {
        let provider = provider_of(history);
        let mut replay = Replay::new(provider, Scope::default());
        let mut names: Vec<_> =
            std::fs::read_dir(history).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| path.join("migration.sql").is_file());
        names.sort();
        for (number, folder) in names.iter().enumerate() {
            let path: Arc<Path> = folder.join("migration.sql").into();
            let sql = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            let script = read(provider, &sql);
            let name = folder.file_name().unwrap().to_string_lossy();
            let facts = Facts {
                apply_path: ApplyPath::OneBatch,
                before: Some(replay.database()),
                is_first: number == 0,
                ..Facts::default()
            };
            let found = lint(&Context::new(&name, &sql, &script, &facts), &path, &rules);
            if number == 0 {
                assert!(
                    found.iter().all(|it| it.code != "index-not-concurrent"),
                    "{}: {found:#?}",
                    path.display()
                );
            }
            let project =
                path.strip_prefix(support::shared().join("corpus")).unwrap().components().next().unwrap();
            let count = by_project.entry(project.as_os_str().to_string_lossy().into_owned()).or_default();
            count.0 += 1;
            count.1 += found.len();
            for finding in found {
                *by_code.entry(finding.code).or_default() += 1;
                if finding.code == shown && show > 0 {
                    // Spread over the corpus, the first of each project would be alike.
                    show -= 1;
                    let text = finding.anchor.span().of(&sql);
                    println!("{project:?} {name}\n  {}\n  {}", finding.message, text.replace('\n', "\n  "));
                }
            }
            replay.apply_script(&name, &sql, &script);
        }
    }
    let mut codes: Vec<_> = by_code.iter().collect();
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    codes.iter().for_each(|(code, count)| println!("{code:32} {count:>6}"));
    for (project, (files, findings)) in &by_project {
        println!("{project:44} {files:>5} files {findings:>5} findings");
    }
    let langfuse = by_project.iter().find(|(name, _)| name.starts_with("langfuse")).unwrap().1;
    assert!(langfuse.1 <= 400, "langfuse has {} findings", langfuse.1);
}
