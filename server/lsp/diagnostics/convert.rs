//! From findings to the protocol's diagnostics.

use serde_json::json;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Url,
};

use crate::host::ConfigProblem;
use crate::lsp::analyses::LoadedSchema;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use crate::project::Level;
use crate::rules;
use crate::schema::{Finding, Origin, Place};
use crate::text::{Encoding, Source};

/// Where the project lives; empty while it has no such place.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// A finding as a diagnostic. Its `data` names the block that it is about.
pub(in crate::lsp) fn diagnostic(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    finding: &Finding,
) -> Diagnostic {
    let model = &schema.analysis().schema;
    let related = finding.related.iter().filter_map(|(place, message)| {
        let location = location(snapshot, schema, *place)?;
        Some(DiagnosticRelatedInformation { location, message: message.clone() })
    });
    let related: Vec<_> = related.take_while(|_| snapshot.session.shows_related_information()).collect();
    let faded = finding.is_unnecessary && snapshot.session.tags_diagnostics();
    let block = model.item(finding.place.item).map(|item| item.name()).filter(|name| !name.is_empty());
    Diagnostic {
        range: location(snapshot, schema, finding.place).map(|it| it.range).unwrap_or_default(),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: description(finding.code),
        source: Some(source(finding.origin).to_owned()),
        message: finding.message.clone(),
        related_information: (!related.is_empty()).then_some(related),
        tags: faded.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: block.map(|name| json!({ "block": name })),
    }
}

/// A problem of a configuration file as a diagnostic.
pub(super) fn problem(source_text: &Source, problem: &ConfigProblem, encoding: Encoding) -> Diagnostic {
    Diagnostic {
        range: to_proto::range(source_text, problem.span, encoding),
        severity: Some(severity(problem.level)),
        code: Some(NumberOrString::String(problem.code.to_owned())),
        source: Some(source(Origin::Checklist).to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

fn location(snapshot: &Snapshot, schema: &LoadedSchema, place: Place) -> Option<Location> {
    let model = &schema.analysis().schema;
    let (file, span) = model.locate(place);
    let text = model.file(file)?.content.source().source();
    let uri = snapshot.uri_of(schema.path(file)?)?;
    Some(Location { uri, range: to_proto::range(text, span, snapshot.session.encoding) })
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info => DiagnosticSeverity::INFORMATION,
        Level::Hint | Level::Off => DiagnosticSeverity::HINT,
    }
}

fn source(origin: Origin) -> &'static str {
    match origin {
        Origin::Prisma => "prisma",
        Origin::Checklist => "prisma-lens",
    }
}

/// The page of a rule in the project's own README.
fn description(code: &str) -> Option<CodeDescription> {
    rules::find(code)?;
    let page = (!REPOSITORY.is_empty()).then(|| format!("{REPOSITORY}#{code}"))?;
    Some(CodeDescription { href: Url::parse(&page).ok()? })
}
