//! Raw SQL.

use base::text::Span;
use smol_str::SmolStr;

use crate::code::{Receiver, Surroundings};

/// SQL that the code writes itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawSql {
    /// The whole call.
    pub span: Span,
    /// The name of the method.
    pub name_span: Span,
    /// The client; `None` for `Prisma.raw` and `Prisma.sql`.
    pub receiver: Option<Receiver>,
    /// Which method.
    pub kind: RawKind,
    /// The SQL, as far as it is known.
    pub sql: SqlText,
    /// What is around the call.
    pub surroundings: Surroundings,
}

/// A method that takes SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// `$queryRaw`.
    QueryRaw,
    /// `$executeRaw`.
    ExecuteRaw,
    /// `$queryRawUnsafe`.
    QueryRawUnsafe,
    /// `$executeRawUnsafe`.
    ExecuteRawUnsafe,
    /// `$queryRawTyped`: SQL that Prisma has checked.
    Typed,
    /// `$runCommandRaw` (MongoDB).
    Command,
    /// `Prisma.raw`: text that is put into a query as it is.
    PrismaRaw,
    /// `Prisma.sql`: a part of a query, with arguments.
    PrismaSql,
}

/// The SQL of a call, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SqlText {
    /// A literal, or a constant that holds one.
    Literal(SmolStr),
    /// A tagged template, `$queryRaw`…``: the values become arguments. The pieces are joined by `?`.
    Tagged(SmolStr),
    /// A template, a concatenation: values become part of the SQL. The known pieces are joined by `?`. The span is the first value.
    Composed {
        /// The known pieces.
        text: SmolStr,
        /// The first value that becomes part of it.
        value: Span,
        /// Whether all values are constants of the file.
        only_constants: bool,
    },
    /// Something that is computed elsewhere.
    Unknown,
}

impl SqlText {
    /// The text that is known.
    pub fn known(&self) -> &str {
        match self {
            SqlText::Literal(text) | SqlText::Tagged(text) | SqlText::Composed { text, .. } => text,
            SqlText::Unknown => "",
        }
    }
}
