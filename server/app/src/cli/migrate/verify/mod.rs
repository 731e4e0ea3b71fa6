//! `prisma-lens migrate verify`.

mod catalog;
mod scratch;
mod trial;

use std::process::ExitCode;

use model::project::UrlSource;

use crate::cli::current_folder;
use crate::cli::migrate::database::{DatabaseUrl, environment, url_of};
use crate::cli::migrate::history::ProjectHistory;
use crate::cli::migrate::project_path::ProjectPath;
use crate::cli::terminal::{self, count};

pub(super) use trial::{Ended, try_all};

/// Try migrations on an empty scratch database: up, down and up again
///
/// Each migration is applied, undone by its `down.sql` (else by the difference that `migrate down` would use), and applied
/// again, also with generated rows in the tables before it; then all are undone. After each step the catalog has to be the
/// one known, and the rows those before, unless a column or table of them was dropped. The SQL is run by your own `psql`,
/// `mysql` or `sqlite3`; SQL Server is not supported. Exit code: 0 if all lead back, 1 if one does not, 2 if it could not
/// be tried.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectPath,

    /// Try the way down
    #[arg(long, required = true)]
    down: bool,

    /// The environment variable with the URL of the scratch database
    #[arg(long, value_name = "NAME", required_unless_present_any = ["url", "environment"])]
    url_env: Option<String>,

    /// The URL itself; other users of the machine may see it: prefer `--url-env`
    #[arg(long, value_name = "URL", conflicts_with = "url_env")]
    url: Option<String>,

    /// The environment in prisma-lens.toml whose `scratch` database it is
    #[arg(long, value_name = "NAME", conflicts_with_all = ["url", "url_env"])]
    environment: Option<String>,
}

impl Arguments {
    pub(super) fn run(self) -> Result<ExitCode, String> {
        self.verify().map(|leads_back| ExitCode::from(u8::from(!leads_back)))
    }

    fn url(&self, loaded: &ProjectHistory) -> Result<DatabaseUrl, String> {
        match (&self.url, &self.url_env, &self.environment) {
            (Some(url), ..) => Ok(DatabaseUrl::new(url)),
            (None, Some(name), _) => url_of(&UrlSource::Variable(name.clone())),
            (None, None, Some(name)) => match environment(&loaded.project, name)?.scratch {
                Some(scratch) => url_of(&scratch.value),
                None => Err(format!(
                    "The environment `{name}` has no `scratch`. Add `scratch = {{ env = \"SCRATCH_URL\" }}`."
                )),
            },
            (None, None, None) => Err("name the database by `--url-env`.".into()),
        }
    }

    /// Whether all ways back lead back.
    fn verify(&self) -> Result<bool, String> {
        let folder = current_folder()?;
        let loaded = ProjectHistory::load(&folder, &self.project.path)?;
        let url = self.url(&loaded)?;
        let mut report = |name: &str, what: &str, details: &[String]| {
            let details: String = details.iter().map(|line| format!("    {line}\n")).collect();
            terminal::write(&format!("{name}: {what}\n{details}"));
        };
        let ended = try_all(&loaded, &url, &folder, &mut report)?;
        let tried = count(loaded.replayed.migrations().len(), "migration");
        match ended {
            Ended::Empty => {
                terminal::write(&format!("{tried}: up, down, up and down to the empty database.\n"));
            }
            Ended::WithoutWayBack(failures) => {
                terminal::write(&format!("{tried}, {failures} without a way back.\n"));
            }
            Ended::Stopped => terminal::write_error(
                "Stopped: the scratch database is left as it is. Empty it before the next run.\n",
            ),
        }
        Ok(matches!(ended, Ended::Empty))
    }
}
