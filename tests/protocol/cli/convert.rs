//! `prisma-lens convert`.

use expect_test::expect;

use super::{command, finish, project, run};

const SHOP: &str = r#"
    //- /prisma/schema/base.prisma
    datasource db {
      provider = "postgresql"
    }

    // The client.
    generator client {
      provider = "prisma-client"
      output   = "../generated"
    }
    //- /prisma/schema/user.prisma
    /// Who buys.
    model User {
      id    Int     @id
      email String? @unique // for mail
    }
    //- /package.json
    { "prisma": { "schema": "prisma/schema" }, "devDependencies": { "prisma": "7.2.0" } }
"#;

const BLOCKED: &str = r#"
    //- /schema.prisma
    datasource db {
      provider = "postgresql"
    }

    model A {
      id Int      @id
      at DateTime @updatedAt @default(now())
    }
"#;

fn read(dir: &std::path::Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).unwrap()
}

#[test]
fn the_changes_are_a_diff_and_notes() {
    let dir = project(SHOP);
    let found = run(dir.path(), &["convert", "--to", "8"]);
    assert_eq!(found.code, 0);
    expect![[r#"
        --- a/prisma/schema/base.prisma
        +++ b/prisma/schema/base.prisma
        @@ -1,9 +1,3 @@
        -datasource db {
        -  provider = "postgresql"
        -}
        +// use prisma-8

         // The client.
        -generator client {
        -  provider = "prisma-client"
        -  output   = "../generated"
        -}
        --- a/prisma/schema/user.prisma
        +++ b/prisma/schema/user.prisma
        @@ -1,5 +1,9 @@
        +// use prisma-8
        +
         /// Who buys.
         model User {
           id    Int     @id
        -  email String? @unique // for mail
        +  email String? // for mail
        +
        +  @@index([email], map: "User_email_key", unique: true)
         }
    "#]]
    .assert_eq(&found.out.replace("\n \n", "\n\n"));
    expect![[r#"
        prisma/schema/base.prisma:1:12: change[datasource]: The datasource goes. Set `db.connection` in `prisma.config.ts` to the URL of the database.
        prisma/schema/base.prisma:6:11: change[generator]: The generator `client` goes: `prisma contract emit` writes the contract that the client of Prisma 8 reads.

        prisma/schema/base.prisma: convertible, 2 changes
        prisma/schema/user.prisma: convertible
        2 files can be converted: `--write` writes the text.
    "#]].assert_eq(&found.err);
    assert!(!read(dir.path(), "prisma/schema/base.prisma").contains("prisma-8"), "nothing is written");
}

#[test]
fn all_files_of_a_schema_are_written() {
    let dir = project(SHOP);
    let found = run(dir.path(), &["convert", "--to", "8", "--write"]);
    assert_eq!((found.code, found.out.as_str()), (0, ""));
    assert_eq!(read(dir.path(), "prisma/schema/base.prisma"), "// use prisma-8\n\n// The client.\n");
    expect![[r#"
        // use prisma-8

        /// Who buys.
        model User {
          id    Int     @id
          email String? // for mail

          @@index([email], map: "User_email_key", unique: true)
        }
    "#]]
    .assert_eq(&read(dir.path(), "prisma/schema/user.prisma"));
    let again = run(dir.path(), &["convert", "--to", "8", "--check"]);
    assert_eq!(again.code, 0);
    expect![[r#"
        prisma/schema/base.prisma: already in the dialect of Prisma 8
        prisma/schema/user.prisma: already in the dialect of Prisma 8
    "#]]
    .assert_eq(&again.out);
}

#[test]
fn what_blocks_a_schema_is_listed_and_nothing_is_written() {
    let dir = project(BLOCKED);
    let before = read(dir.path(), "schema.prisma");
    for arguments in [&["convert", "--to", "8", "--check"][..], &["convert", "--to", "8", "--write"]] {
        assert_eq!(run(dir.path(), arguments).code, 1);
    }
    assert_eq!(read(dir.path(), "schema.prisma"), before);
    let accepted = run(dir.path(), &["convert", "--to", "8", "--check", "--accept", "updated-at-default"]);
    assert_eq!(accepted.code, 0, "{}", accepted.err);
    let found = run(dir.path(), &["convert", "--to", "8", "--check"]);
    expect![[r#"
        schema.prisma:1:12: change[datasource]: The datasource goes. Set `db.connection` in `prisma.config.ts` to the URL of the database.
        schema.prisma:7:3: change[temporal]: Times are `Temporal` values in code, not `Date`. Node.js has them from 26.8.2 on; before, import `temporal-polyfill/full/global`.
        schema.prisma:7:26: blocker[updated-at-default]: `A.at` has `@updatedAt` and `@default`.

        updated-at-default (1): Prisma 8 takes one of them. Remove `@default`: `@updatedAt` sets the value on create as well. The next migration of Prisma 7 then drops the default of the column.

        schema.prisma: blocked, 1 blocker
        1 schema cannot be converted yet: see the blockers.
        `--accept updated-at-default` converts in spite of these blockers.
    "#]].assert_eq(&format!("{}{}", found.out, found.err));
    let json = run(dir.path(), &["convert", "--to", "8", "--check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let schema = &value["schemas"][0];
    assert_eq!((json.code, schema["isConvertible"].as_bool()), (1, Some(false)));
    assert_eq!(schema["files"][0]["verdict"], "blocked");
    let notes = schema["notes"].as_array().unwrap();
    let blockers: Vec<_> = notes.iter().filter(|note| note["kind"] == "blocker").collect();
    assert_eq!((blockers.len(), blockers[0]["range"]["start"]["line"].as_u64()), (1, Some(7)));
}

#[cfg(unix)]
#[test]
fn a_schema_is_not_left_half_converted() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = project(SHOP);
    let last = dir.path().join("prisma/schema/user.prisma");
    std::fs::set_permissions(&last, std::fs::Permissions::from_mode(0o444)).unwrap();
    let before = read(dir.path(), "prisma/schema/base.prisma");
    let found = run(dir.path(), &["convert", "--to", "8", "--write"]);
    assert_eq!(found.code, 2, "{}", found.err);
    assert!(found.err.contains("user.prisma: cannot write it"), "{}", found.err);
    assert_eq!(read(dir.path(), "prisma/schema/base.prisma"), before);
}

#[test]
fn standard_input_is_converted_to_standard_output() {
    let dir = project(BLOCKED);
    let input =
        b"datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  d DateTime\n}\n";
    let found = finish(&mut command(dir.path(), &["convert", "--to", "8", "-"]), Some(input));
    assert_eq!(found.code, 0, "{}", found.err);
    assert_eq!(found.out, "// use prisma-8\nmodel A {\n  id Int          @id\n  d  Timestamp(3)\n}\n");
}

#[test]
fn there_is_only_one_version_to_convert_to() {
    let dir = project(BLOCKED);
    let found = run(dir.path(), &["convert", "--to", "7"]);
    assert_eq!(found.code, 2);
    assert!(found.err.contains("[possible values: 8]"), "{}", found.err);
    assert_eq!(run(dir.path(), &["convert"]).code, 2);
}
