//! `prisma-lens migrate run`.
//!
//! No SQL is applied here: the project's own `prisma migrate deploy` does that.

mod package_manager;
mod process;
mod recorded;
mod recovery;
mod validation;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use model::project::{Environment, UrlSource};

use crate::cli::current_folder;
use crate::cli::migrate::database::{Client, DatabaseUrl, environment, project_variables, url_of};
use crate::cli::migrate::inspection::Inspection;
use crate::cli::migrate::project_path::ProjectPath;
use crate::cli::migrate::run::package_manager::PrismaCommand;
use crate::cli::migrate::run::recorded::Recorded;
use crate::cli::migrate::run::validation::Validation;
use crate::cli::terminal::{self, ColorChoice, Paint};
use crate::host::Disk;
use crate::host::reading::read_text;

/// Apply pending migrations to an environment with the project's own `prisma migrate deploy`
///
/// The environment is one of `[environments]` in prisma-lens.toml. Exit code: 0 if all went well, 1 if a check or the
/// deployment failed, 2 if it could not be tried.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectPath,

    /// The environment
    #[arg(long, value_name = "NAME")]
    environment: String,

    /// First check the history, the pending migrations, drift and plans; stop at errors
    #[arg(long)]
    validate_first: bool,

    /// Check the files, and print what would be run without running anything
    #[arg(long)]
    dry_run: bool,

    /// Confirm an environment with `confirm = true` by its name
    #[arg(long, value_name = "NAME")]
    yes: Option<String>,
}

/// What is run, and where.
struct Run<'a> {
    inspection: &'a Inspection,
    environment: &'a Environment,
    prisma: PrismaCommand,
    /// The variables that get the URL.
    variables: Vec<String>,
}

impl Arguments {
    pub(super) fn run(self, color: ColorChoice) -> Result<ExitCode, String> {
        self.execute(Paint::of_output(color)).map(|is_done| ExitCode::from(u8::from(!is_done)))
    }

    /// Returns whether everything went well.
    fn execute(&self, paint: Paint) -> Result<bool, String> {
        let folder = current_folder()?;
        let inspection = Inspection::of(&folder, &self.project.path)?;
        let environment = environment(&inspection.loaded.project, &self.environment)?;
        let config =
            inspection.loaded.project.config.as_ref().and_then(|config| read_text(&config.path).ok());
        let variables =
            project_variables(&inspection.loaded.project, &inspection.loaded.schema, config.as_deref())?;
        let prisma = PrismaCommand::of(&Disk::new(), &inspection.loaded.project);
        let run = Run { inspection: &inspection, environment: &environment, prisma, variables };
        let Some(source) = environment.url.as_ref().map(|url| &url.value) else {
            return Err(format!("The environment `{}` has no `url`.", self.environment));
        };
        terminal::write(&format!("Environment {}: {}\n\n", paint.bold(&self.environment), described(source)));
        if self.dry_run {
            let validation = Validation::of(&inspection, Err("not asked in a dry run".into()));
            terminal::write(&validation.text(paint));
            terminal::write(&run.intentions(self.validate_first));
            return Ok(!validation.has_errors());
        }
        let url = url_of(source)?;
        let client = run.client(&url);
        if self.validate_first {
            let mut validation = Validation::of(&inspection, client.as_ref().map_err(Clone::clone));
            if let Some(scratch) = &environment.scratch {
                validation.trial(&inspection.loaded, &scratch.value, &folder);
            }
            terminal::write(&validation.text(paint));
            if validation.has_errors() {
                terminal::write("Nothing was run: correct the errors first.\n");
                return Ok(false);
            }
        }
        self.confirm(&environment)?;
        run.back_up(&url, client.as_ref().ok())?;
        run.deploy(&url, client.as_ref().ok())
    }

    fn confirm(&self, environment: &Environment) -> Result<(), String> {
        let name = &environment.name.value;
        if let Some(yes) = self.yes.as_ref().filter(|yes| *yes != name) {
            return Err(format!(
                "`--yes {yes}` confirms another environment than `{name}`. Nothing was run."
            ));
        }
        if !environment.confirm || self.yes.is_some() {
            return Ok(());
        }
        if std::io::stdin().is_terminal() {
            terminal::write_error(&format!("Type `{name}` to run the migrations: "));
        }
        let mut line = String::new();
        let read = std::io::stdin().read_line(&mut line);
        match read {
            Ok(_) if line.trim() == name => Ok(()),
            _ => Err(format!(
                "`{name}` was not confirmed. Type its name, or pass `--yes {name}`. Nothing was run."
            )),
        }
    }
}

impl Run<'_> {
    /// The client of the database, or why there is none.
    fn client(&self, url: &DatabaseUrl) -> Result<Client, String> {
        let provider = self.inspection.loaded.provider();
        // Prisma resolves the path of a SQLite file from the schema, from version 7 on from the folder that it is run in.
        let root = &self.inspection.loaded.project.set.root;
        let folder = match root.parent() {
            _ if self.inspection.loaded.project.version.version.is_7_or_later() => &self.prisma.folder,
            Some(parent) if !root.is_dir() => parent,
            _ => root.as_path(),
        };
        let client = Client::new(provider, url, folder)
            .ok_or_else(|| format!("the URL is no direct connection to {provider}"))?;
        if client.is_installed() { Ok(client) } else { Err(format!("`{}` is not installed", client.program)) }
    }

    fn deploy_command(&self) -> String {
        self.prisma.shown(&["migrate", "deploy"])
    }

    /// What would be run.
    fn intentions(&self, validates: bool) -> String {
        let mut text = String::from("Dry run: nothing was run. These would be:\n");
        if validates {
            text += "  checks in the database, by its client, if it is installed\n";
            if let Some(scratch) = &self.environment.scratch {
                let place = described(&scratch.value);
                text += &format!("  all migrations up and down in the scratch database ({place})\n");
            }
        }
        if self.environment.confirm {
            text += &format!("  confirmation: the name `{}` has to be typed\n", self.environment.name.value);
        }
        if let Some(backup) = &self.environment.backup {
            text += &format!("  backup: {}\n", backup.value);
        }
        let folder = self.prisma.folder.display();
        text + &format!(
            "  in {folder}, with {} set: {}\n",
            self.variables.join(" and "),
            self.deploy_command()
        )
    }

    /// The environment variables of processes: those that the project reads, and with a client those of other programs for
    /// the same database.
    fn process_variables(&self, url: &DatabaseUrl, client: Option<&Client>) -> Vec<(String, String)> {
        let own = self.variables.iter().map(|name| (name.clone(), url.secret().to_owned()));
        let others = client.into_iter().flat_map(Client::variables);
        own.chain(others.map(|(name, value)| (name.to_owned(), value.to_owned()))).collect()
    }

    fn back_up(&self, url: &DatabaseUrl, client: Option<&Client>) -> Result<(), String> {
        let Some(backup) = &self.environment.backup else { return Ok(()) };
        terminal::write(&format!("Backup: {}\n", backup.value));
        let shell = if cfg!(windows) { ["cmd", "/C"] } else { ["sh", "-c"] };
        let words: Vec<String> = shell.into_iter().map(str::to_owned).chain([backup.value.clone()]).collect();
        let variables = self.process_variables(url, client);
        let finished =
            process::stream(&words, &self.prisma.folder, &variables, url, self.inspection.loaded.provider())?;
        if finished.status.success() {
            return Ok(());
        }
        Err(format!("the backup failed ({}), so no migration was run.", finished.status))
    }

    fn deploy(&self, url: &DatabaseUrl, client: Option<&Client>) -> Result<bool, String> {
        terminal::write(&format!("Run: {}\n", self.deploy_command()));
        let words = self.prisma.words(&["migrate", "deploy"]);
        let variables = self.process_variables(url, None);
        let finished =
            process::stream(&words, &self.prisma.folder, &variables, url, self.inspection.loaded.provider())?;
        let name = &self.environment.name.value;
        if finished.status.success() {
            terminal::write(&format!("\nThe migrations are applied to {name}.\n"));
            for plan in &self.inspection.plans {
                if let Some(next) = plan.next() {
                    terminal::write(&format!("Next stage of the plan `{}`: {}.\n", plan.name, next.title));
                }
            }
            return Ok(true);
        }
        let recorded = client.and_then(|client| Recorded::read(client).ok());
        let failed = recovery::failed_migration(&finished.output, self.inspection);
        let advice = recovery::advice(self.inspection, &self.prisma, failed.as_deref(), recorded.as_ref());
        terminal::write_error(&advice);
        Ok(false)
    }
}

/// Where a URL is found, in words.
fn described(source: &UrlSource) -> String {
    match source {
        UrlSource::Variable(name) => format!("URL in the variable {name}"),
        UrlSource::Dotenv { path, name } => format!("URL under {name} in {}", path.display()),
    }
}
