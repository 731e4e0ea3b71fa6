//! The findings of a run, grouped by file, with everything that the output formats need.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::cli::sources::Failure;
use base::text::{Encoding, Source, Span, TextEdit};
use base::{Finding, Fix, Level, Place};
use model::project::PrismaVersion;
use model::schema::Schema;
use model::schema::item::Name;

/// The result of a run.
#[derive(Debug, Default)]
pub(in crate::cli) struct Report {
    /// The files with findings, sorted by path.
    pub(super) files: Vec<FileReport>,
    /// The texts that related places and edits refer to.
    pub(super) texts: BTreeMap<Arc<Path>, Arc<ShownText>>,
    /// The number of schema files checked.
    pub(super) checked: usize,
    /// The migration scripts checked.
    pub(super) scripts: Vec<Arc<Path>>,
    /// The files of code checked.
    pub(super) code: Vec<Arc<Path>>,
    /// The number of files in the Prisma 8 dialect, which are not checked yet.
    pub(super) unknown_dialect: usize,
    /// The schemas, in the order in which they were found.
    pub(super) schemas: Vec<SchemaNote>,
    /// Operations that failed.
    pub(in crate::cli) failures: Vec<Failure>,
}

/// Facts about one schema.
#[derive(Debug)]
pub(super) struct SchemaNote {
    /// The displayed path of its file or folder.
    pub(super) shown: String,
    /// The Prisma version used.
    pub(super) version: PrismaVersion,
    /// Whether the version is assumed.
    pub(super) is_guess: bool,
    /// What names it, in one word.
    pub(super) version_source: &'static str,
    /// The file that names it, as it is shown.
    pub(super) version_file: Option<String>,
    /// Whether the search for its files ended at a limit.
    pub(super) is_partial: bool,
    /// Whether it has findings of Prisma's own, which may be wrong if the version is assumed.
    pub(super) has_prisma_findings: bool,
}

/// The findings of one file.
#[derive(Debug)]
pub(in crate::cli) struct FileReport {
    /// Its absolute path.
    pub(super) path: Arc<Path>,
    /// The file as displayed.
    pub(super) text: Arc<ShownText>,
    /// Its findings by position, each with the element that it is about. All anchors and edits identify their files by
    /// path.
    pub(super) findings: Vec<(Finding, String)>,
}

/// The text of a file with findings.
#[derive(Debug)]
pub(super) struct ShownText {
    /// Its displayed path: relative to the current folder if it is inside, with slashes.
    pub(super) shown: String,
    /// Its text.
    pub(super) source: Source,
}

/// The number of findings by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Counts {
    /// Number of errors.
    pub(super) errors: usize,
    /// Number of warnings.
    pub(super) warnings: usize,
    /// Number of infos.
    pub(super) infos: usize,
    /// Number of hints.
    pub(super) hints: usize,
}

impl Report {
    /// All findings with their files.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&FileReport, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |(finding, _)| (file, finding)))
    }

    /// Keeps only the findings that `wanted` accepts, given the file, the finding and the element.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&Path, &Finding, &str) -> bool) {
        for file in &mut self.files {
            let path = &file.path;
            file.findings.retain(|(finding, element)| wanted(path, finding, element));
        }
        self.files.retain(|file| !file.findings.is_empty());
    }

    /// The related places of a finding, each with its text and message.
    pub(super) fn related<'r>(
        &'r self,
        finding: &'r Finding,
    ) -> impl Iterator<Item = (&'r ShownText, Span, &'r str)> {
        finding.related.iter().filter_map(|it| {
            let text = self.texts.get(it.anchor.path()?)?;
            Some((&**text, it.anchor.span(), it.message.as_str()))
        })
    }

    /// The edits of a fix, each with the text that it changes.
    pub(super) fn edits<'r>(&'r self, fix: &'r Fix) -> impl Iterator<Item = (&'r ShownText, &'r TextEdit)> {
        fix.path_edits.iter().filter_map(|it| Some((&**self.texts.get(&it.path)?, &it.edit)))
    }

    /// The number of findings by level.
    pub(in crate::cli) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, finding) in self.findings() {
            match finding.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Info => counts.infos += 1,
                Level::Hint | Level::Off => counts.hints += 1,
            }
        }
        counts
    }
}

impl Counts {
    /// The number of findings.
    pub(in crate::cli) fn total(self) -> usize {
        self.errors + self.warnings + self.infos + self.hints
    }

    /// The number of findings at or above a level.
    pub(in crate::cli) fn at_least(self, level: Level) -> usize {
        let by_level = [
            (Level::Error, self.errors),
            (Level::Warning, self.warnings),
            (Level::Info, self.infos),
            (Level::Hint, self.hints),
        ];
        by_level.iter().filter(|(of, _)| *of >= level).map(|(_, count)| count).sum()
    }
}

/// Whether `--fix` resolves the finding.
pub(super) fn is_fixable(finding: &Finding) -> bool {
    finding.fixes.iter().any(Fix::is_automatic)
}

/// The line and column of an offset, both from 1, the column in characters.
pub(super) fn line_column(source: &Source, offset: u32) -> (u32, u32) {
    let position = source.position(offset, Encoding::Utf32);
    (position.line.saturating_add(1), position.column.saturating_add(1))
}

/// The element at a place, independent of line numbers.
pub(super) fn element(schema: &Schema, place: Place) -> String {
    let Some(item) = schema.item(place.item) else { return String::new() };
    let field = item.model().and_then(|model| around(&model.fields, place, |it| (it.span, &it.name)));
    let value = || item.enumeration().and_then(|it| around(&it.values, place, |it| (it.span, &it.name)));
    if let Some(name) = field.or_else(value) {
        return format!("{}.{}", item.name(), name.text);
    }
    if place.span == item.head() {
        return item.name().to_owned();
    }
    let text = schema.text_at(place);
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("{} {}", item.name(), words.join(" ")).trim().to_owned()
}

/// The name of the member around the start of a place. Members stand in the order of the text.
fn around<T>(members: &[T], place: Place, of: impl Fn(&T) -> (Span, &Name)) -> Option<&Name> {
    let start = Span::at(place.span.start);
    let after = members.partition_point(|member| of(member).0.start <= start.start);
    let near = members.get(after.saturating_sub(2)..after)?;
    near.iter().map(of).find(|(span, _)| span.encloses(start)).map(|(_, name)| name)
}
