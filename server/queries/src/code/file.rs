//! A file of code as a whole.

use std::path::Path;
use std::sync::Arc;

use base::text::Span;
use smol_str::SmolStr;

use crate::code::{Call, Export, Extension, Import, NewClient, RawSql, Transaction};

/// What a file of code says about the database. All spans are in bytes of the file, also where the code is a script block of a
/// Vue or Svelte file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFile {
    /// The absolute path.
    pub path: Arc<Path>,
    /// What the file is for, by its path and its content.
    pub kind: CodeKind,
    /// Calls that may be calls of Prisma Client, in the order of the text.
    pub calls: Vec<Call>,
    /// Raw SQL: `$queryRaw` and the like, and `Prisma.raw`.
    pub raw: Vec<RawSql>,
    /// Clients that are created.
    pub clients: Vec<NewClient>,
    /// Interactive transactions: `$transaction` with a callback.
    pub transactions: Vec<Transaction>,
    /// Extensions of clients: `$extends`.
    pub extensions: Vec<Extension>,
    /// What is imported, as far as calls use it as a client.
    pub imports: Vec<Import>,
    /// Exported names that hold a client.
    pub exports: Vec<Export>,
    /// Whether `$disconnect` or `process.exit` is called, so that the process does not wait for connections.
    pub disconnects: bool,
    /// Comments that name this program.
    pub comments: Vec<Comment>,
}

/// What a file of code is for. It decides how much a call weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Code that answers users: the default.
    #[default]
    Application,
    /// A background job: a queue worker, a cron job.
    Job,
    /// A script that people run: a migration of data, an import.
    Script,
    /// The seed script.
    Seed,
    /// A test, or what only tests use.
    Test,
}

/// A comment, as its suppression words are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// With its delimiters.
    pub span: Span,
    /// Its text, with its delimiters.
    pub text: SmolStr,
    /// What it is about: the statement that it stands before, or on the line of.
    pub target: Option<Span>,
}

impl CodeFile {
    /// A file that says nothing.
    pub fn new(path: impl Into<Arc<Path>>) -> CodeFile {
        CodeFile {
            path: path.into(),
            kind: CodeKind::default(),
            calls: Vec::new(),
            raw: Vec::new(),
            clients: Vec::new(),
            transactions: Vec::new(),
            extensions: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            disconnects: false,
            comments: Vec::new(),
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
            && self.raw.is_empty()
            && self.clients.is_empty()
            && self.transactions.is_empty()
            && self.extensions.is_empty()
            && self.exports.is_empty()
    }
}
