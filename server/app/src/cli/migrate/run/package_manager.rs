//! The project's own Prisma, started by its package manager.

use std::path::{Path, PathBuf};

use model::project::{Files, GroupedBy, PackageJson, ancestors};

use crate::host::Project;

/// Lock files, each with the command that runs a program of the project.
const LOCK_FILES: [(&str, &[&str]); 7] = [
    ("pnpm-lock.yaml", &["pnpm", "exec"]),
    ("yarn.lock", &["yarn"]),
    ("bun.lock", &["bunx"]),
    ("bun.lockb", &["bunx"]),
    ("package-lock.json", &NPX),
    ("npm-shrinkwrap.json", &NPX),
    ("node_modules/.package-lock.json", &NPX),
];
/// Without downloads: only the version that the project has installed is right.
const NPX: [&str; 2] = ["npx", "--no-install"];

/// How the project runs Prisma.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PrismaCommand {
    /// The folder that it is run in.
    pub(super) folder: PathBuf,
    /// The program and its first arguments, `prisma` included.
    program: Vec<String>,
    /// The arguments that name the schema, if they are needed.
    options: Vec<String>,
}

impl PrismaCommand {
    /// The command of a project.
    pub(super) fn of(files: &dyn Files, project: &Project) -> PrismaCommand {
        let root = &project.set.root;
        let package = ancestors(root).find(|dir| PackageJson::in_dir(files, dir).is_some());
        let nearest = root.parent().unwrap_or(root);
        let relative = |from: &Path, to: &Path| to.strip_prefix(from).unwrap_or(to).display().to_string();
        let (folder, options) = match (&project.set.config, &project.set.why) {
            (Some(config), _) => {
                // A schema that the configuration does not name is named here.
                let folder = config.parent().unwrap_or(nearest).to_owned();
                let names = project.config.as_ref().is_some_and(|config| config.names_schema);
                let schema = ["--schema".to_owned(), relative(&folder, root)];
                (folder, if names { Vec::new() } else { schema.to_vec() })
            }
            (None, GroupedBy::PackageJson(path)) => {
                let folder = if files.is_dir(path) { Some(path.as_path()) } else { path.parent() };
                (folder.unwrap_or(nearest).to_owned(), Vec::new())
            }
            _ => {
                let folder = package.unwrap_or(nearest).to_owned();
                let schema = ["--schema".to_owned(), relative(&folder, root)];
                (folder, schema.to_vec())
            }
        };
        let manager = ancestors(&folder.join("_")).find_map(|dir| {
            let has = |name: &str| dir.join(name).is_file();
            LOCK_FILES.iter().find(|(name, _)| has(name)).map(|(_, command)| *command)
        });
        let program = manager.unwrap_or(&NPX).iter().chain(&["prisma"]).map(|it| (*it).to_owned()).collect();
        PrismaCommand { folder, program, options }
    }

    /// The words of a command of Prisma: `npx --no-install prisma migrate deploy`.
    pub(super) fn words(&self, arguments: &[&str]) -> Vec<String> {
        let arguments = arguments.iter().map(|it| (*it).to_owned());
        self.program.iter().cloned().chain(arguments).chain(self.options.iter().cloned()).collect()
    }

    /// The command as the user can type it.
    pub(super) fn shown(&self, arguments: &[&str]) -> String {
        let quoted = |word: String| if word.contains(' ') { format!("\"{word}\"") } else { word };
        self.words(arguments).into_iter().map(quoted).collect::<Vec<_>>().join(" ")
    }
}
