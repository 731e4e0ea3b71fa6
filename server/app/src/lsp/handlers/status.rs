//! `prismaLens/status`: what holds for a document, for editors that show it.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::Url;
use tower_lsp::lsp_types::request::Request;

use crate::lsp::snapshot::Snapshot;
use crate::lsp::status::Status;

/// The request.
#[derive(Debug)]
pub enum StatusRequest {}

impl Request for StatusRequest {
    type Params = StatusParams;
    type Result = Option<Status>;
    const METHOD: &'static str = "prismaLens/status";
}

/// The parameters of the request.
#[derive(Debug, Serialize, Deserialize)]
pub struct StatusParams {
    /// An open document: of the schema, or a configuration file of it. Without one any open schema is meant.
    pub uri: Option<Url>,
}

/// What holds for the schema of the document, else for the first open schema; nothing where none is open.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &StatusParams) -> Option<Status> {
    let of_document = params.uri.as_ref().and_then(|uri| snapshot.schema(uri));
    if let Some((schema, _)) = of_document {
        return Some(Status::of(snapshot, &schema));
    }
    let schemas = snapshot.open_schemas();
    let path = params.uri.as_ref().map(crate::lsp::uri::to_path);
    let is_set_by = |path| schemas.iter().find(|schema| schema.project.settings_files.contains(path));
    let schema = path.as_ref().and_then(is_set_by).or(schemas.first())?;
    Some(Status::of(snapshot, schema))
}
