//! SARIF 2.1.0, for code scanners and GitHub code scanning.

use std::collections::BTreeMap;

use serde_sarif::sarif::{
    self, ArtifactChange, ArtifactContent, ArtifactLocation, Invocation, Location, Message,
    MultiformatMessageString, Notification, PhysicalLocation, PropertyBag, Region, Replacement,
    ReportingConfiguration, ReportingDescriptor, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use crate::cli::check::report::{FileReport, Report, line_column};
use crate::cli::sources::Failure;
use crate::pages::{REPOSITORY, rule_page};
use base::text::{Source, Span};
use base::{Finding, Fix, Level, Preset};
use checks::frame::Entry;

/// The name under which the top of the repository is given.
const ROOT: &str = "%SRCROOT%";

/// The report as one run of this tool.
///
/// Paths are relative to `root`, the top of the repository, as code scanners take them.
pub(super) fn render(report: &Report, root: &std::path::Path) -> String {
    let rules: Vec<ReportingDescriptor> = ide::registry().entries().iter().copied().map(descriptor).collect();
    let mut driver = ToolComponent::builder()
        .name("prisma-lens")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(rules)
        .build();
    driver.information_uri = Some(REPOSITORY.to_owned()).filter(|address| !address.is_empty());
    let results = report.files.iter().flat_map(|file| {
        file.findings.iter().map(move |(finding, element)| result(report, file, finding, element))
    });
    let results: Vec<sarif::Result> = results.collect();
    let notes: Vec<Notification> = report.failures.iter().map(notification).collect();
    let invocation = Invocation::builder()
        .execution_successful(report.failures.is_empty())
        .tool_execution_notifications(notes)
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .results(results)
        .invocations(vec![invocation])
        .original_uri_base_ids(BTreeMap::from([(
            ROOT.to_owned(),
            artifact(&format!("{}/", root.to_string_lossy().trim_end_matches(['/', '\\']))),
        )]))
        .column_kind(serde_json::Value::from("unicodeCodePoints"))
        .build();
    let sarif = Sarif::builder()
        .schema("https://json.schemastore.org/sarif-2.1.0.json")
        .version(serde_json::Value::from("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_string_pretty(&sarif).unwrap_or_default() + "\n"
}

fn descriptor(Entry { topic, metadata: rule }: Entry) -> ReportingDescriptor {
    let documentation = rule.documentation();
    let help = MultiformatMessageString::builder()
        .text(documentation.markdown.clone())
        .markdown(documentation.markdown)
        .build();
    let level = rule.level(Preset::Recommended);
    let configuration = ReportingConfiguration::builder()
        .enabled(level != Level::Off)
        .level(serde_json::Value::from(if level == Level::Off { "none" } else { level_name(level) }))
        .build();
    let descriptor = ReportingDescriptor::builder()
        .id(rule.code)
        .short_description(MultiformatMessageString::builder().text(documentation.summary).build())
        .help(help)
        .default_configuration(configuration)
        .properties(PropertyBag::builder().tags(vec![topic.to_owned()]).build())
        .build();
    ReportingDescriptor { help_uri: rule_page(REPOSITORY, rule.code), ..descriptor }
}

fn result(report: &Report, file: &FileReport, finding: &Finding, element: &str) -> sarif::Result {
    let level = match finding.level {
        Level::Error => ResultLevel::Error,
        Level::Warning => ResultLevel::Warning,
        Level::Info | Level::Hint | Level::Off => ResultLevel::Note,
    };
    let mut result = sarif::Result::builder()
        .rule_id(finding.code)
        .level(level)
        .message(message(&finding.message))
        .locations(vec![location(&file.text.shown, &file.text.source, finding.anchor.span())])
        .partial_fingerprints(BTreeMap::from([(
            // A fingerprint that does not depend on line numbers.
            "codeAndElement/v1".to_owned(),
            format!("{}:{element}", finding.code),
        )]))
        .build();
    if let Some(index) = ide::registry().entries().iter().position(|it| it.metadata.code == finding.code) {
        result.rule_index = i64::try_from(index).ok();
    }
    let related = report.related(finding).map(|(text, span, note)| Location {
        message: Some(message(note)),
        ..location(&text.shown, &text.source, span)
    });
    result.related_locations = Some(related.collect()).filter(|all: &Vec<Location>| !all.is_empty());
    let fixes = finding.fixes.iter().filter(|fix| !fix.path_edits.is_empty()).map(|it| fix(report, it));
    result.fixes = Some(fixes.collect()).filter(|all: &Vec<sarif::Fix>| !all.is_empty());
    result
}

fn fix(report: &Report, fix: &Fix) -> sarif::Fix {
    let mut files: Vec<(&str, Vec<Replacement>)> = Vec::new();
    for (text, edit) in report.edits(fix) {
        let content = ArtifactContent::builder().text(edit.text.clone()).build();
        let replacement = Replacement::builder()
            .deleted_region(region(&text.source, edit.span))
            .inserted_content(content)
            .build();
        match files.iter_mut().find(|(name, _)| *name == text.shown) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((&text.shown, vec![replacement])),
        }
    }
    let changes = files.into_iter().map(|(file, replacements)| {
        ArtifactChange::builder().artifact_location(artifact(file)).replacements(replacements).build()
    });
    sarif::Fix::builder()
        .description(message(&fix.title))
        .artifact_changes(changes.collect::<Vec<ArtifactChange>>())
        .build()
}

fn notification(failure: &Failure) -> Notification {
    let place = PhysicalLocation::builder().artifact_location(artifact(&failure.shown)).build();
    Notification::builder()
        .level(serde_json::Value::from("error"))
        .message(message(&failure.message))
        .locations(vec![Location::builder().physical_location(place).build()])
        .build()
}

fn location(file: &str, source: &Source, span: Span) -> Location {
    let place =
        PhysicalLocation::builder().artifact_location(artifact(file)).region(region(source, span)).build();
    Location::builder().physical_location(place).build()
}

fn region(source: &Source, span: Span) -> Region {
    let (line, column) = line_column(source, span.start);
    let (end_line, end_column) = line_column(source, span.end);
    Region::builder()
        .start_line(i64::from(line))
        .start_column(i64::from(column))
        .end_line(i64::from(end_line))
        .end_column(i64::from(end_column))
        .byte_offset(i64::from(span.start))
        .byte_length(i64::from(span.len()))
        .build()
}

/// A path as a URI reference: reserved and non-ASCII characters are percent-encoded.
fn artifact(path: &str) -> ArtifactLocation {
    let is_absolute = std::path::Path::new(path).is_absolute();
    let mut uri = match (is_absolute, path.starts_with('/')) {
        (true, true) => "file://".to_owned(),
        (true, false) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric()
            || b"/-._~@+,()!$&'*;=".contains(&byte)
            || (is_absolute && byte == b':')
        {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    let location = ArtifactLocation::builder().uri(uri);
    if is_absolute { location.build() } else { location.uri_base_id(ROOT).build() }
}

fn message(text: &str) -> Message {
    Message::builder().text(text).build()
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Hint | Level::Off => "note",
    }
}
