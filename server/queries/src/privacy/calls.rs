//! Who reads and writes which fields.

use base::{FieldId, ItemId};
use model::schema::Schema;
use smol_str::SmolStr;

use super::access::{Access, Effect, Fields, Site};
use super::selection;
use super::writes;
use crate::code::{CodeKind, Operation};
use crate::link::{MentionRole, Query, mentions};

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
