//! Lists of items, optimized for one item.

use base::ItemId;

/// A list of items, usually with one. There are tens of thousands of such lists, and most need no allocation.
#[derive(Clone, Debug, Default)]
pub enum FewItems {
    /// No item.
    #[default]
    None,
    /// One item.
    One(ItemId),
    /// Several items; boxed to keep the enum small.
    Many(Box<Vec<ItemId>>),
}

impl FewItems {
    /// All items, in order.
    pub fn all(&self) -> &[ItemId] {
        match self {
            FewItems::None => &[],
            FewItems::One(id) => std::slice::from_ref(id),
            FewItems::Many(ids) => ids,
        }
    }

    /// Appends an item, even if it is present.
    pub fn add(&mut self, id: ItemId) {
        self.insert(self.all().len(), id);
    }

    /// Inserts an item at an index, or at the end if there are fewer.
    pub fn insert(&mut self, at: usize, id: ItemId) {
        match self {
            FewItems::None => *self = FewItems::One(id),
            FewItems::One(only) => {
                let pair = if at == 0 { [id, *only] } else { [*only, id] };
                *self = FewItems::Many(Box::new(pair.to_vec()));
            }
            FewItems::Many(ids) => ids.insert(at.min(ids.len()), id),
        }
    }

    /// Removes all occurrences of an item, and returns whether the list is empty.
    pub fn remove(&mut self, id: ItemId) -> bool {
        match self {
            FewItems::One(only) if *only == id => *self = FewItems::None,
            FewItems::None | FewItems::One(_) => {}
            FewItems::Many(ids) => ids.retain(|other| *other != id),
        }
        self.all().is_empty()
    }
}
