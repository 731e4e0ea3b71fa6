//! What the code of the application says of a model or field.

use std::path::Path;
use std::sync::Arc;

use base::text::Span;
use base::{FieldId, FileId, ItemId};
use model::schema::references::{Definition, definition_at};
use queries::code::Call;
use queries::link::{FieldMention, ProjectCode, Query, mentions};

use crate::Analysis;

/// A place in the code that names a model or field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeReference {
    /// The file.
    pub path: Arc<Path>,
    /// The name, in bytes of the file.
    pub span: Span,
}

/// The places in the code that name what the name at `offset` stands for, in bytes of the file, in the order of files and text.
/// Empty where it is no model or field, and before the code was read.
pub fn code_references(analysis: &Analysis, file: FileId, offset: u32) -> Vec<CodeReference> {
    let at = analysis.schema.item_at(file, offset);
    let definition = at.and_then(|(item, at)| definition_at(&analysis.schema, item, at));
    match definition {
        Some((Definition::Item(model), _)) => references_of_model(analysis, model),
        Some((Definition::Field(field), _)) => references_of_field(analysis, field),
        _ => Vec::new(),
    }
}

/// The calls about a model: where they name it.
pub fn references_of_model(analysis: &Analysis, model: ItemId) -> Vec<CodeReference> {
    let Some((code, item)) = analysis.code.as_ref().zip(analysis.schema.item(model)) else {
        return Vec::new();
    };
    let reference = |(file, call): (&Arc<queries::code::CodeFile>, &Call)| CodeReference {
        path: file.path.clone(),
        span: call.delegate.span,
    };
    if analysis.schema.model(model).is_none() {
        return Vec::new();
    }
    code.of_model(item.name()).map(reference).collect()
}

/// The keys and strings in calls that name a field.
pub fn references_of_field(analysis: &Analysis, field: FieldId) -> Vec<CodeReference> {
    let Some(code) = &analysis.code else { return Vec::new() };
    let mut found: Vec<CodeReference> = Vec::new();
    each_mention(analysis, code, |query, mention| {
        if mention.field == field {
            found.push(CodeReference { path: query.file.path.clone(), span: mention.span });
        }
    });
    // A constant that several calls use is one place.
    found.dedup();
    found
}

/// Calls `visit` with every field that the code names.
pub fn each_mention(
    analysis: &Analysis,
    code: &ProjectCode,
    mut visit: impl FnMut(&Query<'_>, FieldMention),
) {
    for query in code.queries(&analysis.schema) {
        base::cancel::check();
        for mention in mentions(&analysis.schema, &query) {
            visit(&query, mention);
        }
    }
}
