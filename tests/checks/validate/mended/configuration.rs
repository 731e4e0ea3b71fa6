//! Datasources and generators.

use expect_test::expect;

use super::check;

#[test]
fn a_database_in_a_line_that_cannot_be_read() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql
        }
        "#,
        expect![[r#"
            missing-key
            unclosed-string
              Choice: Add a `"`
                -  provider = "postgresql
                +  provider = "postgresql"
        "#]],
    );
}

#[test]
fn databases() {
    check(
        "",
        r#"
        datasource db {
          provider = "Öracle"
        }
        "#,
        expect![[r#"
            unknown-provider
              Choice: Change to `"postgresql"`
                -  provider = "Öracle"
                +  provider = "postgresql"
              Choice: Change to `"mysql"`
                -  provider = "Öracle"
                +  provider = "mysql"
              Choice: Change to `"sqlite"`
                -  provider = "Öracle"
                +  provider = "sqlite"
              Choice: Change to `"sqlserver"`
                -  provider = "Öracle"
                +  provider = "sqlserver"
              Choice: Change to `"mongodb"`
                -  provider = "Öracle"
                +  provider = "mongodb"
              Choice: Change to `"cockroachdb"`
                -  provider = "Öracle"
                +  provider = "cockroachdb"
        "#]],
    );
}

#[test]
fn databases_without_quotes() {
    check(
        "",
        r#"
        datasource db {
          provider = mysql
        }
        "#,
        expect![[r#"
            wrong-value
              Choice: Change to `"mysql"`
                -  provider = mysql
                +  provider = "mysql"
        "#]],
    );
}

#[test]
fn the_old_relation_mode() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          relationMode = "prisma"
          referentialIntegrity = "prisma" // ü
        }
        "#,
        expect![[r#"
            both-relation-modes
              Safe: Remove `referentialIntegrity`
                -  referentialIntegrity = "prisma" // ü
            renamed-key
              Safe: Remove `referentialIntegrity`
                -  referentialIntegrity = "prisma" // ü
              Step: Rename to `relationMode` (then remove one of both)
                -  referentialIntegrity = "prisma" // ü
                +  relationMode = "prisma" // ü
        "#]],
    );
}

#[test]
fn relation_modes() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          relationMode = "fußgänger"
        }
        "#,
        expect![[r#"
            unknown-relation-mode
              Choice: Change to `"prisma"`
                -  relationMode = "fußgänger"
                +  relationMode = "prisma"
              Choice: Change to `"foreignKeys"`
                -  relationMode = "fußgänger"
                +  relationMode = "foreignKeys"
        "#]],
    );
}

#[test]
fn several_datasources() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
        }

        datasource ü {
          provider = "mysql"
        }
        "#,
        expect![[r#"
            several-datasources
              Choice: Remove the datasource `db`
                -datasource db {
                -  provider = "postgresql"
                -
            several-datasources
              Choice: Remove the datasource `ü`
                -
                -datasource ü {
                -  provider = "mysql"
        "#]],
    );
}

#[test]
fn extensions() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          extensions = [a(version: 2, ü: "x"), 1]
        }

        generator client {
          provider = "prisma-client"
          previewFeatures = ["postgresqlExtensions"]
        }
        "#,
        expect![[r#"
            wrong-value
              Choice: Change to `"2"`
                -  extensions = [a(version: 2, ü: "x"), 1]
                +  extensions = [a(version: "2", ü: "x"), 1]
            unknown-argument
              Choice: Remove `ü: "x"`
                -  extensions = [a(version: 2, ü: "x"), 1]
                +  extensions = [a(version: 2), 1]
            wrong-value
              Choice: Remove `1`
                -  extensions = [a(version: 2, ü: "x"), 1]
                +  extensions = [a(version: 2, ü: "x")]
        "#]],
    );
}

#[test]
fn extensions_without_their_feature() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          extensions = [pg_trgm]
        }

        generator client {
          provider = "prisma-client"
          output = "../ü"
        }
        "#,
        expect![[r#"
            key-unsupported
              Choice: Add "postgresqlExtensions" to `previewFeatures`
                +  previewFeatures = ["postgresqlExtensions"]
              Choice: Remove `extensions = [pg_trgm]`
                -  extensions = [pg_trgm]
        "#]],
    );
}

#[test]
fn lists_of_texts() {
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          schemas = [größe, ["b"]]
        }

        generator client {
          provider = ["prisma-client"]
          previewFeatures = views
        }
        "#,
        expect![[r#"
            wrong-value
              Choice: Change to `"größe"`
                -  schemas = [größe, ["b"]]
                +  schemas = ["größe", ["b"]]
            wrong-value
              Choice: Change to `"b"`
                -  schemas = [größe, ["b"]]
                +  schemas = [größe, "b"]
            wrong-value
              Choice: Change to `"prisma-client"`
                -  provider = ["prisma-client"]
                +  provider = "prisma-client"
            wrong-value
              Choice: Change to `"views"`
                -  previewFeatures = views
                +  previewFeatures = "views"
            wrong-value
              Choice: Change to `["views"]`
                -  previewFeatures = views
                +  previewFeatures = ["views"]
        "#]],
    );
}

#[test]
fn schemas_that_are_listed_already() {
    // Behind the last one, whatever else is wrong with the list.
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql" // größer
          schemas  = ["base",]
        }

        model A {
          id Int @id

          @@schema("extra")
        }
        "#,
        expect![[r#"
            stray-comma
              Safe: Remove the comma
                -  schemas  = ["base",]
                +  schemas  = ["base"]
        "#]],
    );
    // A list that cannot be read is no reason for a second one.
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          schemas  = ["base"
        }

        model A {
          id Int @id

          @@schema("extra")
        }
        "#,
        expect![[r#"
            unclosed-bracket
              Safe: Add `]`
                -  schemas  = ["base"
                +  schemas  = ["base"]
        "#]],
    );
    check(
        "",
        r#"
        datasource db {
          provider = "postgresql"
          schemas "base"
        }

        model A {
          id Int @id

          @@schema("extra")
        }
        "#,
        expect![[r#"
            missing-equals
              Safe: Add `=`
                -  schemas "base"
                +  schemas = "base"
        "#]],
    );
}
