//! From findings to the protocol's diagnostics.

use serde::Serialize;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Url,
};

use crate::lsp::session::Session;
use crate::lsp::to_proto;
use crate::pages::{REPOSITORY, rule_page};
use base::text::Source;
use base::{FileId, Finding, Level, Origin, Place, Related, Tags};
use model::schema::Schema;

/// What diagnostics are made for.
pub struct Scope<'s> {
    /// What the client can do, and the unit of columns.
    pub session: &'s Session,
    /// The schema in which something was found.
    pub schema: &'s Schema,
    /// How the client calls each of its files.
    pub uri_of: &'s (dyn Fn(FileId) -> Option<Url> + Sync + 's),
}

/// How many related places of a finding are sent.
const MAX_RELATED: usize = 3;

impl Scope<'_> {
    /// The related places that the client is sent, where it shows such: not those that the diagnostic covers already.
    pub(super) fn related<'f>(&'f self, finding: &'f Finding) -> impl Iterator<Item = &'f Related> {
        let is_shown = self.session.shows_related_information();
        let (own, schema) = (finding.anchor.place(), self.schema);
        let says_more = move |related: &&Related| match (own, related.anchor.place()) {
            (Some(own), Some(place)) if own.item == place.item => {
                !own.span.encloses(place.span) && !is_named(schema, place, &finding.message)
            }
            // A message that names the other block leads there already.
            (Some(_), Some(place)) => {
                let name = schema.item(place.item).map(|item| format!("`{}`", item.name()));
                name.is_none_or(|name| finding.origin == Origin::Prisma || !finding.message.contains(&name))
            }
            _ => true,
        };
        finding.related.iter().filter(move |_| is_shown).filter(says_more).take(MAX_RELATED)
    }
}

/// Whether the message names what stands in the place, as a word.
fn is_named(schema: &Schema, place: Place, message: &str) -> bool {
    let item = schema.text(place.item);
    let Some(text) = item.get(place.span.range()).filter(|text| !text.is_empty()) else { return false };
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    message.match_indices(text).any(|(at, _)| {
        let (before, after) = (message.get(..at).unwrap_or(""), message.get(at + text.len()..).unwrap_or(""));
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// The members of a diagnostic but for its places, borrowed from the finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DiagnosticBody<'f> {
    severity: DiagnosticSeverity,
    code: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<CodeDescription>,
    source: &'static str,
    message: &'f str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<DiagnosticTag>,
}

impl<'f> DiagnosticBody<'f> {
    pub(super) fn of(session: &Session, finding: &'f Finding) -> DiagnosticBody<'f> {
        DiagnosticBody {
            severity: severity(finding.level),
            code: finding.code,
            code_description: if session.describes_codes() { description(finding.code) } else { None },
            source: finding.origin.name(),
            message: &finding.message,
            tags: if session.tags_diagnostics() { tags(finding.tags) } else { Vec::new() },
        }
    }
}

/// A finding as a diagnostic.
pub fn complete_diagnostic(scope: &Scope<'_>, finding: &Finding) -> Diagnostic {
    let information = |related: &Related| {
        let (file, range) = located(scope, related.anchor.place()?)?;
        let location = Location { uri: (scope.uri_of)(file)?, range };
        Some(DiagnosticRelatedInformation { location, message: related.message.clone() })
    };
    let related: Vec<_> = scope.related(finding).filter_map(information).collect();
    let body = DiagnosticBody::of(scope.session, finding);
    let place = finding.anchor.place().and_then(|place| located(scope, place));
    Diagnostic {
        range: place.map(|(_, range)| range).unwrap_or_default(),
        severity: Some(body.severity),
        code: Some(NumberOrString::String(body.code.to_owned())),
        code_description: body.code_description,
        source: Some(body.source.to_owned()),
        message: body.message.to_owned(),
        related_information: (!related.is_empty()).then_some(related),
        tags: Some(body.tags).filter(|tags| !tags.is_empty()),
        data: None,
    }
}

/// A finding in a file outside the schema, with this text, as a diagnostic.
pub fn diagnostic_in_file(session: &Session, text: &Source, finding: &Finding) -> Diagnostic {
    let body = DiagnosticBody::of(session, finding);
    Diagnostic {
        range: to_proto::range(text, finding.anchor.span(), session.encoding),
        severity: Some(body.severity),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: body.code_description,
        source: Some(finding.origin.name().to_owned()),
        message: finding.message.clone(),
        tags: Some(body.tags).filter(|tags| !tags.is_empty()),
        ..Diagnostic::default()
    }
}

/// The file of a place, and its lines and columns there.
fn located(scope: &Scope<'_>, place: Place) -> Option<(FileId, Range)> {
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

/// The page of a rule in the project's own documentation.
fn description(code: &str) -> Option<CodeDescription> {
    let page = rule_page(REPOSITORY, code)?;
    Some(CodeDescription { href: Url::parse(&page).ok()? })
}
