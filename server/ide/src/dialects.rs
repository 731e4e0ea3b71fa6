//! Features whose answer depends on the dialect of the file.

use crate::{
    Analysis, Completions, Hover, Occurrence, Refusal, Renamable, SemanticToken, Signature, Target,
    completion, definition as classic, hover as pages, next, references as classic_references,
    rename as classic_rename, semantic, signature_help as classic_signature,
};
use base::FileId;
use base::text::Span;
use model::schema::rename::{DatabaseNames, Renaming};

/// Whether a file is in the Prisma 8 dialect.
fn is_next(analysis: &Analysis, file: FileId) -> bool {
    analysis.next_files().contains(&file)
}

/// The completions at `offset`, in bytes of the file. With `wants_all`, also those that would be rejected at present.
pub fn completions(analysis: &Analysis, file: FileId, offset: u32, wants_all: bool) -> Completions {
    match is_next(analysis, file) {
        true => next::completions(analysis, file, offset),
        false => completion::completions(analysis, file, offset, wants_all),
    }
}

/// The hover at `offset`, in bytes of the file. `None` if there is nothing to show.
pub fn hover(analysis: &Analysis, file: FileId, offset: u32) -> Option<Hover> {
    let next = is_next(analysis, file).then(|| next::hover(analysis, file, offset)).flatten();
    next.or_else(|| pages::hover(analysis, file, offset))
}

/// The declarations of the name at `offset`, in bytes of the file.
///
/// A use leads to its declaration, or to all of them if several blocks have the name. A declaration leads to itself,
/// except for the two sides of a relation: each leads to the other, from the field name and from the relation name.
pub fn definition(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Target> {
    match is_next(analysis, file) {
        true => next::definition(analysis, file, offset),
        false => classic::definition(analysis, file, offset),
    }
}

/// Every occurrence of the name at `offset`, in bytes of the file, in order of files and positions. `None` if there is
/// no name, or an unknown one.
pub fn references(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Occurrence>> {
    match is_next(analysis, file) {
        true => next::references(analysis, file, offset),
        false => classic_references::references(analysis, file, offset),
    }
}

/// Like [`references`], only in this file.
pub fn highlights(analysis: &Analysis, file: FileId, offset: u32) -> Option<Vec<Occurrence>> {
    if !is_next(analysis, file) {
        return classic_references::highlights(analysis, file, offset);
    }
    let mut found = next::references(analysis, file, offset)?;
    found.retain(|it| it.file == file);
    Some(found)
}

/// The name at `offset`, in bytes of the file, if it can be changed. `None` if there is no word.
pub fn prepare_rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    database: DatabaseNames,
) -> Result<Option<Renamable>, Refusal> {
    match is_next(analysis, file) {
        true => next::prepare_rename(analysis, file, offset, database),
        false => classic_rename::prepare_rename(analysis, file, offset, database),
    }
}

/// The edits that rename the name at `offset`, in bytes of the file, in all files of the schema. `None` if there is no
/// word.
pub fn rename(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    new_name: &str,
    database: DatabaseNames,
) -> Result<Option<Renaming>, Refusal> {
    match is_next(analysis, file) {
        true => next::rename(analysis, file, offset, new_name, database),
        false => classic_rename::rename(analysis, file, offset, new_name, database),
    }
}

/// The tokens of the blocks of a file that `range` touches, in order. `None` means the whole file.
pub fn semantic_tokens(analysis: &Analysis, file: FileId, range: Option<Span>) -> Vec<SemanticToken> {
    let mut found = semantic::semantic_tokens(analysis, file, range);
    if is_next(analysis, file) {
        next::add_semantic_tokens(analysis, file, range, &mut found);
    }
    found
}

/// The signature of the innermost brackets around `offset`, in bytes of the file.
pub fn signature_help(analysis: &Analysis, file: FileId, offset: u32) -> Option<Signature> {
    match is_next(analysis, file) {
        true => next::signature_help(analysis, file, offset),
        false => classic_signature::signature_help(analysis, file, offset),
    }
}
