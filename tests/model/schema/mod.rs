//! The semantic model.

mod corpus;
mod lookup;
mod memo;
mod references;
mod rename;
mod rename_refused;
mod shape;

use std::sync::Arc;

use base::ItemId;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};

use support::fixture::Fixture;

/// The schema that the `.prisma` files of a fixture make.
pub(super) fn schema_of(fixture: &Fixture) -> Schema {
    let files = fixture.files.iter().map(|file| {
        let name: Arc<str> = file.path.to_string_lossy().into();
        (name, Arc::new(SchemaFile::new(&file.text)))
    });
    Schema::new(files.collect(), PrismaVersion::default())
}

/// The item at the cursor of a fixture, and the cursor's offset in it.
pub(super) fn cursor(fixture: &Fixture, schema: &Schema) -> (ItemId, u32) {
    let (path, offset) = fixture.offset();
    let file = schema.file_named(&path.to_string_lossy()).expect("the file is in the schema");
    schema.item_at(file, u32::try_from(offset).unwrap()).expect("something stands at the cursor")
}
