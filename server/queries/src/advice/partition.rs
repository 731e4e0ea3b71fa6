//! Tables that could be partitioned by time.

use base::{FieldId, ItemId};
use model::schema::item::{Arity, KeyKind};

use crate::advice::facts::Facts;
use crate::advice::proposal::Partition;
use crate::advice::traffic::Traffic;
use crate::advice::workload::Workload;
use crate::shape::{Column, ConditionKind, Reach, Shape};

/// Tables to which rows are only added, and whose rows most accesses narrow or sort by a point in time.
pub(super) fn partitions(facts: &Facts<'_>, workload: &Workload, traffic: &Traffic) -> Vec<Partition> {
    let mut all = Vec::new();
    for (model, ..) in facts.schema.models() {
        let seen = traffic.of(model);
        if seen.creates == 0 || seen.changes > 0 {
            continue;
        }
        let shapes: Vec<&Shape> = traffic
            .shapes(workload, model)
            .filter(|(_, query, shape)| query.is_live() && reads(query.operation.writes(), shape))
            .map(|(_, _, shape)| shape)
            .collect();
        let times = times(facts, model);
        let by_time = |column: &Column| shapes.iter().filter(|it| is_by_time(it, column)).count();
        let Some((count, column)) =
            times.into_iter().map(|it| (by_time(&it), it)).max_by_key(|(count, _)| *count)
        else {
            continue;
        };
        if count < 2 || count * 2 <= shapes.len() {
            continue;
        }
        let considerations = considerations(facts, model, &column);
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (by_time, others) = (number(count), number(shapes.len() - count));
        all.push(Partition { model, column, by_time, others, considerations });
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.by_time));
    all
}

fn reads(is_write: bool, shape: &Shape) -> bool {
    !is_write && !matches!(shape.reach, Reach::Create | Reach::ForeignKey | Reach::Cursor)
}

/// The columns with a required point in time.
fn times(facts: &Facts<'_>, model: ItemId) -> Vec<Column> {
    let Some(item) = facts.schema.model(model) else { return Vec::new() };
    let columns = item.fields.iter().enumerate().map(|(index, field)| {
        let column = Column {
            field: Some(FieldId::new(model, index)),
            name: field.name.text.clone(),
            column: field.database_name().into(),
        };
        (field, column)
    });
    let is_time = |field: &model::schema::item::Field, column: &Column| {
        // The time at which the row was added, which never changes.
        let is_now = field.default().and_then(|it| it.as_call()).is_some_and(|(name, _)| name == "now");
        field.arity() == Arity::Required && !field.has("updatedAt") && is_now && facts.is_time(column)
    };
    columns.filter(|(field, column)| is_time(field, column)).map(|(_, column)| column).collect()
}

fn is_by_time(shape: &Shape, column: &Column) -> bool {
    let is_narrowed = shape.conditions().any(|it| {
        it.column == *column
            && !it.is_residual
            && matches!(it.kind, ConditionKind::Range | ConditionKind::Equal)
    });
    let is_sorted =
        shape.take.is_some() && shape.sorting.columns.first().is_some_and(|it| it.column == *column);
    is_narrowed || is_sorted
}

/// What to consider before, for this model.
fn considerations(facts: &Facts<'_>, model: ItemId, column: &Column) -> Vec<smol_str::SmolStr> {
    let name = facts.model_name(model);
    let mut texts = vec![format!(
        "Prisma Migrate does not create partitions: write the DDL in a migration of its own, and copy the rows."
    )];
    if let Some(item) = facts.schema.model(model) {
        let lacks = |key: &&model::schema::item::Key| {
            key.is_unique() && !key.field_names().any(|it| it == column.name)
        };
        for key in item.keys.iter().filter(lacks) {
            let names: Vec<&str> = key.field_names().collect();
            let word = if key.kind == KeyKind::Id { "primary key" } else { "unique constraint" };
            texts.push(format!(
                "The {word} ({}) has to contain `{}`: a partitioned table is unique only with its partition key.",
                names.join(", "),
                column.name
            ));
        }
        let is_referred = item.fields.iter().enumerate().any(|(index, _)| {
            facts
                .schema
                .relation(FieldId::new(model, index))
                .is_some_and(|it| !it.owns_key && !it.key.is_empty())
        });
        if is_referred {
            texts.push(format!("Foreign keys to `{name}` have to name `{}` too.", column.name));
        }
    }
    texts.push(format!(
        "It pays from some tens of millions of rows, or where old rows go: dropping a partition replaces a large DELETE of `{name}`."
    ));
    texts.into_iter().map(smol_str::SmolStr::from).collect()
}
