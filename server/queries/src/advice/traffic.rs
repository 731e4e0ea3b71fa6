//! Which models are read and written, by which kinds of code.

use base::ItemId;
use model::schema::Schema;
use rustc_hash::FxHashMap;

use crate::advice::proposal::Access;
use crate::advice::workload::{Query, Workload};
use crate::code::{CodeKind, Operation};
use crate::shape::{Reach, Shape, TableRef};

/// What is known of the calls on one model.
#[derive(Clone, Debug, Default)]
pub(super) struct ModelTraffic {
    /// All accesses of its table.
    pub accesses: Vec<Access>,
    /// Calls of the application that add rows.
    pub creates: u32,
    /// Calls of the application that change or delete rows.
    pub changes: u32,
    /// Writes by seeds and scripts.
    pub other_writes: u32,
    /// Whether a call may ask for more than is known.
    pub is_partial: bool,
    /// Whether raw SQL names it.
    pub is_in_raw_sql: bool,
}

/// The calls by model.
pub(super) struct Traffic {
    by_model: FxHashMap<ItemId, ModelTraffic>,
    none: ModelTraffic,
}

impl Traffic {
    pub fn new(schema: &Schema, workload: &Workload) -> Traffic {
        let mut by_model: FxHashMap<ItemId, ModelTraffic> = FxHashMap::default();
        for (number, query) in (0..).zip(&workload.queries) {
            write(by_model.entry(query.model).or_default(), query, query.operation);
            for (place, shape) in (0..).zip(query.shapes.iter()) {
                let TableRef::Model(model) = shape.table else { continue };
                let traffic = by_model.entry(model).or_default();
                traffic.accesses.push(Access { query: number, shape: place });
                traffic.is_partial |= shape.is_partial || shape.sorting.is_partial;
                match shape.reach {
                    Reach::NestedWrite => write(traffic, query, Operation::Update),
                    Reach::Create => write(traffic, query, Operation::Create),
                    _ => {}
                }
            }
        }
        for (id, item, _) in schema.models() {
            if workload.raw_names(item.name()) || workload.raw_names(item.database_name()) {
                by_model.entry(id).or_default().is_in_raw_sql = true;
            }
        }
        Traffic { by_model, none: ModelTraffic::default() }
    }

    /// The calls on a model.
    pub fn of(&self, model: ItemId) -> &ModelTraffic {
        self.by_model.get(&model).unwrap_or(&self.none)
    }

    /// The accesses of a model with their queries and shapes.
    pub fn shapes<'w>(
        &'w self,
        workload: &'w Workload,
        model: ItemId,
    ) -> impl Iterator<Item = (Access, &'w Query, &'w Shape)> {
        self.of(model).accesses.iter().filter_map(|access| {
            let query = workload.queries.get(access.query as usize)?;
            Some((*access, query, query.shapes.get(access.shape as usize)?))
        })
    }
}

fn write(traffic: &mut ModelTraffic, query: &Query, operation: Operation) {
    use Operation::*;
    let into = match operation {
        // A test writes rows of any table.
        _ if !operation.writes() || query.kind == CodeKind::Test => return,
        _ if !query.is_live() => &mut traffic.other_writes,
        Create | CreateMany | CreateManyAndReturn => &mut traffic.creates,
        _ => &mut traffic.changes,
    };
    *into += 1;
}
