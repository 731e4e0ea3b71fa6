//! The points of a checklist on data protection: what schema and code show, and what they cannot.

mod access;
mod erasure;
mod retention;

use base::ItemId;
use model::schema::Schema;

use super::access::Site;
use super::data_map::PersonalModel;
use super::erasure::Erasure;
use super::logging::AccessLogging;

/// The points, in order.
pub type Checklist = Vec<Point>;

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it is part of.
    pub topic: Topic,
    /// A short name for machines, such as `soft-delete`.
    pub id: &'static str,
    /// The point as a sentence.
    pub title: &'static str,
    /// What schema and code show.
    pub state: PointState,
    /// What that is said by, as sentences.
    pub evidence: Vec<String>,
    /// Where in the code.
    pub sites: Vec<Site>,
    /// What neither schema nor code show.
    pub unseen: &'static str,
}

/// What a point is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// How long data is kept.
    Retention,
    /// Rows that are marked as deleted.
    SoftDelete,
    /// Who sees data.
    Access,
    /// The rights of the person.
    Erasure,
}

/// What schema and code show of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointState {
    /// All that is asked for is there.
    Present,
    /// A part is there.
    Partial,
    /// Nothing of it is there.
    Absent,
    /// They cannot show it.
    NotVisible,
}

impl PointState {
    /// How much of several is there.
    fn of(there: usize, all: usize) -> PointState {
        match (there, all) {
            (_, 0) => PointState::NotVisible,
            (0, _) => PointState::Absent,
            _ if there < all => PointState::Partial,
            _ => PointState::Present,
        }
    }
}

/// The points for a schema and the code that asks it.
pub(super) fn checklist(
    schema: &Schema,
    models: &[PersonalModel],
    erasures: &[Erasure],
    logging: &AccessLogging,
) -> Checklist {
    let facts = Facts { schema, models, erasures, logging };
    vec![
        facts.inventory(),
        facts.policies(),
        facts.hard_delete(),
        facts.soft_delete(),
        facts.soft_delete_filter(),
        facts.erasure(),
        facts.access_log(),
        facts.exports(),
        facts.audit_trail(),
    ]
}

struct Facts<'a> {
    schema: &'a Schema,
    models: &'a [PersonalModel],
    erasures: &'a [Erasure],
    logging: &'a AccessLogging,
}

impl Facts<'_> {
    fn name(&self, model: ItemId) -> String {
        self.schema.item(model).map_or_else(String::new, |item| format!("`{}`", item.name()))
    }

    fn names(&self, models: impl IntoIterator<Item = ItemId>) -> String {
        list(models.into_iter().map(|model| self.name(model)))
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `a, b and c`.
fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
