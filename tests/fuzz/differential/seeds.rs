//! The schemas that are changed.

use std::path::Path;

use anyhow::Context;
use prisma_lens::schema::catalog::Provider;

use crate::options::Options;

/// Real schemas above this size, in bytes, take too long for what they add.
const MAX_SIZE: usize = 12_000;

/// The seeds for a provider: our own, and on request the real ones of the corpus beside the repository.
pub fn read(options: &Options) -> anyhow::Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = options.provider.name();
    let mut seeds = Vec::new();
    for file in ["common", name] {
        let path = root.join(format!("tests/fuzz/seeds/{file}.prisma"));
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        // Parts between lines of dashes are schemas of their own, each below the same configuration.
        let is_mongodb = options.provider == Provider::Mongodb;
        for part in parts(&text).filter(|_| file != "common" || !is_mongodb) {
            seeds.push(format!("{}{part}", configuration(options)));
        }
    }
    if options.corpus {
        let folder = root.join("../shared/corpus");
        let mut files = Vec::new();
        collect(&folder, &mut files);
        let fits = |text: &String| {
            text.len() < MAX_SIZE && text.contains(&format!("\"{name}\"")) && text.contains("datasource ")
        };
        seeds.extend(files.into_iter().filter_map(|path| std::fs::read_to_string(path).ok()).filter(fits));
    }
    Ok(seeds)
}

/// The schemas of a text, parted by lines of dashes.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("// ----\n")
}

fn configuration(options: &Options) -> String {
    let url = if options.version.major < 7 { "  url      = env(\"DATABASE_URL\")\n" } else { "" };
    let mut features = vec!["views"];
    match options.provider {
        Provider::Postgresql => features.extend(["postgresqlExtensions", "fullTextSearchPostgres"]),
        Provider::Mysql => features.push("shardKeys"),
        _ => {}
    }
    if options.version.major >= 7 {
        features.push("partialIndexes");
    }
    let features: Vec<String> = features.iter().map(|feature| format!("\"{feature}\"")).collect();
    format!(
        "datasource db {{\n  provider = \"{}\"\n{url}}}\n\ngenerator client {{\n  provider        = \"prisma-client\"\n  output          = \"../generated\"\n  previewFeatures = [{}]\n}}\n\n",
        options.provider.name(),
        features.join(", ")
    )
}

fn collect(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|it| it == "prisma") {
            into.push(path);
        }
    }
    into.sort();
}
