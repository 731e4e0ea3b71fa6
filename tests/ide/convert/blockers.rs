//! What Prisma 8 cannot express.

use expect_test::expect;
use ide::{Loss, NoteKind};

use super::{NEXT, check_notes, conversion, errors, notes};

#[test]
fn each_has_its_place_and_says_what_to_do() {
    check_notes(
        r#"
        model A {
          id      Int                   @id
          both    DateTime              @updatedAt @default(now())
          maybe   String?               @default(uuid())
          date    DateTime              @updatedAt @db.Date
          bits    String                @db.Bit(3)
          code    String                @unique @db.Citext
          place   Unsupported("point")?
          nothing Json                  @default("null")
          b       Int
          hidden  Int                   @unique @ignore

          @@index([b(sort: Desc)])
          @@index([bits(ops: raw("x"))], type: Gin)
        }

        model B {
          id  Int @id
          cId Int
          c   C   @relation(fields: [cId], references: [id], onDelete: SetNull)
        }

        model C {
          id Int @id
          bs B[]
        }
        "#,
        NoteKind::Blocker,
        expect![[r#"
            3 `@default(now())` [updated-at-default] `A.both` has `@updatedAt` and `@default`. Prisma 8 takes one of them. Remove `@default`: `@updatedAt` sets the value on create as well. The next migration of Prisma 7 then drops the default of the column.
            4 `@default(uuid())` [generated-optional] `A.maybe` is optional, and `@default` fills it. Prisma 8 generates values of required fields only. Remove `@default`, and set the value in your code; or make the field required.
            5 `@updatedAt` [updated-at-type] `A.date` has `@updatedAt`, which Prisma 8 has for timestamps only. Remove it, and set the value in your code.
            6 `@db.Bit(3)` [native-type] `A.bits` has the type `@db.Bit`, which Prisma 8 does not have. It is part of an index. `@ignore` does not help there, as the database needs the column. Add `@@ignore` to the model, or change the type of the column with a migration.
            7 `@db.Citext` [native-type] `A.code` has the type `@db.Citext`, which Prisma 8 does not have. It is part of a unique index. `@ignore` does not help there, as the database needs the column. Add `@@ignore` to the model, or change the type of the column with a migration.
            8 `place   Unsupported("point")?` [unsupported-type] `A.place` has the type `Unsupported("point")?`, which Prisma 8 cannot express. Add `@@ignore` to the model to leave it out, or change the type of the column with a migration.
            9 `"null"` [default] `A.nothing` has the JSON value null as default, which Prisma 8 takes for a missing value. Remove the default, or choose another.
            11 `hidden` [ignored-field] `A.hidden` is ignored, but a unique index needs it. Remove `@ignore`, and run `prisma generate` before you convert.
            13 `@@index([b(sort: Desc)])` [index-argument] An index has `sort`, `length` or `ops`, which indexes of Prisma 8 do not take. Remove these arguments, and write the index with `expression:` after the conversion.
            14 `@@index([bits(ops: raw("x"))], type: Gin)` [index-argument] An index has `sort`, `length` or `ops`, which indexes of Prisma 8 do not take. Remove these arguments, and write the index with `expression:` after the conversion.
            20 `@relation(fields: [cId], references: [id], onDelete: SetNull)` [referential-action] `onDelete: SetNull` would set the required field `cId` to null. Make the field optional, or choose another action.
        "#]],
    );
}

#[test]
fn databases_that_prisma_8_does_not_have() {
    for (provider, expected) in [
        ("mysql", "Prisma 8 has no MySQL"),
        ("sqlite", "reads no Prisma 7 schema"),
        ("sqlserver", "Prisma 8 has no SQL Server"),
        ("cockroachdb", "Prisma 8 has no CockroachDB"),
        ("mongodb", "prisma6Schema"),
        ("other", "unknown"),
    ] {
        let (_, conversion) = conversion(&format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\nmodel A {{\n  id Int @id\n}}\n"
        ));
        let messages: Vec<&str> = conversion.notes.iter().map(|note| note.message.as_str()).collect();
        assert!(matches!(messages.as_slice(), [one] if one.contains(expected)), "{messages:?}");
        assert!(conversion.files.is_empty());
    }
}

#[test]
fn relations_without_foreign_keys() {
    check_notes(
        r#"
        datasource db {
          provider     = "postgresql"
          relationMode = "prisma"
        }
        "#,
        NoteKind::Blocker,
        expect![[r#"
            2 `provider     = "postgresql"` [relation-mode] Relations without foreign keys (`relationMode = "prisma"`) have no counterpart in Prisma 8. Set `foreignKeys`, and migrate first.
        "#]],
    );
}

#[test]
fn an_invalid_schema_is_refused_at_its_place() {
    check_notes(
        r#"
        model A {
          id Int @id
          b  Bee
        }

        modle B {
        "#,
        NoteKind::Blocker,
        expect![[r#"
            3 `Bee` [unknown-type] Unknown type `Bee`. Declare a model or enum with that name, or correct the name.
            6 `modle` [unknown-block] Unknown block `modle`. Did you mean `model`?
        "#]],
    );
}

#[test]
fn names_that_models_of_relations_cannot_have() {
    check_notes(
        r#"
        model A {
          id Int @id
          bs B[]
          cs C[] @relation("a and c")
        }

        model B {
          id Int @id
          as A[]
        }

        model C {
          id Int @id
          as A[] @relation("a and c")
        }

        model AToB {
          id Int @id
        }
        "#,
        NoteKind::Blocker,
        expect![[r#"
            3 `bs B[]` [junction-name] The relation `AToB` becomes a model, and `AToB` exists. Rename that one, and keep its table with `@@map`.
            4 `cs C[] @relation("a and c")` [junction-name] The relation `a and c` becomes a model, and its name cannot be that of one. Rename the relation, and its table `_a and c` with it.
        "#]],
    );
}

#[test]
fn nothing_is_too_deep_or_too_broken() {
    let deep = format!(
        "model A {{\n  id Int @id\n  j Json @default({}\"\"{})\n}}\n",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    for text in [
        deep.as_str(),
        "model",
        "model A {",
        "/*",
        "enum E { A @map(",
        "\u{0}",
        "model A {\n  id Int @id @default(\n",
        "}",
    ] {
        conversion(text);
    }
}

#[test]
fn what_is_accepted_is_lost() {
    let fixture = r#"
        model A {
          id    Int       @id
          both  DateTime  @updatedAt @default(now())
          maybe String?   @default(uuid()) @unique
          at    DateTime? @updatedAt
          other DateTime? @updatedAt @default(now())

          @@index([both(sort: Desc), id], type: BTree)
        }
    "#;
    let (schema, strict) = conversion(fixture);
    assert_eq!((strict.is_blocked(), strict.files.len()), (true, 0));
    let accepted = [Loss::UpdatedAtDefault, Loss::GeneratedOptional, Loss::IndexArgument];
    let lossy = ide::convert_accepting(&schema, &NEXT, &accepted);
    assert_eq!(errors(&schema, &lossy), Vec::<String>::new());
    expect![[r#"
        // use prisma-8
        model A {
          id    Int                                                 @id
          both  temporal.timestamp(3, onCreate: now, onUpdate: now)
          maybe String?
          at    Timestamp(3)?
          other Timestamp(3)?                                       @default(now())

          @@index([maybe], map: "A_maybe_key", unique: true)
          @@index([both, id], map: "A_both_id_idx", type: "btree", options: {})
        }
    "#]]
    .assert_eq(&lossy.files[0].1);
    expect![[r#"
        3 `both  DateTime  @updatedAt @default(now())` [temporal] Times are `Temporal` values in code, not `Date`. Node.js has them from 26.8.2 on; before, import `temporal-polyfill/full/global`.
        3 `@default(now())` [updated-at-default] `A.both` has `@updatedAt` and `@default`. `@default` goes: the next migration of Prisma 8 drops the default of the column.
        4 `@default(uuid())` [generated-optional] `A.maybe` is optional, and `@default` fills it. The attribute goes: set the value in your code.
        5 `@updatedAt` [generated-optional] `A.at` is optional, and `@updatedAt` fills it. The attribute goes: set the value in your code.
        6 `@updatedAt` [generated-optional] `A.other` is optional, and `@updatedAt` fills it. The attribute goes: set the value in your code.
        8 `@@index([both(sort: Desc), id], type: BTree)` [index-argument] An index has `sort`, `length` or `ops`, which indexes of Prisma 8 do not take. They go: a new database gets the index without them.
        1 `db` [datasource] The datasource goes. Set `db.connection` in `prisma.config.ts` to the URL of the database.
    "#]].assert_eq(&notes(&schema, &lossy, NoteKind::Change));
}
