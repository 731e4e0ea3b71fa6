//! Which models the schemas of a workspace have.

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;

use base::text::uncapitalized;
use model::project::{Files, SchemaSet};
use model::schema::SchemaFile;
use model::schema::item::ModelKind;
use rustc_hash::{FxHashSet, FxHasher};

/// The models of each schema of a workspace, as the client calls them.
#[derive(Debug, Default)]
pub(super) struct ModelNames {
    by_schema: Vec<FxHashSet<String>>,
    /// Of each file of a schema, what its text was, and the models in it. It is parsed again only where that changed.
    by_file: BTreeMap<PathBuf, (u64, Vec<String>)>,
}

impl ModelNames {
    /// Whether the schema with this index has a model that the client calls so.
    pub(super) fn has(&self, schema: usize, delegate: &str) -> bool {
        self.by_schema.get(schema).is_some_and(|names| names.contains(delegate))
    }

    /// Reads the files of the schemas. Returns whether a schema has other models than before.
    pub(super) fn update(&mut self, files: &dyn Files, sets: &[SchemaSet]) -> bool {
        let mut before = std::mem::take(&mut self.by_file);
        // Code around a single schema asks that one, whatever it holds.
        let sets = if sets.len() > 1 { sets } else { &[] };
        let mut by_schema = Vec::with_capacity(sets.len());
        for set in sets {
            let mut names = FxHashSet::default();
            for path in &set.files {
                base::cancel::check();
                let Some(text) = files.read(path) else { continue };
                let hash = hash(&text);
                let known = before.remove(path).filter(|(of, _)| *of == hash);
                let found = known.map_or_else(|| models(&text), |(_, found)| found);
                names.extend(found.iter().cloned());
                self.by_file.insert(path.clone(), (hash, found));
            }
            by_schema.push(names);
        }
        let is_different = by_schema != self.by_schema;
        self.by_schema = by_schema;
        is_different
    }
}

fn models(text: &str) -> Vec<String> {
    let file = SchemaFile::new(text);
    let models =
        file.items().iter().filter(|item| item.model().is_some_and(|model| model.kind == ModelKind::Model));
    models.map(|item| uncapitalized(item.name())).collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
