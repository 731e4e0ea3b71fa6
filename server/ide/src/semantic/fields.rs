//! Token modifiers of the fields of a model.

use crate::semantic::token::Traits;
use model::schema::item::{Arity, Field, KeyKind, Model};
use model::schema::{FieldType, Schema};

/// The modifiers of each field of a model, in order.
pub(super) fn traits(schema: &Schema, model: &Model) -> Vec<Traits> {
    let mut traits: Vec<Traits> = model.fields.iter().map(|field| of_field(schema, field)).collect();
    let mut mark = |name: &str, with: Traits| {
        if let Some(at) = model.field_index(name).and_then(|index| traits.get_mut(index)) {
            *at = at.with(with);
        }
    };
    for key in model.keys.iter().filter(|key| key.kind == KeyKind::Id) {
        key.field_names().for_each(|name| mark(name, Traits::PRIMARY_KEY));
    }
    for relation in model.fields.iter().filter_map(|field| field.relation.as_ref()) {
        relation.field_names().for_each(|name| mark(name, Traits::FOREIGN_KEY));
    }
    traits
}

fn of_field(schema: &Schema, field: &Field) -> Traits {
    of_arity(field.arity())
        .with_if(Traits::DEPRECATED, field.is_deprecated())
        .with_if(Traits::RELATION, matches!(schema.type_of(field), FieldType::Model(_)))
}

/// The modifiers for an arity.
pub(super) fn of_arity(arity: Arity) -> Traits {
    match arity {
        Arity::Required => Traits::default(),
        Arity::Optional => Traits::OPTIONAL,
        Arity::List => Traits::LIST,
    }
}
