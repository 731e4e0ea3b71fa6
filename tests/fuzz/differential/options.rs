//! What the command is asked for.

use std::path::Path;

use model::catalog::Provider;
use model::project::PrismaVersion;

/// The release lines that the verdicts are held against.
pub const RELEASES: [&str; 6] = ["5.22", "6.4", "6.8", "6.19", "7.10", "8.1"];

/// The arguments of the command.
#[derive(Debug)]
pub struct Options {
    /// The release whose rules hold.
    pub version: PrismaVersion,
    /// The database of the schemas.
    pub provider: Provider,
    /// How many schemas are tried.
    pub count: usize,
    /// Where the random numbers begin.
    pub seed: u64,
    /// Whether real schemas beside the repository are changed too.
    pub corpus: bool,
    /// Whether errors count that we report beside those of the reference.
    pub extra: bool,
    /// Whether schemas are made that should be right.
    pub generate: bool,
    /// A file of schemas that are taken as they are.
    pub schemas: Option<String>,
    /// A file of recorded cases whose schemas are taken as they are.
    pub cases: Option<String>,
    /// Whether the cases are run through every release of [`RELEASES`], and only figures are printed.
    pub table: bool,
    /// How many kinds of disagreement are printed.
    pub show: usize,
    /// The package of the reference: a name that `tests/fuzz` can resolve, or a folder.
    pub package: String,
}

impl Options {
    /// Reads the arguments behind the command's name.
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            version: PrismaVersion::default(),
            provider: Provider::Postgresql,
            count: 10_000,
            seed: 1,
            corpus: false,
            extra: false,
            generate: false,
            schemas: None,
            cases: None,
            table: false,
            show: 20,
            package: String::new(),
        };
        let mut prisma = "7".to_owned();
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                "--prisma" => prisma = value()?,
                "--provider" => {
                    let given = value()?;
                    options.provider = Provider::parse(&given).ok_or(format!("no database {given}"))?;
                }
                "--count" => options.count = number(&value()?)?,
                "--seed" => options.seed = number(&value()?)?,
                "--show" => options.show = number(&value()?)?,
                "--reference" => options.package = value()?,
                "--schemas" => options.schemas = Some(value()?),
                "--cases" => options.cases = Some(value()?),
                "--table" => options.table = true,
                "--generate" => options.generate = true,
                "--extra" => options.extra = true,
                "--corpus" => options.corpus = true,
                // What `cargo test` itself hands on.
                "--nocapture" | "--quiet" => {}
                other => return Err(format!("unknown argument {other}")),
            }
        }
        let release = match prisma.as_str() {
            "6" => "6.19",
            "7" => "7.10",
            other => other,
        };
        options.version =
            version(release).ok_or(format!("--prisma is a release such as 6.19, not {release}"))?;
        if options.package.is_empty() {
            options.package = package(release);
        } else if Path::new(&options.package).exists() {
            let path = std::fs::canonicalize(&options.package).map_err(|error| error.to_string())?;
            options.package = path.display().to_string();
        }
        Ok(options)
    }
}

/// The first version of a release line.
pub fn version(release: &str) -> Option<PrismaVersion> {
    PrismaVersion::parse(&format!("{release}.0")).filter(|_| release.contains('.'))
}

/// The package of the reference of a release line, as `package.json` names it.
pub fn package(release: &str) -> String {
    format!("reference{release}")
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}
