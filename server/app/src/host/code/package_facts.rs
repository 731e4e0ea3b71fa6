//! What the package around a file of code tells of how it runs.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use model::project::{Files, PackageJson, ancestors};
use queries::rules::Facts;
use rustc_hash::FxHashMap;

/// Files that say that code is deployed to functions.
const SERVERLESS_FILES: [&str; 6] =
    ["vercel.json", "netlify.toml", "serverless.yml", "serverless.ts", "wrangler.toml", "wrangler.jsonc"];
/// Packages that only functions need.
const SERVERLESS_PACKAGES: [&str; 7] = [
    "@vercel/functions",
    "@netlify/functions",
    "@types/aws-lambda",
    "aws-lambda",
    "serverless",
    "sst",
    "@cloudflare/workers-types",
];

/// What packages tell, each folder looked at once.
#[derive(Default)]
pub(super) struct PackageFacts {
    by_folder: RefCell<FxHashMap<PathBuf, Facts>>,
}

impl PackageFacts {
    /// What the nearest package of the file at `path` tells.
    pub(super) fn of(&self, files: &dyn Files, path: &Path) -> Facts {
        let folder = path.parent().unwrap_or(path);
        if let Some(known) = self.by_folder.borrow().get(folder) {
            return known.clone();
        }
        let facts = facts_of(files, path);
        self.by_folder.borrow_mut().insert(folder.to_owned(), facts.clone());
        facts
    }
}

/// What the nearest package of the file at `path` tells.
fn facts_of(files: &dyn Files, path: &Path) -> Facts {
    let Some((dir, json)) = ancestors(path).find_map(|dir| Some((dir, PackageJson::in_dir(files, dir)?)))
    else {
        return Facts::default();
    };
    let has = |package: &str| json.range_of(package).is_some();
    let is_serverless = SERVERLESS_PACKAGES.iter().any(|package| has(package))
        || SERVERLESS_FILES.iter().any(|name| files.read(&dir.join(name)).is_some());
    Facts { uses_next: has("next"), is_serverless }
}
