//! Where the addresses of a schema's database belong from Prisma 7 on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::project::config::env_function::quoted;
use crate::project::config::extend::{Address, AddressValue, Extension, extension};
use crate::project::config::{PrismaConfig, config_in};
use crate::project::package_json::PackageJson;
use crate::project::paths::{CONFIG_NAMES, ancestors, resolve};
use crate::project::schema_set::SchemaSet;
use crate::project::vfs::Files;
use base::text::apply_edits;

/// The name of a file that is still to be written.
const NEW_NAME: &str = "prisma.config.ts";

/// The configuration file of a schema, or the place where it would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigSite {
    /// The file.
    pub path: PathBuf,
    /// Its text; `None` where there is no such file.
    pub text: Option<Arc<str>>,
    /// Whether it is the configuration of another schema, which leaves no place for this one's.
    pub is_taken: bool,
    /// The schema's file or folder.
    schema: PathBuf,
    /// The command that fills the database, which `package.json` names. It counts only where no configuration is.
    seed: Option<String>,
    /// Whether the package has `dotenv`, which reads `.env`.
    has_dotenv: bool,
}

/// How a configuration file that should give connection URLs was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is to have this text.
    Text(String),
    /// It gives all of them already.
    Complete,
    /// The text alone does not tell where they could be added without harm.
    Unclear,
}

impl ConfigSite {
    /// The configuration file of a schema; where there is none, that which Prisma would find beside the nearest
    /// `package.json`.
    pub fn of(files: &dyn Files, set: &SchemaSet) -> ConfigSite {
        let schema = match set.files.as_slice() {
            [only] => only.clone(),
            _ => set.root.clone(),
        };
        if let Some(path) = &set.config {
            let names_another =
                PrismaConfig::load(files, path, &[]).is_some_and(|it| it.missing_schema.is_some());
            return ConfigSite {
                path: path.clone(),
                text: files.read(path),
                is_taken: names_another,
                schema,
                ..ConfigSite::default()
            };
        }
        let package = ancestors(&schema).find_map(|dir| Some((dir, PackageJson::in_dir(files, dir)?)));
        let dir = package.as_ref().map_or_else(|| beside(&schema), |(dir, _)| *dir);
        if let Some(path) = config_in(files, dir) {
            return ConfigSite {
                text: files.read(&path),
                path,
                is_taken: true,
                schema,
                ..ConfigSite::default()
            };
        }
        let package = package.as_ref().map(|(_, package)| package);
        ConfigSite {
            path: dir.join(NEW_NAME),
            text: None,
            is_taken: false,
            seed: package.and_then(|it| it.prisma_seed()).map(str::to_owned),
            has_dotenv: package.is_some_and(|it| it.range_of("dotenv").is_some()),
            schema,
        }
    }

    /// The name of the file, below its folder `.config` if it is in there.
    pub fn name(&self) -> &str {
        let known = CONFIG_NAMES.iter().find(|name| self.path.ends_with(name));
        known.copied().unwrap_or(NEW_NAME)
    }

    /// The file as it is to be for these addresses. What it says already stays as it is.
    pub fn with_addresses(&self, addresses: &[Address]) -> Outcome {
        let Some(text) = &self.text else { return Outcome::Text(self.new_text(addresses)) };
        if self.is_taken {
            return Outcome::Unclear;
        }
        match extension(&self.path, text, addresses) {
            Extension::Edits(edits) if edits.is_empty() => Outcome::Complete,
            Extension::Edits(edits) => Outcome::Text(apply_edits(text, &edits)),
            Extension::Unclear => Outcome::Unclear,
        }
    }

    /// An address that stands in the schema file at `from`, as it has to be written in the configuration: the path of a
    /// SQLite file is relative to the file that it is written in.
    pub fn rebased(&self, address: &str, from: &Path) -> String {
        let (path, rest) = address.split_at(address.find('?').unwrap_or(address.len()));
        let relative = path.strip_prefix("file:").filter(|path| !path.is_empty() && !path.starts_with('/'));
        let (Some(written), Some(from), Some(dir)) = (relative, from.parent(), self.path.parent()) else {
            return address.to_owned();
        };
        match relative_to(dir, &resolve(from, written)) {
            Some(path) => format!("file:./{path}{rest}").replace("./../", "../"),
            None => address.to_owned(),
        }
    }

    fn new_text(&self, addresses: &[Address]) -> String {
        let has_variables = addresses.iter().any(|it| matches!(it.value, AddressValue::Variable(_)));
        let mut out = String::new();
        if has_variables && self.has_dotenv {
            out.push_str("import \"dotenv/config\";\n");
        }
        let names = if has_variables { "defineConfig, env" } else { "defineConfig" };
        out += &format!("import {{ {names} }} from \"prisma/config\";\n\n");
        if has_variables && !self.has_dotenv {
            out += "// Prisma does not load `.env`: install `dotenv`, and import \"dotenv/config\" above.\n";
        }
        out += "export default defineConfig({\n";
        if let Some(schema) = self.relative_schema() {
            out += &format!("  schema: {},\n", quoted(&schema, '"'));
        }
        if let Some(seed) = &self.seed {
            out += &format!("  migrations: {{\n    seed: {},\n  }},\n", quoted(seed, '"'));
        }
        out.push_str("  datasource: {\n");
        for Address { key, value } in addresses {
            let value = match value {
                AddressValue::Variable(name) => format!("env({})", quoted(name, '"')),
                AddressValue::Text(text) => quoted(text, '"'),
            };
            out += &format!("    {key}: {value},\n");
        }
        out.push_str("  },\n});\n");
        out
    }

    fn relative_schema(&self) -> Option<String> {
        relative_to(self.path.parent()?, &self.schema).filter(|path| !path.is_empty())
    }
}

/// How to come from a folder to a path; `None` where they have nothing in common.
fn relative_to(dir: &Path, path: &Path) -> Option<String> {
    let shared = dir
        .ancestors()
        .find(|above| path.starts_with(above) && (*above == dir || above.parent().is_some()))?;
    let up = dir.strip_prefix(shared).ok()?.components().map(|_| "..");
    let down = path.strip_prefix(shared).ok()?.components();
    let down: Option<Vec<&str>> = down.map(|part| part.as_os_str().to_str()).collect();
    Some(up.chain(down?).collect::<Vec<_>>().join("/"))
}

/// The folder above the folder `prisma` that the schema is in, else the schema's own.
fn beside(schema: &Path) -> &Path {
    let own = schema.parent().unwrap_or(schema);
    let above = own.parent().filter(|_| own.file_name().is_some_and(|name| name == "prisma"));
    above.unwrap_or(own)
}
