//! Where in the code something is, for people.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use ::queries::privacy::Site;
use base::text::{Encoding, Source};
use model::project::Files;
use rustc_hash::FxHashMap;

use crate::cli::sources::Sources;

/// The lines of places in the code. Each file is read once.
pub(super) struct Places<'s> {
    sources: &'s Sources,
    texts: RefCell<FxHashMap<Arc<Path>, Arc<Source>>>,
}

impl<'s> Places<'s> {
    /// The places in the files of these sources.
    pub(super) fn new(sources: &'s Sources) -> Places<'s> {
        Places { sources, texts: RefCell::default() }
    }

    /// The path of a file as it is shown.
    pub(super) fn path(&self, file: &Path) -> String {
        self.sources.shown(file)
    }

    /// The line of an offset in a file, from 1.
    pub(super) fn line(&self, file: &Arc<Path>, offset: u32) -> u32 {
        let known = self.texts.borrow().get(file).cloned();
        let source = known.unwrap_or_else(|| {
            let read = Arc::new(Source::new(&self.sources.files.read(file).unwrap_or_default()));
            self.texts.borrow_mut().insert(file.clone(), read.clone());
            read
        });
        source.position(offset, Encoding::Utf32).line + 1
    }

    /// `src/user.ts:12`.
    pub(super) fn site(&self, site: &Site) -> String {
        format!("{}:{}", self.path(&site.file), self.line(&site.file, site.span.start))
    }
}
