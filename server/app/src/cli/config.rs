//! `prisma-lens config`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::config_schema;
use crate::cli::sources::{Failure, Sources};
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::host::{Project, ProjectOptions, SettingsFile};
use base::Level;
use model::project::{GroupedBy, SettingSource, UrlSource, normalize};

/// Show which configuration is in force for a schema, and why
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Schema files, or folders to search for schemas; by default the current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Use this configuration file instead of the nearest prisma-lens.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Ignore all configuration files
    #[arg(long, conflicts_with = "config")]
    no_config: bool,

    /// Print the JSON schema of prisma-lens.toml, for editors
    #[arg(long, conflicts_with_all = ["paths", "config", "no_config"])]
    schema: bool,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> ExitCode {
        if self.schema {
            terminal::write(&format!("{:#}\n", config_schema::of_settings()));
            return ExitCode::SUCCESS;
        }
        let folder = match super::current_folder() {
            Ok(folder) => folder,
            Err(message) => return super::ended(Err(message)),
        };
        let mut failures: Vec<Failure> = Vec::new();
        let sources = Sources::find(&folder, &self.paths, &mut failures);
        let config = self.config.as_ref().map(|path| normalize(&folder.join(path)));
        let file = match &config {
            Some(path) => SettingsFile::At(path),
            None if self.no_config => SettingsFile::None,
            None => SettingsFile::Nearest,
        };
        let paint = Paint::of_output(color);
        let mut is_broken = false;
        for set in &sources.sets {
            let options = ProjectOptions { folder: Some(&folder), file, ..ProjectOptions::default() };
            let project = Project::load(&sources.files, set.clone(), &options);
            terminal::write(&page(&sources, &project, paint));
            is_broken |= project.problems.iter().any(|problem| problem.level == Level::Error);
        }
        for failure in &failures {
            super::print_error(&format!("{}: {}", failure.shown, failure.message));
        }
        ExitCode::from(if failures.is_empty() && !is_broken { 0 } else { 2 })
    }
}

/// What holds for one schema.
fn page(sources: &Sources, project: &Project, paint: Paint) -> String {
    let shown = |path: &Path| sources.shown(path);
    let set = &project.set;
    let mut out = format!("{}\n", paint.bold(&shown(&set.root)));
    let mut line = |name: &str, value: String| out += &format!("  {:<16} {value}\n", name);
    line("files", set.files.len().to_string());
    line(
        "grouped by",
        match &set.why {
            GroupedBy::Config(path) => format!("`schema` in {}", shown(path)),
            GroupedBy::PackageJson(path) => format!("`prisma.schema` in {}", shown(path)),
            GroupedBy::Datasource(path) => format!("the datasource in {}", shown(path)),
            GroupedBy::Guess(path) => {
                format!("the one datasource below {}, whose `schema` is unknown", shown(path))
            }
            GroupedBy::Alone => "nothing: a file of its own".to_owned(),
            GroupedBy::Excluded => "nothing: a copy, a part, or in a folder that is passed over".to_owned(),
        },
    );
    line("prisma.config", set.config.as_ref().map_or_else(|| "none".to_owned(), |path| shown(path)));
    let version = &project.version;
    let assumed = if version.source.is_assumed() { "assumed: " } else { "" };
    let because = format!("{assumed}{}", version.source.describe(shown));
    line("Prisma version", format!("{} ({because})", version.version));
    let settings = &project.settings;
    let files: Vec<String> = project.settings_files.iter().map(|path| shown(path)).collect();
    line("settings", if files.is_empty() { "none".to_owned() } else { files.join(", extends ") });
    line("preset", settings.preset.as_ref().map(|preset| preset.value).unwrap_or_default().name().to_owned());
    if let Some(level) = &settings.fail_on {
        line("failOn", level.value.name().to_owned());
    }
    if let Some(number) = &settings.max_warnings {
        line("maxWarnings", number.value.to_string());
    }
    if let Some(path) = &settings.baseline {
        line("baseline", shown(&path.value));
    }
    for glob in &settings.exclude {
        line("exclude", format!("{} ({})", glob.pattern.value, source(sources, &glob.source)));
    }
    for rule in &settings.rules {
        let level = rule.level.as_ref().map_or("", |level| level.value.name());
        let options: Vec<String> =
            rule.options.iter().map(|option| format!("{} = {}", option.name, option.value)).collect();
        let what = [level.to_owned(), options.join(", ")];
        let what: Vec<String> = what.into_iter().filter(|part| !part.is_empty()).collect();
        line("rule", format!("{}: {} ({})", rule.code, what.join(", "), source(sources, &rule.source)));
    }
    for one in &settings.overrides {
        let paths: Vec<&str> = one.paths.iter().map(|glob| glob.pattern.value.as_str()).collect();
        line("override", format!("{} rules for {}", one.rules.len(), paths.join(", ")));
    }
    for environment in &settings.environments {
        let source = match environment.url.as_ref().map(|url| &url.value) {
            Some(UrlSource::Variable(name)) => format!("URL in the variable {name}"),
            Some(UrlSource::Dotenv { path, name }) => format!("URL under {name} in {}", shown(path)),
            None => "no URL".to_owned(),
        };
        line("environment", format!("{}: {source}", environment.name.value));
    }
    for problem in &project.problems {
        let place = problem.anchor.path().map_or_else(String::new, |path| format!("{}: ", shown(path)));
        line(problem.level.name(), format!("{place}{}", problem.message));
    }
    out.push('\n');
    out
}

fn source(sources: &Sources, source: &SettingSource) -> String {
    match source {
        SettingSource::File(path) => sources.shown(path),
        SettingSource::Editor => "editor".to_owned(),
    }
}
