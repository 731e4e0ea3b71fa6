//! Lists of items that are short nearly everywhere.

use base::ItemId;

/// Some items; mostly one. There are tens of thousands of such lists, and most take no memory of their own.
#[derive(Clone, Debug, Default)]
pub enum FewItems {
    /// No item.
    #[default]
    None,
    /// One item.
    One(ItemId),
    /// As many as there are; in a box, so that they do not make all the others longer.
    Many(Box<Vec<ItemId>>),
}

impl FewItems {
    /// All of them, in order.
    pub fn all(&self) -> &[ItemId] {
        match self {
            FewItems::None => &[],
            FewItems::One(id) => std::slice::from_ref(id),
            FewItems::Many(ids) => ids,
        }
    }

    /// Puts one in at the end, even if it is there already.
    pub fn add(&mut self, id: ItemId) {
        self.insert(self.all().len(), id);
    }

    /// Puts one in at a place, or at the end where there are fewer.
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

    /// Takes an item out, as often as it is there, and says whether none is left.
    pub fn remove(&mut self, id: ItemId) -> bool {
        match self {
            FewItems::One(only) if *only == id => *self = FewItems::None,
            FewItems::None | FewItems::One(_) => {}
            FewItems::Many(ids) => ids.retain(|other| *other != id),
        }
        self.all().is_empty()
    }
}
