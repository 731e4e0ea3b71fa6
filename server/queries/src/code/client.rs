//! Clients: where they are created, extended, imported and exported.

use base::text::Span;
use smol_str::SmolStr;

/// `new PrismaClient(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClient {
    /// The whole expression.
    pub span: Span,
    /// The module that the class is imported from, as written; `None` where the file does not tell.
    pub module: Option<SmolStr>,
    /// Whether it stands in the body of a function or method, so that each call creates another.
    pub in_function: bool,
    /// Whether that function or the statement keeps it: `globalThis.prisma ?? new PrismaClient()`, a check of a variable outside.
    pub is_kept: bool,
    /// Whether `globalThis` or `global` is used to keep it.
    pub on_global: bool,
    /// The text of the argument, from brace to brace.
    pub options: Option<Span>,
    /// The driver adapter that the argument names.
    pub adapter: Option<Adapter>,
    /// The fields that the argument leaves out of all results: the model, as the client calls it, and the field.
    pub omits: Vec<(SmolStr, SmolStr)>,
}

/// A driver adapter: `new PrismaPg({ … })`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adapter {
    /// The class; empty where the file does not tell.
    pub class: SmolStr,
    /// Whether the size of its connection pool is set.
    pub limits_pool: bool,
}

/// `client.$extends(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The whole call.
    pub span: Span,
    /// The models, as the client calls them, whose queries it changes; `$allModels` for all.
    pub query_models: Vec<SmolStr>,
    /// Whether something of it is not known.
    pub is_partial: bool,
    /// Whether its text names `deletedAt` or another word of soft deletion.
    pub soft_deletes: bool,
}

/// A name that a file imports and uses as a client, or re-exports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Import {
    /// The module as written.
    pub module: SmolStr,
    /// The exported name; `default` or `*`.
    pub name: SmolStr,
    /// The module, without its quotes.
    pub span: Span,
}

/// A name that a file exports and that may hold a client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Export {
    /// The exported name, or `default`; `*` for all names of `from`.
    pub name: SmolStr,
    /// Where it comes from; `None` where the file itself creates the client.
    pub from: Option<Import>,
}
