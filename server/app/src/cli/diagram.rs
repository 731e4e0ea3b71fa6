//! `prisma-lens diagram`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crate::cli::named;
use crate::cli::sources::Sources;
use crate::cli::terminal;
use crate::host::{LoadedFile, Project, ProjectOptions, writing};
use ide::{self, Columns, DiagramFormat, DiagramOptions, Focus, Theme};
use model::project::{Files, SchemaSet};
use model::schema::SchemaFile;

/// Draw a diagram of a schema: models with columns and keys, and relations
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files of one schema, or a folder that contains one schema [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Output format [default: by the extension of `--output`, else SVG]
    #[arg(long, value_parser = named::<DiagramFormat>(&DiagramFormat::ALL.map(DiagramFormat::name)))]
    format: Option<DiagramFormat>,

    /// Show only this model and its neighbours
    #[arg(long, value_name = "MODEL")]
    focus: Option<String>,

    /// With `--focus`: maximum distance from the model, in relations
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    depth: u32,

    /// Columns to show in models
    #[arg(long, default_value = Columns::All.name(), value_parser = named::<Columns>(&Columns::ALL.map(Columns::name)))]
    columns: Columns,

    /// Colours of an SVG; `auto` follows the viewer's light or dark mode
    #[arg(long, default_value = Theme::Auto.name(), value_parser = named::<Theme>(&Theme::ALL.map(Theme::name)))]
    theme: Theme,

    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        match self.draw() {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                super::print_error(&message);
                ExitCode::from(2)
            }
        }
    }

    fn draw(&self) -> Result<(), String> {
        self.refuse_pictures()?;
        let folder = crate::cli::current_folder()?;
        let mut failures = Vec::new();
        let sources = Sources::find(&folder, &self.paths, &mut failures);
        if let Some(failure) = failures.first() {
            return Err(format!("{}: {}", failure.shown, failure.message));
        }
        let set = only_one(&sources)?;
        let text = self.text(&sources, set)?;
        let Some(path) = &self.output else {
            terminal::write_source(&text);
            return Ok(());
        };
        writing::replace(&folder.join(path), &text)
            .map_err(|error| format!("{}: cannot write the diagram: {error}.", path.display()))
    }

    /// Pictures of pixels are not drawn: that takes a renderer with fonts of its own.
    fn refuse_pictures(&self) -> Result<(), String> {
        const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "pdf", "bmp"];
        let Some(path) = self.output.as_ref().filter(|_| self.format.is_none()) else { return Ok(()) };
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match PICTURES.contains(&ending.as_str()) {
            true => Err(format!(
                "{}: {} is not supported. Write SVG (`-o {}`) and convert it, for instance with `rsvg-convert`.",
                path.display(),
                ending.to_uppercase(),
                path.with_extension("svg").display()
            )),
            false => Ok(()),
        }
    }

    fn text(&self, sources: &Sources, set: &SchemaSet) -> Result<String, String> {
        let project = Project::load(&sources.files, set.clone(), &ProjectOptions::default());
        let mut unread = None;
        let analysis = project.analysis(|path| match sources.files.read(path) {
            Some(text) => {
                let content = Arc::new(SchemaFile::new(&text));
                Some(LoadedFile { name: path.to_string_lossy().into(), content })
            }
            None => {
                let why = sources.files.why_not_read(path).unwrap_or_default();
                unread.get_or_insert(format!("{}: {why}", sources.shown(path)));
                None
            }
        });
        if let Some(message) = unread {
            return Err(message);
        }
        let options = DiagramOptions {
            format: self.format(),
            focus: self.focus.clone().map(|name| Focus { name, depth: self.depth }),
            columns: self.columns,
            theme: self.theme,
            title: title(sources, set),
        };
        ide::diagram(&analysis.schema, &options).map_err(|error| error.to_string())
    }

    fn format(&self) -> DiagramFormat {
        let of_output = || DiagramFormat::of_file(&self.output.as_ref()?.to_string_lossy());
        self.format.or_else(of_output).unwrap_or_default()
    }
}

/// The schema to draw. There must be exactly one: two in one diagram would mix unrelated names.
fn only_one(sources: &Sources) -> Result<&SchemaSet, String> {
    match sources.sets.as_slice() {
        [set] => Ok(set),
        [] => Err("no Prisma schema found. Name a schema file, or a folder that contains one.".into()),
        sets => {
            let shown: Vec<String> =
                sets.iter().map(|set| format!("  {}\n", sources.shown(&set.root))).collect();
            let shown = shown.concat();
            Err(format!("found several schemas; name the one to draw:\n{}", shown.trim_end()))
        }
    }
}

/// The displayed path of the schema: relative if it is below the current folder, else only the file name.
fn title(sources: &Sources, set: &SchemaSet) -> String {
    let shown = sources.shown(&set.root);
    if !shown.is_empty() && !Path::new(&shown).is_absolute() {
        return shown;
    }
    set.root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
