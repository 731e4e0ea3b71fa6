//! The conversion to the dialect of Prisma 8.

use expect_test::expect;

use super::super::{check, check_titles};

#[test]
fn a_schema_is_converted_with_all_its_files() {
    check(
        r#"
        //- /base.prisma
        // Ours.
        data$0source db {
          provider = "postgresql"
        }
        //- /user.prisma
        /// Who buys.
        model User {
          id   Int      @id
          mail String   @unique // é
          at   DateTime @updatedAt
        }
        "#,
        "Convert this schema to Prisma 8",
        expect![[r#"
            Convert this schema to Prisma 8
            //- /base.prisma
            // use prisma-8

            // Ours.
            //- /user.prisma
            // use prisma-8

            /// Who buys.
            model User {
              id   Int                                                 @id
              mail String // é
              at   temporal.timestamp(3, onCreate: now, onUpdate: now)

              @@index([mail], map: "User_mail_key", unique: true)
            }
        "#]],
    );
}

#[test]
fn it_is_not_offered_where_something_blocks_it() {
    check_titles(
        r#"
        data$0source db {
          provider = "sqlite"
        }

        model User {
          id Int @id
        }
        "#,
        expect![[r#""#]],
    );
}
