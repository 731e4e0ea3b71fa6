//! The parts of the items of a schema, kept from one revision to the next.

use crate::database::{Database, Parts, parts_of};
use crate::schema::{Changes, Memo, Schema, work};

/// The parts of the items of one schema.
///
/// After an edit, only the parts of items that changed, or that name one that did, are computed again; all others are
/// the same [`Arc`](std::sync::Arc)s as before, so what compares two databases can tell at once that they are equal.
#[derive(Debug, Default)]
pub struct DatabaseCache {
    parts: Memo<Parts>,
    schema: Option<Schema>,
}

impl DatabaseCache {
    /// Brings the parts to the state of this schema, another revision of the one before or a new one.
    pub fn refresh(&mut self, schema: &Schema) {
        let changes = match &self.schema {
            Some(before) => Changes::between(before, schema),
            None => Changes::everything(schema),
        };
        let stale = if changes.all {
            self.parts = Memo::default();
            changes.items
        } else {
            for id in &changes.gone {
                self.parts.remove(*id);
            }
            self.parts.stale(&changes)
        };
        let provider = schema.configuration().provider;
        if let Some(provider) = provider {
            self.parts.put_all(work(&stale, true, |id| parts_of(schema, provider, id)));
        }
        self.schema = Some(schema.clone());
    }

    /// The database of the schema that the parts are of; `None` where it names no known provider.
    pub fn database(&self, schema: &Schema) -> Option<Database> {
        let provider = schema.configuration().provider?;
        let parts: Vec<&Parts> = schema.items().filter_map(|(id, _)| self.parts.get(id)).collect();
        Some(Database::assemble(provider, schema, &parts))
    }
}
