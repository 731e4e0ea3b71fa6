//! How long rows are kept: which times they have, and what deletes them.

use base::{FieldId, ItemId};
use checks::rules::{retention_mark, soft_delete_field, words};
use model::catalog::ScalarType;
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::schema::item::{Expr, Field, ModelRef};
use model::schema::{FieldType, Schema};

use super::access::Site;
use crate::code::{CodeKind, Operation, RawSql};
use crate::link::{ProjectCode, Query};
use crate::shape::{ConditionKind, Reach, shapes};

/// What decides how long the rows of a model are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// What follows `@retention` in the documentation of the model.
    pub mark: Option<String>,
    /// The fields with points in time.
    pub times: Vec<TimeField>,
    /// What deletes rows by their age.
    pub purges: Vec<Purge>,
    /// Other calls that delete rows.
    pub deletions: Vec<Site>,
    /// The models whose rows take these along when they are deleted.
    pub goes_with: Vec<ItemId>,
    /// The field that marks rows as deleted.
    pub soft_delete: Option<FieldId>,
}

/// A field with a point in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeField {
    /// The field.
    pub field: FieldId,
    /// Of what.
    pub kind: TimeKind,
}

/// What a point in time is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// The creation of the row.
    Created,
    /// Its end of validity.
    Expires,
    /// Its deletion.
    Deleted,
    /// Its last change.
    Updated,
    /// Something else.
    Other,
}

/// What deletes rows by their age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// The call.
    pub site: Site,
    /// What the file is for.
    pub kind: CodeKind,
    /// The time that it goes by; `None` for raw SQL, of which only the table is known.
    pub by: Option<FieldId>,
}

/// How long rows of a model are kept.
pub(super) fn retention(
    schema: &Schema,
    owner: ModelRef<'_>,
    code: &ProjectCode,
    queries: &[Query<'_>],
) -> Retention {
    let field_id = |field: &Field| schema.field_named(owner.id, &field.name.text);
    let times = owner.model.fields.iter().filter(|field| is_time(schema, field));
    let times = times.filter_map(|field| Some(TimeField { field: field_id(field)?, kind: kind_of(field) }));
    let (mut purges, mut deletions) = (Vec::new(), Vec::new());
    let deletes = |query: &&Query<'_>| {
        query.model == owner.id
            && query.file.kind != CodeKind::Test
            && matches!(query.call.operation, Operation::Delete | Operation::DeleteMany)
    };
    for query in queries.iter().filter(deletes) {
        let site = Site::of(query.file, query.call);
        match time_condition(schema, query) {
            Some(by) => purges.push(Purge { site, kind: query.file.kind, by: Some(by) }),
            None => deletions.push(site),
        }
    }
    for file in code.files().filter(|file| file.kind != CodeKind::Test) {
        for raw in file.raw.iter().filter(|raw| deletes_from(raw, owner)) {
            let function = raw.surroundings.function.clone();
            let site = Site { file: file.path.clone(), span: raw.name_span, function };
            purges.push(Purge { site, kind: file.kind, by: None });
        }
    }
    Retention {
        mark: retention_mark(owner.item.documentation.as_deref()).map(str::to_owned),
        times: times.collect(),
        purges,
        deletions,
        goes_with: parents(schema, owner),
        soft_delete: soft_delete_field(schema, owner.model).and_then(field_id),
    }
}

fn is_time(schema: &Schema, field: &Field) -> bool {
    schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime)
}

fn kind_of(field: &Field) -> TimeKind {
    let words = words(&field.name.text);
    let is_now = matches!(field.default().and_then(Expr::as_call), Some(("now", _)));
    if words.contain_any(&["expires", "expire", "expiry", "expiration", "expired"]) {
        TimeKind::Expires
    } else if words.contain_any(&["deleted", "removed"]) {
        TimeKind::Deleted
    } else if field.has("updatedAt") || words.contain_any(&["updated", "update", "modified"]) {
        TimeKind::Updated
    } else if words.contain_any(&["created", "creation"]) || is_now && !words.contain_any(&["last", "seen"]) {
        TimeKind::Created
    } else {
        TimeKind::Other
    }
}

/// The point in time that the rows of a call are chosen by.
fn time_condition(schema: &Schema, query: &Query<'_>) -> Option<FieldId> {
    let argument = query.call.argument.as_ref().map(|argument| &argument.value);
    let shapes = shapes(schema, query.model, query.call.operation, argument);
    let own = shapes.iter().filter(|shape| shape.reach == Reach::Root);
    own.flat_map(|shape| shape.conditions()).find_map(|condition| {
        let field = condition.column.field?;
        (condition.kind == ConditionKind::Range && is_time(schema, schema.field(field)?)).then_some(field)
    })
}

/// Whether raw SQL deletes rows of the table.
fn deletes_from(raw: &RawSql, owner: ModelRef<'_>) -> bool {
    let text = raw.sql.known().to_lowercase();
    text.match_indices("delete from").any(|(at, found)| {
        let table = text.get(at + found.len()..).and_then(|rest| rest.split_whitespace().next());
        let name = table.map(|table| table.rsplit('.').next().unwrap_or(table));
        let name = name.map(|name| name.trim_matches(['"', '`', '[', ']', ';', '\'', '\\']));
        name.is_some_and(|name| name == owner.item.database_name().to_lowercase())
    })
}

/// The models whose deleted rows take rows of this one along.
fn parents(schema: &Schema, owner: ModelRef<'_>) -> Vec<ItemId> {
    let relations = (0..owner.model.fields.len())
        .filter_map(|index| schema.relation(FieldId::new(owner.id, index)))
        .filter(|relation| relation.owns_key && relation.target != owner.id);
    let cascades = relations.filter(|relation| {
        let action = schema.action(relation, ReferentialEvent::Delete);
        matches!(action, Some((ReferentialAction::Cascade, _)))
    });
    let mut parents: Vec<ItemId> = cascades.map(|relation| relation.target).collect();
    parents.sort_unstable();
    parents.dedup();
    parents
}

impl Retention {
    /// The fields of one kind.
    pub fn times_of(&self, kind: TimeKind) -> impl Iterator<Item = FieldId> {
        self.times.iter().filter(move |time| time.kind == kind).map(|time| time.field)
    }
}
