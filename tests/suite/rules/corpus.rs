//! The checklist over real projects, where these are at hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use prisma_lens::project::{Level, Preset, PrismaVersion};
use prisma_lens::rules::{RuleSet, rules};
use prisma_lens::schema::{Schema, SchemaFile};

use super::findings;

/// Every rule runs over every schema; each place lies in its item, each edit in its file.
#[test]
fn every_rule_runs_over_real_schemas() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(index) = std::fs::read_to_string(corpus.join("INDEX.tsv")) else { return };
    let mut set = RuleSet::preset(Preset::Strict);
    for (_, rule) in rules().filter(|(_, rule)| rule.levels.strict == Level::Off) {
        set.set_level(rule.code, Level::Hint);
    }
    let set = Arc::new(set);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in index.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let version =
            if columns[7].contains('7') { PrismaVersion::NEWEST } else { PrismaVersion::new(6, 19, 0) };
        let mut paths = Vec::new();
        collect(&corpus.join(columns[0]).join(columns[6]), &mut paths);
        let files = paths.iter().map(|path| {
            let text = std::fs::read_to_string(path).expect("a readable file");
            (path.to_string_lossy().as_ref().into(), Arc::new(SchemaFile::new(&text)))
        });
        let schema = Schema::new(files.collect(), version);
        for finding in findings(&schema, &set) {
            let inside = |item, end: u32| end <= schema.item(item).expect("an item").len;
            assert!(inside(finding.place.item, finding.place.span.end), "{line}: {finding:#?}");
            assert!(
                finding.related.iter().all(|(place, _)| inside(place.item, place.span.end)),
                "{finding:#?}"
            );
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                let file = schema.file(edit.file).expect("a file");
                let len = file.content.source().source().to_string().len();
                assert!(edit.edit.span.end as usize <= len, "{line}: {finding:#?}");
            }
            *counts.entry(finding.code).or_default() += 1;
        }
    }
    println!("{counts:#?}");
    assert!(counts.values().sum::<usize>() > 1000, "the corpus was read: {counts:#?}");
}

fn collect(path: &Path, paths: &mut Vec<PathBuf>) {
    if path.is_file() {
        paths.push(path.to_owned());
        return;
    }
    let entries = std::fs::read_dir(path).expect("a readable folder");
    let mut entries: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() || entry.extension().is_some_and(|it| it == "prisma") {
            collect(&entry, paths);
        }
    }
}
