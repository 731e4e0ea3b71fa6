//! A statement about a place of a schema, and what can be done about it.

use crate::Level;
use crate::text::TextEdit;
use crate::{FileId, Place};

/// In whose name something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// Prisma itself would say it, of this version.
    Prisma,
    /// The checklist, or this program about its own configuration.
    Checklist,
}

/// One thing that is wrong, or could be better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In whose name.
    pub origin: Origin,
    /// The stable name of the rule or error, in kebab case.
    pub code: &'static str,
    /// How grave it is; never [`Level::Off`].
    pub level: Level,
    /// What is wrong, at what, and what to do.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Other places that have to do with it, each with a word about how.
    pub related: Vec<(Place, String)>,
    /// Whether the text at the place has no effect, so that an editor may fade it.
    pub is_unnecessary: bool,
    /// What can be done about it, the best first. Filled in only where it was asked for.
    pub fixes: Vec<Fix>,
}

/// A change that settles a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "Add `@@index([authorId])`".
    pub title: String,
    /// The changes, in files of the schema.
    pub edits: Vec<FileEdit>,
    /// Files to be written that may not exist yet: path as given by the caller's file names, and content.
    pub new_files: Vec<(String, String)>,
    /// Whether it may be applied without a look at it.
    pub safety: Safety,
}

/// Whether a fix may be applied without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It changes neither what the program means nor any data, or only adds what is surely wanted: part of "fix all".
    Safe,
    /// The user has to choose it.
    Choice,
    /// The user has to choose it, and something is left to be done by hand after it.
    Step,
}

/// A change of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file.
    pub file: FileId,
    /// The change, in bytes of the file.
    pub edit: TextEdit,
}

impl Finding {
    /// A finding without related places and fixes.
    pub fn new(
        origin: Origin,
        code: &'static str,
        level: Level,
        place: Place,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            origin,
            code,
            level,
            message: message.into(),
            place,
            related: Vec::new(),
            is_unnecessary: false,
            fixes: Vec::new(),
        }
    }

    /// Points at another place that has to do with it.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Finding {
        self.related.push((place, message.into()));
        self
    }

    /// Gives up room that it does not need, because it will be kept.
    pub fn shrink(&mut self) {
        self.message.shrink_to_fit();
        self.related.shrink_to_fit();
        self.related.iter_mut().for_each(|(_, word)| word.shrink_to_fit());
    }

    /// Makes it no graver than `level`.
    pub fn at_most(mut self, level: Level) -> Finding {
        self.level = self.level.min(level);
        self
    }

    /// Says that the text at the place has no effect.
    pub fn unnecessary(mut self) -> Finding {
        self.is_unnecessary = true;
        self
    }
}

impl Fix {
    /// A fix that belongs to "fix all".
    pub fn safe(title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix { title: title.into(), edits, new_files: Vec::new(), safety: Safety::Safe }
    }

    /// A fix that the user has to choose.
    pub fn choice(title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix { title: title.into(), edits, new_files: Vec::new(), safety: Safety::Choice }
    }

    /// A fix that leaves something to be done by hand.
    pub fn step(title: impl Into<String>, edits: Vec<FileEdit>) -> Fix {
        Fix { title: title.into(), edits, new_files: Vec::new(), safety: Safety::Step }
    }
}
