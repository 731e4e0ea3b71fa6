//! Indexes that no known call can use, and indexes that another one makes superfluous.

use base::ItemId;
use model::database::Database;
use model::schema::item::{Key, KeyKind, Model};

use crate::advice::existing::{existing, table_of};
use crate::advice::facts::Facts;
use crate::advice::layout::Layout;
use crate::advice::proposal::{Confidence, Merge, NewIndex, UnusedIndex};
use crate::advice::traffic::Traffic;
use crate::advice::workload::Workload;
use crate::shape::{Condition, ConditionKind, Shape};

/// The indexes of the schema that no known call can use. Never those of models that raw SQL names, or whose calls are known only
/// in part; nor unique ones, nor those of foreign keys.
pub(super) fn unused(facts: &Facts<'_>, workload: &Workload, traffic: &Traffic) -> Vec<UnusedIndex> {
    let mut all = Vec::new();
    for (id, _, model) in facts.schema.models() {
        let seen = traffic.of(id);
        if seen.is_in_raw_sql || seen.is_partial {
            continue;
        }
        let shapes: Vec<&Shape> = traffic.shapes(workload, id).map(|(_, _, shape)| shape).collect();
        let calls =
            u32::try_from(shapes.iter().filter(|it| it.conditions().count() > 0).count()).unwrap_or(u32::MAX);
        if calls == 0 {
            continue;
        }
        for (number, key) in (0..).zip(&model.keys) {
            if key.kind == KeyKind::Index
                && !is_of_foreign_key(model, key)
                && !shapes.iter().any(|it| can_use(it, key))
            {
                all.push(UnusedIndex { model: id, key: number, calls });
            }
        }
    }
    all
}

/// Whether the first columns of the key are a foreign key.
fn is_of_foreign_key(model: &Model, key: &Key) -> bool {
    key.columns.first().is_some_and(|column| model.relations_over(&column.path.text).next().is_some())
}

/// Whether the access may use the index: it asks something of a column of it that an index can answer.
fn can_use(shape: &Shape, key: &Key) -> bool {
    let is_inverted = key.index_type.as_ref().is_some_and(|it| it.text != "BTree" && it.text != "Hash");
    let has = |name: &str| match is_inverted {
        // Each column of an inverted index can be used alone.
        true => key.field_names().any(|it| it == name),
        false => key.field_names().next() == Some(name),
    };
    let asks =
        |it: &Condition| has(&it.column.name) && (!it.is_residual || matches!(it.kind, ConditionKind::Join));
    let columns = [&shape.lookup, &shape.joined, &shape.cursor, &shape.distinct, &shape.group_by];
    shape.conditions().any(asks)
        || columns.into_iter().flatten().any(|it| has(&it.name))
        || shape.sorting.columns.iter().any(|it| has(&it.column.name))
        || shape.aggregates.iter().any(|it| has(&it.column.name))
}

/// The indexes that a proposed one, or another existing one, makes superfluous.
pub(super) fn merges(
    facts: &Facts<'_>,
    database: &Database,
    add: &[NewIndex],
    drop: &[UnusedIndex],
) -> Vec<Merge> {
    let mut all: Vec<Merge> = Vec::new();
    for new in add.iter().filter(|it| it.confidence == Confidence::High) {
        let into = new.attribute.clone();
        all.extend(new.replaces.iter().map(|key| Merge { model: new.model, key: *key, into: into.clone() }));
    }
    for (id, _, model) in facts.schema.models() {
        all.extend(prefixes(facts, database, id, model));
    }
    let mut seen = Vec::new();
    all.retain(|merge| {
        let key = (merge.model, merge.key);
        let is_new = !seen.contains(&key) && !drop.iter().any(|it| (it.model, it.key) == key);
        seen.push(key);
        is_new
    });
    all
}

/// The indexes of a model whose columns another one begins with.
fn prefixes(facts: &Facts<'_>, database: &Database, id: ItemId, model: &Model) -> Vec<Merge> {
    let Some(table) = table_of(facts, database, id) else { return Vec::new() };
    let keys = existing(facts, table);
    let columns = |layout: &Layout| -> Vec<(smol_str::SmolStr, bool)> {
        layout.columns().map(|(column, is_descending)| (column.column.clone(), is_descending)).collect()
    };
    let mut found = Vec::new();
    for one in keys.iter().filter(|it| !it.is_unique && it.predicate.is_none()) {
        let Some(key) = one.key else { continue };
        let own = columns(&one.layout);
        let longer = keys.iter().find(|other| {
            let theirs = columns(&other.layout);
            other.key.is_some()
                && other.key != one.key
                && other.method == one.method
                && other.predicate.is_none()
                && theirs.starts_with(&own)
                && (theirs.len() > own.len() || other.is_unique || other.key < one.key)
        });
        let into = longer.and_then(|it| model.keys.get(it.key? as usize)).map(|key| {
            let names: Vec<&str> = key.field_names().collect();
            let word = match key.kind {
                KeyKind::Id => "id",
                KeyKind::Unique => "unique",
                KeyKind::Index => "index",
                KeyKind::Fulltext => "fulltext",
            };
            format!("@@{word}([{}])", names.join(", "))
        });
        found.extend(into.map(|into| Merge { model: id, key, into }));
    }
    found
}
