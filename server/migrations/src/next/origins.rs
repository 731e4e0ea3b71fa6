//! The contracts that the next migration of Prisma 8 may start from.
//!
//! `prisma migration plan` starts from the contract of the reference `db`, which commands for development move along, else from a
//! contract that is named. Migrations are a graph: each leads from one contract to another, and the last ones are those that no
//! migration leads on from.

use std::path::{Path, PathBuf};

use model::project::{ContractEnums, Files};
use serde_json::Value;

/// The most migrations that are read. Of longer histories nothing is said.
const MOST_MIGRATIONS: usize = 2_000;

/// The most contracts that are read.
const MOST_ORIGINS: usize = 8;

/// The folder of the migrations of an application, beside those of extensions.
const APPLICATION: &str = "app";

/// A migration: the contracts before and after it.
struct Edge {
    from: Option<String>,
    to: String,
}

/// The contracts that the next plan may start from, the likeliest first: that of the reference `db`, and the last ones that
/// migrations lead to from there. None where one of them cannot be read.
///
/// `folder` is the folder with migrations of Prisma 8.
pub fn plan_origins(files: &dyn Files, folder: &Path) -> Vec<ContractEnums> {
    let Some(edges) = edges(files, &folder.join(APPLICATION)) else { return Vec::new() };
    let reference = folder.join(APPLICATION).join("refs").join("db.json");
    let reference = text(files, &reference, "hash");
    let read = |hash: String| {
        // It names a folder.
        let is_hash = !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let path = folder.join("snapshots").join(&hash).join("contract.json");
        is_hash.then(|| files.read(&path)).flatten().and_then(|text| ContractEnums::parse(&text))
    };
    let hashes = origins(&edges, reference);
    if hashes.len() > MOST_ORIGINS {
        return Vec::new();
    }
    hashes.into_iter().map(read).collect::<Option<Vec<ContractEnums>>>().unwrap_or_default()
}

/// The hashes of these contracts.
fn origins(edges: &[Edge], reference: Option<String>) -> Vec<String> {
    let Some(reference) = reference else {
        return lasts(edges, edges.iter().map(|edge| &edge.to));
    };
    let mut reached = vec![&reference];
    let mut at = 0;
    while let Some(hash) = reached.get(at).copied() {
        for edge in edges.iter().filter(|edge| edge.from.as_ref() == Some(hash)) {
            if !reached.contains(&&edge.to) {
                reached.push(&edge.to);
            }
        }
        at += 1;
    }
    let mut found = lasts(edges, reached.into_iter());
    match found.len() {
        // Migrations that lead back have no last one.
        0 => Vec::new(),
        1 if found.first() != Some(&reference) => {
            found.push(reference);
            found
        }
        1 => found,
        _ => {
            found.insert(0, reference);
            found
        }
    }
}

/// Those of the contracts that no migration leads on from.
fn lasts<'e>(edges: &[Edge], hashes: impl Iterator<Item = &'e String>) -> Vec<String> {
    let mut found: Vec<String> = hashes
        .filter(|hash| !edges.iter().any(|edge| edge.from.as_ref() == Some(*hash) && edge.to != **hash))
        .cloned()
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The migrations of an application; `None` where there are too many.
fn edges(files: &dyn Files, folder: &Path) -> Option<Vec<Edge>> {
    let mut manifests: Vec<PathBuf> = files.list(folder);
    manifests.sort();
    if manifests.len() > MOST_MIGRATIONS {
        return None;
    }
    let edge = |folder: PathBuf| {
        let manifest = json(files, &folder.join("migration.json"))?;
        let field = |name: &str| manifest.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Edge { from: field("from"), to: field("to")? })
    };
    Some(manifests.into_iter().filter_map(edge).collect())
}

fn text(files: &dyn Files, path: &Path, field: &str) -> Option<String> {
    json(files, path)?.get(field)?.as_str().map(str::to_owned)
}

fn json(files: &dyn Files, path: &Path) -> Option<Value> {
    serde_json::from_str(&files.read(path)?).ok()
}
