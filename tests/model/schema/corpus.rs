//! References and renamings over real schemas.

use std::sync::Arc;

use base::Place;
use model::project::PrismaVersion;
use model::schema::item::{Attribute, Field};
use model::schema::references::{Definition, definition_at, mentions, references};
use model::schema::rename::{DatabaseNames, RenameError, rename};
use model::schema::{FieldType, File, Schema, SchemaFile};
use support::corpus::{RealSchema, real_schemas};

use super::rename::apply;
use super::shape::database_shape;

/// Each schema of the corpus with its name.
fn corpus() -> Vec<(String, Schema)> {
    let read = |real: RealSchema| {
        let files = real.files().into_iter();
        let files = files.map(|(name, text)| (name.into(), Arc::new(SchemaFile::new(&text))));
        (real.name, Schema::new(files.collect(), PrismaVersion::default()))
    };
    real_schemas().into_iter().map(read).collect()
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
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
                for segment in path.segments() {
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

/// Renames every `every`th thing that a schema declares, of one schema after the other.
fn rename_and_back(every: usize) {
    let (mut renamed, mut refused, mut at) = (0, 0, 0);
    for (root, schema) in corpus() {
        let shape = database_shape(&schema);
        let mentions = schema.items().flat_map(|(id, _)| mentions(&schema, id));
        let all: Vec<Definition> = mentions
            .filter(|it| it.is_declaration || matches!(it.definition, Definition::RelationName { .. }))
            .map(|it| it.definition)
            .collect();
        for definition in &all {
            at += 1;
            if at % every != 0 {
                continue;
            }
            for database in [DatabaseNames::Keep, DatabaseNames::Follow] {
                match renamed_and_back(&schema, definition, database) {
                    Ok(after) => {
                        let is_kept = database == DatabaseNames::Follow || database_shape(&after) == shape;
                        assert!(is_kept, "{root}: {definition:?}");
                        renamed += 1;
                    }
                    Err(error) => {
                        let is_about_database = matches!(
                            error,
                            RenameError::JoinColumns { .. }
                                | RenameError::JoinTable(_)
                                | RenameError::DatabaseSchema(_)
                        );
                        assert!(is_about_database && database == DatabaseNames::Keep, "{root}: {error}");
                        refused += 1;
                    }
                }
            }
        }
    }
    println!("{renamed} renamed, {refused} refused");
}

/// The schema with another name, after the way back to the old one has been tried.
fn renamed_and_back(
    schema: &Schema,
    definition: &Definition,
    database: DatabaseNames,
) -> Result<Schema, RenameError> {
    let old = definition.name(schema);
    let new = format!("{old}_renamed");
    let edits = rename(schema, definition, &new, database)?.into_edits();
    let after = apply(schema, &edits);
    let moved = match definition {
        Definition::RelationName { models, .. } => Definition::relation_name(&new, models.0, models.1),
        Definition::DatabaseSchema(_) => Definition::DatabaseSchema(new.as_str().into()),
        other => other.clone(),
    };
    assert_eq!(references(&after, &moved).len(), references(schema, definition).len(), "{old}");
    assert_eq!(moved.name(&after), new);
    for (before, after) in schema.files().iter().zip(after.files()) {
        let broken = |file: &File| {
            let trees = file.content.source().trees();
            trees.filter(|tree| tree.root().unwrap().to_sexp().contains("unexpected")).count()
        };
        assert_eq!(broken(before), broken(after), "{old}");
    }
    let edits = rename(&after, &moved, &old, database).unwrap().into_edits();
    let back = apply(&after, &edits);
    // What maps to its own name needs no mapping, so that one is not put back.
    if database == DatabaseNames::Follow || !is_mapped_to_itself(schema, definition) {
        for (before, back) in schema.files().iter().zip(back.files()) {
            assert_eq!(text(before), text(back), "{old}");
        }
    }
    Ok(after)
}

fn is_mapped_to_itself(schema: &Schema, definition: &Definition) -> bool {
    let is_own = |attributes: &[Attribute]| {
        let map = attributes
            .iter()
            .find(|it| it.name() == "map")
            .and_then(|it| it.named_or_first("name")?.as_str());
        map == Some(&definition.name(schema))
    };
    match definition {
        Definition::Item(id) => is_own(schema.item(*id).unwrap().attributes()),
        Definition::Field(id) => is_own(&schema.field(*id).unwrap().attributes),
        Definition::EnumValue(id) => is_own(&schema.enum_value(*id).unwrap().attributes),
        _ => false,
    }
}

fn text(file: &File) -> String {
    file.content.source().source().to_string()
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn real_schemas_survive_renaming() {
    rename_and_back(53);
}

#[test]
#[ignore = "minutes: `cargo test --test suite real_schemas_survive_every -- --ignored`"]
fn real_schemas_survive_every_renaming() {
    rename_and_back(1);
}
