//! The baseline: known findings, so that only new ones are reported.
//!
//! Findings are counted by file, code and element (`User.email`): moved lines and reordered fields do not make a
//! finding new.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::check::report::Report;
use crate::host::Disk;
use model::project::normalize;

const FORMAT: u32 = 1;

/// The content of a baseline file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Baseline {
    /// The folder of the file, to which its paths are relative.
    folder: PathBuf,
    counts: BTreeMap<Key, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    code: String,
    element: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Written {
    /// The version of the file format.
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    file: String,
    code: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    element: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

impl Baseline {
    /// Reads the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Baseline, String> {
        if let Some(refusal) = Disk::new().refusal(path) {
            return Err(format!("the baseline cannot be read: {refusal}"));
        }
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                "the baseline does not exist. Create it with `--write-baseline`.".to_owned()
            }
            _ => format!("cannot read the baseline: {error}."),
        })?;
        let written: Written = serde_json::from_str(&text).map_err(|error| {
            format!("not a valid baseline: {error}. Create a new one with `--write-baseline`.")
        })?;
        if written.version != FORMAT {
            let version = written.version;
            return Err(format!(
                "the baseline has format {version}, but this version reads format {FORMAT}."
            ));
        }
        let mut baseline = Baseline::empty(path);
        for Entry { file, code, element, count } in written.findings {
            *baseline.counts.entry(Key { file, code, element }).or_default() += count;
        }
        Ok(baseline)
    }

    /// A baseline at `path` of every finding in the report.
    pub(super) fn of(path: &Path, report: &Report) -> Baseline {
        let mut baseline = Baseline::empty(path);
        for file in &report.files {
            for (finding, element) in &file.findings {
                let key = baseline.key(&file.path, finding.code, element);
                *baseline.counts.entry(key).or_default() += 1;
            }
        }
        baseline
    }

    fn empty(path: &Path) -> Baseline {
        Baseline { folder: path.parent().unwrap_or(Path::new("")).to_owned(), counts: BTreeMap::new() }
    }

    /// The text of the file, in a stable order that keeps diffs small.
    pub(super) fn to_json(&self) -> String {
        let findings = self.counts.iter().map(|(key, count)| Entry {
            file: key.file.clone(),
            code: key.code.clone(),
            element: key.element.clone(),
            count: *count,
        });
        let written = Written { version: FORMAT, findings: findings.collect() };
        // Strings and numbers can always be serialized.
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// Whether it contains a finding of this code at this element.
    pub(super) fn knows(&self, file: &Path, code: &str, element: &str) -> bool {
        self.counts.contains_key(&self.key(file, code, element))
    }

    /// The number of findings.
    pub(super) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Removes known findings from the report. Returns how many were removed, and how many findings of the baseline no
    /// longer occur, of those that the run covers.
    pub(super) fn subtract(
        &self,
        report: &mut Report,
        is_covered: impl Fn(&Path, &str) -> bool,
    ) -> (usize, usize) {
        let mut left = self.counts.clone();
        let mut known = 0;
        report.retain(|path, finding, element| match left.get_mut(&self.key(path, finding.code, element)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                known += 1;
                false
            }
            _ => true,
        });
        // What this run did not look for is not gone.
        left.retain(|key, _| is_covered(&self.path(key), &key.code));
        (known, left.values().sum())
    }

    /// This baseline with everything that a run covers as it was found.
    pub(super) fn replaced(mut self, found: &Baseline, is_covered: impl Fn(&Path, &str) -> bool) -> Baseline {
        let folder = self.folder.clone();
        self.counts.retain(|key, _| !is_covered(&normalize(&folder.join(&key.file)), &key.code));
        self.counts.extend(found.counts.iter().map(|(key, count)| (key.clone(), *count)));
        self
    }

    /// This baseline without what a run covers and did not find.
    pub(super) fn pruned(mut self, found: &Baseline, is_covered: impl Fn(&Path, &str) -> bool) -> Baseline {
        let folder = self.folder.clone();
        self.counts.retain(|key, count| {
            if is_covered(&normalize(&folder.join(&key.file)), &key.code) {
                *count = (*count).min(found.counts.get(key).copied().unwrap_or(0));
            }
            *count > 0
        });
        self
    }

    fn path(&self, key: &Key) -> PathBuf {
        normalize(&self.folder.join(&key.file))
    }

    fn key(&self, file: &Path, code: &str, element: &str) -> Key {
        Key { file: relative(&self.folder, file), code: code.to_owned(), element: element.to_owned() }
    }
}

/// `file` relative to `folder`, with slashes: a baseline has to be the same on every machine.
fn relative(folder: &Path, file: &Path) -> String {
    let above = folder.ancestors().take_while(|above| !file.starts_with(above)).count();
    let common = folder.ancestors().nth(above).unwrap_or(Path::new(""));
    let rest = file.strip_prefix(common).unwrap_or(file);
    let parts = rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = std::iter::repeat_n("..".to_owned(), above).chain(parts).collect();
    parts.join("/")
}

fn one() -> usize {
    1
}

fn is_one(count: &usize) -> bool {
    *count == 1
}
