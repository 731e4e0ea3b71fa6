//! One thing that is reported about a project, and what can be done about it.

use std::path::Path;
use std::sync::Arc;

use crate::text::TextEdit;
use crate::{Anchor, FileId, ItemId, Level};

/// In whose name a finding is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// Prisma itself: its own tools of this version report the same.
    Prisma,
    /// This program: a rule, or a problem of a configuration file.
    PrismaLens,
}

impl Origin {
    /// The name that editors and reports show as the source: `prisma` or `prisma-lens`.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Prisma => "prisma",
            Origin::PrismaLens => "prisma-lens",
        }
    }
}

/// One thing that is wrong, or could be better: an error of Prisma's, a finding of a rule, a problem of a settings or
/// configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In whose name it is reported.
    pub origin: Origin,
    /// The stable name of the rule or error, in kebab case.
    pub code: &'static str,
    /// Its severity; never [`Level::Off`].
    pub level: Level,
    /// What is wrong, and what to do.
    pub message: String,
    /// Where.
    pub anchor: Anchor,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// How an editor may render the text at the anchor.
    pub tags: Tags,
    /// What can be done about it, the best first. Computed only on request.
    pub fixes: Vec<Fix>,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub anchor: Anchor,
    /// What it has to do with the finding.
    pub message: String,
}

/// How an editor may render the text at a finding's anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tags {
    /// The text has no effect: rendered faded.
    pub unnecessary: bool,
    /// The text uses something deprecated: rendered struck through.
    pub deprecated: bool,
}

/// A change that resolves a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: "Add `@@index([authorId])`".
    pub title: String,
    /// The changes in files of the schema.
    pub edits: Vec<FileEdit>,
    /// The changes in other files of the project, such as SQL or TypeScript.
    pub path_edits: Vec<PathEdit>,
    /// Files to write that may not exist yet: path as given by the caller's file names, and content.
    pub new_files: Vec<(String, String)>,
    /// Whether it may be applied without review.
    pub safety: Safety,
}

/// Whether a fix may be applied without review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It changes neither what the program means nor any data, or only adds what is certainly wanted: part of "fix all".
    Safe,
    /// The user has to choose it.
    Choice,
    /// The user has to choose it, and finish it by hand.
    Step,
}

/// A change of one file of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file.
    pub file: FileId,
    /// The change, in bytes of the file.
    pub edit: TextEdit,
}

/// A change of a file outside the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathEdit {
    /// The absolute path of the file.
    pub path: Arc<Path>,
    /// The change, in bytes of the file.
    pub edit: TextEdit,
}

impl Finding {
    /// A finding without related places, tags and fixes.
    pub fn new(
        origin: Origin,
        code: &'static str,
        level: Level,
        anchor: impl Into<Anchor>,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            origin,
            code,
            level,
            message: message.into(),
            anchor: anchor.into(),
            related: Vec::new(),
            tags: Tags::default(),
            fixes: Vec::new(),
        }
    }

    /// The item that it is anchored in; `None` for an anchor outside a schema.
    pub fn item(&self) -> Option<ItemId> {
        self.anchor.item()
    }

    /// All items that it points at: that of its anchor, then those of its related places.
    pub fn items(&self) -> impl Iterator<Item = ItemId> {
        std::iter::once(&self.anchor).chain(self.related.iter().map(|it| &it.anchor)).filter_map(Anchor::item)
    }

    /// Adds another place that explains it.
    pub fn related(mut self, anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
        self.related.push(Related { anchor: anchor.into(), message: message.into() });
        self
    }

    /// The finding with other anchors. `None` where `map` has none for the finding itself; related places for which it has
    /// none are left out.
    pub fn map_anchors(mut self, mut map: impl FnMut(Anchor) -> Option<Anchor>) -> Option<Finding> {
        self.anchor = map(self.anchor)?;
        let related = std::mem::take(&mut self.related).into_iter();
        self.related = related.filter_map(|it| Some(Related { anchor: map(it.anchor)?, ..it })).collect();
        Some(self)
    }

    /// Frees unused capacity, because it will be kept.
    pub fn shrink(&mut self) {
        self.message.shrink_to_fit();
        self.related.shrink_to_fit();
        self.related.iter_mut().for_each(|related| related.message.shrink_to_fit());
    }

    /// Lowers its level to `level`, if it is higher.
    pub fn at_most(mut self, level: Level) -> Finding {
        self.level = self.level.min(level);
        self
    }

    /// Tags the text at the anchor as having no effect.
    pub fn unnecessary(mut self) -> Finding {
        self.tags.unnecessary = true;
        self
    }

    /// Tags the text at the anchor as deprecated.
    pub fn deprecated(mut self) -> Finding {
        self.tags.deprecated = true;
        self
    }
}

impl Fix {
    /// A fix that is part of "fix all".
    pub fn safe(title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix::new(Safety::Safe, title, edits)
    }

    /// A fix that the user has to choose.
    pub fn choice(title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix::new(Safety::Choice, title, edits)
    }

    /// A fix that the user has to choose and finish by hand.
    pub fn step(title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix::new(Safety::Step, title, edits)
    }

    fn new(safety: Safety, title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix { title: title.into(), edits, path_edits: Vec::new(), new_files: Vec::new(), safety }
    }

    /// Whether it is complete, and does no more than edit files that exist.
    pub fn only_edits(&self) -> bool {
        let has_edits = !self.edits.is_empty() || !self.path_edits.is_empty();
        self.safety != Safety::Step && self.new_files.is_empty() && has_edits
    }

    /// Whether "fix all" and `check --fix` apply it: it is safe, and only edits files that exist.
    pub fn is_automatic(&self) -> bool {
        self.safety == Safety::Safe && self.only_edits()
    }

    /// Adds changes of files outside the schema.
    pub fn with_path_edits(mut self, edits: Vec<PathEdit>) -> Fix {
        self.path_edits = edits;
        self
    }
}
