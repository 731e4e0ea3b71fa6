//! Tests of the `ide` crate: what an editor can ask of a schema.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic is how a test fails, also in the functions that tests share"
)]

mod analysis_host;
mod cancelled;
pub(crate) mod changing;
mod completion;
mod convert;
mod corpus;
mod deep_nesting;
mod definition;
mod diagram;
mod document_links;
mod find_symbols;
mod fix_all;
mod folding;
mod hierarchy;
mod hints;
mod hostile_text;
mod hover;
mod incremental;
mod kept_findings;
mod lenses;
mod linked_editing;
mod next;
mod outline;
mod refactor;
mod references;
mod rename;
mod same_answers;
mod selection;
mod semantic;
mod settings;
mod signature_help;
mod spot;

use std::sync::Arc;

use base::FileId;
use base::text::Span;
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::{Analysis, AnalysisFile};
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;

use support::fixture::Fixture;

const PRISMA_6: PrismaVersion = PrismaVersion::new(6, 19, 3);

/// The files of a fixture as one schema, and where its cursor is.
pub(crate) fn analysis(fixture: &Fixture, version: PrismaVersion) -> (Analysis, FileId, u32) {
    let analysis =
        analysis_of(fixture.files.iter().map(|file| (file.path.display().to_string(), &*file.text)), version);
    let (path, offset) = fixture.offset();
    let file = analysis.schema.file_named(&path.display().to_string()).unwrap();
    (analysis, file, offset as u32)
}

pub(crate) fn analysis_of<'t>(
    files: impl Iterator<Item = (String, &'t str)>,
    version: PrismaVersion,
) -> Analysis {
    let files = files.map(|(name, text)| AnalysisFile {
        name: name.into(),
        content: Arc::new(SchemaFile::new(text)),
        rules: Arc::new(RuleSet::none(ide::registry())),
        dialect: Dialect::of(text),
    });
    Analysis::new(files.collect(), version, ProjectFacts::default())
}

/// The text of a file.
fn text_of(analysis: &Analysis, file: FileId) -> String {
    analysis.schema.file(file).unwrap().content.source().source().to_string()
}

/// The line in which `focus` begins, with `^` below the focus and `~` below the rest of `full`.
fn underlined(text: &str, focus: Span, full: Span) -> String {
    let start = text[..focus.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].split(['\n', '\r']).next().unwrap();
    let mut out = format!("{line}\n");
    let at = |offset: usize| u32::try_from(start + offset).unwrap();
    let mut marks: String = line
        .char_indices()
        .map(|(offset, _)| match at(offset) {
            offset if focus.contains(offset) => '^',
            offset if full.contains(offset) => '~',
            _ => ' ',
        })
        .collect();
    if focus.is_empty() {
        marks.push('|');
    }
    out.push_str(marks.trim_end());
    out
}
