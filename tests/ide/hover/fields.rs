//! Fields: their columns and their relations.

use expect_test::expect;

use crate::hover::{blog, check, on};

#[test]
fn scalar_fields() {
    check(
        &blog("postgresql", "  em|ail"),
        expect![[r#"
        [email]
        ```prisma
        model User {
          email String @unique @map("email_address") @db.VarChar(200)
        }
        ```

        Also the login.

        ---

        - Column `email_address`, `varchar(200)`, `NOT NULL`
        - Unique `users_email_address_key`
    "#]],
    );
    check(
        &blog("postgresql", "author|Id Int "),
        expect![[r#"
            [authorId]
            ```prisma
            model Post {
              authorId Int @map("author_id")
            }
            ```

            - Column `author_id`, `integer`, `NOT NULL`
            - Unique `Post_author_id_title_key` with `title`
            - Foreign key of `author` → `User.id`
        "#]],
    );
    check(
        &blog("postgresql", "[editor|Id, title"),
        expect![[r#"
            [editorId]
            ```prisma
            model Post {
              editorId Int?
            }
            ```

            - Column `editorId`, `integer`, nullable
            - Index `by_editor` with `title`
            - Foreign key of `editor` → `User.id`
        "#]],
    );
    check(
        &blog("mysql", "  ro|le "),
        expect![[r#"
            [role]
            ```prisma
            model User {
              role Role @default(READER)
            }
            ```

            - Column `role`, `enum('READER', 'writer')`, `NOT NULL`
        "#]],
    );
    check(
        &blog("sqlite", "  ro|le "),
        expect![[r#"
            [role]
            ```prisma
            model User {
              role Role @default(READER)
            }
            ```

            - Column `role`, `TEXT`, `NOT NULL`
        "#]],
    );
    check(
        &blog("sqlserver", "author|Id Int "),
        expect![[r#"
            [authorId]
            ```prisma
            model Post {
              authorId Int @map("author_id")
            }
            ```

            - Column `author_id`, `int`, `NOT NULL`
            - Unique `Post_author_id_title_key` with `title`
            - Foreign key of `author` → `User.id`
        "#]],
    );
    check(
        &on(
            "mongodb",
            "type Pos {\n  x Float\n}\nmodel A {\n  $0id String @id @default(auto()) @map(\"_id\") @db.ObjectId\n  pos Pos[]\n}\n",
        ),
        expect![[r#"
            [id]
            ```prisma
            model A {
              id String @id @default(auto()) @map("_id") @db.ObjectId
            }
            ```

            - Field `_id`, `objectId`
            - Primary key
        "#]],
    );
    check(
        &on("mongodb", "type Pos {\n  x Float\n}\nmodel A {\n  p$0os Pos[]\n}\n"),
        expect![[r#"
        [pos]
        ```prisma
        model A {
          pos Pos[]
        }
        ```

        - List of embedded documents `pos`
    "#]],
    );
    check(
        &on("postgresql", "model A {\n  $0names String[]\n}\n"),
        expect![[r#"
            [names]
            ```prisma
            model A {
              names String[]
            }
            ```

            - Column `names`, `text[]`
        "#]],
    );
    check(
        &on("postgresql", "model A {\n  $0place Unsupported(\"point\")?\n}\n"),
        expect![[r#"
            [place]
            ```prisma
            model A {
              place Unsupported("point")?
            }
            ```

            - Column `place`, `point`, nullable
        "#]],
    );
    check(
        &on("cockroachdb", "model A {\n  $0price Decimal @db.Decimal(10, 2) @ignore\n}\n"),
        expect![[r#"
            [price]
            ```prisma
            model A {
              price Decimal @db.Decimal(10, 2) @ignore
            }
            ```

            - Column `price`, `DECIMAL(10,2)`, `NOT NULL`
            - Not in Prisma Client
        "#]],
    );
    check(
        "model A {\n  $0price Decimal\n}\n",
        expect![[r#"
        [price]
        ```prisma
        model A {
          price Decimal
        }
        ```

        - Column `price`, `NOT NULL`
    "#]],
    );
}

#[test]
fn relations() {
    check(
        &blog("postgresql", "auth|or   User"),
        expect![[r#"
            [author]
            ```prisma
            model Post {
              author User @relation(fields: [authorId], references: [id], onDelete: Cascade)
            }
            ```

            - **Many-to-one**: each `Post` has one `User`, each `User` has any number of `Post`
            - Opposite field: `User.posts`
            - Foreign key `Post.authorId` → `User.id`, constraint `Post_author_id_fkey`
            - `onDelete`: `Cascade` — deleting the `User` deletes every `Post` that references it
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `authorId`
        "#]],
    );
    check(
        &blog("postgresql", "po|sts Post[]\n  seo"),
        expect![[r#"
            [posts]
            ```prisma
            model User {
              posts Post[]
            }
            ```

            - **One-to-many**: each `User` has any number of `Post`, each `Post` has one `User`
            - Opposite field: `Post.author`
            - Foreign key `Post.authorId` → `User.id`, constraint `Post_author_id_fkey`
            - `onDelete`: `Cascade` — deleting the `User` deletes every `Post` that references it
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `authorId`
        "#]],
    );
    check(
        &blog("postgresql", "se|o   Seo?"),
        expect![[r#"
            [seo]
            ```prisma
            model User {
              seo Seo?
            }
            ```

            - **One-to-one**: each `User` has at most one `Seo`, each `Seo` has one `User`
            - Opposite field: `Seo.user`
            - Foreign key `Seo.userId` → `User.id`, constraint `Seo_userId_fkey`
            - `onDelete`: `Restrict` (implied) — deleting the `User` is rejected while any `Seo` references it
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `userId`
        "#]],
    );
    check(
        &blog("postgresql", "us|er   User"),
        expect![[r#"
            [user]
            ```prisma
            model Seo {
              user User @relation(fields: [userId], references: [id])
            }
            ```

            - **One-to-one**: each `Seo` has one `User`, each `User` has at most one `Seo`
            - Opposite field: `User.seo`
            - Foreign key `Seo.userId` → `User.id`, constraint `Seo_userId_fkey`
            - `onDelete`: `Restrict` (implied) — deleting the `User` is rejected while any `Seo` references it
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `userId`
        "#]],
    );
    check(
        &blog("postgresql", "edit|or   User"),
        expect![[r#"
            [editor]
            ```prisma
            model Post {
              editor User? @relation("Edits", fields: [editorId], references: [id])
            }
            ```

            - **Many-to-one**: each `Post` has at most one `User`
            - No opposite field in `User`
            - Foreign key `Post.editorId` → `User.id`, constraint `Post_editorId_fkey`
            - `onDelete`: `SetNull` (implied) — deleting the `User` sets `editorId` to NULL
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `editorId`
        "#]],
    );
    check(
        &blog("postgresql", "ta|gs "),
        expect![[r#"
            [tags]
            ```prisma
            model Post {
              tags Tag[]
            }
            ```

            - **Many-to-many**: each `Post` has any number of `Tag`, and vice versa
            - Opposite field: `Tag.posts`
            - Join table `_PostToTag`, managed by Prisma
        "#]],
    );
    check(
        &blog("sqlserver", "us|er   User"),
        expect![[r#"
            [user]
            ```prisma
            model Seo {
              user User @relation(fields: [userId], references: [id])
            }
            ```

            - **One-to-one**: each `Seo` has one `User`, each `User` has at most one `Seo`
            - Opposite field: `User.seo`
            - Foreign key `Seo.userId` → `User.id`, constraint `Seo_userId_fkey`
            - `onDelete`: `NoAction` (implied) — deleting the `User` is rejected if any `Seo` would be left with a dangling reference
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `userId`
        "#]],
    );
    check(
        "datasource db {\n  provider = \"mysql\"\n  relationMode = \"prisma\"\n}\nmodel A {\n  id Int @id\n  b$0 B @relation(fields: [x, y], references: [x, y], onDelete: NoAction)\n  x Int\n  y Int\n}\nmodel B {\n  x Int\n  y Int\n  @@id([x, y])\n  a A[]\n}\n",
        expect![[r#"
            [b]
            ```prisma
            model A {
              b B @relation(fields: [x, y], references: [x, y], onDelete: NoAction)
            }
            ```

            - **Many-to-one**: each `A` has one `B`, each `B` has any number of `A`
            - Opposite field: `B.a`
            - `A.(x, y)` → `B.(x, y)`, enforced by Prisma Client: the database has no foreign key
            - `onDelete`: `NoAction` — deleting the `B` leaves every `A` unchanged, and nothing is checked
            - `onUpdate`: `Cascade` (implied) — changing `x`, `y` updates `x`, `y`
        "#]],
    );
    check(
        &on(
            "mongodb",
            "model A {\n  id String @id @map(\"_id\")\n  bIds String[]\n  $0bs B[] @relation(fields: [bIds], references: [id])\n}\nmodel B {\n  id String @id @map(\"_id\")\n  aIds String[]\n  as A[] @relation(fields: [aIds], references: [id])\n}\n",
        ),
        expect![[r#"
            [bs]
            ```prisma
            model A {
              bs B[] @relation(fields: [bIds], references: [id])
            }
            ```

            - **Many-to-many**: each `A` has any number of `B`, and vice versa
            - Opposite field: `B.as`
            - Ids in `A.bIds` → `B.id`
        "#]],
    );
    check(
        &on("sqlite", "model Node {\n  id Int @id\n  $0friends Node[] @relation(\"Friends\")\n}\n"),
        expect![[r#"
            [friends]
            ```prisma
            model Node {
              friends Node[] @relation("Friends")
            }
            ```

            - **One-to-many**: each `Node` has any number of `friends`
            - No opposite field in `Node`
        "#]],
    );
    check(
        &on(
            "postgresql",
            "model Node {\n  id Int @id\n  up Node? @relation(\"$0Tree\", fields: [upId], references: [id])\n  upId Int?\n  down Node[] @relation(\"Tree\")\n}\n",
        ),
        expect![[r#"
            ["Tree"]
            ```prisma
            model Node {
              up Node? @relation("Tree", fields: [upId], references: [id])
            }
            model Node {
              down Node[] @relation("Tree")
            }
            ```

            **Relation `Tree`** between `Node` and `Node`

            - **Many-to-one**: each `Node` has at most one `up`, each `Node` has any number of `down`
            - Opposite field: `Node.down`
            - Foreign key `Node.upId` → `Node.id`, constraint `Node_upId_fkey`
            - `onDelete`: `SetNull` (implied) — deleting the `Node` sets `upId` to NULL
            - `onUpdate`: `Cascade` (implied) — changing `id` updates `upId`
        "#]],
    );
    check(
        "model A {\n  b B\n  $0b B\n}\nmodel B {\n  a A\n}\n",
        expect![[r#"
            [b]
            ```prisma
            model A {
              b B
            }
            ```

            - **One-to-one**: each `A` has one `B`, each `B` has one `A`
            - Opposite field: `B.a`
            - Declared 2 times in `A`
        "#]],
    );
}
