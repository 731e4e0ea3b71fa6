//! Refactorings that move text between files, in the Prisma 8 dialect.

use std::process::Command;

use base::FileId;
use expect_test::expect;
use ide::Analysis;
use model::database::Database;
use model::project::{Dialect, PrismaVersion};
use serde_json::{Value, json};
use support::corpus::{real_schemas, recorded};
use syntax::format::Options;

use super::{after, check, check_titles, errors, offered};
use crate::analysis_of;

const PRISMA_8: PrismaVersion = PrismaVersion::new(8, 0, 0);

/// A schema with namespaces, comments of all kinds, and policies.
const SCHEMA: &str = r#"
//- /contract.prisma
// use pri$0sma-8

// About the whole file.

// A customer.
model Customer {
  id     Int     @id
  orders Order[]
  kind   Kind
} // end

/// Kinds.
enum Kind {
  A = "a"
}

namespace auth {
  // Who logs in.
  model User {
    id    Int           @id
    state pg.enum(State)
    sessions Session[]
    @@rls
  }

  native_enum State {
    on = "on"
  }

  model Session {
    id     Int  @id
    userId Int
    user   User @relation(fields: [userId], references: [id])
  }

  policy_select own {
    target = User
    using  = "true"
  }
}

namespace shop {
  model Order {
    id         Int      @id
    customerId Int
    customer   Customer @relation(fields: [customerId], references: [id])
  }
}
// The end.
"#;

#[test]
fn a_file_is_split() {
    check(
        SCHEMA,
        "Split this file by model",
        expect![[r#"
        Split this file by model (4 new files; `contract` in prisma.config.ts then has to name all)
        //- /contract.prisma
        // use prisma-8

        // About the whole file.
        // The end.
        //- /customer.prisma
        // use prisma-8

        // A customer.
        model Customer {
          id     Int     @id
          orders Order[]
          kind   Kind
        } // end

        /// Kinds.
        enum Kind {
          A = "a"
        }
        //- /order.prisma
        // use prisma-8

        namespace shop {
          model Order {
            id         Int      @id
            customerId Int
            customer   Customer @relation(fields: [customerId], references: [id])
          }
        }
        //- /session.prisma
        // use prisma-8

        namespace auth {
          model Session {
            id     Int  @id
            userId Int
            user   User @relation(fields: [userId], references: [id])
          }
        }
        //- /user.prisma
        // use prisma-8

        namespace auth {
          // Who logs in.
          model User {
            id    Int           @id
            state pg.enum(State)
            sessions Session[]
            @@rls
          }

          native_enum State {
            on = "on"
          }

          policy_select own {
            target = User
            using  = "true"
          }
        }
    "#]],
    );
    check(
        SCHEMA,
        "Split this file by domain",
        expect![[r#"
        Split this file by domain (3 new files; `contract` in prisma.config.ts then has to name all)
        //- /contract.prisma
        // use prisma-8

        // About the whole file.
        // The end.
        //- /auth.prisma
        // use prisma-8

        namespace auth {
          // Who logs in.
          model User {
            id    Int           @id
            state pg.enum(State)
            sessions Session[]
            @@rls
          }

          native_enum State {
            on = "on"
          }

          model Session {
            id     Int  @id
            userId Int
            user   User @relation(fields: [userId], references: [id])
          }

          policy_select own {
            target = User
            using  = "true"
          }
        }
        //- /customer.prisma
        // use prisma-8

        // A customer.
        model Customer {
          id     Int     @id
          orders Order[]
          kind   Kind
        } // end

        /// Kinds.
        enum Kind {
          A = "a"
        }
        //- /shop.prisma
        // use prisma-8

        namespace shop {
          model Order {
            id         Int      @id
            customerId Int
            customer   Customer @relation(fields: [customerId], references: [id])
          }
        }
    "#]],
    );
}

const FILES: &str = r#"
//- /a.prisma
// use prisma-8
model$0 Customer {
  id Int @id
}

namespace auth {
  model User {
    id Int @id
  }
}
//- /b.prisma
// use prisma-8
namespace auth { model Session { id Int @id } }
//- /c.prisma
// use prisma-8

namespace auth {
  model Token {
    id Int @id
  } // last
}

model Other {
  id Int @id
}
//- /d.prisma
model Classic {
  id Int @id
}
"#;

/// The same files with the cursor at another place.
fn at(place: &str) -> String {
    FILES.replace("$0", "").replacen(place, &format!("$0{place}"), 1)
}

#[test]
fn files_of_the_other_dialect_are_no_target() {
    check_titles(
        FILES,
        expect![[r#"
        add-soft-delete: Add soft delete to `Customer`: `deletedAt DateTime?`
        map-name: Rename only the table, not the model in code: add `@@map("customers")`
        document: Add a documentation comment to `Customer`
        document: Add a documentation comment to `Customer` and 1 field
        move-block: Move `Customer` to a new file `customer.prisma`
        move-block: Move `Customer` to `b.prisma`
        move-block: Move `Customer` to `c.prisma`
    "#]],
    );
}

#[test]
fn a_declaration_stays_in_its_namespace() {
    check(
        FILES,
        "Move `Customer` to a new file",
        expect![[r#"
        Move `Customer` to a new file `customer.prisma`
        //- /a.prisma
        // use prisma-8

        namespace auth {
          model User {
            id Int @id
          }
        }
        //- /customer.prisma
        // use prisma-8

        model Customer {
          id Int @id
        }
    "#]],
    );
    check(
        &at("model User"),
        "Move `User` to `b.prisma`",
        expect![[r#"
        Move `User` to `b.prisma`
        //- /a.prisma
        // use prisma-8
        model Customer {
          id Int @id
        }
        //- /b.prisma
        // use prisma-8
        namespace auth { model Session { id Int @id }

          model User {
            id Int @id
          }
        }
    "#]],
    );
    check(
        &at("model User"),
        "Move `User` to `c.prisma`",
        expect![[r#"
        Move `User` to `c.prisma`
        //- /a.prisma
        // use prisma-8
        model Customer {
          id Int @id
        }
        //- /c.prisma
        // use prisma-8

        namespace auth {
          model Token {
            id Int @id
          } // last

          model User {
            id Int @id
          }
        }

        model Other {
          id Int @id
        }
    "#]],
    );
    check(
        &at("model User"),
        "Move `User` to a new file",
        expect![[r#"
        Move `User` to a new file `user.prisma`
        //- /a.prisma
        // use prisma-8
        model Customer {
          id Int @id
        }
        //- /user.prisma
        // use prisma-8

        namespace auth {
          model User {
            id Int @id
          }
        }
    "#]],
    );
    check(
        &at("model Token"),
        "Move `Token` to `a.prisma`",
        expect![[r#"
        Move `Token` to `a.prisma`
        //- /a.prisma
        // use prisma-8
        model Customer {
          id Int @id
        }

        namespace auth {
          model User {
            id Int @id
          }

          model Token {
            id Int @id
          } // last
        }
        //- /c.prisma
        // use prisma-8

        model Other {
          id Int @id
        }
    "#]],
    );
    check(
        &at("model Other"),
        "Move `Other` to `b.prisma`",
        expect![[r#"
        Move `Other` to `b.prisma`
        //- /b.prisma
        // use prisma-8
        namespace auth { model Session { id Int @id } }

        model Other {
          id Int @id
        }
        //- /c.prisma
        // use prisma-8

        namespace auth {
          model Token {
            id Int @id
          } // last
        }
    "#]],
    );
}

#[test]
fn what_a_namespace_keeps() {
    // A comment about the namespace, one in it, and one after it keep it.
    let text = "
//- /a.prisma
// use prisma-8
model B {
  id Int @id
}

// About it.
namespace one {
  model$0 Only {
    id Int @id
  }
}
";
    check(
        text,
        "Move `Only` to a new file",
        expect![[r#"
        Move `Only` to a new file `only.prisma`; `contract` in prisma.config.ts then has to name both
        //- /a.prisma
        // use prisma-8
        model B {
          id Int @id
        }

        // About it.
        namespace one {
        }
        //- /only.prisma
        // use prisma-8

        namespace one {
          model Only {
            id Int @id
          }
        }
    "#]],
    );
    let inside = text.replace("// About it.\n", "").replace("  }\n}\n", "  }\n  // Inside.\n}\n");
    check(
        &inside,
        "Move `Only` to a new file",
        expect![[r#"
        Move `Only` to a new file `only.prisma`; `contract` in prisma.config.ts then has to name both
        //- /a.prisma
        // use prisma-8
        model B {
          id Int @id
        }

        namespace one {
          // Inside.
        }
        //- /only.prisma
        // use prisma-8

        namespace one {
          model Only {
            id Int @id
          }
        }
    "#]],
    );
}

#[test]
fn names_that_are_declared_twice_stay() {
    let text = "
//- /a.prisma
// use prisma-8
model$0 A {
  id Int @id
}
model B {
  id Int @id
}
namespace one {
  model A {
    id Int @id
  }
}
";
    check_titles(
        text,
        expect![[r#"
        add-soft-delete: Add soft delete to `A`: `deletedAt DateTime?`
        map-name: Rename only the table, not the model in code: add `@@map("as")`
        document: Add a documentation comment to `A`
        document: Add a documentation comment to `A` and 1 field
    "#]],
    );
}

#[test]
fn files_are_merged() {
    check(
        "
//- /a.prisma
// use prisma-$08
model A {
  id Int @id
}
//- /b.prisma
\u{feff}// use prisma-next

// Own — comment.
namespace auth {
  model B {
    id Int @id
  }
}
//- /c.prisma
// use prisma-8
",
        "Merge all 3 files",
        expect![[r#"
            Merge all 3 files of the schema into `a.prisma`
            //- /a.prisma
            // use prisma-8
            model A {
              id Int @id
            }

            // Own — comment.
            namespace auth {
              model B {
                id Int @id
              }
            }
        "#]],
    );
}

/// Recorded schemas that Prisma 8 accepts, and real ones that are converted to it.
fn accepted() -> Vec<(String, Vec<(String, String)>)> {
    let recorded = recorded("prisma8.json").into_iter().filter(|case| case["expect"] == json!([]));
    let mut all: Vec<(String, Vec<(String, String)>)> = recorded
        .filter(|case| case["unlocated"].as_array().is_none_or(Vec::is_empty))
        .map(|case| (case["id"].to_string(), serde_json::from_value(case["files"].clone()).unwrap()))
        .collect();
    let options = Options { dialect: Dialect::PrismaNext, ..Options::default() };
    for real in real_schemas() {
        let files = real.files();
        let texts = files.iter().map(|(name, text)| (name.clone(), &**text));
        let before = analysis_of(texts, real.accepted_by().unwrap_or_default());
        let converted = ide::convert(&before.schema, &options).files;
        let name_of = |file| before.schema.file(file).unwrap().name.to_string();
        let files = converted.into_iter().map(|(file, text)| (name_of(file), text)).collect::<Vec<_>>();
        if !files.is_empty() {
            all.push((real.name, files));
        }
    }
    all
}

/// The tables and enums that a schema makes, in the order of names.
fn database(analysis: &Analysis) -> Option<Database> {
    let mut database = Database::of(&analysis.schema)?;
    database.tables.sort_by_key(|table| table.name.to_string());
    database.enums.sort_by_key(|one| one.name.to_string());
    Some(database)
}

/// Every move, split and merge keeps what Prisma 8 makes of a schema: the texts before and after each.
fn moves() -> Vec<(String, [Vec<String>; 2])> {
    let mut found = Vec::new();
    for (at, (name, texts)) in accepted().into_iter().enumerate() {
        let before = analysis_of(texts.iter().map(|(name, text)| (name.clone(), &**text)), PRISMA_8);
        if before.dialect != Dialect::PrismaNext || !errors(&before).is_empty() {
            continue;
        }
        let schema = &before.schema;
        let heads = schema.items().map(|(id, item)| (schema.file_of(id), schema.start(id) + item.span.start));
        let step = (schema.items().count() / 2).max(1);
        let heads = heads.skip(at % step).step_by(step);
        let directives = (0..).map(FileId).take(schema.files().len()).map(|file| (file, 1));
        for (file, offset) in directives.chain(heads.collect::<Vec<_>>()) {
            let moves = ["move-block", "split-schema", "merge-schema"];
            for one in offered(&before, file, offset).into_iter().filter(|it| moves.contains(&it.code)) {
                let files = after(&before, PRISMA_8, &one);
                let moved = analysis_of(files.iter().map(|(name, text)| (name.clone(), &**text)), PRISMA_8);
                assert_eq!(database(&moved), database(&before), "{name}: {}", one.title);
                let directive = |text: &str| model::project::directive(text).is_some();
                assert!(files.iter().all(|(_, text)| directive(text)), "{name}: {}", one.title);
                let texts = [&texts, &files].map(|it| it.iter().map(|(_, text)| text.clone()).collect());
                found.push((format!("{name}: {}", one.title), texts));
            }
        }
    }
    found
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn moves_keep_the_database() {
    let moves = moves();
    assert!(moves.len() > 100, "{}", moves.len());
}

#[test]
#[cfg_attr(not(all(has_shared, has_prisma8)), ignore = "needs ../shared, and Prisma 8 in tests/prisma8")]
fn moves_keep_the_contract_of_prisma_8() {
    let moves = moves();
    let texts: Vec<&Vec<String>> = moves.iter().flat_map(|(_, texts)| texts).collect();
    let folder = std::env::temp_dir().join(format!("prisma-lens-moves-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schemas.json");
    std::fs::write(&file, serde_json::to_vec(&texts).unwrap()).unwrap();
    let mut node = Command::new(std::env::var("NODE").unwrap_or_else(|_| "node".into()));
    let output =
        node.arg("contracts.mjs").arg(&file).current_dir(support::root().join("tests/prisma8")).output();
    std::fs::remove_dir_all(&folder).unwrap();
    let contracts: Vec<Value> = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let mut compared = 0;
    for ((title, [_, after]), contract) in moves.iter().zip(contracts.chunks(2)) {
        // Some recorded schemas need extensions that are not known here.
        if contract[0].is_null() {
            continue;
        }
        compared += 1;
        assert!(contract[0] == contract[1], "{title}: another contract\n{}", after.join("\n//-\n"));
    }
    println!("{compared} of {} moves compared", moves.len());
    assert!(compared > 100, "{compared}");
}
