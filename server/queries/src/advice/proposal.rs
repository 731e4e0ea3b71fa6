//! What is advised.

use base::{FieldId, ItemId};
use smol_str::SmolStr;

use crate::advice::candidate::Method;
use crate::shape::Column;

/// What is advised, each list with the most important first.
#[derive(Clone, Debug, Default)]
pub struct Advice {
    /// Indexes to add.
    pub add: Vec<NewIndex>,
    /// Indexes that no known call can use.
    pub drop: Vec<UnusedIndex>,
    /// Indexes that another one makes superfluous.
    pub merge: Vec<Merge>,
    /// Tables that could be partitioned by time.
    pub partition: Vec<Partition>,
}

/// An index to add.
#[derive(Clone, Debug)]
pub struct NewIndex {
    /// The model.
    pub model: ItemId,
    /// The columns in order, with whether they are descending.
    pub columns: Vec<(Column, bool)>,
    /// How it finds rows.
    pub method: Method,
    /// The attribute, such as `@@index([authorId, createdAt(sort: Desc)])`.
    pub attribute: String,
    /// What it serves, the heaviest first: indexes of queries of the workload, and of their shapes.
    pub serves: Vec<Access>,
    /// How sure it is that the index pays.
    pub confidence: Confidence,
    /// The sum of the weights of what it serves.
    pub score: f64,
    /// Why, in one or two sentences.
    pub reason: String,
    /// What it costs.
    pub cost: WriteCost,
    /// Whether the accesses ask for more columns than an index should have.
    pub is_wide: bool,
    /// The existing indexes of the model that it makes superfluous, by their index among the keys of the model.
    pub replaces: Vec<u32>,
    /// The relation fields whose foreign keys have no index without this one: what `fk-missing-index` reports.
    pub foreign_keys: Vec<FieldId>,
    /// SQL of a partial index that serves as well and leaves out deleted rows; on PostgreSQL, where nearly all calls do.
    pub partial_sql: Option<String>,
}

/// How sure it is that an index pays, as far as a schema and code can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// It pays as soon as the table is large.
    High,
    /// It depends on how values are distributed, or on how often the call is made: searches in texts, one access by a column with
    /// few values, a second order of the same rows.
    Low,
}

impl Advice {
    /// The advice without the indexes of low confidence, and how many those are.
    pub fn without_low(self) -> (Advice, usize) {
        let (add, low): (Vec<NewIndex>, Vec<NewIndex>) =
            self.add.into_iter().partition(|index| index.confidence == Confidence::High);
        let hangs = |merge: &Merge| {
            low.iter().any(|index| index.model == merge.model && index.attribute == merge.into)
        };
        let merge = self.merge.into_iter().filter(|merge| !hangs(merge)).collect();
        (Advice { add, merge, ..self }, low.len())
    }
}

/// An access of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Access {
    /// The index of the query in the workload.
    pub query: u32,
    /// The index of the shape in the query.
    pub shape: u32,
}

/// What writes have to do for an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteCost {
    /// How many indexes the table has already, with its primary key.
    pub indexes: u32,
    /// How many known calls write rows of the model.
    pub writes: u32,
}

/// An index that no known call can use.
#[derive(Clone, Debug)]
pub struct UnusedIndex {
    /// The model.
    pub model: ItemId,
    /// The index of the key among those of the model.
    pub key: u32,
    /// How many known calls read the model.
    pub calls: u32,
}

/// An index that another one makes superfluous.
#[derive(Clone, Debug)]
pub struct Merge {
    /// The model.
    pub model: ItemId,
    /// The key that goes, by its index among those of the model.
    pub key: u32,
    /// The attribute of the index that stays or comes.
    pub into: String,
}

/// A table that could be partitioned by time.
#[derive(Clone, Debug)]
pub struct Partition {
    /// The model.
    pub model: ItemId,
    /// The column with the time.
    pub column: Column,
    /// How many accesses narrow or sort rows by it.
    pub by_time: u32,
    /// How many do not, and would look into all partitions.
    pub others: u32,
    /// What to consider before, one sentence each.
    pub considerations: Vec<SmolStr>,
}
