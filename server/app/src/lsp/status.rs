//! What holds for the project of a document: its Prisma version, preset and configuration.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::Url;

use crate::host::{LoadedSchema, Project};
use crate::lsp::body::Body;
use crate::lsp::shared::Shared;
use crate::lsp::snapshot::Snapshot;
use model::project::{Dialect, SETTINGS_FILE, VersionSource};

/// The notification that an answer of `prismaLens/status` may have changed.
const CHANGED: &[u8] = b"{\"jsonrpc\":\"2.0\",\"method\":\"prismaLens/statusChanged\"}";

/// What holds for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// The version of Prisma.
    version: String,
    /// What the version comes from, in words.
    version_source: String,
    /// Whether nothing names the version.
    assumed: bool,
    /// The preset, or where the rules come from instead.
    preset: String,
    /// The `prisma-lens.toml`, if there is one.
    configuration: Option<Url>,
    /// The syntax of the schema: `classic`, or `next` for that of Prisma 8.
    dialect: String,
    /// How many files the schema has.
    files: usize,
    /// The version of this program.
    server_version: String,
    /// `indexing` as long as the code of the workspace is read for the first time, else `ready`.
    state: String,
}

impl Status {
    /// The status of a schema.
    pub(super) fn of(snapshot: &Snapshot, schema: &LoadedSchema) -> Status {
        let project = &*schema.project;
        let shown = |path: &Path| {
            let folders = snapshot.folders.iter().filter_map(|folder| path.strip_prefix(folder).ok());
            let shortest = folders.min_by_key(|path| path.as_os_str().len());
            shortest.unwrap_or(path).display().to_string().replace('\\', "/")
        };
        let is_next = schema.analysis().dialect == Dialect::PrismaNext;
        Status {
            version: project.version.version.to_string(),
            version_source: version_source(project, shown),
            assumed: project.version.source.is_assumed(),
            preset: preset(project),
            configuration: project.settings.path.as_ref().and_then(|path| snapshot.uri_of(path)),
            dialect: if is_next { "next" } else { "classic" }.to_owned(),
            files: project.set.files.len(),
            server_version: env!("CARGO_PKG_VERSION").to_owned(),
            state: if snapshot.is_indexing { "indexing" } else { "ready" }.to_owned(),
        }
    }

    /// The same in a line of the log.
    fn line(&self) -> String {
        let source = if self.assumed {
            format!("assumed: {}", self.version_source)
        } else {
            self.version_source.clone()
        };
        let configuration = if self.configuration.is_some() { "" } else { ", no prisma-lens.toml" };
        format!("Prisma {} ({source}), preset {}{configuration}", self.version, self.preset)
    }
}

fn version_source(project: &Project, shown: impl Fn(&Path) -> String) -> String {
    let described = project.version.source.describe(shown);
    if project.version.source != VersionSource::Setting {
        return described;
    }
    // The settings of an editor have no places.
    let is_of_editor = project.settings.prisma_version.as_ref().is_none_or(|it| it.span.is_empty());
    let place = if is_of_editor { "the settings of the editor" } else { SETTINGS_FILE };
    format!("{described} in {place}")
}

fn preset(project: &Project) -> String {
    match &project.settings.preset {
        Some(preset) => preset.value.name().to_owned(),
        None if project.settings.imported.is_some() => "that of prisma-lint".to_owned(),
        None => base::Preset::default().name().to_owned(),
    }
}

/// What statuses are made of. They are the same as long as this is.
#[derive(Debug)]
pub(super) struct StatusSources {
    projects: Vec<(Arc<Project>, Dialect)>,
    is_indexing: bool,
    folders: Arc<Vec<PathBuf>>,
    /// How often documents were opened or closed: an open configuration file has the URI of the client.
    opened: u64,
}

impl StatusSources {
    /// What the statuses of the open schemas are made of.
    pub(super) fn of(snapshot: &Snapshot) -> StatusSources {
        let source = |schema: &Arc<LoadedSchema>| (schema.project.clone(), schema.analysis().dialect);
        StatusSources {
            projects: snapshot.open_schemas().iter().map(source).collect(),
            is_indexing: snapshot.is_indexing,
            folders: snapshot.folders.clone(),
            opened: snapshot.documents.opened(),
        }
    }

    fn is(&self, other: &StatusSources) -> bool {
        self.opened == other.opened
            && self.is_indexing == other.is_indexing
            && Arc::ptr_eq(&self.folders, &other.folders)
            && self.projects.len() == other.projects.len()
            && self.projects.iter().zip(&other.projects).all(|(a, b)| Arc::ptr_eq(&a.0, &b.0) && a.1 == b.1)
    }
}

/// The statuses that the client was told of last.
#[derive(Debug, Default)]
pub(super) struct Statuses {
    sources: Option<StatusSources>,
    known: FxHashMap<PathBuf, Status>,
}

impl Statuses {
    /// The statuses of the open schemas.
    pub(super) fn of(snapshot: &Snapshot) -> FxHashMap<PathBuf, Status> {
        let status = |schema: &LoadedSchema| (schema.project.set.root.clone(), Status::of(snapshot, schema));
        snapshot.open_schemas().iter().map(|schema| status(schema)).collect()
    }

    /// Whether these are others than the known statuses were made of.
    pub(super) fn are_of_others(&self, sources: &StatusSources) -> bool {
        self.sources.as_ref().is_none_or(|known| !known.is(sources))
    }

    /// Takes in the statuses as they are now: logs the versions that are new, and tells the client if anything is different.
    pub(super) fn update(
        &mut self,
        shared: &Shared,
        sources: StatusSources,
        now: FxHashMap<PathBuf, Status>,
    ) {
        self.sources = Some(sources);
        if now == self.known {
            return;
        }
        for (root, status) in &now {
            let line = status.line();
            if self.known.get(root).is_none_or(|before| before.line() != line) {
                tracing::info!("{}: {line}", root.display());
            }
        }
        self.known = now;
        if shared.session().shows_status() {
            shared.outbox.send(Body::from(CHANGED.to_vec()));
        }
    }
}
