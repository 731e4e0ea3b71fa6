//! Documentation begun from the names of things.

use expect_test::expect;

use crate::refactor::check;

#[test]
fn documentation_is_begun() {
    let fixture = r#"
        datasource db {
          provider = "postgresql"
          url      = env("URL")
        }
        // kept
        model User$0Account {
          id        Int      @id
          isActive  Boolean
          /// Known.
          email     String
          createdAt DateTime
          teamId    Int
          roles     Role[]
        }
        enum Role {
          SUPER_ADMIN
        }
        "#;
    check(
        fixture,
        "Add a documentation comment to `UserAccount` and",
        expect![[r#"
            Add a documentation comment to `UserAccount` and 5 fields
            //- /schema.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            // kept
            /// A user account.
            model UserAccount {
              /// Unique identifier.
              id        Int      @id
              /// Whether it is active.
              isActive  Boolean
              /// Known.
              email     String
              /// When it was created.
              createdAt DateTime
              /// Which team it belongs to.
              teamId    Int
              /// Its roles.
              roles     Role[]
            }
            enum Role {
              SUPER_ADMIN
            }
        "#]],
    );
    check(
        fixture,
        "Add a documentation comment to `UserAccount`",
        expect![[r#"
            Add a documentation comment to `UserAccount`
            //- /schema.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            // kept
            /// A user account.
            model UserAccount {
              id        Int      @id
              isActive  Boolean
              /// Known.
              email     String
              createdAt DateTime
              teamId    Int
              roles     Role[]
            }
            enum Role {
              SUPER_ADMIN
            }
        "#]],
    );
    let value = fixture.replace("$0", "").replace("enum Ro", "enum Ro$0");
    check(
        &value,
        "Add a documentation comment to `Role` and",
        expect![[r#"
            Add a documentation comment to `Role` and 1 value
            //- /schema.prisma
            datasource db {
              provider = "postgresql"
              url      = env("URL")
            }
            // kept
            model UserAccount {
              id        Int      @id
              isActive  Boolean
              /// Known.
              email     String
              createdAt DateTime
              teamId    Int
              roles     Role[]
            }
            /// The role.
            enum Role {
              /// Super admin.
              SUPER_ADMIN
            }
        "#]],
    );
}
