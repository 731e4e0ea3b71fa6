//! `textDocument/documentLink` and `documentLink/resolve`

use std::path::{Path, PathBuf};

use serde_json::Value;
use tower_lsp::lsp_types::{
    DocumentLink, DocumentLinkOptions, DocumentLinkParams, Url, WorkDoneProgressOptions,
};

use crate::host::Document;
use crate::lsp::limits::{LINKS, cut};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{to_proto, uri};
use crate::pages::{REPOSITORY, rule_page};
use ide::{self, Link, LinkTarget};
use model::project::{CONFIG_NAMES, Files, PrismaConfig, resolve};

/// The file to show of a folder, the best first: what a generator makes the entry of its client, and the file that a
/// schema of several files mostly begins with.
const ENTRIES: &[&str] = &["client.ts", "index.ts", "index.d.ts", "index.js", "schema.prisma", "main.prisma"];

/// What we tell the client of this.
pub(in crate::lsp) fn capability() -> DocumentLinkOptions {
    DocumentLinkOptions {
        resolve_provider: Some(true),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    }
}

/// What leads out of a document. Paths are looked up on the disk only when one is followed.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let document = snapshot.document(&params.text_document.uri)?;
    let folder = document.path.parent().unwrap_or(Path::new(""));
    let links = match snapshot.schema_of(document) {
        Some((schema, file)) => ide::document_links(schema.analysis(), file),
        None if document.is_settings() => ide::settings_links(&document.text()),
        None => return Some(config_link(snapshot, document).into_iter().collect()),
    };
    let links = cut(links, LINKS, "links").into_iter();
    Some(links.filter_map(|link| to_link(snapshot, document, folder, link)).collect())
}

/// Says where a link to a path leads: to the file, or to the one to show of the folder.
pub(in crate::lsp) fn follow(snapshot: &Snapshot, link: &DocumentLink) -> DocumentLink {
    let path = link.data.as_ref().and_then(Value::as_str).map(PathBuf::from);
    let target = path.and_then(|path| {
        let inside = if snapshot.files.is_dir(&path) { snapshot.files.list(&path) } else { Vec::new() };
        let named = |name: &&str| inside.iter().find(|it| it.file_name().is_some_and(|it| it == *name));
        let is_schema = |it: &&PathBuf| it.extension().is_some_and(|it| it == "prisma");
        let entry = ENTRIES.iter().find_map(named).or_else(|| inside.iter().filter(is_schema).min());
        uri::from_path(entry.unwrap_or(&path))
    });
    DocumentLink { target, data: None, ..link.clone() }
}

fn to_link(snapshot: &Snapshot, document: &Document, folder: &Path, link: Link) -> Option<DocumentLink> {
    let (target, data) = match link.target {
        LinkTarget::Url(address) => (Some(Url::parse(&address).ok()?), None),
        LinkTarget::Rule(code) => (Some(Url::parse(&rule_page(REPOSITORY, &code)?).ok()?), None),
        LinkTarget::Path(written) => (None, Some(resolve(folder, &written).to_str()?.into())),
    };
    let range = to_proto::range(document.source(), link.span, snapshot.session.encoding);
    Some(DocumentLink { range, target, tooltip: None, data })
}

/// From `schema` in a `prisma.config.*` to the schema, for clients that show us such files.
fn config_link(snapshot: &Snapshot, document: &Document) -> Option<DocumentLink> {
    if !CONFIG_NAMES.iter().any(|name| document.path.ends_with(name)) {
        return None;
    }
    let source = document.source();
    let schema = PrismaConfig::parse(&document.path, &source.to_string()).schema?;
    Some(DocumentLink {
        range: to_proto::range(source, schema.span, snapshot.session.encoding),
        target: None,
        tooltip: None,
        data: Some(schema.value.to_str()?.into()),
    })
}
