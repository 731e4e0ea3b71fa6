//! What there is to say about a conversion: blockers and changes, each at its place.

use std::str::FromStr;

use base::text::Span;
use base::{FileId, Finding, ItemId, Place};
use model::schema::Schema;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// Prisma 8 cannot express it, so the schema is not converted.
    Blocker,
    /// It is converted, but something is different afterwards.
    Change,
}

/// Something to know about the conversion of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub kind: NoteKind,
    /// What it is about, in kebab case.
    pub code: &'static str,
    /// What it is.
    pub message: String,
    /// What to do; empty where the message says all. Notes of the same kind share it.
    pub help: String,
    /// The file.
    pub file: FileId,
    /// In bytes of the file.
    pub span: Span,
}

/// What a conversion gives up where the user accepts that; otherwise it is a blocker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The default of the column of an `@updatedAt` field.
    UpdatedAtDefault,
    /// Values that Prisma generates for optional fields.
    GeneratedOptional,
    /// The arguments of the columns of indexes.
    IndexArgument,
}

impl Loss {
    /// The codes of all.
    pub const CODES: [&'static str; 3] =
        [Loss::UpdatedAtDefault.code(), Loss::GeneratedOptional.code(), Loss::IndexArgument.code()];

    /// The code of its notes.
    pub const fn code(self) -> &'static str {
        match self {
            Loss::UpdatedAtDefault => "updated-at-default",
            Loss::GeneratedOptional => "generated-optional",
            Loss::IndexArgument => "index-argument",
        }
    }

    /// What is different afterwards.
    fn consequence(self) -> &'static str {
        match self {
            Loss::UpdatedAtDefault => {
                "`@default` goes: the next migration of Prisma 8 drops the default of the column."
            }
            Loss::GeneratedOptional => "The attribute goes: set the value in your code.",
            Loss::IndexArgument => "They go: a new database gets the index without them.",
        }
    }
}

impl FromStr for Loss {
    type Err = ();

    fn from_str(text: &str) -> Result<Loss, ()> {
        let all = [Loss::UpdatedAtDefault, Loss::GeneratedOptional, Loss::IndexArgument];
        all.into_iter().find(|loss| loss.code() == text).ok_or(())
    }
}

/// What a note says.
pub(super) struct Message {
    what: String,
    help: String,
}

impl Message {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Message {
        Message { what: what.into(), help: help.into() }
    }
}

impl From<String> for Message {
    fn from(what: String) -> Message {
        Message::new(what, "")
    }
}

impl NoteKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Blocker => "blocker",
            NoteKind::Change => "change",
        }
    }
}

/// What becomes of the names of foreign keys and primary keys.
pub(super) const CONSTRAINT_NAMES: &str = "The names of foreign keys and primary keys are left out, as Prisma 8 does when it \
     reads a Prisma 7 schema. The constraints in the database stay as they are.";

/// The notes of a schema.
pub(super) struct Notes<'s> {
    schema: &'s Schema,
    accepted: &'s [Loss],
    list: Vec<Note>,
}

impl<'s> Notes<'s> {
    pub(super) fn new(schema: &'s Schema, accepted: &'s [Loss]) -> Notes<'s> {
        Notes { schema, accepted, list: Vec::new() }
    }

    /// Adds a blocker at a span of an item.
    pub(super) fn block(
        &mut self,
        code: &'static str,
        item: ItemId,
        span: Span,
        message: impl Into<Message>,
    ) {
        self.add(NoteKind::Blocker, code, item, span, message.into());
    }

    /// Adds a loss at a span of an item: a change if it is accepted, else a blocker.
    pub(super) fn lose(&mut self, loss: Loss, item: ItemId, span: Span, message: Message) {
        if self.accepted.contains(&loss) {
            self.change(loss.code(), item, span, Message::new(message.what, loss.consequence()));
        } else {
            self.block(loss.code(), item, span, message);
        }
    }

    /// Adds a change at a span of an item.
    pub(super) fn change(
        &mut self,
        code: &'static str,
        item: ItemId,
        span: Span,
        message: impl Into<Message>,
    ) {
        self.add(NoteKind::Change, code, item, span, message.into());
    }

    /// Adds a change that is the same everywhere, at the first of its places.
    pub(super) fn change_once(&mut self, code: &'static str, item: ItemId, span: Span, message: &str) {
        if !self.list.iter().any(|note| note.code == code) {
            self.change(code, item, span, message.to_owned());
        }
    }

    fn add(&mut self, kind: NoteKind, code: &'static str, item: ItemId, span: Span, message: Message) {
        let (file, span) = self.schema.locate(Place::new(item, span));
        let Message { what: message, help } = message;
        self.list.push(Note { kind, code, message, help, file, span });
    }

    /// Adds an error that Prisma reports for the schema as it is.
    pub(super) fn invalid(&mut self, finding: &Finding) {
        let (file, span) = self.schema.locate_anchor(&finding.anchor).unwrap_or((FileId(0), Span::default()));
        let message = finding.message.clone();
        let help = String::new();
        self.list.push(Note { kind: NoteKind::Blocker, code: finding.code, message, help, file, span });
    }

    /// Adds a blocker at the start of a file.
    pub(super) fn block_file(&mut self, code: &'static str, file: FileId, message: String) {
        let (kind, span, help) = (NoteKind::Blocker, Span::default(), String::new());
        self.list.push(Note { kind, code, message, help, file, span });
    }

    pub(super) fn has_blockers(&self) -> bool {
        self.list.iter().any(|note| note.kind == NoteKind::Blocker)
    }

    /// All, in the order of places.
    pub(super) fn into_list(mut self) -> Vec<Note> {
        self.list.sort_by_key(|note| (note.file, note.span.start, note.kind));
        self.list
    }
}
