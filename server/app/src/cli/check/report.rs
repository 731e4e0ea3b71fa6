//! What was found, in the form in which it is told: by file, with everything that the output needs at hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::cli::sources::Failure;
use base::text::{Encoding, Source, Span, TextEdit};
use base::{Finding, Fix, Level, Place};
use model::project::PrismaVersion;
use model::schema::Schema;

/// All that was found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The files with findings, in the order of their paths.
    pub(super) files: Vec<FileReport>,
    /// The texts that related places and edits may refer to.
    pub(super) texts: BTreeMap<Arc<Path>, Arc<ShownText>>,
    /// How many schema files were looked at.
    pub(super) checked: usize,
    /// How many of them are written for Prisma 8, of which nothing is said yet.
    pub(super) unknown_dialect: usize,
    /// The schemas, in the order in which they were found.
    pub(super) schemas: Vec<SchemaNote>,
    /// What could not be done.
    pub(super) failures: Vec<Failure>,
}

/// What was decided about a schema as a whole.
#[derive(Debug)]
pub(super) struct SchemaNote {
    /// Its file or folder, as it is shown.
    pub(super) shown: String,
    /// The Prisma version that it was judged by.
    pub(super) version: PrismaVersion,
    /// Whether nothing names a version.
    pub(super) is_guess: bool,
    /// Whether Prisma itself would say anything of it: this may be wrong where the version is a guess.
    pub(super) has_prisma_findings: bool,
}

/// The findings of one file.
#[derive(Debug)]
pub(super) struct FileReport {
    /// Its absolute path.
    pub(super) path: Arc<Path>,
    /// The file, as it is shown.
    pub(super) text: Arc<ShownText>,
    /// What was found in the order of places, each with the element that it is about. All anchors and edits name their
    /// files by path.
    pub(super) findings: Vec<(Finding, String)>,
}

/// The text of a file that findings point at.
#[derive(Debug)]
pub(super) struct ShownText {
    /// The path as it is shown: relative to the current folder where it lies in it, with slashes.
    pub(super) shown: String,
    /// The text.
    pub(super) source: Source,
}

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Errors.
    pub(super) errors: usize,
    /// Warnings.
    pub(super) warnings: usize,
    /// Infos.
    pub(super) infos: usize,
    /// Hints.
    pub(super) hints: usize,
}

impl Report {
    /// All findings with their files.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&FileReport, &Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |(finding, _)| (file, finding)))
    }

    /// Keeps only the findings for which `wanted` is true: it is given the file, the finding, and the element.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&Path, &Finding, &str) -> bool) {
        for file in &mut self.files {
            let path = &file.path;
            file.findings.retain(|(finding, element)| wanted(path, finding, element));
        }
        self.files.retain(|file| !file.findings.is_empty());
    }

    /// The related places of a finding, each with the text that it is in and the message.
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

    /// How many findings there are of each level.
    pub(super) fn counts(&self) -> Counts {
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
    /// All of them.
    pub(super) fn total(self) -> usize {
        self.errors + self.warnings + self.infos + self.hints
    }

    /// How many are at least this grave.
    pub(super) fn at_least(self, level: Level) -> usize {
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

/// The line and column of an offset as people count: both from 1, the column in characters.
pub(super) fn line_column(source: &Source, offset: u32) -> (u32, u32) {
    let position = source.position(offset, Encoding::Utf32);
    (position.line.saturating_add(1), position.column.saturating_add(1))
}

/// What stands at a place, in words that stay true when lines move.
pub(super) fn element(schema: &Schema, place: Place) -> String {
    let Some(item) = schema.item(place.item) else { return String::new() };
    let at = |span: Span| span.encloses(Span::at(place.span.start));
    let fields = item.model().into_iter().flat_map(|model| &model.fields).map(|it| (it.span, &it.name));
    let values = item.enumeration().into_iter().flat_map(|it| &it.values).map(|it| (it.span, &it.name));
    if let Some((_, name)) = fields.chain(values).find(|(span, _)| at(*span)) {
        return format!("{}.{}", item.name(), name.text);
    }
    if place.span == item.head() {
        return item.name().to_owned();
    }
    let text = schema.text(place.item);
    let words: Vec<&str> = place.span.of(&text).split_whitespace().collect();
    format!("{} {}", item.name(), words.join(" ")).trim().to_owned()
}
