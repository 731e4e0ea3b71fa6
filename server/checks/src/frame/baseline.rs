//! The baseline: known findings, so that only new ones are reported.
//!
//! Findings are counted by file, code and element (`User.email`): moved lines and reordered fields do not make a finding
//! new. The check names the element of a finding, by a name that stays the same when lines move.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use model::project::normalize;

/// The version of the file format that is read and written.
const FORMAT: u32 = 1;

/// The content of a baseline file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
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
struct BaselineFile {
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

/// The findings of a baseline that have not been found again.
#[derive(Debug)]
pub struct Remaining<'b> {
    baseline: &'b Baseline,
    counts: BTreeMap<Key, usize>,
}

impl Baseline {
    /// An empty baseline for the file at `path`.
    pub fn empty(path: &Path) -> Baseline {
        Baseline { folder: path.parent().unwrap_or(Path::new("")).to_owned(), counts: BTreeMap::new() }
    }

    /// Parses the text of the file at `path`. An error says what is wrong and what to do.
    pub fn parse(path: &Path, text: &str) -> Result<Baseline, String> {
        let file: BaselineFile = serde_json::from_str(text).map_err(|error| {
            format!("not a valid baseline: {error}. Create a new one with `--write-baseline`.")
        })?;
        if file.version != FORMAT {
            let version = file.version;
            return Err(format!(
                "the baseline has format {version}, but this version reads format {FORMAT}."
            ));
        }
        let mut baseline = Baseline::empty(path);
        for Entry { file, code, element, count } in file.findings {
            *baseline.counts.entry(Key { file, code, element }).or_default() += count;
        }
        Ok(baseline)
    }

    /// Adds a finding.
    pub fn add(&mut self, file: &Path, code: &str, element: &str) {
        let key = self.key(file, code, element);
        *self.counts.entry(key).or_default() += 1;
    }

    /// The text of the file, in a stable order that keeps diffs small.
    pub fn to_json(&self) -> String {
        let findings = self.counts.iter().map(|(key, count)| Entry {
            file: key.file.clone(),
            code: key.code.clone(),
            element: key.element.clone(),
            count: *count,
        });
        let file = BaselineFile { version: FORMAT, findings: findings.collect() };
        // Strings and numbers can always be serialized.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// Whether it contains a finding of this code at this element.
    pub fn knows(&self, file: &Path, code: &str, element: &str) -> bool {
        self.counts.contains_key(&self.key(file, code, element))
    }

    /// The number of findings.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// All its findings, none of them found again yet.
    pub fn remaining(&self) -> Remaining<'_> {
        Remaining { baseline: self, counts: self.counts.clone() }
    }

    /// This baseline with everything that a run covers as it was found.
    pub fn replaced(mut self, found: &Baseline, is_covered: impl Fn(&Path, &str) -> bool) -> Baseline {
        let folder = self.folder.clone();
        self.counts.retain(|key, _| !is_covered(&normalize(&folder.join(&key.file)), &key.code));
        self.counts.extend(found.counts.iter().map(|(key, count)| (key.clone(), *count)));
        self
    }

    /// This baseline without what a run covers and did not find.
    pub fn pruned(mut self, found: &Baseline, is_covered: impl Fn(&Path, &str) -> bool) -> Baseline {
        let folder = self.folder.clone();
        self.counts.retain(|key, count| {
            if is_covered(&normalize(&folder.join(&key.file)), &key.code) {
                *count = (*count).min(found.counts.get(key).copied().unwrap_or(0));
            }
            *count > 0
        });
        self
    }

    fn key(&self, file: &Path, code: &str, element: &str) -> Key {
        Key { file: relative(&self.folder, file), code: code.to_owned(), element: element.to_owned() }
    }
}

impl Remaining<'_> {
    /// Takes out a finding. Returns whether it was there.
    pub fn take(&mut self, file: &Path, code: &str, element: &str) -> bool {
        match self.counts.get_mut(&self.baseline.key(file, code, element)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many are left of those that a run covers: what it did not look for is not gone.
    pub fn count(&self, is_covered: impl Fn(&Path, &str) -> bool) -> usize {
        let path = |key: &Key| normalize(&self.baseline.folder.join(&key.file));
        self.counts.iter().filter(|(key, _)| is_covered(&path(key), &key.code)).map(|(_, count)| count).sum()
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
