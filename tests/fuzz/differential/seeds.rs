//! The schemas that are changed.

use std::path::{Path, PathBuf};

use anyhow::Context;
use model::catalog::Provider;
use serde::Deserialize;

use crate::files;
use crate::options::Options;

/// Real schemas above this size, in bytes, take too long for what they add.
const MAX_SIZE: usize = 40_000;

/// The seeds for a provider: our own, and on request the real ones of the corpus beside the repository.
pub fn read(options: &Options) -> anyhow::Result<Vec<String>> {
    let root = support::root();
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
        seeds.extend(corpus(&root.join("../shared/corpus"), options));
    }
    Ok(seeds)
}

/// The schemas of a text, parted by lines of dashes.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("// ----\n")
}

/// The schemas of recorded cases: objects with `files`, pairs of a name and a text.
pub fn cases(path: &Path) -> anyhow::Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Case {
        files: Vec<(String, String)>,
    }
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let cases: Vec<Case> = serde_json::from_str(&text)?;
    let joined = cases.into_iter().map(|case| match case.files.as_slice() {
        [(_, only)] => only.clone(),
        files => files.iter().map(|(name, text)| format!("{}{name}\n{text}\n", files::MARK)).collect(),
    });
    Ok(joined.collect())
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

/// The schemas that the corpus lists for a provider, each the text of all its files.
fn corpus(folder: &Path, options: &Options) -> Vec<String> {
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap_or_default();
    let roots = index.lines().skip(1).filter_map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let [project, _, provider, _, _, _, root, ..] = columns.as_slice() else { return None };
        (Provider::parse(provider) == Some(options.provider)).then(|| (folder.join(project), *root))
    });
    let texts = roots.map(|(project, root)| {
        let path = project.join(root);
        if !root.ends_with('/') {
            return std::fs::read_to_string(&path).unwrap_or_default();
        }
        let mut paths = Vec::new();
        collect(&path, &mut paths);
        let named = paths.iter().filter_map(|path| {
            let text = std::fs::read_to_string(path).ok()?;
            Some(format!("{}{}\n{text}\n", files::MARK, path.file_name()?.display()))
        });
        named.collect()
    });
    let fits = |text: &String| !text.is_empty() && text.len() < MAX_SIZE;
    texts.map(|text| without_addresses(&text, options)).filter(fits).collect()
}

/// The text without the lines of the datasource that the reference of this version refuses.
fn without_addresses(text: &str, options: &Options) -> String {
    if options.version.major < 7 {
        return text.to_owned();
    }
    let refused = ["url", "directUrl", "shadowDatabaseUrl"];
    let is_kept = |line: &&str| {
        let key = line.split('=').next().unwrap_or("").trim();
        !(line.contains('=') && refused.contains(&key))
    };
    text.split_inclusive('\n').filter(is_kept).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("migrations") {
            collect(&path, into);
        } else if path.extension().is_some_and(|it| it == "prisma") {
            into.push(path);
        }
    }
    into.sort();
}
