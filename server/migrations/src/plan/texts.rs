//! The text of the schema that is deployed with each stage.

use std::sync::Arc;

use model::database::Database;
use model::schema::{Schema, SchemaFile};

use crate::plan::{Plan, Stage};
use crate::schema_text::{Added, FileText, schema_for};

/// The files of the schema for each stage, in order, so that Prisma finds nothing to add or to drop between stages; `None`
/// where no schema can say what the database is. `before` is the schema before the change, if there is one; else one is
/// made of the database before.
pub fn schema_texts(
    plan: &Plan,
    from: &Database,
    before: Option<&Schema>,
    after: &Schema,
) -> Vec<Option<Vec<FileText>>> {
    let needs_before = plan.stages.iter().any(|stage| !stage.is_switched);
    let made = match before {
        None if needs_before => {
            schema_for(after, from, Added::Visible).map(|text| parsed(&text.files, after))
        }
        _ => None,
    };
    let before = before.or(made.as_ref());
    let mut texts: Vec<Option<Vec<FileText>>> = Vec::new();
    let mut last: Option<(&Stage, Option<Vec<FileText>>)> = None;
    for stage in &plan.stages {
        if let Some((known, text)) = &last
            && known.is_switched == stage.is_switched
            && known.state == stage.state
        {
            texts.push(text.clone());
            continue;
        }
        let base = if stage.is_switched { Some(after) } else { before };
        let text =
            base.and_then(|base| schema_for(base, &stage.state, Added::Ignored)).map(|text| text.files);
        last = Some((stage, text.clone()));
        texts.push(text);
    }
    texts
}

/// The schema of these files, for the Prisma version of another one.
pub fn parsed(files: &[FileText], like: &Schema) -> Schema {
    let files = files.iter().map(|file| (file.name.clone(), Arc::new(SchemaFile::new(&file.text))));
    Schema::new(files.collect(), like.configuration().version)
}
