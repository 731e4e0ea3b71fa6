//! The errors of Prisma 8 in its own dialect.

mod conformance;
mod differential;
mod kinds;
mod targets;

use std::sync::Arc;

use base::{FileId, Finding};
use checks::validate;
use model::project::{ControlStack, PrismaVersion};
use model::schema::{Schema, SchemaFile};

/// One error: its file, the code that Prisma has for it, and its place.
type Mark = (String, String, u32, u32);

/// The schema of some files, each with its name and text.
fn schema_of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Schema {
    let files = files.into_iter().map(|(name, text)| (Arc::from(name), Arc::new(SchemaFile::new(text))));
    Schema::new(files.collect(), PrismaVersion::parse("8.0.0").unwrap())
}

fn found_in(schema: &Schema, stack: ControlStack) -> Vec<Finding> {
    let files: Vec<FileId> = (0..).map(FileId).take(schema.files().len()).collect();
    validate::next::check(schema, &files, stack)
}

/// The errors as Prisma names them, without those that are equal, in order.
fn marks(schema: &Schema, found: &[Finding]) -> Vec<Mark> {
    let mark = |finding: &Finding| {
        let (file, span) = schema.locate_anchor(&finding.anchor).unwrap();
        let name = schema.file(file).unwrap().name.to_string();
        (name, finding.code.replace('-', "_").to_uppercase(), span.start, span.end)
    };
    let mut marks: Vec<Mark> = found.iter().map(mark).collect();
    marks.sort();
    marks.dedup();
    marks
}
