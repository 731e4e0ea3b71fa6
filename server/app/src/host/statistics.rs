//! Where the statistics of a project's database are.

use std::path::{Path, PathBuf};

use ::statistics::format::STATISTICS_PATH;
use model::project::{Files, SETTINGS_FILE, ancestors};

/// The `.prisma-lens/stats.json` of the project at a path: the nearest one in the folders above it. Where there is none, the place of
/// a new one: beside the nearest `prisma-lens.toml`, else the nearest `package.json`, else in the folder itself.
pub fn statistics_path(files: &dyn Files, path: &Path) -> PathBuf {
    let inside = path.join("_");
    let folder_with = |name: &str| ancestors(&inside).find(|folder| files.read(&folder.join(name)).is_some());
    let folder = [STATISTICS_PATH, SETTINGS_FILE, "package.json"].into_iter().find_map(folder_with);
    let own = || match path.extension() {
        Some(_) => path.parent().unwrap_or(path),
        None => path,
    };
    model::project::normalize(&folder.unwrap_or_else(own).join(STATISTICS_PATH))
}
