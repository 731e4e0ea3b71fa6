//! Refactorings that move text between files, in the Prisma 8 dialect.

use expect_test::expect;

use super::{check, check_titles};

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
