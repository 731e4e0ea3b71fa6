//! Lists of items that are short nearly everywhere.

use crate::schema::ItemId;

/// Some items, in no order; mostly one. There are tens of thousands of such lists, and most take no memory of their own.
#[derive(Debug)]
pub enum FewItems {
    /// One item.
    One(ItemId),
    /// As many as there are; in a box, so that they do not make all the others longer.
    Many(Box<Vec<ItemId>>),
}

impl FewItems {
    /// All of them.
    pub fn all(&self) -> &[ItemId] {
        match self {
            FewItems::One(id) => std::slice::from_ref(id),
            FewItems::Many(ids) => ids,
        }
    }

    /// Puts one in, even if it is there already.
    pub fn add(&mut self, id: ItemId) {
        match self {
            FewItems::One(first) => *self = FewItems::Many(Box::new(vec![*first, id])),
            FewItems::Many(ids) => ids.push(id),
        }
    }

    /// Takes an item out, and says whether none is left.
    pub fn remove(&mut self, id: ItemId) -> bool {
        match self {
            FewItems::One(only) => *only == id,
            FewItems::Many(ids) => {
                ids.retain(|other| *other != id);
                ids.is_empty()
            }
        }
    }
}
