//! Keys and values of datasources and generators.

use expect_test::expect;

use super::{PRISMA_6, accept, check, check_on};

fn source(provider: &str, line: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n  {line}\n}}")
}

fn generator(provider: &str, line: &str) -> String {
    format!("generator client {{\n  provider = \"{provider}\"\n  {line}\n}}")
}

#[test]
fn keys_of_a_datasource() {
    check(
        "datasource db {\n  $0\n}",
        expect![[r#"
        likely: provider
        usual: relationMode schemas
    "#]],
    );
    check_on(
        PRISMA_6,
        "datasource db {\n  $0\n}",
        expect![[r#"
        likely: provider url
        usual: directUrl shadowDatabaseUrl relationMode schemas
    "#]],
    );
    check(
        &source("sqlite", "$0"),
        expect![[r#"
        usual: relationMode
    "#]],
    );
    check(
        &source("postgresql", "rel$0"),
        expect![[r#"
        usual: relationMode schemas
    "#]],
    );
    check_on(
        PRISMA_6,
        &source("mongodb", "$0"),
        expect![[r#"
        likely: url
        usual: directUrl relationMode
    "#]],
    );
    check(
        &format!(
            "{}\n{}",
            generator("prisma-client", "previewFeatures = [\"postgresqlExtensions\"]"),
            source("postgresql", "$0")
        ),
        expect![[r#"
            usual: relationMode schemas extensions
        "#]],
    );
    check(
        &source("postgresql", "schemas $0"),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &source("postgresql", "b TestB @relation($0)"),
        expect![[r#"
        usual: relationMode schemas
    "#]],
    );
    accept(
        &source("postgresql", "sch$0"),
        "schemas",
        expect![[r#"
            |  schemas = ["$1"]
        "#]],
    );
    accept(
        &source("postgresql", "sch$0 = [\"a\"]"),
        "schemas",
        expect![[r#"
            |  schemas = ["a"]
        "#]],
    );
}

#[test]
fn values_of_a_datasource() {
    check(
        "datasource db {\n  provider = $0\n}",
        expect![[r#"
        usual: "postgresql" "mysql" "sqlite" "sqlserver" "mongodb" "cockroachdb"
        rare: ""
    "#]],
    );
    check(
        "datasource db {\n  provider = \"$0\"\n}",
        expect![[r#"
        usual: postgresql mysql sqlite sqlserver mongodb cockroachdb
    "#]],
    );
    check(
        "datasource db {\n  provider = \"pos$0\n}",
        expect![[r#"
        usual: postgresql mysql sqlite sqlserver mongodb cockroachdb
    "#]],
    );
    check(
        &source("mysql", "relationMode = $0"),
        expect![[r#"
        usual: "prisma" "foreignKeys"
        rare: ""
    "#]],
    );
    check(
        &source("mysql", "relationMode = \"$0\""),
        expect![[r#"
        usual: prisma foreignKeys
    "#]],
    );
    check(
        &source("mongodb", "relationMode = \"$0\""),
        expect![[r#"
        usual: prisma
    "#]],
    );
    check(
        &source("mysql", "url = $0"),
        expect![[r#"
        nothing
    "#]],
    );
    check_on(
        PRISMA_6,
        &source("mysql", "url = $0"),
        expect![[r#"
        likely: env("")
        rare: ""
    "#]],
    );
    check_on(
        PRISMA_6,
        &source("mysql", "url = env(\"$0\")"),
        expect![[r#"
        usual: DATABASE_URL
    "#]],
    );
    check_on(
        PRISMA_6,
        &source("mysql", "url = \"$0\""),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &source("postgresql", "schemas = $0"),
        expect![[r#"
        usual: []
    "#]],
    );
    check(
        &source("postgresql", "schemas = [$0]"),
        expect![[r#"
        rare: ""
    "#]],
    );
    check(
        &source("postgresql", "extensions = [citext, $0]"),
        expect![[r#"
        usual: pgcrypto pg_trgm postgis unaccent uuid_ossp vector
    "#]],
    );
    check(
        &source("postgresql", "extensions = [vector(map: \"pgvector\", $0)]"),
        expect![[r#"
            usual: schema version
        "#]],
    );
    accept(
        "datasource db {\n  provider = \"my$0ql\"\n}",
        "postgresql",
        expect![[r#"
            |  provider = "postgresql"
        "#]],
    );
    accept(
        "datasource db {\n  provider = $0\n}",
        "\"postgresql\"",
        expect![[r#"
            |  provider = "postgresql"
        "#]],
    );
}

#[test]
fn keys_of_a_generator() {
    check(
        "generator client {\n  $0\n}",
        expect![[r#"
        likely: provider
        usual: output previewFeatures runtime moduleFormat generatedFileExtension importFileExtension compilerBuild
    "#]],
    );
    check(
        &generator("prisma-client-js", "$0"),
        expect![[r#"
        usual: output previewFeatures compilerBuild
    "#]],
    );
    check(
        &generator("prisma-client", "$0"),
        expect![[r#"
        likely: output
        usual: previewFeatures runtime moduleFormat generatedFileExtension importFileExtension compilerBuild
    "#]],
    );
    check(
        &generator("something-else", "$0"),
        expect![[r#"
        usual: output
    "#]],
    );
    check_on(
        PRISMA_6,
        &generator("prisma-client-js", "$0"),
        expect![[r#"
        usual: output previewFeatures engineType binaryTargets
    "#]],
    );
    accept(
        &generator("prisma-client", "$0"),
        "previewFeatures",
        expect![[r#"
            |  previewFeatures = ["$1"]
        "#]],
    );
    accept(
        &generator("prisma-client", "$0"),
        "output",
        expect![[r#"
            |  output = "$1"
        "#]],
    );
}

#[test]
fn values_of_a_generator() {
    check(
        "generator client {\n  provider = \"$0\"\n}",
        expect![[r#"
        usual: prisma-client prisma-client-js
    "#]],
    );
    check(
        &generator("prisma-client", "moduleFormat = $0"),
        expect![[r#"
        usual: "esm" "cjs"
        rare: ""
    "#]],
    );
    check(
        &generator("prisma-client", "importFileExtension = \"$0\""),
        expect![[r#"
            usual: ts mts cts js mjs cjs
        "#]],
    );
    check(
        &generator("prisma-client", "previewFeatures = $0"),
        expect![[r#"
        usual: []
    "#]],
    );
    check(
        &generator("prisma-client", "previewFeatures = [$0]"),
        expect![[r#"
        usual: "nativeDistinct" "partialIndexes" "postgresqlExtensions" "relationJoins" "schemaEngineDriverAdapters" "shardKeys" "strictUndefinedChecks" "typedSql" "views"
        rare: ""
    "#]],
    );
    check(
        &generator("prisma-client", "previewFeatures = [\"views\", \"$0\"]"),
        expect![[r#"
        usual: nativeDistinct partialIndexes postgresqlExtensions relationJoins schemaEngineDriverAdapters shardKeys strictUndefinedChecks typedSql
    "#]],
    );
    check_on(
        PRISMA_6,
        &generator("prisma-client-js", "previewFeatures = [\"$0\"]"),
        expect![[r#"
        usual: nativeDistinct postgresqlExtensions relationJoins schemaEngineDriverAdapters shardKeys strictUndefinedChecks views
    "#]],
    );
    check_on(
        PRISMA_6,
        &generator("prisma-client-js", "engineType = \"$0\""),
        expect![[r#"
        usual: library binary client
    "#]],
    );
    check(
        &generator("prisma-client-js", "engineType = \"$0\""),
        expect![[r#"
        nothing
    "#]],
    );
    check_on(
        PRISMA_6,
        &generator("prisma-client-js", "binaryTargets = [\"native\", \"$0\"]"),
        expect![[r#"
            usual: debian-openssl-3.0.x debian-openssl-1.1.x debian-openssl-1.0.x linux-musl-openssl-3.0.x linux-musl linux-musl-arm64-openssl-3.0.x linux-musl-arm64-openssl-1.1.x linux-arm64-openssl-3.0.x linux-arm64-openssl-1.1.x linux-arm64-openssl-1.0.x rhel-openssl-3.0.x rhel-openssl-1.1.x rhel-openssl-1.0.x darwin darwin-arm64 windows freebsd11 freebsd12 freebsd13 freebsd14 freebsd15 openbsd netbsd arm
        "#]],
    );
    check(
        &generator("other", "mine = $0"),
        expect![[r#"
        nothing
    "#]],
    );
}
