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
        let text = base.and_then(|base| {
            let files = schema_for(base, &stage.state, Added::Ignored)?.files;
            let known: Vec<String> =
                base.files().iter().map(|file| file.content.source().source().to_string()).collect();
            Some(files.into_iter().map(|file| explained(file, &known)).collect::<Vec<_>>())
        });
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

/// Says above each required field that the stage ignores why it may be so: `create` would fail on it otherwise.
fn explained(file: FileText, known: &[String]) -> FileText {
    const COMMENT: &str = "// prisma-lens-ignore required-ignored-field: a trigger fills it in";
    let mut text = String::with_capacity(file.text.len());
    for line in file.text.split_inclusive('\n') {
        let mut words = line.split_whitespace();
        let ty = words.nth(1).unwrap_or_default();
        let is_required =
            !ty.is_empty() && !ty.ends_with(['?', ']']) && !line.trim_start().starts_with(['@', '/']);
        let is_new = !known.iter().any(|known| known.contains(line.trim_end()));
        if is_required && is_new && line.contains("@ignore") && !line.contains("@default") {
            let indent = line.len() - line.trim_start().len();
            text.push_str(line.get(..indent).unwrap_or_default());
            text.push_str(COMMENT);
            text.push_str(if line.ends_with("\r\n") { "\r\n" } else { "\n" });
        }
        text.push_str(line);
    }
    FileText { text, ..file }
}
