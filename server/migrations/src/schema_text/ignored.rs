//! Models that Prisma Client cannot use, and the relations to them.

use base::{FieldId, FileEdit, ItemId};
use model::schema::edit;
use model::schema::item::{Arity, Model};
use model::schema::{FieldType, Schema};

use crate::schema_text::draft::Draft;

impl Draft<'_> {
    /// Ignores the models that lost every key by which one row can be named, and the relations to ignored models.
    pub(super) fn ignore_models(&mut self) {
        let lost: Vec<ItemId> = self
            .schema
            .models()
            .filter(|(_, _, model)| !model.is_ignored() && !has_criterion(&self.schema, model))
            .map(|(id, _, _)| id)
            .collect();
        let mut edits: Vec<FileEdit> = Vec::new();
        for id in lost {
            edits.extend(edit::append_block_attribute(&self.schema, id, "@@ignore"));
            let fields = self.schema.model(id).map_or(&[][..], |model| &model.fields);
            let attributes = fields.iter().filter_map(|field| field.attribute("ignore"));
            edits.extend(attributes.map(|it| edit::remove_attribute(&self.schema, id, it)));
        }
        self.apply(edits);
        let relations = self.relations_to_ignored();
        let ignore = |id: FieldId| {
            let field = self.schema.field(id)?;
            Some(edit::add_attribute(&self.schema, id.item, field, "@ignore"))
        };
        let edits = relations.into_iter().filter_map(ignore).collect();
        self.apply(edits);
    }

    /// The relation fields that point at an ignored model and are visible.
    fn relations_to_ignored(&self) -> Vec<FieldId> {
        let mut found = Vec::new();
        for (id, _, model) in self.schema.models().filter(|(_, _, model)| !model.is_ignored()) {
            for (at, field) in model.fields.iter().enumerate().filter(|(_, field)| !field.has("ignore")) {
                let target = match self.schema.type_of(field) {
                    FieldType::Model(target) => self.schema.model(target),
                    _ => None,
                };
                if target.is_some_and(Model::is_ignored) {
                    found.push(FieldId::new(id, at));
                }
            }
        }
        found
    }
}

/// Whether the model has a key of required fields that Prisma Client knows.
fn has_criterion(schema: &Schema, model: &Model) -> bool {
    let names_a_row = |name: &str| {
        model.field(name).is_some_and(|field| {
            field.arity() == Arity::Required
                && !field.has("ignore")
                && schema.type_of(field) != FieldType::Unsupported
        })
    };
    model.keys.iter().any(|key| key.is_unique() && key.columns.iter().all(|it| names_a_row(it.path.as_str())))
}
