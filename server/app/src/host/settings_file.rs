//! A new `prisma-lens.toml`: its text, and where it goes.

use std::path::{Path, PathBuf};

use model::project::{Files, SETTINGS_FILE, ancestors};

/// A configuration in which everything is explained and nothing but the preset is set.
pub const NEW_SETTINGS_FILE: &str = r#"# Configuration of Prisma Lens. `prisma-lens config` shows what is in force and why.

# Lay this file over another one; without it, a nested prisma-lens.toml replaces the outer one.
# extends = "../prisma-lens.toml"

# Which rules are on: "minimal", "recommended" or "strict".
preset = "recommended"

# The version of Prisma to check for. By default it is read from what is installed, the lock file or package.json.
# prismaVersion = "6.19"

# Schema files that are neither checked nor formatted, relative to this file.
# exclude = ["prisma/legacy/**"]

# When `prisma-lens check` fails: the level, or the number of warnings that is accepted.
# failOn = "warning"
# maxWarnings = 0

# Known findings that are not reported. `prisma-lens check --write-baseline` writes the file.
# baseline = "prisma-lens-baseline.json"

# Levels and options of rules, of groups and of patterns. `prisma-lens rules` lists them.
[rules]
# fk-missing-index = "error"
# "*-created-at" = "off"
# naming = "info"
# float-money = { level = "error", exempt = ["Legacy*", "Order.rate"] }

# Other rules for some files.
# [[overrides]]
# paths = ["prisma/reporting/**"]
# preset = "minimal"

# [format]
# indent = 2

# Where `migrate run` applies migrations. URLs themselves do not belong here.
# [environments.staging]
# url = { env = "STAGING_DATABASE_URL" }
# confirm = true
"#;

/// Where a new `prisma-lens.toml` for what is in the folder `root` goes: beside the nearest `package.json` inside the workspace folder
/// that holds it, else into that workspace folder, else into `root`.
pub fn new_settings_path(files: &dyn Files, root: &Path, folders: &[PathBuf]) -> PathBuf {
    let workspace =
        folders.iter().filter(|folder| root.starts_with(folder)).max_by_key(|it| it.as_os_str().len());
    let inside = root.join("_");
    let mut inside =
        ancestors(&inside).take_while(|dir| workspace.is_none_or(|folder| dir.starts_with(folder)));
    let package = inside.find(|dir| files.read(&dir.join("package.json")).is_some());
    package.or(workspace.map(PathBuf::as_path)).unwrap_or(root).join(SETTINGS_FILE)
}
