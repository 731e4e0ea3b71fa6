//! The syntax below an item.

use crate::schema::{ItemId, Schema};
use crate::syntax::Block;

impl Schema {
    /// The block that the item was read from.
    pub fn block(&self, id: ItemId) -> Option<&Block> {
        let file = self.file(self.file_of(id))?;
        let index = id.0.checked_sub(file.first.0)?;
        file.content.source().blocks().get(index as usize).map(|block| block.as_ref())
    }
}
