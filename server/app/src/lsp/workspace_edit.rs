//! From edits of a schema to the protocol's edit of a workspace.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, DeleteFile, DocumentChangeOperation, DocumentChanges,
    OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit,
    Url, WorkspaceEdit,
};

use crate::host::{Document, LoadedSchema};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{to_proto, uri};
use base::text::{Source, difference};
use base::{FileEdit, FileId, Fix, PathEdit};
use ide::{Change, CodeReference};
use model::project::Files;
use model::schema::rename::Renaming;

/// The annotation of edits that give a name to what code uses.
const USED: &str = "usedByCode";
/// The annotation of edits that keep names in the database.
const KEPT: &str = "keepDatabaseNames";

/// The edit that applies a fix; `None` where it would do nothing, or where the client cannot do what it takes.
pub(super) fn of_fix(snapshot: &Snapshot, schema: &LoadedSchema, fix: &Fix) -> Option<WorkspaceEdit> {
    with_files(snapshot, schema, &fix.edits, &fix.new_files, &[])
}

/// The edit that applies a fix of files outside schemas; `None` as with [`of_fix`].
pub(super) fn of_path_fix(snapshot: &Snapshot, fix: &Fix) -> Option<WorkspaceEdit> {
    let mut by_path: BTreeMap<&Path, Vec<&base::text::TextEdit>> = BTreeMap::new();
    for PathEdit { path, edit } in &fix.path_edits {
        by_path.entry(path).or_default().push(edit);
    }
    let changes = by_path.into_iter().map(|(path, edits)| {
        let source = match snapshot.documents.get(path) {
            Some(document) => document.source().clone(),
            None => Source::new(&snapshot.files.read(path)?),
        };
        let edit =
            |edit: &&base::text::TextEdit| to_proto::text_edit(&source, edit, snapshot.session.encoding);
        Some((snapshot.uri_of(path)?, edits.iter().map(edit).collect()))
    });
    with_new_files(snapshot, changes.collect::<Option<_>>()?, &fix.new_files, &[])
}

/// The edit that gives an open document a new text; `None` where it has that text.
pub(super) fn of_new_text(snapshot: &Snapshot, document: &Document, text: &str) -> Option<WorkspaceEdit> {
    let source = document.source();
    let edit = |edit: &_| to_proto::text_edit(source, edit, snapshot.session.encoding);
    let edits: Vec<TextEdit> = difference(&source.to_string(), text).iter().map(edit).collect();
    let uri = snapshot.uri_of(&document.path)?;
    of_changes(snapshot, if edits.is_empty() { Vec::new() } else { vec![(uri, edits)] })
}

/// As [`of_fix`], for a refactoring, which may also delete files.
pub(super) fn of_change(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    change: &Change,
) -> Option<WorkspaceEdit> {
    if change.deleted.is_empty() {
        return with_files(snapshot, schema, &change.edits, &change.new_files, &[]);
    }
    if !snapshot.session.deletes_files() || !snapshot.session.edits_document_versions() {
        return None;
    }
    // What is deleted need not be emptied first.
    let edits: Vec<FileEdit> =
        change.edits.iter().filter(|edit| !change.deleted.contains(&edit.file)).cloned().collect();
    let uri = |&file: &FileId| snapshot.uri_of(schema.path(file)?);
    let deleted: Option<Vec<Url>> = change.deleted.iter().map(uri).collect();
    with_files(snapshot, schema, &edits, &change.new_files, &deleted?)
}

/// The edit that creates files, given by path with their texts, and brings those that exist to their text.
pub(super) fn of_new_files(snapshot: &Snapshot, files: &[(String, String)]) -> Option<WorkspaceEdit> {
    with_new_files(snapshot, Vec::new(), files, &[])
}

fn with_files(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    edits: &[FileEdit],
    new_files: &[(String, String)],
    deleted: &[Url],
) -> Option<WorkspaceEdit> {
    with_new_files(snapshot, changes(snapshot, schema, edits)?, new_files, deleted)
}

fn with_new_files(
    snapshot: &Snapshot,
    mut changes: Vec<(Url, Vec<TextEdit>)>,
    new_files: &[(String, String)],
    deleted: &[Url],
) -> Option<WorkspaceEdit> {
    if new_files.is_empty() && deleted.is_empty() {
        return of_changes(snapshot, changes);
    }
    let mut operations = Vec::new();
    for (name, text) in new_files {
        let path = Path::new(name);
        let target = snapshot.uri_of(path)?;
        if let Some(old) = snapshot.files.read(path) {
            let source = Source::new(&old);
            let edit = |edit: &_| to_proto::text_edit(&source, edit, snapshot.session.encoding);
            changes.push((target, difference(&old, text).iter().map(edit).collect()));
            continue;
        }
        if !snapshot.session.creates_files() {
            return None;
        }
        // Where such a file has appeared meanwhile, the whole edit is to fail.
        let create = CreateFile { uri: target.clone(), options: None, annotation_id: None };
        operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
        let start = Position::new(0, 0);
        changes.push((target, vec![TextEdit { range: Range::new(start, start), new_text: text.clone() }]));
    }
    if operations.is_empty() && deleted.is_empty() {
        return of_changes(snapshot, changes);
    }
    let edits = changes.into_iter().map(|(uri, edits)| versioned(snapshot, uri, edits));
    operations.extend(edits.map(DocumentChangeOperation::Edit));
    let delete = |uri: &Url| ResourceOp::Delete(DeleteFile { uri: uri.clone(), options: None });
    operations.extend(deleted.iter().map(delete).map(DocumentChangeOperation::Op));
    let document_changes = Some(DocumentChanges::Operations(operations));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

/// The edit that makes these changes of a schema's files; `None` where there are none.
pub(super) fn of_edits(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    edits: &[FileEdit],
) -> Option<WorkspaceEdit> {
    of_changes(snapshot, changes(snapshot, schema, edits)?)
}

/// The edit that renames; `None` where nothing changes. For clients that show such things, the edits that keep names in
/// the database are set apart from the others, and an annotation says where code uses the old name: code is not changed.
pub(super) fn of_renaming(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    renaming: Renaming,
    uses: &[CodeReference],
) -> Option<WorkspaceEdit> {
    if (renaming.kept.is_empty() && uses.is_empty()) || !snapshot.session.annotates_edits() {
        return of_edits(snapshot, schema, &renaming.into_edits());
    }
    let names = renaming.names.into_iter().map(|edit| (edit, false));
    let mut edits: Vec<_> = names.chain(renaming.kept.into_iter().map(|edit| (edit, true))).collect();
    edits.sort_by_key(|(it, _)| (it.file, it.edit.span.start, it.edit.span.end));
    let mut by_file: BTreeMap<FileId, Vec<OneOf<TextEdit, AnnotatedTextEdit>>> = BTreeMap::new();
    for (FileEdit { file, edit }, is_kept) in edits {
        let source = schema.analysis().schema.file(file)?.content.source().source();
        let text_edit = to_proto::text_edit(source, &edit, snapshot.session.encoding);
        let annotation = if is_kept { Some(KEPT) } else { (!uses.is_empty()).then_some(USED) };
        by_file.entry(file).or_default().push(match annotation {
            Some(id) => OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: id.to_owned() }),
            None => OneOf::Left(text_edit),
        });
    }
    let edits = by_file.into_iter().map(|(file, edits)| {
        Some(TextDocumentEdit {
            text_document: identified(snapshot, snapshot.uri_of(schema.path(file)?)?),
            edits,
        })
    });
    let kept = ChangeAnnotation {
        label: "Keep the database names".to_owned(),
        needs_confirmation: Some(false),
        description: Some("Adds `@map` and `@@map`, so that no migration is needed".to_owned()),
    };
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(edits.collect::<Option<_>>()?)),
        change_annotations: Some(HashMap::from([(KEPT.to_owned(), kept), (USED.to_owned(), used(uses))])),
        ..WorkspaceEdit::default()
    })
}

/// What is said of a new name that code does not know yet.
fn used(uses: &[CodeReference]) -> ChangeAnnotation {
    let mut files: Vec<&Path> = uses.iter().map(|it| &*it.path).collect();
    files.dedup();
    let names = files.iter().take(3).filter_map(|path| path.file_name()?.to_str());
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let more = files.len().checked_sub(names.len()).filter(|more| *more > 0);
    let more = more.map(|more| format!(" and {more} more")).unwrap_or_default();
    ChangeAnnotation {
        label: "Rename what code uses".to_owned(),
        needs_confirmation: Some(false),
        description: Some(format!(
            "Code is not changed: {} in {}{more} name it",
            if uses.len() == 1 { "1 place".to_owned() } else { format!("{} places", uses.len()) },
            names.join(", "),
        )),
    }
}

fn of_changes(snapshot: &Snapshot, changes: Vec<(Url, Vec<TextEdit>)>) -> Option<WorkspaceEdit> {
    if changes.is_empty() {
        return None;
    }
    if !snapshot.session.edits_document_versions() {
        let changes: HashMap<Url, Vec<TextEdit>> = changes.into_iter().collect();
        return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let edits = changes.into_iter().map(|(uri, edits)| versioned(snapshot, uri, edits));
    let document_changes = Some(DocumentChanges::Edits(edits.collect()));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

/// The changes of each file, in the order of files; `None` where one has no URI.
fn changes(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    edits: &[FileEdit],
) -> Option<Vec<(Url, Vec<TextEdit>)>> {
    let mut by_file: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for FileEdit { file, edit } in edits {
        let source = schema.analysis().schema.file(*file)?.content.source().source();
        let edit = to_proto::text_edit(source, edit, snapshot.session.encoding);
        by_file.entry(*file).or_default().push(edit);
    }
    by_file.into_iter().map(|(file, edits)| Some((snapshot.uri_of(schema.path(file)?)?, edits))).collect()
}

fn versioned(snapshot: &Snapshot, uri: Url, edits: Vec<TextEdit>) -> TextDocumentEdit {
    TextDocumentEdit {
        text_document: identified(snapshot, uri),
        edits: edits.into_iter().map(OneOf::Left).collect(),
    }
}

/// The document and, where it is open, the version that edits are made for.
fn identified(snapshot: &Snapshot, uri: Url) -> OptionalVersionedTextDocumentIdentifier {
    let document = snapshot.documents.get(&uri::to_path(&uri));
    OptionalVersionedTextDocumentIdentifier { uri, version: document.map(|document| document.version) }
}
