//! What was found, in the form in which it is told: by file, with everything that the output needs at hand.

use std::path::{Path, PathBuf};

use crate::cli::sources::Failure;
use base::text::{Encoding, Source, Span, TextEdit};
use base::{FileId, Finding, Fix, Level, Origin, Place};
use ide::is_applicable;
use model::project::PrismaVersion;
use model::schema::Schema;

/// All that was found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The files with findings, in the order of their paths.
    pub(super) files: Vec<FileReport>,
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
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path as it is shown: relative to the current folder where it lies in it, with slashes.
    pub(super) shown: String,
    /// Its text.
    pub(super) source: Source,
    /// What was found, in the order of places.
    pub(super) findings: Vec<Reported>,
}

/// One finding.
#[derive(Debug)]
pub(super) struct Reported {
    /// In whose name it is said.
    pub(super) origin: Origin,
    /// Its code.
    pub(super) code: &'static str,
    /// How grave it is.
    pub(super) level: Level,
    /// What is wrong and what to do.
    pub(super) message: String,
    /// Where, in bytes of the file.
    pub(super) span: Span,
    /// What it is about, in words that stay true when lines move: `User.email`, `User @@index([a, b])`.
    pub(super) element: String,
    /// Other places that have to do with it.
    pub(super) related: Vec<Related>,
    /// What can be done about it, the best first.
    pub(super) fixes: Vec<ReportedFix>,
}

/// Another place that has to do with a finding.
#[derive(Debug)]
pub(super) struct Related {
    /// The file, as it is shown.
    pub(super) shown: String,
    /// Its text.
    pub(super) source: Source,
    /// Where, in bytes of that file.
    pub(super) span: Span,
    /// How it has to do with it.
    pub(super) message: String,
}

/// A change that settles a finding.
#[derive(Debug)]
pub(super) struct ReportedFix {
    /// What it does.
    pub(super) title: String,
    /// Whether `--fix` applies it.
    pub(super) is_applied: bool,
    /// The changes: the file as it is shown, its text, and the change.
    pub(super) edits: Vec<(String, Source, TextEdit)>,
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
    pub(super) fn findings(&self) -> impl Iterator<Item = (&FileReport, &Reported)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
    }

    /// Keeps only the findings that `wanted` names.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&Path, &Reported) -> bool) {
        for file in &mut self.files {
            let path = &file.path;
            file.findings.retain(|finding| wanted(path, finding));
        }
        self.files.retain(|file| !file.findings.is_empty());
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

impl Reported {
    /// A finding in a schema, with the names of files as `shown` has them.
    pub(super) fn new(schema: &Schema, finding: Finding, shown: &dyn Fn(FileId) -> String) -> Reported {
        let source = |file: FileId| {
            schema.file(file).map(|file| file.content.source().source().clone()).unwrap_or_default()
        };
        let related = finding.related.iter().filter_map(|it| {
            let (file, span) = schema.locate_anchor(&it.anchor)?;
            Some(Related { shown: shown(file), source: source(file), span, message: it.message.clone() })
        });
        let fix = |fix: &Fix| ReportedFix {
            title: fix.title.clone(),
            is_applied: is_applicable(fix),
            edits: fix.edits.iter().map(|it| (shown(it.file), source(it.file), it.edit.clone())).collect(),
        };
        Reported {
            origin: finding.origin,
            code: finding.code,
            level: finding.level,
            span: schema.locate_anchor(&finding.anchor).map(|(_, span)| span).unwrap_or_default(),
            element: finding.anchor.place().map(|place| element(schema, place)).unwrap_or_default(),
            related: related.collect(),
            fixes: finding.fixes.iter().map(fix).collect(),
            message: finding.message,
        }
    }

    /// Whether `--fix` settles it.
    pub(super) fn is_fixable(&self) -> bool {
        self.fixes.iter().any(|fix| fix.is_applied)
    }

    /// Who says it, as in an editor.
    pub(super) fn speaker(&self) -> &'static str {
        self.origin.name()
    }
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
