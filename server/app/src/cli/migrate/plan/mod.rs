//! `prisma-lens migrate plan`.

mod write;

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use migrations::plan::{PlanOptions, Rename, markdown, plan, schema_texts, text};
use migrations::preview::{Drift, without_drift};

use crate::cli::current_folder;
use crate::cli::migrate::project_path::ProjectPath;
use crate::cli::migrate::side::{Side, options, pair_of};
use crate::cli::terminal;
use crate::migration_name::slug;
use crate::plan_folder::{Planned, json, name_of};

/// Plan a change in stages, so that old and new clients go on while it is made, each with the SQL that takes it back
///
/// A side is what it is for `migrate diff`. In the SQL of a stage that fills in values, `{expr}` stands for a value that
/// only you can choose.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectPath,

    /// The state before [default: `migrations`]
    #[arg(long, value_name = "SIDE")]
    from: Option<Side>,

    /// The state after [default: the schema]
    #[arg(long, value_name = "SIDE")]
    to: Option<Side>,

    /// What gets another name, as the database has it: `User=Account`, `User.bio=User.biography` (repeatable)
    #[arg(long = "rename", value_name = "OLD=NEW", value_parser = rename)]
    renames: Vec<Rename>,

    /// Take nothing for renamed but what `--rename` says
    #[arg(long)]
    no_guess: bool,

    /// The name of the change, as a part of the names of migrations [default: from the first change]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// Write the first migration of the plan, with the way back and the checks, and the schema for it
    #[arg(long, conflicts_with = "next")]
    write: bool,

    /// Write the next migration of the plan that was written last
    #[arg(long, conflicts_with_all = ["from", "to", "renames", "no_guess", "name"])]
    next: bool,

    /// Print also the statements that take each stage back (Markdown and JSON always have them)
    #[arg(long)]
    inverse: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the plan is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// For a pull request or a wiki.
    Markdown,
}

fn rename(text: &str) -> Result<Rename, String> {
    Rename::parse(text).ok_or_else(|| "write `Table=Table` or `Table.column=Table.column`".to_owned())
}

impl Arguments {
    pub(super) fn run(self) -> Result<ExitCode, String> {
        self.print().map(|()| ExitCode::SUCCESS)
    }

    fn print(&self) -> Result<(), String> {
        let folder = current_folder()?;
        if self.next {
            return write::next(&folder, &self.project.path);
        }
        let planned = self.planned(&folder)?;
        if self.write {
            return write::first(&folder, &self.project.path, &planned);
        }
        match self.format {
            Format::Text => terminal::write(&text(&planned.plan, self.inverse)),
            Format::Markdown => terminal::write(&markdown(&planned.plan)),
            Format::Json => terminal::write_json(&format!("{:#}\n", json::of_plan(&planned, &folder))),
        }
        Ok(())
    }

    fn planned(&self, folder: &Path) -> Result<Planned, String> {
        let from_side = self.from.clone().unwrap_or(Side::Migrations);
        let to_side = self.to.clone().unwrap_or_else(|| Side::Path(self.project.path.clone()));
        let from = from_side.state(folder, to_side.path().or(Some(&self.project.path)))?;
        let to = to_side.state(folder, from_side.path().or(Some(&self.project.path)))?;
        let diff = options(&from, &to);
        let (before, after, history) = (from.schema, to.schema, from.history);
        let (mut from, to) = pair_of(from.database, to.database)?;
        if let (Some(history), Some(after)) = (&history, &after) {
            let (state, drift) = without_drift(history, after, &to, &diff);
            from = state;
            for drift in drift {
                let Drift { object, migration, advice, .. } = drift;
                terminal::write_error(&format!(
                    "Left out of the plan: {object}, which only the SQL of {migration} has. {advice}\n"
                ));
            }
        }
        if let Some(unknown) = self.renames.iter().find(|rename| !rename.is_of(&from, &to)) {
            return Err(format!(
                "`--rename {unknown}`: there is no such table or column before, or none after."
            ));
        }
        let named = self.name.as_deref().map(slug).filter(|name| !name.is_empty());
        let mut options = PlanOptions {
            diff,
            renames: self.renames.clone(),
            guess_renames: !self.no_guess,
            name: named.clone().unwrap_or_default(),
        };
        let mut made = plan(&from, &to, &options);
        let name = named.unwrap_or_else(|| name_of(&made));
        if options.name.is_empty() {
            options.name.clone_from(&name);
            made = plan(&from, &to, &options);
        }
        let schemas = match &after {
            Some(after) => schema_texts(&made, &from, before.as_ref(), after),
            None => made.stages.iter().map(|_| None).collect(),
        };
        Ok(Planned { name, plan: made, schemas })
    }
}
