//! Access to the syntax of an item.

use crate::schema::Schema;
use crate::schema::dependency::{DependencyKey, note_of};
use base::ItemId;
use syntax::Block;

impl Schema {
    /// The block that the item was lowered from.
    pub fn block(&self, id: ItemId) -> Option<&Block> {
        note_of(id, || DependencyKey::item(id));
        let (file, index) = self.position(id);
        self.file(file)?.content.source().blocks().get(index as usize).map(|block| block.as_ref())
    }
}
