//! Relations: pairs of opposite fields, and the properties of their relation.

use crate::catalog::referential_actions::{ReferentialAction, ReferentialEvent, RelationArity, implied};
use crate::schema::item::{Arity, Field};
use crate::schema::{FieldType, Schema};
use base::{FieldId, ItemId};

/// A relation as seen from one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationInfo {
    /// The field that the relation was resolved from.
    pub field: FieldId,
    /// The model of its type.
    pub target: ItemId,
    /// The opposite field in the target; `None` if it is missing or ambiguous.
    pub opposite: Option<FieldId>,
    /// Whether this field holds the foreign key: it has `fields:`.
    pub owns_key: bool,
    /// The cardinality.
    pub cardinality: Cardinality,
    /// The scalar fields of the foreign key, on either side; unknown names are omitted.
    pub key: Vec<FieldId>,
    /// The referenced fields; unknown names are omitted.
    pub referenced: Vec<FieldId>,
}

/// The cardinality of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// One-to-one.
    OneToOne,
    /// One-to-many, from either side.
    OneToMany,
    /// Many-to-many, with an implicit join table.
    ManyToMany,
}

impl Schema {
    /// The relation of a field; `None` if its type is not a model.
    pub fn relation(&self, field: FieldId) -> Option<RelationInfo> {
        let declared = self.field(field)?;
        let FieldType::Model(target) = self.type_of(declared) else { return None };
        let opposite = self.opposite_of(field, declared, target);
        let owns_key = is_owner(declared);
        let other_model = self.peek(target).and_then(|item| item.model());
        let other = opposite.and_then(|id| other_model?.fields.get(id.index as usize));
        let cardinality = match (declared.arity(), other.map(Field::arity)) {
            (Arity::List, Some(Arity::List)) => Cardinality::ManyToMany,
            (Arity::List, _) | (_, Some(Arity::List)) => Cardinality::OneToMany,
            (_, None) if owns_key && !self.is_unique(field.item, declared) => Cardinality::OneToMany,
            _ => Cardinality::OneToOne,
        };
        let owner = match other.filter(|other| !owns_key && is_owner(other)) {
            Some(other) => (other, target, field.item),
            None => (declared, field.item, target),
        };
        let (mut key, mut referenced) = (Vec::new(), Vec::new());
        if let Some(relation) = &owner.0.relation {
            key.extend(relation.field_names().filter_map(|name| self.field_named(owner.1, name)));
            referenced.extend(relation.referenced_names().filter_map(|name| self.field_named(owner.2, name)));
        }
        Some(RelationInfo { field, target, opposite, owns_key, cardinality, key, referenced })
    }

    /// The opposite of a relation field: the field of the target model whose type is this field's model and whose
    /// relation has the same name. In a self-relation it is the other such field: a many-to-many self-relation has two
    /// as well. `None` if no field matches, or several do.
    pub fn opposite(&self, field: FieldId) -> Option<FieldId> {
        let declared = self.field(field)?;
        let FieldType::Model(target) = self.type_of(declared) else { return None };
        self.opposite_of(field, declared, target)
    }

    fn opposite_of(&self, field: FieldId, declared: &Field, target: ItemId) -> Option<FieldId> {
        let source_name = self.head(field.item)?.name();
        let is_only = self.all_named(source_name).len() < 2;
        if !self.can_be_meant(field.item) {
            return None;
        }
        let mut candidates = self
            .fields_of_relation(target, source_name, declared.relation_name())
            .filter(|&id| id != field && (is_only || self.field_type(id).item() == Some(field.item)));
        match (candidates.next(), candidates.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// Whether the field must have a value for its relation to hold: as soon as one field of its foreign key must, or the
    /// relation field itself.
    pub fn relation_arity(&self, relation: &RelationInfo) -> RelationArity {
        let owner = if relation.owns_key { Some(relation.field) } else { relation.opposite };
        let fields = relation.key.iter().copied().chain(owner).filter_map(|id| self.field(id));
        let required = fields.into_iter().any(|field| field.arity() == Arity::Required);
        if required { RelationArity::Required } else { RelationArity::Optional }
    }

    /// The action in effect for this event, and whether the schema sets it. `None` for a many-to-many relation, for a
    /// schema without a known database, and if the action is not valid.
    pub fn action(
        &self,
        relation: &RelationInfo,
        event: ReferentialEvent,
    ) -> Option<(ReferentialAction, bool)> {
        if relation.cardinality == Cardinality::ManyToMany {
            return None;
        }
        let owner = if relation.owns_key { relation.field } else { relation.opposite? };
        let written = self.field(owner)?.relation.as_ref()?;
        let written = match event {
            ReferentialEvent::Delete => &written.on_delete,
            ReferentialEvent::Update => &written.on_update,
        };
        if let Some(written) = written {
            return Some((ReferentialAction::parse(&written.text)?, true));
        }
        if relation.key.is_empty() {
            return None;
        }
        let configuration = self.configuration();
        if configuration.is_next() {
            // Nothing is written into the database, whose default this is.
            return Some((ReferentialAction::NoAction, false));
        }
        let arity = self.relation_arity(relation);
        Some((implied(configuration.provider?, configuration.relation_mode, arity, event), false))
    }

    /// Whether the foreign key of this field is unique, so that its relation is one-to-one.
    fn is_unique(&self, item: ItemId, field: &Field) -> bool {
        let Some((relation, model)) =
            field.relation.as_ref().zip(self.head(item).and_then(|item| item.model()))
        else {
            return false;
        };
        let names: Vec<&str> = relation.field_names().collect();
        // A partial index does not make a whole column unique.
        model.keys.iter().any(|key| {
            key.is_unique()
                && key.predicate.is_none()
                && key.columns.len() == names.len()
                && key.field_names().all(|name| names.contains(&name))
        })
    }
}

/// Whether the field lists the scalar fields of its foreign key.
fn is_owner(field: &Field) -> bool {
    field.relation.as_ref().is_some_and(|relation| relation.fields.is_some())
}
