//! `textDocument/codeLens` and `codeLens/resolve`.
//!
//! A lens carries a command that shows places. Editors have no common one for that, so it is ours: with our glue an
//! editor lists the places as it lists references; without it the command runs here, see [`show`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    CodeLens, CodeLensOptions, CodeLensParams, Command, Location, Position, ShowDocumentParams, Url,
};

use crate::host::{Document, LoadedSchema};
use crate::lsp::code_locations;
use crate::lsp::editor_settings::LensKinds;
use crate::lsp::handlers::command;
use crate::lsp::limits::{LENSES, PLACES, cut};
use crate::lsp::session::Session;
use crate::lsp::shared::Shared;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use base::text::Span;
use base::{FileId, Finding, ItemId};
use ide::{self, LensKind};
use migrations::preview::{Class, Effect, headline};
use model::schema::item::{Item, ItemKind};

/// What we tell the client of this.
pub(in crate::lsp) fn capability(session: &Session) -> Option<CodeLensOptions> {
    session.shows_code_lenses().then_some(CodeLensOptions { resolve_provider: Some(true) })
}

/// What the client hands back when a lens comes into view.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    uri: Url,
    kind: Kind,
    /// The name of the block, which may have moved meanwhile.
    name: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    References,
    Relations,
    Findings,
    Migrations,
    Calls,
}

/// The lenses of a document that the user wants, without what they count.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    let wanted = snapshot.settings.shown().lenses;
    if wanted == LensKinds::default() {
        return None;
    }
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let analysis = schema.analysis();
    let lenses = ide::lenses(analysis, file, |kind| match kind {
        LensKind::References => wanted.references,
        LensKind::Relations => wanted.relations,
        LensKind::Findings => wanted.findings,
        LensKind::Calls => wanted.calls,
    });
    let lens = |lens: ide::Lens| {
        let kind = match lens.kind {
            LensKind::References => Kind::References,
            LensKind::Relations => Kind::Relations,
            LensKind::Findings => Kind::Findings,
            LensKind::Calls => Kind::Calls,
        };
        let name = analysis.schema.item(lens.item).map(|item| item.name().to_owned()).unwrap_or_default();
        CodeLens {
            range: to_proto::range(document.source(), lens.focus, snapshot.session.encoding),
            command: None,
            data: serde_json::to_value(Data { uri: params.text_document.uri.clone(), kind, name }).ok(),
        }
    };
    let lenses = cut(lenses, LENSES, "code lenses").into_iter();
    let mut lenses: Vec<CodeLens> = lenses.map(lens).collect();
    if wanted.migrations && schema.project.migrations.is_some() {
        lenses.extend(migration_lens(snapshot, document, &schema, file, params));
    }
    Some(lenses)
}

/// The lens above the datasource.
fn migration_lens(
    snapshot: &Snapshot,
    document: &Document,
    schema: &LoadedSchema,
    file: FileId,
    params: &CodeLensParams,
) -> Option<CodeLens> {
    let model = &schema.analysis().schema;
    let is_datasource = |item: &Item| matches!(item.kind, ItemKind::Datasource(_));
    let (id, item) = model.items_of(file).find(|(_, item)| is_datasource(item))?;
    let focus = item.head().shifted(model.start(id));
    let data =
        Data { uri: params.text_document.uri.clone(), kind: Kind::Migrations, name: item.name().to_owned() };
    Some(CodeLens {
        range: to_proto::range(document.source(), focus, snapshot.session.encoding),
        command: None,
        data: serde_json::to_value(data).ok(),
    })
}

/// A lens with what it counts. One whose block is gone counts nothing.
pub(in crate::lsp) fn resolve(snapshot: &Snapshot, lens: &CodeLens) -> CodeLens {
    let data = lens.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    let command = data.and_then(|data| command(snapshot, &data, lens.range.start));
    CodeLens { range: lens.range, command: command.or_else(|| lens.command.clone()), data: None }
}

fn command(snapshot: &Snapshot, data: &Data, position: Position) -> Option<Command> {
    let kind = match data.kind {
        Kind::References => LensKind::References,
        Kind::Relations => LensKind::Relations,
        Kind::Findings => LensKind::Findings,
        Kind::Calls => LensKind::Calls,
        Kind::Migrations => return migrations_command(snapshot, data),
    };
    let (count, locations, findings) = locations(snapshot, data, kind).unwrap_or_default();
    Some(Command {
        title: match kind {
            LensKind::Findings => ide::findings_title(&findings),
            _ => kind.title(count),
        },
        command: command::SHOW_REFERENCES.to_owned(),
        arguments: Some(vec![json!(data.uri), json!(position), json!(locations)]),
    })
}

/// How much has changed since the last migration, and the command that shows it.
fn migrations_command(snapshot: &Snapshot, data: &Data) -> Option<Command> {
    let (schema, _) = snapshot.schema(&data.uri)?;
    let title = match schema.next_effects() {
        Some((effects, last)) => {
            let is_unsafe = |effects: &&Vec<Effect>| effects.iter().any(|it| it.class != Class::Safe);
            headline(effects.len(), effects.iter().filter(is_unsafe).count(), last.as_deref())
        }
        None => "Migrations cannot be compared".to_owned(),
    };
    Some(Command {
        title,
        command: command::PREVIEW_MIGRATION.to_owned(),
        arguments: Some(vec![json!(data.uri)]),
    })
}

/// How many places a lens counts, the first of them, and for findings these themselves.
fn locations(
    snapshot: &Snapshot,
    data: &Data,
    kind: LensKind,
) -> Option<(usize, Vec<Location>, Vec<Finding>)> {
    let (schema, file) = snapshot.schema(&data.uri)?;
    let analysis = schema.analysis();
    let item = item_named(analysis, file, &data.name)?;
    let findings = match kind {
        LensKind::Findings => schema.findings_in(item),
        LensKind::Calls => {
            let references = ide::references_of_model(analysis, item);
            let count = references.len();
            let references = cut(references, PLACES, "calls");
            return Some((count, code_locations::of(snapshot, &references), Vec::new()));
        }
        LensKind::References | LensKind::Relations => Vec::new(),
    };
    let places = ide::lens_places(analysis, kind, item, &findings);
    let count = places.len();
    let places = cut(places, PLACES, "places of a code lens").into_iter();
    let spans = places.map(|place| analysis.schema.locate(place));
    let locations = spans.filter_map(|(file, span)| location(snapshot, &schema, file, span)).collect();
    Some((count, locations, findings))
}

fn location(snapshot: &Snapshot, schema: &LoadedSchema, file: FileId, span: Span) -> Option<Location> {
    let source = schema.analysis().schema.file(file)?.content.source().source();
    let range = to_proto::range(source, span, snapshot.session.encoding);
    Some(Location { uri: snapshot.uri_of(schema.path(file)?)?, range })
}

fn item_named(analysis: &ide::Analysis, file: FileId, name: &str) -> Option<ItemId> {
    let schema = &analysis.schema;
    let mut all = schema.all_named(name).iter().copied();
    all.find(|&id| schema.file_of(id) == file)
}

/// Sends an editor without our glue to the first of the places that the command names. The answer of the editor is not
/// waited for.
pub(in crate::lsp) fn show(shared: &Arc<Shared>, arguments: &[Value]) {
    let first = arguments.get(2).and_then(|places| serde_json::from_value(places.get(0)?.clone()).ok());
    let Some(Location { uri, range }) = first.filter(|_| shared.session().shows_documents()) else { return };
    let client = shared.client.clone();
    let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: Some(range) };
    tokio::spawn(async move {
        if let Err(error) = client.show_document(params).await {
            tracing::warn!("the client did not show a location: {}", error.message);
        }
    });
}
