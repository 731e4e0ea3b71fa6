//! The schemas around a path, and the calls of their clients.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::sources::{Failure, Sources};
use crate::host::code::{Ownership, code_files, read_code};
use crate::host::{LoadedFile, Project, ProjectOptions};
use ide::Analysis;
use model::project::{Files, SchemaSet, normalize, resolve};
use model::schema::SchemaFile;
use queries::link::{Application, Delegates, Query};

/// The schemas around a path, and the code that asks them.
pub(in crate::cli) struct FoundQueries {
    /// The files, and how paths are shown.
    pub(in crate::cli) sources: Sources,
    /// The schemas, each with its project.
    pub(in crate::cli) schemas: Vec<(Project, Analysis)>,
    /// The code.
    pub(in crate::cli) application: Application,
    /// How many files of code there are.
    pub(in crate::cli) searched: usize,
}

/// A call, and the schema that it asks.
#[derive(Clone, Copy)]
pub(in crate::cli) struct SchemaQuery<'a> {
    /// The index in [`FoundQueries::schemas`].
    pub(in crate::cli) schema: usize,
    /// The call.
    pub(in crate::cli) query: Query<'a>,
}

impl FoundQueries {
    /// Those at a path: of a folder the code below it, of a schema file all code of its repository.
    ///
    /// # Errors
    /// Where the path cannot be read, or no schema is found.
    pub(in crate::cli) fn find(path: Option<&Path>) -> Result<FoundQueries, String> {
        let folder = std::env::current_dir()
            .map_err(|error| format!("cannot determine the current folder: {error}."))?;
        let mut failures: Vec<Failure> = Vec::new();
        let paths: Vec<PathBuf> = path.map(Path::to_owned).into_iter().collect();
        let mut sources = Sources::find(&folder, &paths, &mut failures);
        let asked = normalize(&folder.join(path.unwrap_or(Path::new("."))));
        if sources.sets.is_empty() && sources.files.is_dir(&asked) {
            // The schema of a package may be in another one of its repository.
            sources = Sources::find(&folder, &[repository(&asked)], &mut Vec::new());
        }
        if sources.sets.is_empty() {
            let failure = failures.first().map(|it| format!("{}: {}", it.shown, it.message));
            return Err(failure.unwrap_or_else(|| "found no Prisma schema.".to_owned()));
        }
        let code = if sources.files.is_dir(&asked) { asked } else { repository(&asked) };
        let schemas: Vec<(Project, Analysis)> = sources.sets.iter().map(|set| load(&sources, set)).collect();
        let generated = generated_folders(&sources, &code);
        let paths = code_files(&[code], &generated);
        let application = Application::new(read_code(&sources.files, &paths));
        Ok(FoundQueries { sources, schemas, application, searched: paths.len() })
    }

    /// The calls, in the order of files and text.
    pub(in crate::cli) fn queries(&self) -> Vec<SchemaQuery<'_>> {
        let delegates: Vec<Delegates> =
            self.schemas.iter().map(|(_, analysis)| Delegates::of(&analysis.schema)).collect();
        let mut ownership = Ownership::new(&self.sources.files, &self.sources.sets);
        let mut all = Vec::new();
        for (schema, own) in delegates.iter().enumerate() {
            let owns = |path: &Path, delegate: &str| {
                let others = delegates.iter().enumerate().filter(|(_, it)| it.get(delegate).is_some());
                ownership.owner(path, others.map(|(at, _)| at)) == Some(schema)
            };
            let found = self.application.queries(own, owns);
            all.extend(found.into_iter().map(|query| SchemaQuery { schema, query }));
        }
        all.sort_by(|a, b| {
            (&a.query.file.path, a.query.call.span).cmp(&(&b.query.file.path, b.query.call.span))
        });
        all
    }

    /// The name of the model that a call is about.
    pub(in crate::cli) fn model_name(&self, it: &SchemaQuery<'_>) -> &str {
        let schema = self.schemas.get(it.schema).map(|(_, analysis)| &analysis.schema);
        schema.and_then(|schema| schema.item(it.query.model)).map_or("", |item| item.name())
    }

    /// The text of a file of code.
    pub(in crate::cli) fn text(&self, path: &Path) -> Arc<str> {
        self.sources.files.read(path).unwrap_or_default()
    }
}

/// The repository that a path is in, else the topmost folder with a `package.json`, else the folder of the path itself.
fn repository(path: &Path) -> PathBuf {
    let is_repository = |dir: &&Path| dir.join(".git").exists();
    let is_package = |dir: &&Path| dir.join("package.json").exists();
    let top = || path.ancestors().filter(is_package).last();
    let own = || if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    path.ancestors().find(is_repository).or_else(top).unwrap_or_else(own).to_owned()
}

/// The folders into which the schemas generate clients.
fn generated_folders(sources: &Sources, code: &Path) -> Vec<PathBuf> {
    let files = sources.sets.iter().flat_map(|set| &set.files);
    let outputs = files.flat_map(|file| {
        let scan = sources.files.scan(file).unwrap_or_default();
        let dir = file.parent().unwrap_or(file);
        scan.outputs.iter().map(|output| resolve(dir, output)).collect::<Vec<PathBuf>>()
    });
    outputs.filter(|output| !code.starts_with(output)).collect()
}

fn load(sources: &Sources, set: &SchemaSet) -> (Project, Analysis) {
    let project = Project::load(&sources.files, set.clone(), &ProjectOptions::default());
    let analysis = project.analysis(|path| {
        let text = sources.files.read(path)?;
        let content = Arc::new(SchemaFile::new(&text));
        Some(LoadedFile { name: path.to_string_lossy().into(), content })
    });
    (project, analysis)
}

impl SchemaQuery<'_> {
    /// Whether something of the call is not known that decides what is asked for.
    pub(in crate::cli) fn is_partial(&self) -> bool {
        self.query.call.argument.as_ref().is_some_and(|argument| argument.is_partial_argument())
    }
}
