//! A call of a model's method.

use base::text::Span;
use smol_str::SmolStr;

use crate::code::{Located, Operation, Surroundings};

/// What may be a call of Prisma Client: `prisma.user.findMany({ … })`. Whether `user` is a model is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// From the receiver to the closing parenthesis.
    pub span: Span,
    /// What the model is a member of.
    pub receiver: Receiver,
    /// `user`: the model as the client calls it, with its first letter in lower case.
    pub delegate: Name,
    /// The method.
    pub operation: Operation,
    /// The name of the method.
    pub operation_span: Span,
    /// The first argument, as far as the file tells; `None` where there is none.
    pub argument: Option<Located>,
    /// What is around the call.
    pub surroundings: Surroundings,
}

/// What a model is a member of, and how sure it is that this is a Prisma Client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// Certainly a client: the file creates it, imports it from a package of Prisma's, gives it a type of Prisma's, or gets it as
    /// the argument of a `$transaction` callback. `transaction` is the index of that in the file, where it is one.
    Client {
        /// The index in [`CodeFile::transactions`](crate::code::CodeFile::transactions).
        transaction: Option<u32>,
    },
    /// A name that is imported: the file that exports it decides. `member` is what stands between: `ctx` in `x.ctx.user`.
    Imported {
        /// The module as written: `@/lib/prisma`.
        module: SmolStr,
        /// The exported name; `default` and `*` as in ECMAScript.
        name: SmolStr,
        /// The members between the import and the model, joined by dots; mostly empty.
        members: SmolStr,
    },
    /// Something that the file does not tell: a parameter, `this.prisma`, `ctx.db`. The text decides, such as `this.prisma`.
    Unknown(SmolStr),
}

impl Receiver {
    /// Whether it is certainly the client of an interactive transaction.
    pub fn is_transaction(&self) -> bool {
        matches!(self, Receiver::Client { transaction: Some(_) })
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name.
    pub text: SmolStr,
    /// Where it stands.
    pub span: Span,
}
