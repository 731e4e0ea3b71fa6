//! A schema with its texts, and what is found in it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::host::code::{CodeFindings, FileFindings};
use crate::host::open_documents::OpenDocuments;
use crate::host::project::{LoadedFile, Project};
use crate::host::project_migrations::ProjectMigrations;
use base::{FileId, Finding, ItemId};
use ide::{Analysis, AnalysisHost, KeptFindings};
use model::project::GroupedBy;
use model::schema::SchemaFile;
use queries::link::ProjectCode;

/// One schema with its texts, and what is found in it.
#[derive(Debug)]
pub struct LoadedSchema {
    /// Which files form it, and what is set for it.
    pub project: Arc<Project>,
    files: Vec<(PathBuf, Arc<SchemaFile>)>,
    pub(super) migrations: ProjectMigrations,
    pub(super) code: Option<Arc<ProjectCode>>,
    pub(super) host: Arc<AnalysisHost>,
    pub(super) kept_code_findings: Arc<CodeFindings>,
    analysis: OnceLock<Arc<Analysis>>,
    findings: OnceLock<Vec<Vec<Finding>>>,
    pub(super) code_findings: OnceLock<Vec<FileFindings>>,
}

impl LoadedSchema {
    /// The schema of a project, of these texts. What is kept of it from one state to the next comes from `before`.
    pub(super) fn new(
        project: Arc<Project>,
        files: Vec<(PathBuf, Arc<SchemaFile>)>,
        migrations: ProjectMigrations,
        code: Option<Arc<ProjectCode>>,
        before: Option<&LoadedSchema>,
    ) -> LoadedSchema {
        let host = before.map(|it| it.host.clone()).unwrap_or_default();
        let kept_code_findings = before.map(|it| it.kept_code_findings.clone()).unwrap_or_default();
        LoadedSchema {
            project,
            files,
            migrations,
            code,
            host,
            kept_code_findings,
            analysis: OnceLock::new(),
            findings: OnceLock::new(),
            code_findings: OnceLock::new(),
        }
    }

    /// The files that could be read, in the order of their [`FileId`]s.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Path, &Arc<SchemaFile>)> {
        let id = |at: usize| FileId(u32::try_from(at).unwrap_or(u32::MAX));
        self.files.iter().enumerate().map(move |(at, (path, content))| (id(at), path.as_path(), content))
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.files.get(file.0 as usize).map(|(path, _)| path.as_path())
    }

    /// The file at a path.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        // They have the order of the set.
        let at = self.files.binary_search_by(|(other, _)| other.as_path().cmp(path)).ok()?;
        Some(FileId(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// What every feature looks at.
    ///
    /// Neither this nor what is wrong may be options for by work that is shared out among rayon's threads: one that waits
    /// for its part of an analysis takes up other work meanwhile, and with such would wait for itself for good.
    pub fn analysis(&self) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| {
            let read = |files: &mut std::slice::Iter<'_, (PathBuf, Arc<SchemaFile>)>, path: &Path| {
                // Both lists have the same order; one that could not be read is missing here.
                let (path, content) = files.as_slice().first().filter(|(next, _)| next == path)?;
                files.next();
                Some(LoadedFile { name: path.to_string_lossy().into(), content: content.clone() })
            };
            self.host.analysis(|before| {
                let mut files = self.files.iter();
                let mut analysis = self.project.analysis_after(before, |path| read(&mut files, path));
                analysis.history = self.migrations.for_analysis(&self.project);
                analysis.code = self.code.clone();
                analysis
            })
        })
    }

    /// What is wrong, file by file. A copy that a generator wrote, or a schema of somebody else's package, has no
    /// findings: they are not for the user to fix.
    pub fn findings(&self) -> &[Vec<Finding>] {
        self.findings.get_or_init(|| match self.is_excluded() {
            true => vec![Vec::new(); self.files.len()],
            false => self.host.findings(self.analysis()),
        })
    }

    /// What is wrong in an item, in the order of places.
    pub fn findings_in(&self, id: ItemId) -> Vec<Finding> {
        if self.is_excluded() { Vec::new() } else { self.host.findings_in(self.analysis(), id) }
    }

    /// What is wrong in some items, with fixes that leave formatting to [`ide::format_fixes`], in the order of places. It is
    /// looked for again.
    pub fn fixable(&self, items: &[ItemId]) -> Vec<Finding> {
        if self.is_excluded() { Vec::new() } else { self.host.fixable_unformatted(self.analysis(), items) }
    }

    /// How many findings with this code there are in each file.
    pub fn count(&self, code: &str) -> Vec<usize> {
        if self.is_excluded() { Vec::new() } else { self.host.count(self.analysis(), code) }
    }

    /// What makes Prisma refuse a file, without fixes, in no order.
    pub fn errors(&self, file: FileId) -> Vec<Finding> {
        if self.is_excluded() { Vec::new() } else { self.host.errors(self.analysis(), file) }
    }

    /// Does something with what is kept of the findings; `None` where the schema has none, as it is excluded.
    pub fn with_findings<T>(&self, work: impl FnOnce(&KeptFindings) -> T) -> Option<T> {
        (!self.is_excluded()).then(|| self.host.with_findings(self.analysis(), work))
    }

    fn is_excluded(&self) -> bool {
        self.project.set.why == GroupedBy::Excluded
    }

    /// Whether it is another state of the same schema, of which the findings that are kept are the same ones.
    pub fn continues(&self, before: &LoadedSchema) -> bool {
        Arc::ptr_eq(&self.host, &before.host)
    }

    /// Whether all its files are open, with the same texts.
    pub(super) fn has_open_files(&self, documents: &OpenDocuments) -> bool {
        let is_open = |(path, content): &(PathBuf, Arc<SchemaFile>)| {
            let now = documents.get(path).and_then(|document| document.schema());
            now.is_some_and(|now| Arc::ptr_eq(now, content))
        };
        self.files.len() == self.project.set.files.len() && self.files.iter().all(is_open)
    }

    /// Whether it is of exactly these files.
    pub(super) fn has_files(&self, files: &[(PathBuf, Arc<SchemaFile>)]) -> bool {
        self.files.len() == files.len()
            && self.files.iter().zip(files).all(|((_, mine), (_, other))| Arc::ptr_eq(mine, other))
    }
}
