//! From findings to the protocol's diagnostics.

use serde::Serialize;
use serde_json::json;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Url,
};

use crate::host::ConfigProblem;
use crate::lsp::session::Session;
use crate::lsp::to_proto;
use crate::project::Level;
use crate::rules;
use crate::schema::{FileId, Finding, ItemId, Origin, Place, Schema};
use crate::text::{Encoding, Source};

/// Where the project lives; empty while it has no such place.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// What diagnostics are made for.
pub struct Scope<'s> {
    /// What the client can do, and the unit of columns.
    pub session: &'s Session,
    /// The schema in which something was found.
    pub schema: &'s Schema,
    /// How the client calls each of its files.
    pub uri_of: &'s (dyn Fn(FileId) -> Option<Url> + Sync + 's),
}

/// The parts of a diagnostic that do not depend on where it stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rest<'d> {
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: &'d Option<DiagnosticSeverity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: &'d Option<NumberOrString>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: &'d Option<CodeDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: &'d Option<String>,
    message: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: &'d Option<Vec<DiagnosticTag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: &'d Option<serde_json::Value>,
}

impl<'d> Rest<'d> {
    pub(super) fn of(diagnostic: &'d Diagnostic) -> Rest<'d> {
        Rest {
            severity: &diagnostic.severity,
            code: &diagnostic.code,
            code_description: &diagnostic.code_description,
            source: &diagnostic.source,
            message: &diagnostic.message,
            tags: &diagnostic.tags,
            data: &diagnostic.data,
        }
    }
}

/// A finding as a diagnostic. Its `data` names the block that it is about.
pub fn complete_diagnostic(scope: &Scope<'_>, finding: &Finding) -> Diagnostic {
    let (diagnostic, related) = diagnostic(scope, finding);
    let related: Vec<_> = related.into_iter().map(|(_, information)| information).collect();
    Diagnostic { related_information: (!related.is_empty()).then_some(related), ..diagnostic }
}

/// A finding as a diagnostic without the related places, and these, each with the item in which it lies.
pub(super) fn diagnostic(
    scope: &Scope<'_>,
    finding: &Finding,
) -> (Diagnostic, Vec<(ItemId, DiagnosticRelatedInformation)>) {
    let related = finding.related.iter().filter_map(|(place, message)| {
        let (file, range) = located(scope, *place)?;
        let location = Location { uri: (scope.uri_of)(file)?, range };
        Some((place.item, DiagnosticRelatedInformation { location, message: message.clone() }))
    });
    let related: Vec<_> = related.take_while(|_| scope.session.shows_related_information()).collect();
    let faded = finding.is_unnecessary && scope.session.tags_diagnostics();
    let block = scope.schema.item(finding.place.item).map(|item| item.name()).filter(|name| !name.is_empty());
    let diagnostic = Diagnostic {
        range: located(scope, finding.place).map(|(_, range)| range).unwrap_or_default(),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: description(finding.code),
        source: Some(source(finding.origin).to_owned()),
        message: finding.message.clone(),
        related_information: None,
        tags: faded.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: block.map(|name| json!({ "block": name })),
    };
    (diagnostic, related)
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

fn located(scope: &Scope<'_>, place: Place) -> Option<(FileId, Range)> {
    let (file, span) = scope.schema.locate(place);
    let text = scope.schema.file(file)?.content.source().source();
    Some((file, to_proto::range(text, span, scope.session.encoding)))
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
