//! Where the statistics of a project's database are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::statistics::Statistics;
use ::statistics::format::STATISTICS_PATH;
use base::text::Span;
use base::{Anchor, Finding, Level, Origin};
use model::project::{Files, SETTINGS_CODE, SETTINGS_FILE, ancestors};

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

/// The statistics of the project at a path. A file that cannot be read is a problem.
pub(super) fn read_statistics(
    files: &dyn Files,
    path: &Path,
    problems: &mut Vec<Finding>,
) -> Option<Arc<Statistics>> {
    let inside = path.join("_");
    let mut found = ancestors(&inside).map(|folder| folder.join(STATISTICS_PATH));
    let (path, read) = found.find_map(|path| {
        let read = match files.read(&path) {
            Some(text) => Statistics::read(&text),
            None => Err(files.why_unreadable(&path)?),
        };
        Some((path, read))
    })?;
    match read {
        Ok(statistics) => Some(Arc::new(statistics)),
        Err(message) => {
            let anchor = Anchor::file(path.as_path(), Span::new(0, 0));
            let message = format!("The statistics of the database cannot be read: {message}");
            problems.push(Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Warning, anchor, message));
            None
        }
    }
}
