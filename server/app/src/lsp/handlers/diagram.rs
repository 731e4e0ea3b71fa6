//! The command that draws a schema.

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{Position, TextDocumentIdentifier, TextDocumentPositionParams, Url};

use crate::lsp::limits::DIAGRAM;
use crate::lsp::snapshot::{PlaceInSchema, Snapshot};
use ide::{self, Columns, DiagramFormat, DiagramOptions, Focus, Theme};

/// What is to be drawn: the first argument of the command. A mere URI stands for the whole schema as SVG.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    /// An open document of the schema.
    uri: Url,
    /// `svg`, `mermaid` or `dot`.
    #[serde(default)]
    format: Option<String>,
    /// The block to show with what is around it.
    #[serde(default)]
    focus: Option<String>,
    /// In place of `focus`: the block that stands here.
    #[serde(default)]
    position: Option<Position>,
    /// How many relations away others may be.
    #[serde(default)]
    depth: Option<u32>,
    /// `all`, `keys` or `none`.
    #[serde(default)]
    columns: Option<String>,
    /// `auto`, `light` or `dark`.
    #[serde(default)]
    theme: Option<String>,
}

/// The picture as text.
pub(super) fn draw(snapshot: &Snapshot, arguments: &[Value]) -> Result<Value> {
    let request = match arguments.first() {
        Some(Value::String(uri)) => serde_json::from_value(serde_json::json!({ "uri": uri })),
        Some(value) => Request::deserialize(value),
        None => {
            return Err(Error::invalid_params(
                "expected an object with the `uri` of an open schema as argument",
            ));
        }
    };
    let request = request.map_err(|error| Error::invalid_params(format!("invalid argument: {error}")))?;
    let Some((schema, file)) = snapshot.schema(&request.uri) else {
        return Err(Error::invalid_params(format!("{} is not an open schema", request.uri)));
    };
    let name = schema.path(file).and_then(|path| path.file_name());
    let options = DiagramOptions {
        format: parsed("format", request.format.as_deref())?.unwrap_or(DiagramFormat::Svg),
        focus: focus(snapshot, &request),
        columns: parsed("columns", request.columns.as_deref())?.unwrap_or(Columns::All),
        theme: parsed("theme", request.theme.as_deref())?.unwrap_or(Theme::Auto),
        title: name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    };
    let drawn = ide::diagram(&schema.analysis().schema, &options);
    let drawn = drawn.map_err(|error| Error::invalid_params(error.to_string()))?;
    if drawn.len() > DIAGRAM {
        let size = drawn.len() >> 20;
        tracing::warn!("a diagram of {size} MiB is too large for one answer, and is not sent");
        return Err(Error::invalid_params(format!(
            "the diagram has {size} MiB; the limit is {} MiB. Draw a part with `focus`, or use `prisma-lens diagram`.",
            DIAGRAM >> 20
        )));
    }
    Ok(Value::String(drawn))
}

fn parsed<T: std::str::FromStr>(key: &str, value: Option<&str>) -> Result<Option<T>> {
    let parse = |value: &str| {
        value.parse().map_err(|_| Error::invalid_params(format!("unknown value `{value}` for `{key}`")))
    };
    value.map(parse).transpose()
}

fn focus(snapshot: &Snapshot, request: &Request) -> Option<Focus> {
    let at_position = || {
        let text_document = TextDocumentIdentifier { uri: request.uri.clone() };
        let at = TextDocumentPositionParams { text_document, position: request.position? };
        let PlaceInSchema { schema, file, offset, .. } = snapshot.place(&at)?;
        let model = &schema.analysis().schema;
        let item = model.item(model.item_at(file, offset)?.0)?;
        // Between blocks, and in a datasource, nothing is in focus.
        (item.model().is_some() || item.enumeration().is_some()).then(|| item.name().to_owned())
    };
    let name = request.focus.clone().or_else(at_position)?;
    Some(Focus { name, depth: request.depth.unwrap_or(1) })
}
