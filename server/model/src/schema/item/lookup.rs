//! Lookup tables for models with many fields.

use crate::schema::item::Field;

/// The number of fields from which a linear search is slower. Nearly all models have fewer.
const MANY: usize = 64;

/// The indices of fields, sorted by name, by type and by the fields that their relations hold. Fields that compare equal
/// keep their order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Lookup {
    by_name: Box<[u32]>,
    by_type: Box<[u32]>,
    /// Those whose type is not built in, by type and by the name of the relation.
    by_relation: Box<[u32]>,
    /// The relation fields, once for each field of their foreign keys: the place of the relation field, and which of its
    /// `fields` it is.
    by_key_field: Box<[(u32, u32)]>,
}

impl Lookup {
    /// Builds the tables; `None` for few fields.
    pub(super) fn of(fields: &[Field]) -> Option<Box<Lookup>> {
        if fields.len() < MANY {
            return None;
        }
        let by_name = sorted(fields, |field| field.name.as_str());
        let mut by_key_field: Vec<(u32, u32)> = (0..)
            .zip(fields)
            .flat_map(|(place, field)| (0..).zip(foreign_key(field)).map(move |(part, _)| (place, part)))
            .collect();
        by_key_field.sort_by_key(|place| key_field(fields, *place));
        let by_type = sorted(fields, Field::type_name);
        let by_relation = (0..).zip(fields).filter(|(_, field)| has_declared_type(field));
        let mut by_relation: Vec<u32> = by_relation.map(|(place, _)| place).collect();
        by_relation.sort_by_key(|place| relation_key(fields, *place));
        Some(Box::new(Lookup {
            by_name,
            by_type,
            by_relation: by_relation.into(),
            by_key_field: by_key_field.into(),
        }))
    }

    /// The indices of the fields with this name.
    pub(super) fn named(&self, fields: &[Field], name: &str) -> &[u32] {
        alike(&self.by_name, fields, |field| field.name.as_str(), name)
    }

    /// The indices of the fields whose type has this name.
    pub(super) fn of_type(&self, fields: &[Field], ty: &str) -> &[u32] {
        alike(&self.by_type, fields, Field::type_name, ty)
    }

    /// The indices of the fields whose type has this name, which is not that of a built-in type, and whose relation has
    /// that name.
    pub(super) fn of_relation(&self, fields: &[Field], ty: &str, name: Option<&str>) -> &[u32] {
        let wanted = (ty, name);
        let start = self.by_relation.partition_point(|place| relation_key(fields, *place) < wanted);
        let end = self.by_relation.partition_point(|place| relation_key(fields, *place) <= wanted);
        self.by_relation.get(start..end).unwrap_or_default()
    }

    /// The relation fields whose foreign keys contain the field of this name: their indices, with which of their fields
    /// it is.
    pub(super) fn over(&self, fields: &[Field], name: &str) -> &[(u32, u32)] {
        let start = self.by_key_field.partition_point(|place| key_field(fields, *place) < name);
        let end = self.by_key_field.partition_point(|place| key_field(fields, *place) <= name);
        self.by_key_field.get(start..end).unwrap_or_default()
    }
}

/// The fields that the relation of a field names as its foreign key.
pub(super) fn foreign_key(field: &Field) -> impl Iterator<Item = &str> {
    field.relation.iter().flat_map(|relation| relation.field_names())
}

/// The name of the field at a place of [`Lookup::by_key_field`].
fn key_field(fields: &[Field], (place, part): (u32, u32)) -> &str {
    fields.get(place as usize).and_then(|field| foreign_key(field).nth(part as usize)).unwrap_or_default()
}

fn has_declared_type(field: &Field) -> bool {
    field.ty.as_ref().is_some_and(|ty| ty.scalar.is_none())
}

/// What [`Lookup::by_relation`] is sorted by.
fn relation_key(fields: &[Field], place: u32) -> (&str, Option<&str>) {
    fields.get(place as usize).map_or(("", None), |field| (field.type_name(), field.relation_name()))
}

fn sorted(fields: &[Field], by: fn(&Field) -> &str) -> Box<[u32]> {
    let mut places: Vec<u32> = (0..).take(fields.len()).collect();
    places.sort_by_key(|place| fields.get(*place as usize).map(by));
    places.into_boxed_slice()
}

fn alike<'p>(places: &'p [u32], fields: &[Field], by: fn(&Field) -> &str, wanted: &str) -> &'p [u32] {
    let key = |place: &u32| fields.get(*place as usize).map_or("", by);
    let start = places.partition_point(|place| key(place) < wanted);
    let end = places.partition_point(|place| key(place) <= wanted);
    places.get(start..end).unwrap_or_default()
}
