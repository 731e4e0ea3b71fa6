//! Of which types fields of the same name are.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::rules::ModelRef;
use crate::rules::types::is_relation_key;
use crate::schema::{FieldType, ItemId, Part, Schema, note};

/// A field whose type its name may tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Use {
    name: SmolStr,
    ty: SmolStr,
}

/// Which models have fields of a name, by the types of these.
#[derive(Debug, Default)]
pub struct Uses {
    by_name: FxHashMap<SmolStr, Vec<(SmolStr, Vec<ItemId>)>>,
}

/// The fields of a model that count: those of built-in types that are neither ids nor foreign keys.
pub(super) fn of(schema: &Schema, model: ModelRef<'_>) -> Vec<Use> {
    let fields = model.model.fields.iter().filter(|field| {
        matches!(schema.type_of(field), FieldType::Scalar(_))
            && !field.has("id")
            && !is_relation_key(model, field)
    });
    fields.map(|field| Use { name: field.name.text.clone(), ty: field.type_name().into() }).collect()
}

impl Uses {
    /// The type that at least three models, and three of four, give to fields of this name.
    pub fn usual(&self, name: &str) -> Option<&str> {
        note(|| usual_part(name));
        self.most(name).map(|(ty, _)| ty.as_str())
    }

    /// How many fields of the name are of the usual type, and the first model with such a field.
    pub fn example(&self, schema: &Schema, name: &str) -> Option<(usize, ItemId)> {
        note(|| Part::new("uses", name));
        let (_, models) = self.most(name)?;
        Some((models.len(), models.iter().copied().min_by_key(|id| schema.position(*id))?))
    }

    pub(super) fn replace(&mut self, id: ItemId, old: &[Use], new: &[Use], changed: &mut FxHashSet<Part>) {
        let mut names: FxHashMap<&SmolStr, [Vec<SmolStr>; 2]> = FxHashMap::default();
        for it in old {
            names.entry(&it.name).or_default()[0].push(it.ty.clone());
        }
        for it in new {
            names.entry(&it.name).or_default()[1].push(it.ty.clone());
        }
        for (name, [old, new]) in names {
            if old == new {
                continue;
            }
            let before = self.most(name).map(|(ty, _)| ty.clone());
            let types = self.by_name.entry(name.clone()).or_default();
            for ty in &old {
                if let Some((_, models)) = types.iter_mut().find(|(known, _)| known == ty) {
                    models.iter().position(|other| *other == id).map(|at| models.swap_remove(at));
                }
            }
            for ty in new {
                match types.iter_mut().find(|(known, _)| *known == ty) {
                    Some((_, models)) => models.push(id),
                    None => types.push((ty, vec![id])),
                }
            }
            types.retain(|(_, models)| !models.is_empty());
            if types.is_empty() {
                self.by_name.remove(name);
            }
            changed.insert(Part::new("uses", name.as_str()));
            if self.most(name).map(|(ty, _)| ty) != before.as_ref() {
                changed.insert(usual_part(name));
            }
        }
    }

    fn most(&self, name: &str) -> Option<(&SmolStr, &[ItemId])> {
        let types = self.by_name.get(name)?;
        let all: usize = types.iter().map(|(_, models)| models.len()).sum();
        let (ty, models) =
            types.iter().max_by(|(a, of_a), (b, of_b)| of_a.len().cmp(&of_b.len()).then_with(|| a.cmp(b)))?;
        (models.len() >= 3 && models.len() * 4 >= all * 3).then_some((ty, models.as_slice()))
    }
}

fn usual_part(name: &str) -> Part {
    Part::new("usual type", name)
}
