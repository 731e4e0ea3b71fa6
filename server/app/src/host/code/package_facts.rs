//! What the package around a file of code tells of how it runs.

use std::path::Path;

use model::project::{Files, PackageJson, ancestors};
use queries::rules::Facts;

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

/// What the nearest package of the file at `path` tells.
pub(crate) fn facts_of(files: &dyn Files, path: &Path) -> Facts {
    let Some((dir, json)) = ancestors(path).find_map(|dir| Some((dir, PackageJson::in_dir(files, dir)?)))
    else {
        return Facts::default();
    };
    let has = |package: &str| json.range_of(package).is_some();
    let is_serverless = SERVERLESS_PACKAGES.iter().any(|package| has(package))
        || SERVERLESS_FILES.iter().any(|name| files.read(&dir.join(name)).is_some());
    Facts { uses_next: has("next"), is_serverless }
}
