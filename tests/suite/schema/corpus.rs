//! References and renamings over real schemas, where these are at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use prisma_lens::project::PrismaVersion;
use prisma_lens::schema::item::Field;
use prisma_lens::schema::references::{Definition, definition_at, mentions, references};
use prisma_lens::schema::rename::{RenameError, rename};
use prisma_lens::schema::{FieldType, File, Place, Schema, SchemaFile};

use super::rename::apply;
use super::shape::database_shape;

/// Each schema of the corpus, where there is one.
fn corpus() -> Vec<(String, Schema)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(index) = fs::read_to_string(corpus.join("INDEX.tsv")) else { return Vec::new() };
    let roots = index.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        corpus.join(columns[0]).join(columns[6])
    });
    let read = |root: PathBuf| {
        let mut files = Vec::new();
        collect(&root, &mut files);
        files.sort();
        let files = files.into_iter().map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name: Arc<str> = path.to_string_lossy().into();
            (name, Arc::new(SchemaFile::new(&text)))
        });
        (root.display().to_string(), Schema::new(files.collect(), PrismaVersion::default()))
    };
    roots.map(read).collect()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap().flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|it| it == "prisma") {
        files.push(path.to_owned());
    }
}

#[test]
fn on_real_schemas_each_name_is_among_the_references_of_what_it_stands_for() {
    let mut names = 0;
    for (root, schema) in corpus() {
        // Every seventh item, since each name looks through all that may name the same.
        for (id, _) in schema.items().filter(|(id, _)| id.0 % 7 == 0) {
            for mention in mentions(&schema, id) {
                let found = references(&schema, &mention.definition);
                let place = Place::new(id, mention.span);
                assert!(found.iter().any(|it| it.place == place), "{root}: {mention:?}");
                assert!(found.is_sorted(), "{root}: {mention:?}");
                let name = mention.definition.name(&schema);
                for reference in &found {
                    let text = schema.text(reference.place.item);
                    assert_eq!(reference.place.span.of(&text), name, "{root}");
                }
                let declared = found.iter().find(|it| it.is_declaration).map(|it| it.place);
                assert_eq!(declared, mention.definition.declaration(&schema));
                names += 1;
            }
        }
        for (id, item) in schema.items() {
            let Some(model) = item.model() else { continue };
            // Every name in a list of fields leads somewhere, unless the model that it should be in is missing.
            let columns = model.keys.iter().flat_map(|key| &key.columns).map(|column| &column.path);
            let is_known = |field: &&Field| matches!(schema.type_of(field), FieldType::Model(_));
            let relations = model.fields.iter().filter(is_known).filter_map(|field| field.relation.as_ref());
            let keys = relations.flat_map(|it| it.fields.iter().chain(&it.references).flatten());
            for path in columns.chain(keys) {
                for segment in &path.segments {
                    let found = definition_at(&schema, id, segment.span.start);
                    let is_field =
                        matches!(&found, Some((Definition::Field(_), place)) if place.span == segment.span);
                    assert!(is_field, "{root}: {path:?} in {}: {found:?}", item.name());
                }
            }
        }
    }
    println!("{names} names");
}

#[test]
fn on_real_schemas_every_renaming_keeps_the_database() {
    let (mut renamed, mut refused) = (0, 0);
    for (root, schema) in corpus() {
        let shape = database_shape(&schema);
        let all: Vec<Definition> = schema
            .items()
            .flat_map(|(id, _)| mentions(&schema, id))
            .filter(|mention| mention.is_declaration)
            .map(|mention| mention.definition)
            .collect();
        let step = (all.len() / 12).max(1);
        for definition in all.iter().step_by(step) {
            let old = definition.name(&schema);
            let new = format!("{old}_renamed");
            let edits = match rename(&schema, definition, &new) {
                Ok(edits) => edits,
                Err(error) => {
                    assert!(
                        matches!(error, RenameError::JoinColumns { .. } | RenameError::NoName(_)),
                        "{root}: {error}"
                    );
                    refused += 1;
                    continue;
                }
            };
            let after = apply(&schema, &edits);
            assert!(database_shape(&after) == shape, "{root}: {old}");
            let count = references(&schema, definition).len();
            assert_eq!(references(&after, definition).len(), count, "{root}: {old}");
            assert_eq!(definition.name(&after), new);
            for (before, after) in schema.files().iter().zip(after.files()) {
                let broken = |file: &File| {
                    let blocks = file.content.source().blocks().iter();
                    blocks.filter(|block| block.root().unwrap().to_sexp().contains("unexpected")).count()
                };
                assert_eq!(broken(before), broken(after), "{root}: {old}");
            }
            renamed += 1;
        }
    }
    println!("{renamed} renamed, {refused} refused");
}
