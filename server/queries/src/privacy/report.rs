//! The report as a whole.

use base::FieldId;
use checks::rules::personal_data;
use model::schema::Schema;
use model::schema::item::ModelRef;

use super::calls::accesses;
use super::checklist::{Checklist, checklist};
use super::data_map::{PersonalField, PersonalModel};
use super::erasure::{Erasure, erasure};
use super::logging::{AccessLogging, logging};
use super::person::{Person, persons};
use super::retention::retention;
use crate::link::ProjectCode;

/// How many models of persons get an erasure path.
const MAX_PERSONS: usize = 4;

/// What is known of personal data in a schema and the code that asks it.
#[derive(Clone, Debug)]
pub struct PrivacyReport {
    /// The models with personal data, in the order of the schema.
    pub models: Vec<PersonalModel>,
    /// The models of persons, the most central first.
    pub persons: Vec<Person>,
    /// How a row of each of the first of these is erased.
    pub erasures: Vec<Erasure>,
    /// Whether accesses leave a trace.
    pub logging: AccessLogging,
    /// The points of the checklist.
    pub checklist: Checklist,
    /// How many calls of Prisma Client are known.
    pub calls: usize,
    /// How many queries in raw SQL there are, whose fields are not known.
    pub raw_queries: usize,
}

/// The report on a schema and the code that asks it.
pub fn privacy_report(schema: &Schema, code: &ProjectCode) -> PrivacyReport {
    let queries = code.queries(schema);
    let clients = code.files().flat_map(|file| &file.clients);
    let omits: Vec<FieldId> = clients
        .flat_map(|client| &client.omits)
        .filter_map(|(delegate, field)| {
            let is_it = |name: &str| base::text::uncapitalized(name) == delegate.as_str();
            let (model, ..) = schema.models().find(|(_, item, _)| is_it(item.name()))?;
            schema.field_named(model, field)
        })
        .collect();
    let accesses = accesses(schema, &queries, &omits);
    let mut models = Vec::new();
    for (id, item, model) in schema.models() {
        let owner = ModelRef { id, item, model };
        let fields: Vec<PersonalField> = (0..)
            .zip(&model.fields)
            .filter_map(|(index, field)| {
                let data = personal_data(schema, owner, field)?;
                Some(PersonalField { field: FieldId::new(id, index), data })
            })
            .collect();
        if fields.is_empty() {
            continue;
        }
        let own = accesses.iter().filter(|access| access.model == id).cloned().collect();
        let retention = retention(schema, owner, code, &queries);
        models.push(PersonalModel { model: id, fields, accesses: own, retention });
    }
    let persons = persons(schema, &models);
    let erasures: Vec<Erasure> =
        persons.iter().take(MAX_PERSONS).map(|person| erasure(schema, person, &models, &accesses)).collect();
    let logging = logging(schema, code, &models, &accesses);
    let checklist = checklist(schema, &models, &erasures, &logging);
    let raw_queries =
        code.files().map(|file| file.raw.iter().filter(|raw| raw.receiver.is_some()).count()).sum();
    PrivacyReport { models, persons, erasures, logging, checklist, calls: queries.len(), raw_queries }
}
