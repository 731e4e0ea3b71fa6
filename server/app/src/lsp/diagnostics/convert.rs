//! From findings to the protocol's diagnostics.

use serde::Serialize;
use serde_json::json;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Url,
};

use crate::lsp::session::Session;
use crate::lsp::to_proto;
use base::text::{Encoding, Source};
use base::{FileId, Finding, Level, Place, Related, Tags};
use model::schema::Schema;

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

/// What a diagnostic says, without the places. It is written as it is: a diagnostic owns all that is in it, and making one
/// for each finding only to write it down took longer than the writing.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Said<'f> {
    severity: DiagnosticSeverity,
    code: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<CodeDescription>,
    source: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<DiagnosticTag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<About<'f>>,
}

/// The block that a diagnostic is about.
#[derive(Serialize)]
struct About<'f> {
    block: &'f str,
}

impl<'f> Said<'f> {
    pub(super) fn of(scope: &Scope<'f>, finding: &'f Finding) -> Said<'f> {
        let block = finding.item().and_then(|item| scope.schema.item(item)).map(|item| item.name());
        Said {
            severity: severity(finding.level),
            code: finding.code,
            code_description: description(finding.code),
            source: finding.origin.name(),
            message: &finding.message,
            tags: if scope.session.tags_diagnostics() { tags(finding.tags) } else { Vec::new() },
            data: block.filter(|name| !name.is_empty()).map(|block| About { block }),
        }
    }
}

/// A finding as a diagnostic. Its `data` names the block that it is about.
pub fn complete_diagnostic(scope: &Scope<'_>, finding: &Finding) -> Diagnostic {
    let information = |related: &Related| {
        let (file, range) = located(scope, related.anchor.place()?)?;
        let location = Location { uri: (scope.uri_of)(file)?, range };
        Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
    };
    let related: Vec<_> = related(scope, finding).iter().filter_map(information).collect();
    let said = Said::of(scope, finding);
    Diagnostic {
        range: finding
            .anchor
            .place()
            .and_then(|place| located(scope, place))
            .map(|(_, range)| range)
            .unwrap_or_default(),
        severity: Some(said.severity),
        code: Some(NumberOrString::String(said.code.to_owned())),
        code_description: said.code_description,
        source: Some(said.source.to_owned()),
        message: said.message.to_owned(),
        related_information: (!related.is_empty()).then_some(related),
        tags: Some(said.tags).filter(|tags| !tags.is_empty()),
        data: said.data.map(|about| json!(about)),
    }
}

/// The other places that the client is told of.
pub(super) fn related<'f>(scope: &Scope<'_>, finding: &'f Finding) -> &'f [Related] {
    if scope.session.shows_related_information() { &finding.related } else { &[] }
}

/// A finding in a file outside the schema, with this text, as a diagnostic.
pub(super) fn in_file(text: &Source, finding: &Finding, encoding: Encoding) -> Diagnostic {
    Diagnostic {
        range: to_proto::range(text, finding.anchor.span(), encoding),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        source: Some(finding.origin.name().to_owned()),
        message: finding.message.clone(),
        ..Diagnostic::default()
    }
}

/// The file of a place, and its lines and columns there.
pub(super) fn located(scope: &Scope<'_>, place: Place) -> Option<(FileId, Range)> {
    let (file, span) = scope.schema.locate(place);
    let text = scope.schema.file(file)?.content.source().source();
    Some((file, to_proto::range(text, span, scope.session.encoding)))
}

fn tags(tags: Tags) -> Vec<DiagnosticTag> {
    let tags = [(tags.unnecessary, DiagnosticTag::UNNECESSARY), (tags.deprecated, DiagnosticTag::DEPRECATED)];
    tags.into_iter().filter_map(|(is_set, tag)| is_set.then_some(tag)).collect()
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info => DiagnosticSeverity::INFORMATION,
        Level::Hint | Level::Off => DiagnosticSeverity::HINT,
    }
}

/// The page of a rule in the project's own README.
fn description(code: &str) -> Option<CodeDescription> {
    if REPOSITORY.is_empty() {
        return None;
    }
    ide::registry().rule(code)?;
    let page = format!("{REPOSITORY}#{code}");
    Some(CodeDescription { href: Url::parse(&page).ok()? })
}
