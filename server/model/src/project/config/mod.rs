//! `prisma.config.*`, read as text and never run.

mod env_function;
mod extend;
mod read;
mod script;
mod site;
mod stack;

pub use extend::{Address, AddressValue};
pub use site::{ConfigSite, Outcome};
pub use stack::{ControlStack, Extensions};

use std::path::{Path, PathBuf};

use crate::project::SETTINGS_CODE;
use crate::project::located::Located;
use crate::project::paths::{CONFIG_NAMES, ancestors};
use crate::project::vfs::{Files, MemoryFiles};
use base::text::Span;
use base::{Anchor, Finding, Level, Origin};

/// What a configuration file says, as far as its text alone tells. Spans are bytes of that file; paths are absolute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrismaConfig {
    /// The file itself.
    pub path: PathBuf,
    /// The exported object, from brace to brace: where a missing key can be added.
    pub object: Option<Span>,
    /// `schema`: a schema file, or the folder of a schema of several files. Where a condition decides, the one that exists.
    pub schema: Option<Located<PathBuf>>,
    /// What is to be said where nothing exists at the path that `schema` has: an error of Prisma's own.
    pub missing_schema: Option<Finding>,
    /// Whether `schema` is written, though perhaps not readable.
    pub names_schema: bool,
    /// `migrations.path`.
    pub migrations_path: Option<Located<PathBuf>>,
    /// `migrations.dir` of a configuration of Prisma 8.
    pub next_migrations: Option<PathBuf>,
    /// `views.path`.
    pub views_path: Option<Located<PathBuf>>,
    /// `typedSql.path`.
    pub typed_sql_path: Option<Located<PathBuf>>,
    /// The object under `datasource`, from brace to brace.
    pub datasource: Option<Span>,
    /// The value of `datasource.url`, whatever it is.
    pub datasource_url: Option<Span>,
    /// The value of `datasource.shadowDatabaseUrl`, whatever it is.
    pub shadow_database_url: Option<Span>,
    /// `tables.external`: tables that migrations leave alone, as `table` or `schema.table`.
    pub external_tables: Vec<Located<String>>,
    /// `enums.external`: enums that migrations leave alone, as `enum` or `schema.enum`.
    pub external_enums: Vec<Located<String>>,
    /// The keys under `experimental` that are `true`.
    pub experimental: Vec<Located<String>>,
    /// Whether it is a configuration of Prisma 8: it has `orm`, or `contract`.
    pub is_next: bool,
    /// The target and the extensions, of a configuration of Prisma 8.
    pub stack: ControlStack,
    /// The scripts that were read for it: those that it imports, and what these import.
    pub imports: Vec<PathBuf>,
    /// What could not be read: each is worth an information at its place.
    pub problems: Vec<Finding>,
}

impl PrismaConfig {
    /// Reads the text of the configuration file at `path`, without a look at the files around it. Never fails: broken text
    /// leads to problems.
    pub fn parse(path: &Path, text: &str) -> PrismaConfig {
        let around = read::ConfigFiles {
            files: None,
            scripts: script::Boundary::default(),
            schemas: script::Boundary::default(),
        };
        read::read(path, text, &around, &MemoryFiles::new())
    }

    /// Reads the configuration file at `path` with the scripts that it imports, and looks which schema exists. Nothing is read
    /// outside its package, its repository and the folders that the user opened, whatever paths it computes.
    pub fn load(files: &dyn Files, path: &Path, roots: &[PathBuf]) -> Option<PrismaConfig> {
        let Some(text) = files.read(path) else {
            let why = files.why_unreadable(path)?;
            let anchor = Anchor::file(path, Span::default());
            let message = format!("The configuration of Prisma is not read: {why}");
            let finding = Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Error, anchor, message);
            return Some(PrismaConfig {
                path: path.to_owned(),
                problems: vec![finding],
                ..PrismaConfig::default()
            });
        };
        let own = path.parent().unwrap_or(Path::new(""));
        let has =
            |dir: &&Path, name: &str| files.read(&dir.join(name)).is_some() || files.is_dir(&dir.join(name));
        let package = ancestors(path).find(|dir| has(dir, "package.json"));
        let repository = ancestors(path).find(|dir| has(dir, ".git"));
        let top = repository.or_else(|| ancestors(path).filter(|dir| has(dir, "package.json")).last());
        let near = roots.iter().filter(|root| path.starts_with(root)).cloned();
        let near: Vec<PathBuf> = near.chain(package.or(Some(own)).map(Path::to_owned)).collect();
        let wide = near.iter().cloned().chain(top.map(Path::to_owned)).collect();
        let around = read::ConfigFiles {
            files: Some(files),
            scripts: script::Boundary::new(near),
            schemas: script::Boundary::new(wide),
        };
        Some(read::read(path, &text, &around, files))
    }

    /// The directory that paths in the file are relative to.
    pub fn dir(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// The configuration file of one directory.
pub fn config_in(files: &dyn Files, dir: &Path) -> Option<PathBuf> {
    CONFIG_NAMES.iter().map(|name| dir.join(name)).find(|path| files.has_file(path))
}

/// The nearest configuration file above `path`, or in it if it is a directory.
pub fn nearest_config(files: &dyn Files, path: &Path) -> Option<PathBuf> {
    ancestors(&path.join("_")).find_map(|dir| config_in(files, dir))
}
