//! The migrations of Prisma 8, which are recognised and left alone. Only the contracts that a plan starts from are read.
//!
//! A migration is a folder with `migration.ts`, and what that makes: `migration.json` and `ops.json`. Migrations are in a folder for
//! each contract, such as `migrations/app`, beside `migrations/snapshots` with the contracts between them.

mod origins;

pub use origins::plan_origins;

use std::path::Path;

use model::project::{Files, name};

/// The files of a migration that Prisma 8 writes.
const PACKAGE_FILES: [&str; 2] = ["migration.json", "ops.json"];

/// Whether a folder has migrations of Prisma 8.
pub fn is_at(files: &dyn Files, folder: &Path) -> bool {
    files.list(folder).iter().any(|entry| is_part(files, entry))
}

/// Whether an entry of a folder of migrations is of Prisma 8: a migration, those of a contract, or the snapshots.
pub fn is_part(files: &dyn Files, entry: &Path) -> bool {
    if is_package(files, entry) {
        return true;
    }
    let inside = files.list(entry);
    match name(entry) {
        "snapshots" => inside.iter().any(|snapshot| files.read(&snapshot.join("contract.json")).is_some()),
        _ => inside.iter().any(|path| is_package(files, path) || is_references(files, path)),
    }
}

fn is_package(files: &dyn Files, folder: &Path) -> bool {
    PACKAGE_FILES.iter().any(|file| files.read(&folder.join(file)).is_some())
}

/// `refs`, with the contracts that databases have.
fn is_references(files: &dyn Files, folder: &Path) -> bool {
    name(folder) == "refs" && files.list(folder).iter().any(|path| name(path).ends_with(".json"))
}
