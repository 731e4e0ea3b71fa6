//! One side of a relation: a field whose type is a model, and what belongs to it.

use std::cmp;

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use base::text::Span;
use base::{FieldId, ItemId};
use model::catalog::attributes;
use model::schema::item::{Arity, Attribute, Field, Item, Model, ModelKind, Path, Relation};
use model::schema::{FieldType, Schema};

/// A relation field with the models at both of its ends.
#[derive(Clone, Copy, Debug)]
pub(in crate::validate) struct Side<'s> {
    pub(in crate::validate) schema: &'s Schema,
    pub(in crate::validate) id: FieldId,
    pub(in crate::validate) item: &'s Item,
    pub(in crate::validate) model: &'s Model,
    pub(in crate::validate) field: &'s Field,
    pub(in crate::validate) target: ItemId,
    pub(in crate::validate) target_item: &'s Item,
    pub(in crate::validate) target_model: &'s Model,
}

/// The other side of a relation field.
#[derive(Clone, Copy, Debug)]
pub(in crate::validate) enum Partner<'s> {
    /// It is there.
    Found(Side<'s>),
    /// The other model has no such field.
    Missing,
    /// It cannot be told for a reason that is reported where it lies.
    Unclear,
}

/// What is known of the models that relation fields of a model refer to.
#[derive(Debug, Default)]
pub(in crate::validate) struct Targets {
    /// Whether one of their fields may be the missing other side.
    may_be_unread: FxHashMap<ItemId, bool>,
}

impl<'s> Side<'s> {
    /// The side that the field of a model or view is. `None` where its type is no model, and where the name of either
    /// model is declared more than once, so that nothing can be said of it.
    pub(in crate::validate) fn of(schema: &'s Schema, id: FieldId) -> Option<Side<'s>> {
        let item = schema.head(id.item)?;
        let model = item.model().filter(|model| model.kind != ModelKind::Type)?;
        let field = schema.field(id)?;
        let FieldType::Model(target) = schema.type_of(field) else { return None };
        let target_item = schema.head(target)?;
        let target_model = target_item.model()?;
        let is_single = |name| schema.all_named(name).len() == 1;
        if !is_single(item.name()) || !is_single(target_item.name()) {
            return None;
        }
        Some(Side { schema, id, item, model, field, target, target_item, target_model })
    }

    /// `Model.field`, for messages.
    pub(in crate::validate) fn label(&self) -> String {
        format!("{}.{}", self.item.name(), self.field.name.text)
    }

    /// Where to point when the field is meant.
    pub(in crate::validate) fn name_span(&self) -> Span {
        self.field.name.span
    }

    /// Where its type stands.
    pub(in crate::validate) fn type_span(&self) -> Span {
        self.field.ty.as_ref().map_or(self.field.name.span, |ty| ty.span)
    }

    /// Whether both ends are the same model.
    pub(in crate::validate) fn is_self(&self) -> bool {
        self.target == self.id.item
    }

    /// How many rows of the other model it holds.
    pub(in crate::validate) fn arity(&self) -> Arity {
        self.field.arity()
    }

    /// What its `@relation` says.
    pub(in crate::validate) fn relation(&self) -> Option<&'s Relation> {
        self.field.relation.as_deref()
    }

    /// Its `@relation`.
    pub(in crate::validate) fn attribute(&self) -> Option<&'s Attribute> {
        self.field.attribute("relation")
    }

    /// The fields behind `fields:`; none where it is not given.
    pub(in crate::validate) fn fields(&self) -> &'s [Path] {
        self.relation().and_then(|relation| relation.fields.as_deref()).unwrap_or(&[])
    }

    /// The fields behind `references:`; none where it is not given.
    pub(in crate::validate) fn references(&self) -> &'s [Path] {
        self.relation().and_then(|relation| relation.references.as_deref()).unwrap_or(&[])
    }

    /// The list behind `fields:`; where it is not given the list behind `references:`, the `@relation` or the field's
    /// name, whichever is there.
    pub(in crate::validate) fn fields_span(&self) -> Span {
        let relation = self.relation();
        relation
            .and_then(|relation| relation.fields_span.or(relation.references_span))
            .or_else(|| relation.map(|relation| relation.span))
            .unwrap_or(self.name_span())
    }

    /// The list behind `references:`, else what [`Side::fields_span`] gives.
    pub(in crate::validate) fn references_span(&self) -> Span {
        self.relation().and_then(|relation| relation.references_span).unwrap_or(self.fields_span())
    }

    /// The name that the relation is given.
    pub(in crate::validate) fn relation_name(&self) -> Option<&'s str> {
        self.field.relation_name()
    }

    /// The fields of this model that hold the foreign key, as far as the names behind `fields:` are fields.
    pub(in crate::validate) fn key(&self) -> impl Iterator<Item = &'s Field> + use<'s> {
        let (schema, item) = (self.schema, self.id.item);
        self.fields().iter().filter_map(move |path| schema.member(item, &path.text))
    }

    /// Whether one of the fields that hold the foreign key must have a value; without `fields:`, whether the relation
    /// field itself must.
    pub(in crate::validate) fn is_required(&self) -> bool {
        match self.relation().and_then(|relation| relation.fields.as_ref()) {
            Some(_) => self.key().any(|field| field.arity() == Arity::Required),
            None => self.arity() == Arity::Required,
        }
    }

    /// The other fields of its model that compete with it for the same relation: of the same type, with the same name
    /// of the relation, or with the name that Prisma makes for one without.
    pub(in crate::validate) fn rivals(&self) -> Vec<&'s Field> {
        let mut rivals = self.rivals_of(&self.competing_names()).collect::<Vec<_>>();
        rivals.sort_by_key(|field| field.span.start);
        rivals
    }

    /// Whether other fields of its model compete with it for the same relation.
    pub(in crate::validate) fn is_ambiguous(&self) -> bool {
        // Two others are too many for any relation.
        self.is_one_of_too_many(1 + self.rivals_of(&self.competing_names()).take(2).count())
    }

    /// Whether one of its rivals is before it.
    pub(in crate::validate) fn has_earlier_rival(&self) -> bool {
        let [given, made] = self.competing_names();
        // Those of one name are in order.
        let first = |name| self.rivals_of(&[name, None]).next();
        let is_earlier = |rival: &Field| rival.span.start < self.field.span.start;
        first(given).is_some_and(is_earlier) || first(made).is_some_and(is_earlier)
    }

    /// The names that `@relation` can give the same relation: one, and for a relation whose name Prisma makes also none.
    fn competing_names(&self) -> [Option<Option<SmolStr>>; 2] {
        let ends = ModelNames::of(self);
        match ends.name(self.field) {
            Some(given) => [Some(Some(given.into())), None],
            None => [Some(None), Some(Some(format_smolstr!("{}To{}", ends.0, ends.1)))],
        }
    }

    /// The other fields of its model that are of its type, and whose relations have one of these names.
    fn rivals_of<'n>(
        &self,
        names: &'n [Option<Option<SmolStr>>; 2],
    ) -> impl Iterator<Item = &'s Field> + use<'s, 'n> {
        let (model, own) = (self.model, self.field);
        let named = names.iter().flatten();
        let places = named.flat_map(|name| model.fields_of_relation(own.type_name(), name.as_deref()));
        places.filter_map(|index| model.fields.get(index)).filter(|field| !std::ptr::eq(*field, own))
    }

    /// The other side. `is_broken` says of an item whether a part of it could not be read.
    /// What was found out about targets is kept in `targets`, for the other sides of the model.
    pub(in crate::validate) fn partner(
        &self,
        targets: &mut Targets,
        is_broken: impl Fn(ItemId) -> bool,
    ) -> Partner<'s> {
        let named = self.schema.fields_of_relation(self.target, self.item.name(), self.relation_name()).rev();
        // Those that bear one name are rivals: either all are ambiguous or none is.
        let found = named.filter(|id| *id != self.id).find_map(|id| self.opposite(id));
        if let Some(side) = found.filter(|side| !side.is_ambiguous()) {
            return Partner::Found(side);
        }
        if is_misspelt(self.field) {
            return Partner::Unclear;
        }
        let may_be_unread = || {
            is_broken(self.target)
                || self.target_item.open_brace.is_none()
                || self.are_others_ambiguous()
                || self
                    .schema
                    .model(self.target)
                    .is_some_and(|model| model.fields.iter().any(|field| self.may_be_other(field)))
        };
        // A side of a model with itself is not one of its own others.
        let is_unclear = match self.is_self() {
            true => may_be_unread(),
            false => *targets.may_be_unread.entry(self.target).or_insert_with(may_be_unread),
        };
        if is_unclear { Partner::Unclear } else { Partner::Missing }
    }

    /// Whether one of the fields of the other model that are of this one's type, but for this one, is ambiguous.
    fn are_others_ambiguous(&self) -> bool {
        let ids = self.schema.fields_in(self.target, self.item.name()).filter(|id| *id != self.id);
        let sides: Vec<Side<'s>> = ids.filter_map(|id| self.opposite(id)).collect();
        are_ambiguous(&sides)
    }

    /// The side that a field of the other model is, whose type bears the name of this one's model. What such fields say
    /// has been noted, and what both models say has been looked at already.
    fn opposite(&self, id: FieldId) -> Option<Side<'s>> {
        let field = self.target_model.fields.get(id.index as usize)?;
        let is_side = self.schema.type_of(field) == FieldType::Model(self.id.item);
        is_side.then_some(Side {
            id,
            item: self.target_item,
            model: self.target_model,
            field,
            target: self.id.item,
            target_item: self.item,
            target_model: self.model,
            ..*self
        })
    }

    /// The fields of its model that are of its type, itself among them.
    fn alike(&self) -> impl Iterator<Item = &'s Field> + use<'s> {
        let model = self.model;
        model.fields_of_type(self.field.type_name()).filter_map(|index| model.fields.get(index))
    }

    /// Whether its relation is ambiguous if so many fields of its model have a part in it.
    fn is_one_of_too_many(&self, count: usize) -> bool {
        match (self.is_self(), self.relation_name()) {
            (true, Some(_)) => count > 2,
            _ => count > 1,
        }
    }
}

/// Whether one of these sides is ambiguous. They are of one model and one type, and may be so many that each cannot be
/// compared with each.
fn are_ambiguous(sides: &[Side<'_>]) -> bool {
    let Some(first) = sides.first() else { return false };
    let ends = ModelNames::of(first);
    let mut counts: FxHashMap<Option<&str>, usize> = FxHashMap::default();
    for field in first.alike() {
        *counts.entry(ends.name(field)).or_default() += 1;
    }
    let count = |side: &Side<'_>| counts.get(&ends.name(side.field)).copied().unwrap_or_default();
    sides.iter().any(|side| side.is_one_of_too_many(count(side)))
}

impl Side<'_> {
    /// Whether a field of the other model is wrong in a way that may hide that it is the other side.
    fn may_be_other(&self, field: &Field) -> bool {
        match self.schema.type_of(field) {
            FieldType::Unknown | FieldType::Missing => true,
            FieldType::Model(item) => item == self.id.item && is_misspelt(field),
            // A relation whose type is wrong.
            _ => field.has("relation"),
        }
    }
}

/// Whether the field has an attribute that is none, and may have been meant for `@relation`.
fn is_misspelt(field: &Field) -> bool {
    let is_unknown = |attribute: &Attribute| {
        attribute.native_type().is_none()
            && attributes::attribute(&format!("@{}", attribute.name())).is_none()
    };
    field.relation.is_none() && field.attributes.iter().any(is_unknown)
}

/// The names of both models, from which Prisma makes the name of a relation that has none.
struct ModelNames<'s>(&'s str, &'s str);

impl<'s> ModelNames<'s> {
    fn of(side: &Side<'s>) -> ModelNames<'s> {
        let (a, b) = (side.item.name(), side.target_item.name());
        ModelNames(cmp::min(a, b), cmp::max(a, b))
    }

    /// The name of the field's relation. `None` for the one that Prisma makes, also where it is written.
    fn name(&self, field: &'s Field) -> Option<&'s str> {
        let given = field.relation.as_ref()?.name.as_ref()?.value.as_str();
        let is_made = given.strip_prefix(self.0).and_then(|rest| rest.strip_prefix("To")) == Some(self.1);
        (!is_made).then_some(given)
    }
}
