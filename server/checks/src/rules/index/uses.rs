//! Of which types fields of the same name are.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::frame::ChangedKeys;
use crate::rules::ModelRef;
use crate::rules::types::relation_keys;
use base::ItemId;
use model::catalog::ScalarType;
use model::schema::item::Field;
use model::schema::{DependencyKey, FieldType, Schema, note};

/// A field whose type its name may tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TypeUse {
    name: SmolStr,
    ty: ScalarType,
}

/// Which models have fields of a name, by the types of these.
#[derive(Debug, Default)]
pub struct TypeUses {
    by_name: FxHashMap<SmolStr, Vec<(ScalarType, Vec<ItemId>)>>,
}

/// The fields of a model that count: those of built-in types that are neither ids nor foreign keys. `types` are those of
/// all its fields.
pub(super) fn of(model: ModelRef<'_>, types: &[FieldType]) -> Vec<TypeUse> {
    let keys = relation_keys(model);
    let used = |(field, ty): (&Field, &FieldType)| {
        let FieldType::Scalar(ty) = *ty else { return None };
        let counts = !field.has("id") && !keys.contains(field.name.as_str());
        counts.then(|| TypeUse { name: field.name.text.clone(), ty })
    };
    model.model.fields.iter().zip(types).filter_map(used).collect()
}

impl TypeUses {
    /// The type that at least three models, and three of four, give to fields of this name.
    pub fn usual(&self, name: &str) -> Option<ScalarType> {
        note(|| usual_key(name));
        self.most(name).map(|(ty, _)| ty)
    }

    /// How many fields of the name are of the usual type, and the first model with such a field.
    pub fn example(&self, schema: &Schema, name: &str) -> Option<(usize, ItemId)> {
        note(|| DependencyKey::new("uses", name));
        let (_, models) = self.most(name)?;
        Some((models.len(), models.iter().copied().min_by_key(|id| schema.position(*id))?))
    }

    pub(super) fn replace(
        &mut self,
        id: ItemId,
        old: &[TypeUse],
        new: &[TypeUse],
        changed: &mut ChangedKeys<'_>,
    ) {
        // Most items are looked at for the first time.
        if old.is_empty() {
            return new.iter().for_each(|it| self.change(id, it, 1, changed));
        }
        // How often each is there now, less how often it was.
        let mut differences: FxHashMap<&TypeUse, i32> = FxHashMap::default();
        old.iter().for_each(|it| *differences.entry(it).or_default() -= 1);
        new.iter().for_each(|it| *differences.entry(it).or_default() += 1);
        for (it, difference) in differences.into_iter().filter(|(_, difference)| *difference != 0) {
            self.change(id, it, difference, changed);
        }
    }

    /// As [`TypeUses::count`], and notes what changes by it.
    fn change(&mut self, id: ItemId, it: &TypeUse, difference: i32, changed: &mut ChangedKeys<'_>) {
        if !changed.is_collecting() {
            return self.count(id, it, difference);
        }
        let usual = |uses: &TypeUses| uses.most(&it.name).map(|(ty, _)| ty);
        let before = usual(self);
        self.count(id, it, difference);
        changed.insert(|| DependencyKey::new("uses", it.name.as_str()));
        if usual(self) != before {
            changed.insert(|| usual_key(&it.name));
        }
    }

    /// Notes that a model has so many more fields of a name and type, or fewer.
    fn count(&mut self, id: ItemId, TypeUse { name, ty }: &TypeUse, difference: i32) {
        let types = self.by_name.entry(name.clone()).or_default();
        let at = types.iter().position(|(known, _)| known == ty).unwrap_or_else(|| {
            types.push((*ty, Vec::new()));
            types.len() - 1
        });
        let Some((_, models)) = types.get_mut(at) else { return };
        for _ in 0..difference {
            models.push(id);
        }
        for _ in difference..0 {
            models.iter().position(|other| *other == id).map(|at| models.swap_remove(at));
        }
        if models.is_empty() {
            types.swap_remove(at);
        }
        if types.is_empty() {
            self.by_name.remove(name);
        }
    }

    fn most(&self, name: &str) -> Option<(ScalarType, &[ItemId])> {
        let types = self.by_name.get(name)?;
        let all: usize = types.iter().map(|(_, models)| models.len()).sum();
        let (ty, models) = types.iter().max_by(|(a, of_a), (b, of_b)| {
            of_a.len().cmp(&of_b.len()).then_with(|| b.name().cmp(a.name()))
        })?;
        (models.len() >= 3 && models.len() * 4 >= all * 3).then_some((*ty, models.as_slice()))
    }
}

fn usual_key(name: &str) -> DependencyKey {
    DependencyKey::new("usual type", name)
}
