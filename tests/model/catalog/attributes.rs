//! Attributes and functions: complete, consistent with the capabilities, and with examples that parse.

use std::collections::HashSet;

use model::catalog::attributes::{
    Attribute, AttributeParam, FieldKind, INDEX_FIELD_PARAMS, Place, attribute, block_attributes,
    field_attributes,
};
use model::catalog::capabilities::{Capabilities, providers_where};
use model::catalog::functions::{FUNCTIONS, FunctionContext, defaults_for, function};
use model::catalog::preview_features::preview_feature;
use model::catalog::{Provider, ProviderSet, Release, ScalarType};

use crate::catalog::assert_parses;

fn all() -> impl Iterator<Item = &'static Attribute> {
    field_attributes().iter().chain(block_attributes())
}

#[test]
fn every_attribute_is_there_once() {
    let names: Vec<&str> = all().map(|attribute| attribute.name).collect();
    let unique: HashSet<&str> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len());
    for name in [
        "@id",
        "@unique",
        "@default",
        "@updatedAt",
        "@map",
        "@relation",
        "@ignore",
        "@db",
        "@shardKey",
        "@@id",
        "@@unique",
        "@@index",
        "@@fulltext",
        "@@map",
        "@@schema",
        "@@ignore",
        "@@shardKey",
    ] {
        assert_eq!(attribute(name).map(|found| found.name), Some(name));
    }
    assert_eq!(attribute("@db.VarChar").map(|found| found.name), Some("@db"));
    assert!(
        attribute("@encrypted").is_none() && attribute("@@db.Text").is_none() && attribute("id").is_none()
    );
}

#[test]
fn attributes_are_documented_and_their_examples_parse() {
    for attribute in all() {
        assert!(attribute.docs.ends_with('.'), "{}", attribute.name);
        assert!(attribute.example.contains(attribute.name), "{}", attribute.name);
        assert_parses(&format!("model M {{\n  {}\n}}\n", attribute.example));
        assert_eq!(attribute.is_block(), attribute.fields.kinds.is_empty(), "{}", attribute.name);
        let mut names = HashSet::new();
        for param in attribute.params {
            assert!(names.insert(param.name), "{} {}", attribute.name, param.name);
            assert!(param.docs.ends_with('.'), "{} {}", attribute.name, param.name);
            assert!(param.replaced_by.is_none_or(|new| attribute.param(new).is_some()), "{}", param.name);
        }
        let unnamed = attribute.params.iter().filter(|param| param.unnamed).count();
        assert!(unnamed <= 1, "{}", attribute.name);
        for feature in attribute.params.iter().map(|param| param.preview).chain([attribute.preview]).flatten()
        {
            assert!(preview_feature(feature).is_some(), "{feature}");
        }
    }
}

#[test]
fn places() {
    let at = |place| -> String {
        all()
            .filter(|attribute| attribute.places.contains(&place))
            .map(|attribute| attribute.name)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(at(Place::ModelField), "@id @unique @default @updatedAt @map @relation @db @ignore @shardKey");
    assert_eq!(at(Place::ViewField), "@unique @default @updatedAt @map @relation @db @ignore @shardKey");
    assert_eq!(at(Place::CompositeField), "@default @map @db");
    assert_eq!(at(Place::EnumValue), "@map");
    assert_eq!(at(Place::Model), "@@id @@unique @@index @@fulltext @@map @@schema @@ignore @@shardKey");
    assert_eq!(at(Place::View), "@@unique @@map @@schema @@ignore @@shardKey");
    assert_eq!(at(Place::Enum), "@@map @@schema");
}

#[test]
fn providers_agree_with_the_capabilities() {
    let check = |providers: ProviderSet, holds: fn(&Capabilities) -> bool, what: &str| {
        assert_eq!(providers, providers_where(holds), "{what}");
    };
    let whole = |name| attribute(name).unwrap().providers;
    let param = |name, param| attribute(name).unwrap().param(param).unwrap().providers;
    let within = |name| INDEX_FIELD_PARAMS.iter().find(|param| param.name == name).unwrap().providers;
    check(whole("@@fulltext"), |c| c.full_text_index, "@@fulltext");
    check(whole("@@schema"), |c| c.multi_schema, "@@schema");
    check(whole("@@id"), |c| c.compound_ids, "@@id");
    check(whole("@shardKey"), |c| c.shard_keys, "@shardKey");
    check(whole("@@shardKey"), |c| c.shard_keys, "@@shardKey");
    check(param("@id", "map"), |c| c.named_primary_keys, "@id map");
    check(param("@id", "sort"), |c| c.sort_in_primary_key, "@id sort");
    check(param("@@id", "map"), |c| c.named_primary_keys, "@@id map");
    check(param("@relation", "map"), |c| c.named_foreign_keys, "@relation map");
    check(param("@default", "map"), |c| c.named_defaults, "@default map");
    check(param("@@index", "clustered"), |c| c.clustered, "clustered");
    check(param("@@index", "where"), |c| c.partial_indexes, "where");
    check(param("@unique", "where"), |c| c.partial_indexes, "where");
    check(within("length"), |c| c.length_prefix, "length");
    check(within("ops"), |c| c.operator_classes, "ops");
}

#[test]
fn where_came_with_partial_indexes() {
    let param: &AttributeParam = attribute("@@unique").unwrap().param("where").unwrap();
    assert!(!param.availability.contains(Release::new(6, 19)));
    assert!(param.availability.contains(Release::new(7, 4)));
    assert!(attribute("@@id").unwrap().param("where").is_none());
}

#[test]
fn fields_that_can_carry_an_attribute() {
    let scalar = |name, scalar, optional, list| {
        attribute(name).unwrap().fields.accepts_field(FieldKind::Scalar, Some(scalar), optional, list)
    };
    assert!(scalar("@updatedAt", ScalarType::DateTime, true, false));
    assert!(!scalar("@updatedAt", ScalarType::Int, false, false));
    assert!(!scalar("@updatedAt", ScalarType::DateTime, false, true));
    assert!(!scalar("@id", ScalarType::Int, true, false));
    assert!(scalar("@unique", ScalarType::Int, true, false));
    let needs = |name| attribute(name).unwrap().fields;
    assert!(needs("@relation").accepts_field(FieldKind::Relation, None, false, true));
    assert!(!needs("@map").accepts_field(FieldKind::Relation, None, false, false));
    assert!(!needs("@ignore").accepts_field(FieldKind::Unsupported, None, false, false));
}

#[test]
fn functions_are_documented_and_their_examples_parse() {
    let mut names = HashSet::new();
    for function in FUNCTIONS {
        assert!(names.insert(function.name), "{}", function.name);
        assert!(function.docs.ends_with('.'), "{}", function.name);
        assert!(function.example.contains(&format!("{}(", function.name)), "{}", function.name);
        let block = match function.context {
            FunctionContext::Configuration => "datasource db",
            FunctionContext::Default | FunctionContext::Index => "model M",
        };
        assert_parses(&format!("{block} {{\n  {}\n}}\n", function.example));
        assert!(function.params.iter().all(|param| param.docs.ends_with('.')), "{}", function.name);
    }
    assert_eq!(function("raw").unwrap().snippet(), "raw(\"$1\")");
    assert_eq!(function("uuid").unwrap().snippet(), "uuid()");
    assert!(function("UUID").is_none());
}

#[test]
fn functions_to_offer_as_defaults() {
    let check = |provider, scalar, expected: &str| {
        let found: Vec<&str> = defaults_for(provider, scalar).map(|function| function.name).collect();
        assert_eq!(found.join(" "), expected, "{provider} {scalar:?}");
    };
    check(Provider::Postgresql, Some(ScalarType::Int), "autoincrement dbgenerated");
    check(Provider::Postgresql, Some(ScalarType::String), "uuid cuid ulid nanoid dbgenerated");
    check(Provider::Postgresql, Some(ScalarType::DateTime), "now dbgenerated");
    check(Provider::Postgresql, None, "dbgenerated");
    check(Provider::Cockroachdb, Some(ScalarType::Int), "dbgenerated sequence");
    check(Provider::Cockroachdb, Some(ScalarType::BigInt), "autoincrement dbgenerated sequence");
    check(Provider::Mongodb, Some(ScalarType::String), "uuid cuid ulid nanoid auto");
    check(Provider::Mongodb, Some(ScalarType::Int), "");
}
