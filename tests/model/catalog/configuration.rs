//! Configuration blocks: keys, preview features, block keywords, binary targets.

use std::collections::HashSet;

use model::catalog::binary_targets::TARGETS;
use model::catalog::config_keys::{
    ConfigKey, Requirement, datasource_key, datasource_keys, generator_key, generator_keys,
};
use model::catalog::keywords::{KEYWORDS, in_dialect, keyword};
use model::catalog::preview_features::{FEATURES, FeatureVerdict, offered, preview_feature, verdict};
use model::catalog::{Provider, Release};

use crate::catalog::assert_parses;

const SIX: Release = Release::new(6, 19);
const SEVEN: Release = Release::new(7, 4);

#[test]
fn keys_are_documented_and_their_examples_parse() {
    let check = |block: &str, keys: &[ConfigKey]| {
        let mut names = HashSet::new();
        for key in keys {
            assert!(names.insert(key.name), "{}", key.name);
            assert!(key.docs.ends_with('.'), "{}", key.name);
            assert!(key.example.starts_with(&format!("{} = ", key.name)), "{}", key.name);
            assert_parses(&format!("{block} {{\n  {}\n}}\n", key.example));
            assert!(key.preview.is_none_or(|feature| preview_feature(feature).is_some()), "{}", key.name);
            let values: HashSet<&str> = key.known.iter().map(|known| known.value).collect();
            assert_eq!(values.len(), key.known.len(), "{}", key.name);
        }
    };
    check("datasource db", datasource_keys());
    check("generator client", generator_keys());
}

#[test]
fn urls_leave_the_datasource_with_prisma_7() {
    for name in ["url", "directUrl", "shadowDatabaseUrl"] {
        let key = datasource_key(name).unwrap();
        assert!(key.accepted(SIX, Some(Provider::Postgresql)), "{name}");
        assert!(!key.accepted(SEVEN, Some(Provider::Postgresql)), "{name}");
    }
    assert_eq!(datasource_key("url").unwrap().required, Requirement::Until(Release::V7));
    assert_eq!(datasource_key("referentialIntegrity").unwrap().replaced_by, Some("relationMode"));
}

#[test]
fn keys_by_provider_and_generator() {
    assert!(!datasource_key("schemas").unwrap().accepted(SIX, Some(Provider::Mysql)));
    assert!(!datasource_key("extensions").unwrap().accepted(SIX, Some(Provider::Cockroachdb)));
    assert!(datasource_key("extensions").unwrap().accepted(SIX, None));
    assert!(generator_key("runtime").unwrap().read_by("prisma-client"));
    assert!(!generator_key("runtime").unwrap().read_by("prisma-client-js"));
    assert!(generator_key("output").unwrap().read_by("zod-prisma"));
    let provider = datasource_key("provider").unwrap();
    for known in provider.known {
        assert!(Provider::parse(known.value).is_some(), "{}", known.value);
    }
}

#[test]
fn preview_features_by_release() {
    let names = |major, minor, provider| -> String {
        let all = offered(Release::new(major, minor), provider);
        all.map(|feature| feature.name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        names(5, 22, None),
        "nativeDistinct postgresqlExtensions relationJoins strictUndefinedChecks views metrics deno driverAdapters \
         fullTextIndex fullTextSearch multiSchema omitApi prismaSchemaFolder tracing"
    );
    assert_eq!(
        names(6, 8, None),
        "nativeDistinct postgresqlExtensions relationJoins strictUndefinedChecks views metrics driverAdapters \
         multiSchema queryCompiler"
    );
    assert_eq!(
        names(6, 19, None),
        "nativeDistinct postgresqlExtensions relationJoins schemaEngineDriverAdapters shardKeys \
         strictUndefinedChecks views"
    );
    assert_eq!(
        names(7, 10, None),
        "nativeDistinct partialIndexes postgresqlExtensions relationJoins schemaEngineDriverAdapters shardKeys \
         strictUndefinedChecks typedSql views"
    );
    assert!(names(6, 19, Some(Provider::Postgresql)).starts_with("fullTextSearchPostgres "));
    assert!(!names(6, 19, Some(Provider::Mysql)).contains("fullTextSearchPostgres"));
}

/// Each feature with the releases at which the validator's answer changes: `.` accepted, `w` finished, `d` deprecated,
/// `r` renamed, `e` unknown.
#[test]
fn what_prisma_says_of_a_preview_feature() {
    let (pg, mysql) = (Provider::Postgresql, Provider::Mysql);
    for (name, provider, expected) in [
        ("views", pg, ". . . . . ."),
        ("Views", pg, ". . . . . ."),
        ("typedSql", pg, ". . . . . ."),
        ("reactNative", pg, ". . . . . ."),
        ("partialIndexes", pg, "e e e e . ."),
        ("partialIndexes", mysql, "e e e e . ."),
        ("fullTextSearchPostgres", pg, "e . . . . ."),
        ("fullTextSearchPostgres", mysql, "e e e e e e"),
        ("fullTextSearch", pg, ". r r r r r"),
        ("fullTextSearch", mysql, ". w w w w w"),
        ("fullTextIndex", mysql, ". w w w w w"),
        ("tracing", pg, ". w w w w w"),
        ("prismaSchemaFolder", pg, ". . w w w w"),
        ("deno", pg, ". . w w w w"),
        ("multiSchema", pg, ". . . w w w"),
        ("driverAdapters", pg, ". . . w w w"),
        ("queryCompiler", pg, "e e . w w w"),
        ("schemaEngineDriverAdapters", pg, "e e e . . ."),
        ("shardKeys", mysql, "e e e . . ."),
        ("mongodb", pg, "w w w w w w"),
        ("metrics", pg, ". . . d e e"),
        ("bogus", pg, "e e e e e e"),
    ] {
        let said = [(5, 22), (6, 4), (6, 8), (6, 19), (7, 10), (8, 1)].map(|(major, minor)| {
            match verdict(name, Release::new(major, minor), Some(provider)) {
                FeatureVerdict::Accepted => ".",
                FeatureVerdict::Finished => "w",
                FeatureVerdict::Retiring => "d",
                FeatureVerdict::Renamed("fullTextSearchPostgres") => "r",
                FeatureVerdict::Renamed(_) => "?",
                FeatureVerdict::Unknown => "e",
            }
        });
        assert_eq!(said.join(" "), expected, "{name} on {provider:?}");
    }
}

#[test]
fn preview_features_and_targets_are_there_once() {
    let features: HashSet<String> = FEATURES.iter().map(|feature| feature.name.to_lowercase()).collect();
    assert_eq!(features.len(), FEATURES.len());
    assert!(FEATURES.iter().all(|feature| feature.docs.ends_with('.')));
    let targets: HashSet<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(targets.len(), TARGETS.len());
}

#[test]
fn keywords_have_examples_that_parse() {
    for keyword in KEYWORDS {
        assert!(keyword.docs.ends_with('.'), "{}", keyword.name);
        assert!(keyword.example.starts_with(keyword.name), "{}", keyword.name);
        assert!(keyword.snippet.contains("$0"), "{}", keyword.name);
        if keyword.dialect.classic() {
            assert_parses(keyword.example);
        } else {
            assert_parses(&format!("// use prisma-next\n{}", keyword.example));
        }
    }
}

#[test]
fn keywords_by_dialect() {
    let names = |next| in_dialect(next).map(|keyword| keyword.name).collect::<Vec<_>>().join(" ");
    assert_eq!(names(false), "model enum view type datasource generator");
    assert!(names(true).starts_with("model enum type namespace types native_enum role"));
    assert!(keyword("datasource", true).is_none());
    assert!(keyword("namespace", false).is_none());
}
