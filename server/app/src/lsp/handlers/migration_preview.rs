//! `prismaLens/migrationPreview`: the next migration of a schema as a text that an editor shows beside it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::request::Request;
use tower_lsp::lsp_types::{TextDocumentIdentifier, Url};

use crate::lsp::limits::{PREVIEW, cut_text};
use crate::lsp::snapshot::Snapshot;
use migrations::preview::text;

/// The request.
#[derive(Debug)]
pub enum MigrationPreview {}

impl Request for MigrationPreview {
    type Params = MigrationPreviewParams;
    type Result = Option<String>;
    const METHOD: &'static str = "prismaLens/migrationPreview";
}

/// The parameters of the request.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MigrationPreviewParams {
    /// A document of the schema.
    pub text_document: TextDocumentIdentifier,
}

/// What is shown where Prisma refuses the schema.
const BROKEN: &str = "-- The schema has errors. The next migration is shown as soon as they are fixed.\n";

/// What is shown for a schema that cannot be compared with its migrations.
const NONE: &str = "-- The migrations are of another provider, or there are none.\n";

/// SQL with comments; nothing for a document that is no open schema.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &MigrationPreviewParams) -> Option<String> {
    preview(snapshot, &params.text_document.uri)
}

/// The same as a command.
pub(super) fn run(snapshot: &Snapshot, arguments: &[Value]) -> Result<Value> {
    let uri = arguments.first().and_then(Value::as_str).and_then(|uri| Url::parse(uri).ok());
    let uri = uri.ok_or_else(|| Error::invalid_params("expected the URI of an open schema as argument"))?;
    let text = preview(snapshot, &uri);
    text.map(Value::String).ok_or_else(|| Error::invalid_params(format!("{uri} is not an open schema")))
}

fn preview(snapshot: &Snapshot, uri: &Url) -> Option<String> {
    let (schema, _) = snapshot.schema(uri)?;
    if schema.has_errors() {
        return Some(BROKEN.to_owned());
    }
    Some(schema.preview().map_or_else(
        || NONE.to_owned(),
        |preview| cut_text(text(&preview), PREVIEW, "-- ", "a preview of the next migration"),
    ))
}
