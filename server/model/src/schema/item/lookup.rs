//! Lookup tables for models with many fields.

use crate::schema::item::Field;

/// The number of fields from which a linear search is slower. Nearly all models have fewer.
const MANY: usize = 64;

/// The indices of fields, sorted by name and by type. Fields that compare equal keep their order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Lookup {
    by_name: Box<[u32]>,
    by_type: Box<[u32]>,
}

impl Lookup {
    /// Builds the tables; `None` for few fields.
    pub(super) fn of(fields: &[Field]) -> Option<Box<Lookup>> {
        if fields.len() < MANY {
            return None;
        }
        let by_name = sorted(fields, |field| field.name.as_str());
        Some(Box::new(Lookup { by_name, by_type: sorted(fields, Field::type_name) }))
    }

    /// The indices of the fields with this name.
    pub(super) fn named(&self, fields: &[Field], name: &str) -> &[u32] {
        alike(&self.by_name, fields, |field| field.name.as_str(), name)
    }

    /// The indices of the fields whose type has this name.
    pub(super) fn of_type(&self, fields: &[Field], ty: &str) -> &[u32] {
        alike(&self.by_type, fields, Field::type_name, ty)
    }
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
