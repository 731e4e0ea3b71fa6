//! Schemas with the code that asks them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::print_error;
use crate::cli::sources::{Failure, Sources};
use crate::host::code::{
    Ownership, Repositories, code_files, generated_folders, read_code, repository, words_of_code,
};
use crate::host::{LoadedFile, Project, ProjectOptions};
use ide::Analysis;
use model::project::{Files, SchemaSet, normalize};
use model::schema::{Schema, SchemaFile};
use queries::link::{Application, Delegates, ProjectCode, Query, is_partial};
use queries::schema_rules::wants_words;

/// Schemas with the code that asks them.
pub(super) struct CodeBase {
    /// The schemas, in the order of [`Sources::sets`].
    pub(super) schemas: Vec<(Project, Analysis)>,
    /// The code that asks each schema.
    pub(super) code: Vec<Arc<ProjectCode>>,
    /// All code.
    pub(super) application: Arc<Application>,
    /// How many files of code there are, also of those that ask nothing.
    pub(super) searched: usize,
}

/// Where schemas and the code that asks them are.
#[derive(Debug, clap::Args)]
pub(super) struct CodePath {
    /// A folder with schemas and code, or a schema file, whose callers are looked for [default: the current folder]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
}

/// A call, and the schema that it asks.
#[derive(Clone, Copy)]
pub(super) struct SchemaQuery<'a> {
    /// The schema.
    pub(super) schema: &'a Schema,
    /// The call.
    pub(super) query: Query<'a>,
}

impl CodePath {
    /// The schemas at a path, or around it, and where their code is: of a folder the code below it, of a schema file all code of
    /// its repository.
    ///
    /// # Errors
    /// Where the path cannot be read, or no schema is found.
    pub(super) fn find(&self) -> Result<(Sources, PathBuf), String> {
        let folder = crate::cli::current_folder()?;
        let mut failures: Vec<Failure> = Vec::new();
        let paths: Vec<PathBuf> = self.path.iter().cloned().collect();
        let mut sources = Sources::find(&folder, &paths, &mut failures);
        let asked = normalize(&folder.join(self.path.as_deref().unwrap_or(Path::new("."))));
        if sources.sets.is_empty() && sources.files.is_dir(&asked) {
            // The schema of a package may be in another one of its repository.
            sources = Sources::find(&folder, &[repository(&asked)], &mut Vec::new());
        }
        if sources.sets.is_empty() {
            let failure = failures.first().map(|it| format!("{}: {}", it.shown, it.message));
            return Err(failure.unwrap_or_else(|| "found no Prisma schema.".to_owned()));
        }
        let code = if sources.files.is_dir(&asked) { asked } else { repository(&asked) };
        Ok((sources, code))
    }
}

impl CodeBase {
    /// The schemas at a path, and their code: of a folder that below it, of a file that in its repository.
    pub(super) fn around(folder: &Path, path: &Path) -> (Sources, CodeBase) {
        let sources = Sources::find(folder, &[path.to_owned()], &mut Vec::new());
        let asked = normalize(&folder.join(path));
        let code = if sources.files.is_dir(&asked) { asked } else { repository(&asked) };
        let base = CodeBase::read(&sources, &[code], &ProjectOptions::default());
        (sources, base)
    }

    /// The schemas of `sources`, and the code below these folders. Where there is no code, no schema is loaded.
    pub(super) fn read(sources: &Sources, folders: &[PathBuf], options: &ProjectOptions<'_>) -> CodeBase {
        CodeBase::load(sources, folders, options, false)
    }

    /// The schemas of `sources`, and the code below these folders, if there is any.
    pub(super) fn read_schemas(
        sources: &Sources,
        folders: &[PathBuf],
        options: &ProjectOptions<'_>,
    ) -> CodeBase {
        CodeBase::load(sources, folders, options, true)
    }

    fn load(
        sources: &Sources,
        folders: &[PathBuf],
        options: &ProjectOptions<'_>,
        without_code: bool,
    ) -> CodeBase {
        let generated = generated_folders(&sources.files, &sources.sets, folders);
        let found = code_files(folders, &generated);
        if let Some(note) = found.note() {
            print_error(&format!("{note}. Name a folder with less code."));
        }
        let paths = found.paths;
        let files = read_code(&sources.files, &Repositories::around(folders), &paths);
        let schemas: Vec<(Project, Analysis)> = match files.is_empty() && !without_code {
            true => Vec::new(),
            false => sources.sets.iter().map(|set| load_schema(sources, set, options)).collect(),
        };
        let clients = schemas.iter().flat_map(|(project, _)| project.settings.queries.clients().to_vec());
        let wants_words =
            schemas.iter().flat_map(|(_, analysis)| analysis.rules()).any(|set| wants_words(set));
        let words = wants_words.then(|| words_of_code(&sources.files, folders, &generated));
        let application = Application::new(files).with_clients(clients.collect()).with_words(words);
        let application = Arc::new(application);
        let delegates: Vec<Delegates> =
            schemas.iter().map(|(_, analysis)| Delegates::of(&analysis.schema)).collect();
        let code = Ownership::new(&sources.files, &sources.sets).assign(&application, &delegates);
        let code = code.into_iter().map(Arc::new).collect();
        CodeBase { schemas, code, application, searched: paths.len() }
    }

    /// Prints the errors in the settings of the schemas.
    pub(super) fn report_settings(&self, sources: &Sources) {
        self.schemas.iter().for_each(|(project, _)| sources.report_settings(project));
    }

    /// All calls, in the order of files and text.
    pub(super) fn queries(&self) -> Vec<SchemaQuery<'_>> {
        let mut all: Vec<SchemaQuery<'_>> = Vec::new();
        for (code, (_, analysis)) in self.code.iter().zip(&self.schemas) {
            let schema = &*analysis.schema;
            all.extend(code.queries(schema).into_iter().map(|query| SchemaQuery { schema, query }));
        }
        all.sort_by(|a, b| a.place().cmp(&b.place()));
        all
    }
}

impl<'a> SchemaQuery<'a> {
    /// The name of the model that it is about.
    pub(super) fn model_name(&self) -> &'a str {
        self.schema.item(self.query.model).map_or("", |item| item.name())
    }

    /// Whether something of the call is not known that decides what is asked for.
    pub(super) fn is_partial(&self) -> bool {
        is_partial(self.schema, &self.query)
    }

    fn place(&self) -> (&Path, base::text::Span) {
        (&self.query.file.path, self.query.call.span)
    }
}

fn load_schema(sources: &Sources, set: &SchemaSet, options: &ProjectOptions<'_>) -> (Project, Analysis) {
    let project = Project::load(&sources.files, set.clone(), options);
    let analysis = project.analysis(|path| {
        let text = sources.files.read(path)?;
        let content = Arc::new(SchemaFile::new(&text));
        Some(LoadedFile { name: path.to_string_lossy().into(), content })
    });
    (project, analysis)
}
