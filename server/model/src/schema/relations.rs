//! Relations: which two fields belong together, and what holds between their models.

use crate::catalog::referential_actions::{ReferentialAction, ReferentialEvent, RelationArity, implied};
use crate::schema::item::{Arity, Field};
use crate::schema::{FieldType, Schema};
use base::{FieldId, ItemId};

/// A relation as seen from one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationInfo {
    /// The field asked about.
    pub field: FieldId,
    /// The model of its type.
    pub target: ItemId,
    /// The field of the target that is the relation's other side; `None` where it is missing or not to be told.
    pub opposite: Option<FieldId>,
    /// Whether this field holds the foreign key: it has `fields:`.
    pub owns_key: bool,
    /// How many rows of one side belong to one of the other.
    pub cardinality: Cardinality,
    /// The scalar fields that hold the foreign key, on whichever side they are; unknown names are left out.
    pub key: Vec<FieldId>,
    /// The fields that the foreign key points at; unknown names are left out.
    pub referenced: Vec<FieldId>,
}

/// How many rows of one side belong to one of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cardinality {
    /// One to one.
    OneToOne,
    /// One to many, from whichever side.
    OneToMany,
    /// Many to many, with a join table that Prisma keeps.
    ManyToMany,
}

impl Schema {
    /// The relation that the field is a side of; `None` where its type is no model.
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

    /// The other side of a relation field: the field of the target model whose type is this field's model and whose
    /// relation bears the same name. In a self relation it is the other such field: even a many-to-many relation of a
    /// model with itself has two. `None` where none fits, or several do.
    pub fn opposite(&self, field: FieldId) -> Option<FieldId> {
        let declared = self.field(field)?;
        let FieldType::Model(target) = self.type_of(declared) else { return None };
        self.opposite_of(field, declared, target)
    }

    fn opposite_of(&self, field: FieldId, declared: &Field, target: ItemId) -> Option<FieldId> {
        let source_name = self.head(field.item)?.name();
        let name = relation_name(declared);
        let candidates = self.fields_in(target, source_name).filter(|&id| id != field);
        // What these fields say is noted already.
        let fields = &self.peek(target)?.model()?.fields;
        let is_it = |id: &FieldId| fields.get(id.index as usize).is_some_and(|it| relation_name(it) == name);
        let mut found = candidates.filter(is_it);
        match (found.next(), found.next()) {
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

    /// The action in force on this event, and whether the schema says so itself. `None` for a many-to-many relation,
    /// for a schema without a known database, and where the action written is none.
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
        let arity = self.relation_arity(relation);
        Some((implied(configuration.provider?, configuration.relation_mode, arity, event), false))
    }

    /// Whether the foreign key of this field is unique, so that its relation is one to one.
    fn is_unique(&self, item: ItemId, field: &Field) -> bool {
        let Some((relation, model)) =
            field.relation.as_ref().zip(self.head(item).and_then(|item| item.model()))
        else {
            return false;
        };
        let names: Vec<&str> = relation.field_names().collect();
        model.keys.iter().any(|key| {
            key.is_unique()
                && key.columns.len() == names.len()
                && key.field_names().all(|name| names.contains(&name))
        })
    }
}

/// Whether the field names the scalar fields of its foreign key.
fn is_owner(field: &Field) -> bool {
    field.relation.as_ref().is_some_and(|relation| relation.fields.is_some())
}

fn relation_name(field: &Field) -> Option<&str> {
    field.relation.as_ref()?.name.as_ref().map(|name| name.value.as_str())
}
