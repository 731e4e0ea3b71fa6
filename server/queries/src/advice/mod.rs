//! Which indexes a schema should gain and lose, from what the code asks: [`advise`].
//!
//! It knows the schema and the calls, not the data: how many rows there are and how values are distributed decides in the end. So
//! each proposal says what it is for.

mod additions;
mod advise;
mod cache;
mod candidate;
mod column_order;
mod drafts;
mod existing;
mod facts;
mod gather;
mod layout;
mod measured;
mod partition;
mod proposal;
mod text;
mod traffic;
mod unused;
mod workload;

pub use advise::advise;
pub use cache::AdviceCache;
pub use candidate::Method;
pub use measured::Measured;
pub use proposal::{Access, Advice, Confidence, Merge, NewIndex, Partition, UnusedIndex, WriteCost};
pub use workload::{Query, Site, Workload};
