//! The words of code: which names occur in it at all, in whatever role.

use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

/// The words that occur in texts: names, keys, and the words of strings and comments. A word is a run of letters, digits, `_` and
/// `$`.
///
/// Only hashes are kept, so that the words of ten thousand files take a few megabytes. Two words with one hash count as the same,
/// which at worst makes a name look used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeWords {
    hashes: FxHashSet<u64>,
}

impl CodeWords {
    /// Those of a text.
    pub fn of(text: &str) -> CodeWords {
        let words = text.as_bytes().split(|byte| !is_part(*byte));
        CodeWords { hashes: words.filter(|word| !word.is_empty()).map(hash).collect() }
    }

    /// Those of both.
    pub fn and(self, other: CodeWords) -> CodeWords {
        let (mut more, fewer) = match self.hashes.len() < other.hashes.len() {
            true => (other, self),
            false => (self, other),
        };
        more.hashes.extend(fewer.hashes);
        more
    }

    /// Whether the word occurs.
    pub fn contains(&self, word: &str) -> bool {
        self.hashes.contains(&hash(word.as_bytes()))
    }
}

/// The words of the files of an application, which follow their changes.
#[derive(Debug, Default)]
pub struct WordIndex {
    by_file: FxHashMap<PathBuf, CodeWords>,
    /// In how many files a word occurs, by its hash.
    counts: FxHashMap<u64, u32>,
}

impl WordIndex {
    /// Takes the words of a file, or forgets it. Gives whether other words occur at all than before.
    pub fn set(&mut self, path: &Path, words: Option<CodeWords>) -> bool {
        let mut is_different = false;
        for hash in words.iter().flat_map(|words| &words.hashes) {
            let count = self.counts.entry(*hash).or_default();
            is_different |= *count == 0;
            *count += 1;
        }
        let before = match words {
            Some(words) => self.by_file.insert(path.to_owned(), words),
            None => self.by_file.remove(path),
        };
        for hash in before.into_iter().flat_map(|words| words.hashes) {
            if let Some(count) = self.counts.get_mut(&hash) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&hash);
                    is_different = true;
                }
            }
        }
        is_different
    }

    /// The words of all files.
    pub fn words(&self) -> CodeWords {
        CodeWords { hashes: self.counts.keys().copied().collect() }
    }
}

/// Bytes of letters beyond ASCII are parts of words.
fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

fn hash(word: &[u8]) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(word)
}
