//! Places in code as the protocol has them.

use base::text::Source;
use ide::CodeReference;
use model::project::Files;
use tower_lsp::lsp_types::Location;

use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;

/// These places, which are in the order of their files. Of a file that is not open, the text on the disk counts.
pub(super) fn of(snapshot: &Snapshot, references: &[CodeReference]) -> Vec<Location> {
    let mut locations = Vec::with_capacity(references.len());
    for of_file in references.chunk_by(|a, b| a.path == b.path) {
        let Some(path) = of_file.first().map(|it| &*it.path) else { continue };
        let source = match snapshot.documents.get(path) {
            Some(document) => document.source().clone(),
            None => Source::new(&snapshot.files.read(path).unwrap_or_default()),
        };
        snapshot.files.release(path);
        let Some(uri) = snapshot.uri_of(path) else { continue };
        let range = |it: &CodeReference| to_proto::range(&source, it.span, snapshot.session.encoding);
        locations.extend(of_file.iter().map(|it| Location { uri: uri.clone(), range: range(it) }));
    }
    locations
}
