//! What the cascades of each model lead to, where they lead in no circle.

use base::ItemId;
use model::schema::Schema;
use rustc_hash::FxHashMap;

/// The most models that are compared, each of which takes a bit for each: 32 MiB.
const MAX_MODELS: usize = 1 << 14;

/// The models that each of some models leads to, itself included, as bits in the order of the schema.
#[derive(Debug, Default)]
pub(super) struct CascadeReach {
    /// The models, in the order of the schema.
    models: Vec<ItemId>,
    rows: FxHashMap<ItemId, Box<[u64]>>,
}

impl CascadeReach {
    /// The reach of models that lead in no circle, given in an order in which each follows the models that it leads to. `next`
    /// gives the models that a model leads to directly. With more than [`MAX_MODELS`] models the result is empty.
    pub(super) fn of<I: Iterator<Item = ItemId>>(
        schema: &Schema,
        order: &[ItemId],
        next: impl Fn(ItemId) -> I,
    ) -> CascadeReach {
        if order.len() > MAX_MODELS {
            return CascadeReach::default();
        }
        let mut models = order.to_vec();
        models.sort_by_key(|model| schema.position(*model));
        let places: FxHashMap<ItemId, usize> = models.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut reach = CascadeReach { models, rows: FxHashMap::default() };
        let words = order.len().div_ceil(64);
        for model in order {
            let mut row = vec![0; words].into_boxed_slice();
            for other in next(*model).filter_map(|other| reach.rows.get(&other)) {
                row.iter_mut().zip(other).for_each(|(word, more)| *word |= more);
            }
            let own = places.get(model).copied().unwrap_or_default();
            row.iter_mut().skip(own / 64).take(1).for_each(|word| *word |= 1 << (own % 64));
            reach.rows.insert(*model, row);
        }
        reach
    }

    /// For each of these models the first model in the schema that both it and another of them lead to. `None` if the reach of one
    /// of them is not known.
    pub(super) fn shared(&self, models: &[ItemId]) -> Option<Vec<Option<ItemId>>> {
        let rows: Vec<&[u64]> =
            models.iter().map(|model| self.rows.get(model).map(|row| &**row)).collect::<Option<_>>()?;
        let words = rows.first().map_or(0, |row| row.len());
        let (mut once, mut twice) = (vec![0; words], vec![0; words]);
        for row in &rows {
            for ((once, twice), word) in once.iter_mut().zip(&mut twice).zip(*row) {
                *twice |= *once & word;
                *once |= word;
            }
        }
        let first = |row: &&[u64]| {
            let mut words = row.iter().zip(&twice).map(|(word, twice)| word & twice).enumerate();
            let (at, word) = words.find(|(_, word)| *word != 0)?;
            self.models.get(at * 64 + word.trailing_zeros() as usize).copied()
        };
        Some(rows.iter().map(first).collect())
    }
}
