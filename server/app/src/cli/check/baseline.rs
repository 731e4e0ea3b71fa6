//! Findings that are known of old, so that only new ones count.
//!
//! They are counted by file, code and element (`User.email`): lines may move, and fields may be put in another order,
//! without any of them becoming new.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::check::report::Report;

const FORMAT: u32 = 1;

/// The content of a baseline file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Baseline {
    /// The folder that it lies in, which its paths are relative to.
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
    /// The format, to tell later ones from it.
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
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                "there is no such baseline yet. `--write-baseline` makes it from what is found now."
                    .to_owned()
            }
            _ => format!("the baseline cannot be read: {error}."),
        })?;
        let written: Written = serde_json::from_str(&text)
            .map_err(|error| format!("this is no baseline: {error}. `--write-baseline` makes a new one."))?;
        if written.version != FORMAT {
            let version = written.version;
            return Err(format!("the baseline has format {version}, this program reads format {FORMAT}."));
        }
        let mut baseline = Baseline::empty(path);
        for Entry { file, code, element, count } in written.findings {
            *baseline.counts.entry(Key { file, code, element }).or_default() += count;
        }
        Ok(baseline)
    }

    /// A baseline at `path` of everything in the report.
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

    /// The text of the file, in an order that makes for small differences.
    pub(super) fn to_json(&self) -> String {
        let findings = self.counts.iter().map(|(key, count)| Entry {
            file: key.file.clone(),
            code: key.code.clone(),
            element: key.element.clone(),
            count: *count,
        });
        let written = Written { version: FORMAT, findings: findings.collect() };
        // What consists of texts and numbers can always be written.
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// Whether there is a finding of this code at this element.
    pub(super) fn knows(&self, file: &Path, code: &str, element: &str) -> bool {
        self.counts.contains_key(&self.key(file, code, element))
    }

    /// How many findings it holds.
    pub(super) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Takes what is known of old out of the report. Gives how many findings that were, and how many of the baseline
    /// are gone.
    pub(super) fn subtract(&self, report: &mut Report) -> (usize, usize) {
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
        (known, left.values().sum())
    }

    fn key(&self, file: &Path, code: &str, element: &str) -> Key {
        Key { file: relative(&self.folder, file), code: code.to_owned(), element: element.to_owned() }
    }
}

/// `file` as seen from `folder`, with slashes: a baseline must hold on every machine.
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
