//! The contracts that the next migration of Prisma 8 may start from.

use std::path::Path;

use migrations::next::plan_origins;
use model::project::MemoryFiles;
use serde_json::json;

/// A folder of migrations: each leads from one contract to another, and `db` is the reference. Contract `a` has an enum with the
/// value `a`, and so on.
fn folder(edges: &[(&str, &str)], db: Option<&str>) -> MemoryFiles {
    let mut files = MemoryFiles::new();
    for (at, (from, to)) in edges.iter().enumerate() {
        let from = (!from.is_empty()).then_some(from);
        let manifest = json!({ "from": from, "to": to, "migrationHash": "0" }).to_string();
        files.insert(format!("/m/app/2026_{at}/migration.json"), manifest);
    }
    if let Some(hash) = db {
        files.insert("/m/app/refs/db.json", json!({ "hash": hash, "invariants": [] }).to_string());
    }
    for hash in ["a", "b", "c", "d"] {
        let enums = json!({ "E": { "members": [hash] } });
        let contract =
            json!({ "storage": { "namespaces": { "public": { "entries": { "native_enum": enums } } } } });
        files.insert(format!("/m/snapshots/{hash}/contract.json"), contract.to_string());
    }
    files
}

/// The contracts, by the values that they have.
fn origins(files: &MemoryFiles) -> String {
    let found = plan_origins(files, Path::new("/m"));
    found.iter().flat_map(|it| it.values(None, "E").unwrap()).cloned().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_reference_and_what_migrations_lead_to() {
    let line = &[("", "a"), ("a", "b"), ("b", "c")];
    assert_eq!(origins(&folder(line, None)), "c");
    assert_eq!(origins(&folder(line, Some("c"))), "c");
    // The reference lags: migrations were applied since.
    assert_eq!(origins(&folder(line, Some("a"))), "c a");
    // It is ahead of the migrations.
    assert_eq!(origins(&folder(line, Some("d"))), "d");
    let fork = &[("", "a"), ("a", "b"), ("a", "c")];
    assert_eq!(origins(&folder(fork, None)), "b c");
    assert_eq!(origins(&folder(fork, Some("a"))), "a b c");
    assert_eq!(origins(&folder(fork, Some("b"))), "b");
    assert_eq!(origins(&folder(&[], Some("d"))), "d");
    assert_eq!(origins(&folder(&[], None)), "");
}

#[test]
fn what_is_unclear_gives_none() {
    // A migration back.
    let circle = &[("", "a"), ("a", "b"), ("b", "a")];
    assert_eq!(origins(&folder(circle, Some("a"))), "");
    // A contract without a snapshot, one that cannot be read, and a hash that is none.
    let line = &[("", "a"), ("a", "b")];
    assert_eq!(origins(&folder(line, Some("e"))), "");
    assert_eq!(origins(&folder(line, Some("../a"))), "");
    let mut files = folder(line, None);
    files.insert("/m/snapshots/b/contract.json", "{ \"storage\": ");
    assert_eq!(origins(&files), "");
}
