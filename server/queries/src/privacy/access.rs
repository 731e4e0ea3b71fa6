//! Who reads and writes which fields.

use std::path::Path;
use std::sync::Arc;

use base::text::Span;
use base::{FieldId, ItemId};
use model::schema::Schema;
use smol_str::SmolStr;

use super::{selection, writes};
use crate::code::{Call, CodeFile, CodeKind, Operation};
use crate::link::{MentionRole, Query, mentions};

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

/// What the calls do with rows, in the order of files and text. Tests are left out: their data is made up.
pub(super) fn accesses(schema: &Schema, queries: &[Query<'_>], omits: &[FieldId]) -> Vec<Access> {
    let mut found = Vec::new();
    for query in queries.iter().filter(|query| query.file.kind != CodeKind::Test) {
        let mut add = |model, path: SmolStr, effect, fields| {
            let call = query.call;
            found.push(Access {
                site: Site::of(query.file, call),
                kind: query.file.kind,
                model,
                operation: call.operation,
                path,
                effect,
                fields,
            });
        };
        of_query(schema, query, omits, &mut add);
    }
    found
}

fn of_query(
    schema: &Schema,
    query: &Query<'_>,
    omits: &[FieldId],
    add: &mut impl FnMut(ItemId, SmolStr, Effect, Fields),
) {
    let call = query.call;
    let argument = call.argument.as_ref().map(|argument| &argument.value);
    let has_result = call.surroundings.is_returned || call.surroundings.result.is_some();
    if call.operation.returns_rows() && (has_result || !call.operation.writes()) {
        for read in selection::reads(schema, query.model, argument, omits) {
            add(read.model, read.path, Effect::Read, read.fields);
        }
    }
    let mentions = mentions(schema, query);
    let named = |wanted: &dyn Fn(MentionRole) -> bool| -> Vec<(ItemId, Vec<FieldId>)> {
        let mut by_model: Vec<(ItemId, Vec<FieldId>)> = Vec::new();
        for mention in mentions.iter().filter(|mention| wanted(mention.role)) {
            let model = mention.field.item;
            match by_model.iter_mut().find(|(of, _)| *of == model) {
                Some((_, fields)) => fields.push(mention.field),
                None => by_model.push((model, vec![mention.field])),
            }
        }
        by_model
    };
    if matches!(call.operation, Operation::GroupBy | Operation::Aggregate) {
        let is_result = |role| matches!(role, MentionRole::Order | MentionRole::Selection);
        for (model, fields) in named(&is_result) {
            add(model, SmolStr::default(), Effect::Read, Fields::Named(fields));
        }
    }
    for (model, fields) in named(&|role| role == MentionRole::Filter) {
        add(model, SmolStr::default(), Effect::Search, Fields::Named(fields));
    }
    if matches!(call.operation, Operation::Delete | Operation::DeleteMany) {
        add(query.model, SmolStr::default(), Effect::Delete, Fields::All);
    }
    for write in writes::writes(schema, query.model, call.operation, argument) {
        add(write.model, write.path, write.effect, write.fields);
    }
}
