//! Which models are persons.

use base::{FieldId, ItemId};
use checks::rules::{DataClass, is_person};
use model::schema::Schema;

use super::data_map::PersonalModel;

/// How many models must refer to one that is not called like a person.
const MANY_REFERENCES: usize = 3;

/// A model whose rows are persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The model.
    pub model: ItemId,
    /// Why.
    pub evidence: PersonEvidence,
}

/// Why a model is taken for one of persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEvidence {
    /// Whether its name says so.
    pub is_named: bool,
    /// The fields that identify or reach a person.
    pub identifying: Vec<FieldId>,
    /// The models that have a foreign key to it.
    pub referred_by: Vec<ItemId>,
}

/// The models of persons, those that most of the schema is about first.
pub(super) fn persons(schema: &Schema, personal: &[PersonalModel]) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for (id, item, _) in schema.models() {
        let fields = personal.iter().find(|it| it.model == id).map_or(&[][..], |it| &it.fields);
        let identifies = |class| matches!(class, DataClass::Identification | DataClass::Contact);
        let identifying: Vec<FieldId> =
            fields.iter().filter(|it| identifies(it.data.class)).map(|it| it.field).collect();
        let has_contact = fields.iter().any(|it| it.data.class == DataClass::Contact);
        let referred_by = referring(schema, id, item.name());
        let is_named = is_person(item.name());
        let is_central = has_contact && identifying.len() > 1 && referred_by.len() >= MANY_REFERENCES;
        // A user may be known by a token or an account elsewhere alone.
        let is_person = is_named && (!fields.is_empty() || referred_by.len() >= MANY_REFERENCES);
        if is_person || is_central {
            let evidence = PersonEvidence { is_named, identifying, referred_by };
            found.push(Person { model: id, evidence });
        }
    }
    found.sort_by_key(|person| {
        let evidence = &person.evidence;
        std::cmp::Reverse((evidence.is_named, evidence.referred_by.len(), evidence.identifying.len()))
    });
    found
}

/// The models with a foreign key to a model.
fn referring(schema: &Schema, model: ItemId, name: &str) -> Vec<ItemId> {
    let owns = |field: &FieldId| schema.relation(*field).is_some_and(|it| it.owns_key && it.target == model);
    let mut found: Vec<ItemId> = schema.fields_of_type(name).filter(owns).map(|field| field.item).collect();
    found.retain(|item| *item != model);
    found.dedup();
    found
}
