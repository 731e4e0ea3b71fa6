//! What calls do with rows of a model.

use std::path::Path;
use std::sync::Arc;

use base::text::Span;
use base::{FieldId, ItemId};
use smol_str::SmolStr;

use crate::code::{Call, CodeFile, CodeKind, Operation};

/// A place in the code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Site {
    /// The file.
    pub file: Arc<Path>,
    /// The name of the method, in bytes of the file.
    pub span: Span,
    /// The nearest function with a name.
    pub function: Option<SmolStr>,
}

/// What a call does with rows of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The call.
    pub site: Site,
    /// What the file is for.
    pub kind: CodeKind,
    /// The model.
    pub model: ItemId,
    /// The method, of the model whose call it is.
    pub operation: Operation,
    /// The relations that lead to the model: `posts.author`; empty for the model of the call.
    pub path: SmolStr,
    /// What it does.
    pub effect: Effect,
    /// With which fields.
    pub fields: Fields,
}

/// What a call does with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It returns values.
    Read,
    /// It finds rows by values.
    Search,
    /// It stores values.
    Write,
    /// It removes rows.
    Delete,
}

/// Fields of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fields {
    /// All scalar fields: the call has no `select`.
    All,
    /// All scalar fields but these.
    AllBut(Vec<FieldId>),
    /// These.
    Named(Vec<FieldId>),
    /// The code does not tell which: a variable decides.
    Unknown(Vec<FieldId>),
}

impl Fields {
    /// Whether the field is certainly among them.
    pub fn include(&self, field: FieldId) -> bool {
        match self {
            Fields::All => true,
            Fields::AllBut(omitted) => !omitted.contains(&field),
            Fields::Named(named) | Fields::Unknown(named) => named.contains(&field),
        }
    }

    /// Whether the code names the field.
    pub fn name(&self, field: FieldId) -> bool {
        matches!(self, Fields::Named(named) | Fields::Unknown(named) if named.contains(&field))
    }
}

impl Access {
    /// Whether it is part of the application at work, not of scripts, seeds or tests.
    pub fn is_live(&self) -> bool {
        matches!(self.kind, CodeKind::Application | CodeKind::Job)
    }
}

impl Site {
    /// The place of a call.
    pub(super) fn of(file: &CodeFile, call: &Call) -> Site {
        Site {
            file: file.path.clone(),
            span: call.operation_span,
            function: call.surroundings.function.clone(),
        }
    }
}
