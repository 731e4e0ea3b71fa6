//! `prisma-lens migrate report`.

mod checklist;
mod output;
mod point;

use std::process::ExitCode;

use clap::ValueEnum;

use crate::cli::current_folder;
use crate::cli::migrate::database::environment;
use crate::cli::migrate::inspection::Inspection;
use crate::cli::migrate::project_path::ProjectPath;
use crate::cli::migrate::report::checklist::Subject;
use crate::cli::migrate::report::output::Report;
use crate::cli::migrate::report::point::{Point, Severity};
use crate::cli::terminal::{self, ColorChoice, Paint};

/// Print the checklists before, during and after a migration, with what the files of the project say about each point
///
/// Exit code: 0 without problems at or above `--fail-on`, 1 with such problems, 2 if something could not be checked. No
/// database is asked, and no process is started.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectPath,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// The environment in prisma-lens.toml whose settings are looked at
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,

    /// Exit with 1 on problems at or above this severity
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "p1")]
    fail_on: Severity,
}

/// How the report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lists for the terminal
    #[default]
    Text,
    /// Markdown
    Markdown,
    /// One JSON object
    Json,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> Result<ExitCode, String> {
        let report = self.report()?;
        terminal::write(&match self.format {
            Format::Text => report.text(Paint::of_output(color)),
            Format::Markdown => report.markdown(),
            Format::Json => format!("{:#}\n", report.json()),
        });
        let worst = report.points.iter().filter_map(Point::severity).max();
        Ok(ExitCode::from(u8::from(worst.is_some_and(|worst| worst >= self.fail_on))))
    }

    fn report(&self) -> Result<Report, String> {
        let folder = current_folder()?;
        let inspection = Inspection::of(&folder, &self.project.path)?;
        let environment = self
            .environment
            .as_ref()
            .map(|name| environment(&inspection.loaded.project, name))
            .transpose()?;
        let pending = inspection.pending(&inspection.applied).ok_or(
            "cannot determine which migrations are pending: there is no default branch. \
             Set `newAfter` in prisma-lens.toml.",
        )?;
        let subject =
            Subject { inspection: &inspection, pending: &pending, environment: environment.as_ref() };
        let root = &inspection.loaded.project.set.root;
        Ok(Report {
            schema: root.strip_prefix(&folder).unwrap_or(root).display().to_string().replace('\\', "/"),
            environment: self.environment.clone(),
            pending: pending.iter().map(|migration| migration.name.clone()).collect(),
            points: subject.points(),
        })
    }
}
