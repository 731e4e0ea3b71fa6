//! What the command is asked for.

use std::path::Path;

use model::catalog::Provider;
use model::project::PrismaVersion;

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
                "--generate" => options.generate = true,
                "--extra" => options.extra = true,
                "--corpus" => options.corpus = true,
                // What `cargo test` itself hands on.
                "--nocapture" | "--quiet" => {}
                other => return Err(format!("unknown argument {other}")),
            }
        }
        let full = match prisma.as_str() {
            "6" => "6.19.0",
            "7" => "7.10.0",
            other => return Err(format!("--prisma is 6 or 7, not {other}")),
        };
        options.version = PrismaVersion::parse(full).ok_or("unreadable version")?;
        if options.package.is_empty() {
            options.package = format!("reference{prisma}");
        } else if Path::new(&options.package).exists() {
            let path = std::fs::canonicalize(&options.package).map_err(|error| error.to_string())?;
            options.package = path.display().to_string();
        }
        Ok(options)
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}
