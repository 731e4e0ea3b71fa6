//! Indexes to add.

use base::{FieldId, ItemId};
use checks::rules::soft_delete_field;
use model::catalog::Provider;
use model::database::Database;

use crate::advice::candidate::{Candidate, Method, candidates};
use crate::advice::column_order::ColumnOrder;
use crate::advice::drafts::drafts;
use crate::advice::existing::{Existing, existing, table_of};
use crate::advice::facts::Facts;
use crate::advice::layout::Layout;
use crate::advice::proposal::{Access, Confidence, NewIndex, WriteCost};
use crate::advice::text::{attribute, index_name, partial_index, reason};
use crate::advice::traffic::Traffic;
use crate::advice::workload::Workload;
use crate::shape::{Column, ConditionKind, Rows};

/// Below this an index is not worth what it costs: calls of scripts alone do not reach it.
const MIN_SCORE: f64 = 1.0;
/// How many indexes with the same first column are proposed for a model.
const MAX_ALIKE: usize = 2;
/// Which part of the calls has to leave out deleted rows for a partial index.
const ACTIVE_PART: f64 = 0.8;

/// The indexes to add, the heaviest first.
pub(super) fn additions(
    facts: &Facts<'_>,
    database: &Database,
    workload: &Workload,
    traffic: &Traffic,
) -> Vec<NewIndex> {
    let mut all = Vec::new();
    for (model, _, _) in facts.schema.models() {
        all.extend(of_model(facts, database, workload, traffic, model));
    }
    all.sort_by(|one: &NewIndex, other| {
        one.confidence.cmp(&other.confidence).then(other.score.total_cmp(&one.score))
    });
    all
}

fn of_model(
    facts: &Facts<'_>,
    database: &Database,
    workload: &Workload,
    traffic: &Traffic,
    model: ItemId,
) -> Vec<NewIndex> {
    let Some(table) = table_of(facts, database, model) else { return Vec::new() };
    let seen = traffic.of(model);
    let writes = seen.creates + seen.changes;
    if is_small(facts, traffic, model) {
        return Vec::new();
    }
    let existing = existing(facts, table);
    let mark = facts.schema.model(model).and_then(|it| soft_delete_field(facts.schema, it));
    let mark = mark.map(|field| field.name.text.clone());
    let mut wanted: Vec<(Candidate, Access, f64)> = Vec::new();
    for (access, query, shape) in traffic.shapes(workload, model) {
        for candidate in candidates(facts, query.operation, shape, &query.shapes, mark.as_deref()) {
            let weight = query.weight() * candidate.factor;
            if weight > 0.0 && !existing.iter().any(|it| it.serves(&candidate)) {
                wanted.push((candidate, access, weight));
            }
        }
    }
    let order = ColumnOrder::new(facts, &wanted);
    wanted.iter_mut().for_each(|(candidate, ..)| order.narrow(candidate));
    let mut drafts = drafts(facts, &existing, wanted);
    drafts.retain(|draft| draft.serves.iter().map(|(_, weight)| weight).sum::<f64>() >= MIN_SCORE);
    let active = active_part(workload, traffic, model, mark.as_deref());
    let cost = WriteCost { indexes: u32::try_from(existing.len()).unwrap_or(u32::MAX), writes };
    let mut proposals: Vec<NewIndex> = Vec::new();
    for draft in drafts {
        let columns = order.arranged(&draft.layout);
        let first = columns.first().map(|(it, _)| it);
        let alike = proposals.iter().filter(|it| {
            it.method == draft.method
                && it.columns.first().map(|(it, _)| &it.column) == first.map(|it| &it.column)
        });
        let alike = alike.count();
        // Indexes over the same columns would get the same name.
        let names: Vec<&str> = columns.iter().map(|(it, _)| it.column.as_str()).collect();
        let is_taken = |other: &mut dyn Iterator<Item = &str>| other.eq(names.iter().copied());
        let is_taken = existing
            .iter()
            .filter(|it| !it.is_unique)
            .any(|it| is_taken(&mut it.layout.columns().map(|(it, _)| it.column.as_str())))
            || proposals.iter().any(|it| is_taken(&mut it.columns.iter().map(|(it, _)| it.column.as_str())));
        let name = is_taken.then(|| index_name(facts, table, &names, draft.method));
        if alike >= MAX_ALIKE {
            continue;
        }
        let is_replaced = |it: &&Existing| {
            let (equal, rest) = as_wanted(&it.layout);
            !it.is_unique
                && it.predicate.is_none()
                && it.method == Method::BTree
                && draft.method == Method::BTree
                && arranged_layout(&columns).fit(&equal, &rest).is_some()
        };
        let replaces: Vec<u32> = existing.iter().filter(is_replaced).filter_map(|it| it.key).collect();
        let mut serves = draft.serves;
        serves.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let score: f64 = serves.iter().map(|(_, weight)| weight).sum();
        let mut foreign_keys = foreign_keys(facts, model, &columns, &existing);
        foreign_keys.retain(|id| !proposals.iter().any(|it| it.foreign_keys.contains(id)));
        let is_led_by_few = first.is_some_and(|it| facts.has_few_values(it));
        let extends = existing.iter().any(|it| it.leads_with(first));
        let calls = queries(&serves);
        let is_single = calls < 2;
        let is_range =
            !draft.is_ordered && draft.layout.groups.first().is_some_and(|it| it.is_descending.is_some());
        // What is not known of the calls may be served already.
        let is_partial = serves.iter().all(|(access, _)| {
            let query = workload.queries.get(access.query as usize);
            query.and_then(|it| it.shapes.get(access.shape as usize)).is_some_and(|it| it.is_partial)
        });
        let is_low = draft.method != Method::BTree
            || foreign_keys.is_empty()
                && (is_led_by_few
                    || is_partial && (extends || draft.is_ordered)
                    || is_single && (alike > 0 || is_range || extends && replaces.is_empty()));
        let confidence = if is_low { Confidence::Low } else { Confidence::High };
        let partial_sql = (active >= ACTIVE_PART && facts.provider == Provider::Postgresql)
            .then(|| partial_index(table, &columns, draft.method, facts, model, mark.as_deref()))
            .flatten();
        proposals.push(NewIndex {
            model,
            method: draft.method,
            attribute: attribute(&columns, draft.method, name.as_deref()),
            reason: reason(facts, model, &columns, draft.method, calls, draft.is_ordered),
            foreign_keys,
            confidence,
            columns,
            serves: serves.into_iter().map(|(access, _)| access).collect(),
            score,
            cost,
            is_wide: draft.is_wide,
            replaces,
            partial_sql,
        });
    }
    proposals
}

/// Whether the table stays small, by evidence: only seeds and scripts write it, and it refers to no other table.
fn is_small(facts: &Facts<'_>, traffic: &Traffic, model: ItemId) -> bool {
    let seen = traffic.of(model);
    let refers = facts.schema.model(model).is_some_and(|it| {
        it.fields.iter().any(|field| field.relation.as_ref().is_some_and(|it| it.fields.is_some()))
    });
    seen.creates == 0 && seen.other_writes > 0 && !refers && !seen.is_in_raw_sql
}

/// How many calls the accesses are of.
fn queries(serves: &[(Access, f64)]) -> usize {
    let mut numbers: Vec<u32> = serves.iter().map(|(access, _)| access.query).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}

/// A layout whose order is decided.
fn arranged_layout(columns: &[(Column, bool)]) -> Layout {
    Layout::new(&[], columns)
}

/// An existing index as an access that would want it: all of its columns, in their order.
fn as_wanted(layout: &Layout) -> (Vec<Column>, Vec<(Column, bool)>) {
    let mut columns = layout.columns();
    let first = columns.next().map(|(column, _)| column.clone());
    (first.into_iter().collect(), columns.map(|(column, it)| (column.clone(), it)).collect())
}

/// The relation fields whose foreign keys no index serves but this one.
fn foreign_keys(
    facts: &Facts<'_>,
    model: ItemId,
    columns: &[(Column, bool)],
    existing: &[Existing],
) -> Vec<FieldId> {
    let Some(item) = facts.schema.model(model) else { return Vec::new() };
    let ids = (0..item.fields.len()).map(|index| FieldId::new(model, index));
    let serves = |id: &FieldId| {
        let Some(relation) = facts.schema.relation(*id).filter(|it| it.owns_key) else { return false };
        let key: Vec<Column> = relation
            .key
            .iter()
            .filter_map(|id| {
                let field = facts.schema.field(*id)?;
                Some(Column {
                    field: Some(*id),
                    name: field.name.text.clone(),
                    column: field.database_name().into(),
                })
            })
            .collect();
        let is_indexed = |it: &Existing| {
            it.predicate.is_none() && it.method == Method::BTree && it.layout.fit(&key, &[]).is_some()
        };
        !key.is_empty()
            && arranged_layout(columns).fit(&key, &[]).is_some()
            && !existing.iter().any(is_indexed)
    };
    ids.filter(serves).collect()
}

/// Which part of the accesses of a model that find many rows leaves out deleted ones.
fn active_part(workload: &Workload, traffic: &Traffic, model: ItemId, mark: Option<&str>) -> f64 {
    let Some(mark) = mark else { return 0.0 };
    let many: Vec<_> = traffic
        .shapes(workload, model)
        .filter(|(_, query, shape)| {
            query.is_live() && shape.rows == Rows::Many && shape.conditions().count() > 0
        })
        .collect();
    let active = many.iter().filter(|(_, _, shape)| {
        shape.branches.iter().all(|branch| {
            branch.conditions.iter().any(|it| {
                it.column.name == mark
                    && it.kind == ConditionKind::Null
                    && !it.is_residual
                    && !it.is_conditional
            })
        })
    });
    if many.is_empty() { 0.0 } else { active.count() as f64 / many.len() as f64 }
}
