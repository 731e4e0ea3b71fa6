//! Datasources and generators.

use expect_test::expect;

use crate::PRISMA_6;
use crate::hover::{check, check_on, on};

#[test]
fn configuration_blocks() {
    let source = |line: &str| {
        format!(
            "datasource db {{\n  provider = \"postgresql\"\n  {line}\n}}\nmodel A {{\n  @@schema(\"auth\")\n}}\n"
        )
    };
    check(
        &source("schemas = [\"auth\"]").replace("datasource db", "datasource $0db"),
        expect![[r#"
        [db]
        ```prisma
        datasource db {
          provider = "postgresql"
          schemas  = ["auth"]
        }
        ```

        - PostgreSQL, Prisma 7.10.0
        - Relation mode `foreignKeys`
        - Database schemas `auth`
    "#]],
    );
    check(
        &source("u$0rl = env(\"X\")"),
        expect![[r#"
            [url]
            **`url`** — key of a datasource

            The connection URL. Read it from the environment, because it contains the password. Since Prisma 7 it is in `prisma.config.ts` (`datasource.url`), and Prisma Client gets a driver `adapter` instead.

            *Removed in Prisma 7.0; this schema uses 7.10.*

            ```prisma
            url = env("DATABASE_URL")
            ```
        "#]],
    );
    check_on(
        PRISMA_6,
        &source("u$0rl = env(\"X\")"),
        expect![[r#"
            [url]
            **`url`** — key of a datasource

            The connection URL. Read it from the environment, because it contains the password. Since Prisma 7 it is in `prisma.config.ts` (`datasource.url`), and Prisma Client gets a driver `adapter` instead.

            ```prisma
            url = env("DATABASE_URL")
            ```
        "#]],
    );
    check_on(
        PRISMA_6,
        &source("url = en$0v(\"X\")"),
        expect![[r#"
            [env]
            **`env(variable)`** — value of a key

            The value of an environment variable, read when Prisma runs. For `url` and the other URLs up to Prisma 6; since Prisma 7 they are in `prisma.config.ts`.

            ```prisma
            url = env("DATABASE_URL")
            ```
        "#]],
    );
    check_on(
        PRISMA_6,
        &source("url = env(\"$0SECRET_URL\")"),
        expect![[r#"
            ["SECRET_URL"]
            **`SECRET_URL`** — environment variable

            Read when Prisma runs, from the environment or an `.env` file. Prisma Lens does not read its value.
        "#]],
    );
    check_on(
        PRISMA_6,
        &source("url = \"postgres:$0//u:p@h\""),
        expect![[r#"
        nothing
    "#]],
    );
    check(
        &source("relation$0Mode = \"prisma\""),
        expect![[r#"
            [relationMode]
            **`relationMode`** — key of a datasource

            Who enforces relations: foreign keys in the database (`"foreignKeys"`, the default on SQL databases) or Prisma Client (`"prisma"`, the only mode on MongoDB).

            Values: `"foreignKeys"`, `"prisma"`

            ```prisma
            relationMode = "prisma"
            ```
        "#]],
    );
    check(
        &source("relationMode = \"pri$0sma\""),
        expect![[r#"
            ["prisma"]
            **`"prisma"`** — value of `relationMode`

            Prisma Client emulates the referential actions with extra queries; the database has no foreign keys, so other clients can leave orphaned rows. Relations have no index: add an `@@index` on their scalar fields. The only mode of MongoDB.
        "#]],
    );
    check(
        &source("schemas = [\"au$0th\"]"),
        expect![[r#"
            ["auth"]
            **`auth`** — database schema

            Contains `A`
        "#]],
    );
    check(
        &source("extensions = [vec$0tor(map: \"x\")]"),
        expect![[r#"
        [vector]
        **`vector`** — PostgreSQL extension

        Vectors and nearest-neighbour search, from pgvector.
    "#]],
    );
    check(
        &source("extensions = [vector(ma$0p: \"x\")]"),
        expect![[r#"
            [map]
            **`map`** — argument of an extension

            The extension's name in the database, if that is not a valid identifier.
        "#]],
    );
    check(
        &source("").replace("@@schema(\"auth\")", "@@schema(\"a$0uth\")"),
        expect![[r#"
            ["auth"]
            **`auth`** — database schema

            Contains `A`

            *Not listed in `schemas` of the datasource.*
        "#]],
    );
    check(
        &source("").replace("postgresql", "post$0gresql"),
        expect![[r#"
            ["postgresql"]
            **`"postgresql"`** — value of `provider`

            PostgreSQL and compatible services. Has native enums, scalar lists, schemas and every index type of Prisma. `"postgres"` means the same.
        "#]],
    );
    check(
        &source("nothi$0ng = 1"),
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn generators() {
    let generator = |line: &str| {
        on(
            "postgresql",
            &format!("/// For the app.\ngenerator client {{\n  provider = \"prisma-client\"\n  {line}\n}}\n"),
        )
    };
    check(
        &generator("output = \"../x\"").replace("client {", "cli$0ent {"),
        expect![[r#"
        [client]
        ```prisma
        generator client {
          provider = "prisma-client"
          output   = "../x"
        }
        ```

        For the app.
    "#]],
    );
    check(
        &generator("run$0time = \"bun\""),
        expect![[r#"
            [runtime]
            **`runtime`** — key of a generator

            The runtime of the generated client. Default: `"nodejs"`.

            Values: `"nodejs"`, `"deno"`, `"bun"`, `"workerd"`, `"cloudflare"`, `"vercel-edge"`, `"edge-light"`, `"react-native"`

            ```prisma
            runtime = "workerd"
            ```
        "#]],
    );
    check(
        &generator("runtime = \"b$0un\""),
        expect![[r#"
        ["bun"]
        **`"bun"`** — value of `runtime`

        Bun.
    "#]],
    );
    check(
        &generator("preview$0Features = []"),
        expect![[r#"
            [previewFeatures]
            **`previewFeatures`** — key of a generator

            Preview features to enable. They may change in any release.

            ```prisma
            previewFeatures = ["views"]
            ```
        "#]],
    );
    for (feature, version6, newest) in [
        (
            "views",
            expect![[r#"
                ["views"]
                **`views`** — preview feature

                `view` blocks: read-only models of database views.

                In preview in Prisma 6.19; it may change.
            "#]],
            expect![[r#"
                ["views"]
                **`views`** — preview feature

                `view` blocks: read-only models of database views.

                In preview in Prisma 7.10; it may change.
            "#]],
        ),
        (
            "partialIndexes",
            expect![[r#"
                ["partialIndexes"]
                **`partialIndexes`** — preview feature

                `where:` on `@unique`, `@@unique` and `@@index`: partial indexes. Not on MySQL and MongoDB.

                *Requires Prisma 7.4; this schema uses 6.19.*
            "#]],
            expect![[r#"
                ["partialIndexes"]
                **`partialIndexes`** — preview feature

                `where:` on `@unique`, `@@unique` and `@@index`: partial indexes. Not on MySQL and MongoDB.

                In preview in Prisma 7.10; it may change.
            "#]],
        ),
        (
            "multiSchema",
            expect![[r#"
                ["multiSchema"]
                **`multiSchema`** — preview feature

                `schemas` in the datasource and `@@schema`, generally available since 6.13.

                Generally available: it is on without this flag. Remove the flag.
            "#]],
            expect![[r#"
                ["multiSchema"]
                **`multiSchema`** — preview feature

                `schemas` in the datasource and `@@schema`, generally available since 6.13.

                Generally available: it is on without this flag. Remove the flag.
            "#]],
        ),
        (
            "metrics",
            expect![[r#"
                ["metrics"]
                **`metrics`** — preview feature

                `$metrics` of Prisma Client. Removed in Prisma 7: use a client extension, or metrics of the driver.

                Deprecated: later releases do not know it.
            "#]],
            expect![[r#"
                ["metrics"]
                **`metrics`** — preview feature

                `$metrics` of Prisma Client. Removed in Prisma 7: use a client extension, or metrics of the driver.

                Removed: Prisma 7.10 does not know it.
            "#]],
        ),
        (
            "nothing",
            expect![[r#"
            nothing
        "#]],
            expect![[r#"
            nothing
        "#]],
        ),
    ] {
        let fixture = generator(&format!("previewFeatures = [\"$0{feature}\"]"));
        check_on(PRISMA_6, &fixture, version6);
        check(&fixture, newest);
    }
    check_on(
        PRISMA_6,
        &generator("binaryTargets = [\"nat$0ive\"]"),
        expect![[r#"
        ["native"]
        **`native`** — platform

        The machine that runs `prisma generate`.
    "#]],
    );
    check(
        &generator("binary$0Targets = [\"native\"]"),
        expect![[r#"
            [binaryTargets]
            **`binaryTargets`** — key of a generator

            The platforms whose query engine is bundled with the client: `"native"` is this machine; add the platform of the server if it differs. Since Prisma 7 there is no engine, and the key has no effect.

            *Removed in Prisma 7.0; this schema uses 7.10.*

            ```prisma
            binaryTargets = ["native", "linux-musl-openssl-3.0.x"]
            ```
        "#]],
    );
}
