//! Lines and columns in files of code.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use base::text::{Encoding, Position, Source};
use model::project::Files;
use rustc_hash::FxHashMap;

/// Finds the positions of offsets in files of code. Each file is read once, however many places in it are asked for.
pub(super) struct CodePlaces<'f> {
    files: &'f dyn Files,
    texts: RefCell<FxHashMap<PathBuf, Source>>,
}

impl<'f> CodePlaces<'f> {
    /// Finds places in these files.
    pub(super) fn new(files: &'f dyn Files) -> CodePlaces<'f> {
        CodePlaces { files, texts: RefCell::default() }
    }

    /// The position of a byte offset in a file, its column in characters; the start of a file that cannot be read.
    pub(super) fn position(&self, path: &Path, offset: u32) -> Position {
        let mut texts = self.texts.borrow_mut();
        let read = || Source::new(&self.files.read(path).unwrap_or_default());
        texts.entry(path.to_owned()).or_insert_with(read).position(offset, Encoding::Utf32)
    }
}
