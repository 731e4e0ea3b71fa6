//! Models, views, types, enums and their values.

use expect_test::expect;

use ide::hover;
use model::project::PrismaVersion;
use support::fixture::Fixture;

use crate::analysis;
use crate::hover::{blog, check, on};

#[test]
fn blocks() {
    check(
        &blog("postgresql", "model Us|er {"),
        expect![[r#"
            [User]
            Who writes.

            Never deleted, see *retention*.

            ---

            ```prisma
            model User {
              id    Int    @id @default(autoincrement())
              email String @unique @map("email_address") @db.VarChar(200)
              role  Role   @default(READER)
              posts Post[]
              seo   Seo?

              @@map("users")
            }
            ```

            - Table `users`
            - Referenced by `Post.author`, `Post.editor`, `Seo.user`
        "#]],
    );
    check(
        &blog("postgresql", "author   Us|er "),
        expect![[r#"
            [User]
            Who writes.

            Never deleted, see *retention*.

            ---

            ```prisma
            model User {
              id    Int    @id @default(autoincrement())
              email String @unique @map("email_address") @db.VarChar(200)
              role  Role   @default(READER)
              posts Post[]
              seo   Seo?

              @@map("users")
            }
            ```

            - Table `users`
            - Referenced by `Post.author`, `Post.editor`, `Seo.user`
        "#]],
    );
    check(
        &blog("postgresql", "enum Ro|le"),
        expect![[r#"
        [Role]
        ```prisma
        enum Role {
          READER
          WRITER @map("writer")
  
          @@map("user_role")
        }
        ```

        - Type `user_role` in PostgreSQL
        - Used by `User.role`
    "#]],
    );
    check(
        &blog("mysql", "role  Ro|le"),
        expect![[r#"
        [Role]
        ```prisma
        enum Role {
          READER
          WRITER @map("writer")
  
          @@map("user_role")
        }
        ```

        - Part of each column's type in MySQL
        - Used by `User.role`
    "#]],
    );
    check(
        "type $0Address {\n  street String\n}\nmodel A {\n  home Address\n}\n",
        expect![[r#"
        [Address]
        ```prisma
        type Address {
          street String
        }
        ```

        - Embedded in `A.home`
    "#]],
    );
    check(
        "view $0Report {\n  total Int\n  @@map(\"report_v\")\n}\n",
        expect![[r#"
        [Report]
        ```prisma
        view Report {
          total Int
  
          @@map("report_v")
        }
        ```

        - View `report_v`
    "#]],
    );
    check(
        "model $0A {\n}\n",
        expect![[r#"
        [A]
        ```prisma
        model A {
        }
        ```

        - Table `A`
    "#]],
    );
    check(
        "model A {\n  id Int\n}\nmodel $0A {\n  key Int\n}\n",
        expect![[r#"
            [A]
            ```prisma
            model A {
              key Int
            }
            ```

            - Table `A`
            - Declared 2 times: the name refers to another one
        "#]],
    );
    check(
        "type $0Id = Int @id\n",
        expect![[r#"
            [Id]
            ```prisma
            type Id = Int @id
            ```

            A type alias. Prisma 4 removed them: write the type itself instead of this name.
        "#]],
    );
}

#[test]
fn a_long_block_is_cut() {
    let fields: String = (0..20).map(|n| format!("  f{n} String\n")).collect();
    check(
        &format!(
            "model $0Long {{\n{fields}  number Int @id\n  up Long? @relation(\"x\", fields: [number], references: [number], onDelete: NoAction, onUpdate: NoAction)\n  down Long? @relation(\"x\")\n  @@index([f1])\n  @@index([f2])\n  @@index([f3])\n  @@index([f4])\n}}\n"
        ),
        expect![[r#"
            [Long]
            ```prisma
            model Long {
              f0     String
              f1     String
              f2     String
              f3     String
              f4     String
              number Int    @id
              up     Long?  @relation("x", fields: [number], references: [number], onDelete: NoActio …
              down   Long?  @relation("x")
              // … 15 more fields
  
              @@index([f1])
              @@index([f2])
              @@index([f3])
              // … 1 more attribute
            }
            ```

            - Table `Long`
        "#]],
    );
}

#[test]
fn values_of_enums() {
    check(
        &blog("postgresql", "REA|DER\n"),
        expect![[r#"
        [READER]
        ```prisma
        enum Role {
          READER
        }
        ```

        May read.

        ---

        - Default of `User.role`
    "#]],
    );
    check(
        &blog("postgresql", "WRI|TER"),
        expect![[r#"
        [WRITER]
        ```prisma
        enum Role {
          WRITER @map("writer")
        }
        ```

        - Stored as `writer`
    "#]],
    );
    check(
        &blog("postgresql", "@default(REA|DER)"),
        expect![[r#"
        [READER]
        ```prisma
        enum Role {
          READER
        }
        ```

        May read.

        ---

        - Default of `User.role`
    "#]],
    );
}

#[test]
fn a_table_whose_statistics_are_known() {
    let fixture = on("postgresql", "model Us$0er {\n  id Int @id\n  @@map(\"users\")\n}\n");
    let (mut analysis, file, offset) = analysis(&Fixture::parse(&fixture), PrismaVersion::NEWEST);
    let markdown = |analysis: &ide::Analysis| hover(analysis, file, offset).expect("a hover").markdown;
    let before = markdown(&analysis);
    for (name, table, expected) in [
        (
            "users",
            r#""rows": 12345678, "tableBytes": 1800000000, "indexBytes": 500000000"#,
            Some("About 12 M rows, 1.6 GB and 476 MB of indexes, as of 2026-11-29"),
        ),
        ("users", r#""rows": 12"#, Some("About 12 rows, as of 2026-11-29")),
        ("User", r#""rows": 12"#, None),
    ] {
        let text = format!(
            r#"{{"version": 1, "provider": "postgresql", "collectedAt": "2026-11-29T21:40:00Z", "tables": [{{"schema": "public", "name": "{name}", {table}}}]}}"#
        );
        analysis.statistics = Some(statistics::Statistics::read(&text).expect("statistics").into());
        match expected {
            Some(expected) => assert!(markdown(&analysis).contains(expected), "{}", markdown(&analysis)),
            None => assert_eq!(markdown(&analysis), before),
        }
    }
}
