//! How a person is erased: what the database does when the row is deleted, and what has to be done before.

use base::{FieldId, ItemId};
use checks::rules::{kinds_of, words};
use model::catalog::RelationMode;
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::schema::item::ModelRef;
use model::schema::{Cardinality, FieldType, Schema};
use rustc_hash::FxHashSet;

use super::access::{Access, Effect, Site};
use super::data_map::PersonalModel;
use super::person::Person;
use crate::code::CodeKind;

/// How a row of a person is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The model of the person.
    pub person: ItemId,
    /// The relations over which the deletion of the row has an effect, those of the person first.
    pub references: Vec<Reference>,
    /// The models whose rows have to be deleted, or be detached, before the person, in this order.
    pub before: Vec<ItemId>,
    /// Whether rows block each other in a circle, so that no order is right.
    pub is_circular: bool,
    /// Fields that look like a reference to the person, without a relation that keeps them right.
    pub loose: Vec<FieldId>,
    /// Models with personal data whose rows no relation leads to: what they hold of the person stays.
    pub unreached: Vec<ItemId>,
    /// Fields with personal data of the person's own row.
    pub own_fields: Vec<FieldId>,
    /// Calls that delete rows of the person.
    pub deletions: Vec<Deletion>,
}

/// A relation on the way of a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The model with the foreign key, or the other side of a many-to-many relation.
    pub from: ItemId,
    /// Its relation field.
    pub field: FieldId,
    /// The model whose row is deleted.
    pub to: ItemId,
    /// `onDelete`, and whether the schema says it; `None` for many-to-many relations.
    pub action: Option<(ReferentialAction, bool)>,
    /// What happens to the rows with the foreign key.
    pub outcome: Outcome,
    /// Whether these rows are an audit trail.
    pub is_audit_trail: bool,
    /// Whether they hold personal data by the names or annotations of their fields.
    pub holds_personal_data: bool,
}

/// What the deletion of a row does to the rows that refer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// They prevent it.
    Blocks,
    /// They are deleted too.
    Deleted,
    /// They stay, and no longer refer to it.
    Cleared,
    /// They stay, and refer to something else.
    Defaulted,
    /// They stay as they are: nothing checks them.
    Dangling,
    /// The entries of the join table are deleted; the rows stay.
    Unlinked,
}

/// A call that deletes rows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// The call.
    pub site: Site,
    /// What the file is for.
    pub kind: CodeKind,
    /// The models of [`Erasure::before`] that the same function does not delete from.
    pub missing: Vec<ItemId>,
}

/// How a row of a person is erased.
pub(super) fn erasure(
    schema: &Schema,
    person: &Person,
    personal: &[PersonalModel],
    accesses: &[Access],
) -> Erasure {
    let mut walk = Walk::new(schema, personal);
    walk.visit(person.model);
    let before = walk.before;
    let deletions = accesses.iter().filter(|it| it.effect == Effect::Delete && it.model == person.model);
    let deletions = deletions.map(|deletion| {
        let is_beside = |it: &&Access| {
            it.site.file == deletion.site.file
                && it.site.function == deletion.site.function
                && matches!(it.effect, Effect::Delete | Effect::Write)
        };
        let handled: FxHashSet<ItemId> = accesses.iter().filter(is_beside).map(|it| it.model).collect();
        Deletion {
            site: deletion.site.clone(),
            kind: deletion.kind,
            missing: before.iter().copied().filter(|model| !handled.contains(model)).collect(),
        }
    });
    let own = personal.iter().find(|it| it.model == person.model);
    let is_reached = |model: ItemId| {
        model == person.model || before.contains(&model) || walk.references.iter().any(|it| it.from == model)
    };
    let unreached = personal.iter().map(|it| it.model).filter(|model| !is_reached(*model)).collect();
    // The relations of the person first, then in the order in which rows go.
    let mut references = walk.references;
    references.sort_by_key(|it| (it.to != person.model, it.to, it.outcome, it.from));
    Erasure {
        person: person.model,
        references,
        deletions: deletions.collect(),
        before,
        is_circular: walk.is_circular,
        loose: loose(schema, person.model),
        unreached,
        own_fields: own.map(|it| it.fields.iter().map(|field| field.field).collect()).unwrap_or_default(),
    }
}

struct Walk<'a> {
    schema: &'a Schema,
    personal: &'a [PersonalModel],
    references: Vec<Reference>,
    before: Vec<ItemId>,
    visited: FxHashSet<ItemId>,
    /// The models between the person and the current one.
    open: Vec<ItemId>,
    is_circular: bool,
}

impl<'a> Walk<'a> {
    fn new(schema: &'a Schema, personal: &'a [PersonalModel]) -> Walk<'a> {
        Walk {
            schema,
            personal,
            references: Vec::new(),
            before: Vec::new(),
            visited: FxHashSet::default(),
            open: Vec::new(),
            is_circular: false,
        }
    }

    /// Follows the references to rows of a model that are deleted. Each model is visited once, so its depth is bounded by their number.
    fn visit(&mut self, model: ItemId) {
        if !self.visited.insert(model) {
            return;
        }
        self.open.push(model);
        let fields: Vec<FieldId> = self.schema.fields_to(model).collect();
        for field in fields {
            let Some(reference) = self.reference(field, model) else { continue };
            let (from, outcome) = (reference.from, reference.outcome);
            self.references.push(reference);
            if from == model {
                continue;
            }
            match outcome {
                Outcome::Deleted => self.visit(from),
                Outcome::Blocks if self.open.contains(&from) => self.is_circular = true,
                Outcome::Blocks => {
                    self.visit(from);
                    if !self.before.contains(&from) {
                        self.before.push(from);
                    }
                }
                _ => {}
            }
        }
        self.open.pop();
    }

    fn reference(&self, field: FieldId, to: ItemId) -> Option<Reference> {
        let schema = self.schema;
        let relation = schema.relation(field).filter(|relation| relation.target == to)?;
        let is_many = relation.cardinality == Cardinality::ManyToMany;
        if !relation.owns_key && !is_many {
            return None;
        }
        let action = schema.action(&relation, ReferentialEvent::Delete);
        let is_emulated = schema.configuration().relation_mode == RelationMode::Prisma;
        let outcome = match action.map(|(action, _)| action) {
            None if is_many => Outcome::Unlinked,
            Some(ReferentialAction::Cascade) => Outcome::Deleted,
            Some(ReferentialAction::SetNull) => Outcome::Cleared,
            Some(ReferentialAction::SetDefault) => Outcome::Defaulted,
            Some(ReferentialAction::NoAction) if is_emulated => Outcome::Dangling,
            Some(ReferentialAction::Restrict | ReferentialAction::NoAction) => Outcome::Blocks,
            None => return None,
        };
        let item = schema.item(field.item)?;
        let model = item.model()?;
        let owner = ModelRef { id: field.item, item, model };
        Some(Reference {
            from: field.item,
            field,
            to,
            action,
            outcome,
            is_audit_trail: is_audit_trail(schema, owner),
            holds_personal_data: self.personal.iter().any(|it| it.model == field.item),
        })
    }
}

/// Whether the rows of a model record what somebody did.
pub(super) fn is_audit_trail(schema: &Schema, owner: ModelRef<'_>) -> bool {
    let types: Vec<FieldType> = owner.model.fields.iter().map(|field| schema.type_of(field)).collect();
    kinds_of(owner, &types).is_log || words(owner.item.name()).contain_any(&["audit"])
}

/// Fields such as `userId` without a relation.
fn loose(schema: &Schema, person: ItemId) -> Vec<FieldId> {
    let Some(item) = schema.item(person) else { return Vec::new() };
    let wanted = words(&format!("{} id", item.name()));
    let mut found = Vec::new();
    for (id, _, model) in schema.models().filter(|(id, ..)| *id != person) {
        for (index, field) in (0..).zip(&model.fields) {
            let is_scalar = matches!(schema.type_of(field), FieldType::Scalar(_));
            let is_key = model.relations_over(&field.name.text).next().is_some();
            if is_scalar && !is_key && words(&field.name.text).end_with(&wanted) {
                found.push(FieldId::new(id, index));
            }
        }
    }
    found
}
