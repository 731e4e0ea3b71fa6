//! What is advised on: the calls of the code, with what they ask.

use std::sync::Arc;

use base::ItemId;
use base::text::Span;
use smol_str::SmolStr;

use crate::code::{CodeKind, Operation};
use crate::shape::Shape;

/// A call, with what it asks of each table.
#[derive(Clone, Debug)]
pub struct Query {
    /// The model whose method is called.
    pub model: ItemId,
    /// The method.
    pub operation: Operation,
    /// What it asks: see [`shapes`](crate::shape::shapes).
    pub shapes: Arc<[Shape]>,
    /// What the file is for, which decides how much the call weighs.
    pub kind: CodeKind,
    /// Where the call is.
    pub site: Site,
}

/// A place in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// The index of the file among those that were read.
    pub file: u32,
    /// The name of the method, in bytes of the file.
    pub span: Span,
}

/// All that is known of what the code asks.
#[derive(Clone, Debug, Default)]
pub struct Workload {
    /// The calls.
    pub queries: Vec<Query>,
    /// Raw SQL, as far as it is known. What names a model or its table may use any index of it.
    pub raw_sql: Vec<SmolStr>,
}

impl Query {
    /// How much the call weighs: code that answers users most, a script hardly, tests nothing.
    pub fn weight(&self) -> f64 {
        match self.kind {
            CodeKind::Application => 3.0,
            CodeKind::Job => 1.0,
            CodeKind::Script => 0.2,
            CodeKind::Seed | CodeKind::Test => 0.0,
        }
    }

    /// Whether it is part of the application at work, not of scripts or tests.
    pub fn is_live(&self) -> bool {
        matches!(self.kind, CodeKind::Application | CodeKind::Job)
    }
}

impl Workload {
    /// Whether both ask the same in the same order, wherever the calls are.
    pub(super) fn asks_same(&self, other: &Workload) -> bool {
        let is_same = |(a, b): (&Query, &Query)| {
            let shapes = Arc::ptr_eq(&a.shapes, &b.shapes) || a.shapes == b.shapes;
            shapes && (a.model, a.operation, a.kind) == (b.model, b.operation, b.kind)
        };
        self.queries.len() == other.queries.len()
            && self.queries.iter().zip(&other.queries).all(is_same)
            && self.raw_sql == other.raw_sql
    }

    /// Whether raw SQL has this name as a word.
    pub fn raw_names(&self, name: &str) -> bool {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        !name.is_empty()
            && self.raw_sql.iter().any(|sql| {
                sql.match_indices(name).any(|(at, found)| {
                    let before = sql.get(..at).and_then(|it| it.chars().next_back());
                    let after = sql.get(at + found.len()..).and_then(|it| it.chars().next());
                    !before.is_some_and(is_part) && !after.is_some_and(is_part)
                })
            })
    }
}
