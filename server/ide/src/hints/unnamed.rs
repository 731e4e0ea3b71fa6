//! The generated name of a key or index without `map:`.

use crate::hints::{Hint, HintKind, argument};
use crate::hover::page::code;
use base::ItemId;
use model::schema::Schema;
use model::schema::item::{Item, Key, KeyKind, KeyOwner, Model};

/// The generated database name of a key.
pub(super) fn hint(schema: &Schema, id: ItemId, item: &Item, model: &Model, key: &Key) -> Option<Hint> {
    let name = schema.key_name(item, key);
    if name.written || !schema.has_key_name(key) || key.columns.is_empty() {
        return None;
    }
    let attribute = match key.owner {
        KeyOwner::Field(index) => {
            model.fields.get(index)?.attributes.iter().find(|attribute| attribute.span == key.span)?
        }
        KeyOwner::Block(index) => model.attributes.get(index)?,
    };
    let (edit, label) = argument(schema, id, attribute, "map", &format!("\"{}\"", name.text))?;
    let what = match key.kind {
        KeyKind::Id => "primary key",
        KeyKind::Unique => "unique constraint",
        KeyKind::Index => "index",
        KeyKind::Fulltext => "full-text index",
    };
    let name = code(&name.text);
    let markdown = format!("{name} is the database name that Prisma generates for this {what}.");
    Some(Hint::written(HintKind::ConstraintName, edit, label, markdown))
}
