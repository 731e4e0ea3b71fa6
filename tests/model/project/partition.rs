//! Which files are one schema does not depend on which of them is asked about, in any folders.

use std::path::{Path, PathBuf};

use model::project::{MemoryFiles, discover, schema_of};
use support::random::Random;

const FOLDERS: [&str; 6] =
    ["/app", "/app/prisma", "/app/prisma/models", "/app/other", "/app/packages/a", "/app/packages/a/prisma"];
const NAMES: [&str; 4] = ["schema.prisma", "post.prisma", "user.prisma", "generated.prisma"];
const TEXTS: [&str; 5] = [
    "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n}\n",
    "model B {\n  id Int @id\n  c C?\n}\n",
    "model C {\n  id Int @id\n}\n",
    "generator client {\n  provider = \"prisma-client\"\n}\n",
    "",
];
const NAMED: [&str; 7] = [
    ".",
    "prisma",
    "prisma/schema.prisma",
    "schema.prisma",
    "prisma/models",
    "./other/post.prisma",
    "nothing",
];

/// A project that nobody would set up. At most one configuration names a schema: two may name the same files, and then Prisma takes
/// these for part of both.
fn project(random: &mut Random) -> (MemoryFiles, Vec<PathBuf>) {
    let mut files = MemoryFiles::new();
    let mut schemas = Vec::new();
    let mut names_one = false;
    for folder in FOLDERS {
        for name in NAMES {
            if random.below(3) == 0 {
                let path = PathBuf::from(folder).join(name);
                files.insert(&path, TEXTS[random.below(TEXTS.len())]);
                schemas.push(path);
            }
        }
        let named = NAMED[random.below(NAMED.len())];
        let kind = random.below(8);
        if kind < 3 && std::mem::replace(&mut names_one, true) {
            continue;
        }
        match kind {
            0 => files.insert(
                format!("{folder}/prisma.config.ts"),
                format!("export default {{ schema: '{named}' }}\n"),
            ),
            1 => files.insert(format!("{folder}/prisma.config.ts"), "export default {}\n"),
            2 => files.insert(
                format!("{folder}/package.json"),
                format!("{{ \"prisma\": {{ \"schema\": \"{named}\" }} }}\n"),
            ),
            3 => files.insert(format!("{folder}/package.json"), "{}\n"),
            _ => {}
        }
    }
    (files, schemas)
}

#[test]
fn files_of_a_schema_name_the_same_schema() {
    let roots = [PathBuf::from("/app")];
    let mut failed = Vec::new();
    for seed in 1..200 {
        let (files, schemas) = project(&mut Random::new(seed));
        let of = |file: &Path| schema_of(&files, file, &roots);
        for file in &schemas {
            let set = of(file);
            assert!(set.files.contains(file), "seed {seed}: {} is not in its own schema", file.display());
            for other in &set.files {
                let its = of(other);
                if its.files != set.files {
                    failed.push(format!(
                        "seed {seed}: {} has {:?}, {} has {:?}",
                        file.display(),
                        set.files,
                        other.display(),
                        its.files
                    ));
                }
            }
        }
        // Found together, each file is in one of them.
        let mut all: Vec<PathBuf> = discover(&files, &roots).into_iter().flat_map(|set| set.files).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        if all.len() != count {
            failed.push(format!("seed {seed}: {count} files in schemas, {} different", all.len()));
        }
    }
    assert!(failed.is_empty(), "{} fail: {:#?}", failed.len(), &failed[..failed.len().min(6)]);
}
