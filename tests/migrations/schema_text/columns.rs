//! Columns that come, go and change.

use expect_test::expect;
use migrations::schema_text::Added::{Ignored, Visible};

use super::check;

const USER: &str = r#"
        model User {
          id    Int    @id
          email String @unique
        }"#;

#[test]
fn a_column_of_the_database_becomes_an_ignored_field() {
    check(
        "postgresql",
        Ignored,
        USER,
        r#"
        enum Role {
          A
        }

        model User {
          id        Int       @id
          bio       String?   @map("_drop_bio")
          visits    BigInt    @default(0)
          rate      Decimal?  @default(1.5) @db.Decimal(8, 2)
          code      String    @default("a\"b\\c") @db.VarChar(20)
          at        DateTime  @default(now()) @db.Timestamptz(6)
          tags      String[]  @default(["a"])
          data      Json      @default("{\"a\": 1}")
          raw       Bytes?    @default("AQID")
          shape     Unsupported("circle")?
          search    String    @default(dbgenerated("upper('x')"))
          weird     Int?      @map("2nd column!")
          serial    Int       @default(autoincrement())
          flag      Boolean   @default(false)
          email     String    @unique
          role      Role?     @default(A)
        }"#,
        &expect![[r#"
            model User {
            -  id    Int    @id
            -  email String @unique
            +  id        Int                    @id
            +  drop_bio  String?                @map("_drop_bio") @ignore
            +  visits    BigInt                 @default(0) @ignore
            +  rate      Decimal?               @default(1.5) @db.Decimal(8, 2) @ignore
            +  code      String                 @default("a\"b\\c") @db.VarChar(20) @ignore
            +  at        DateTime               @default(now()) @db.Timestamptz(6) @ignore
            +  tags      String[]               @default(["a"]) @ignore
            +  data      Json                   @default("{\"a\": 1}") @ignore
            +  raw       Bytes?                 @default("AQID") @ignore
            +  shape     Unsupported("circle")?
            +  search    String                 @default(dbgenerated("upper('x')")) @ignore
            +  nd_column Int?                   @map("2nd column!") @ignore
            +  serial    Int                    @default(autoincrement()) @ignore
            +  flag      Boolean                @default(false) @ignore
            +  email     String                 @unique
            +  role      Role?                  @default(A) @ignore
            +
            +enum Role {
            +  A
            +}
        "#]],
    );
}

#[test]
fn a_column_that_the_database_lacks_goes_with_its_documentation() {
    check(
        "postgresql",
        Visible,
        r#"
        model User {
          id    Int    @id
          email String @unique

          /// What the user says.
          /// In Markdown.
          bio   String?

          // Names.
          name  String @default("") // never empty
          age   Int?   @map("years")

          @@index([name])
          @@index([email, name])
        }"#,
        r#"
        model User {
          id    Int    @id
          email String @unique
        }"#,
        &expect![[r#"
            model User {
            -  /// What the user says.
            -  /// In Markdown.
            -  bio   String?
            -
            -  name  String @default("") // never empty
            -  age   Int?   @map("years")
            -  @@index([name])
            -  @@index([email, name])
        "#]],
    );
}

#[test]
fn types_nullability_and_defaults_change_in_place() {
    check(
        "postgresql",
        Visible,
        r#"
        model User {
          id    Int      @id @default(autoincrement())
          a     String   @default("x") @map("aa") @db.VarChar(20) // a comment
          b     Int
          c     String?  @default(uuid())
          d     DateTime @updatedAt
          e     Int      @default(1)
          f     String[]
          g     String   @default(cuid()) @db.VarChar(30)
        }"#,
        r#"
        model User {
          id    Int      @id
          a     String?  @map("aa") @db.VarChar(40)
          b     BigInt?  @default(7)
          c     Int?
          d     String
          e     Int
          f     String
          g     String   @default("g")
        }"#,
        &expect![[r#"
            model User {
            -  id    Int      @id @default(autoincrement())
            -  a     String   @default("x") @map("aa") @db.VarChar(20) // a comment
            -  b     Int
            -  c     String?  @default(uuid())
            -  d     DateTime @updatedAt
            -  e     Int      @default(1)
            -  f     String[]
            -  g     String   @default(cuid()) @db.VarChar(30)
            +  id    Int @id
            +  a     String? @map("aa") @db.VarChar(40) // a comment
            +  b     BigInt? @default(7)
            +  c     Int?
            +  d     String
            +  e     Int
            +  f     String
            +  g     String @default("g")
        "#]],
    );
}

#[test]
fn types_of_mysql() {
    check(
        "mysql",
        Ignored,
        USER,
        r#"
        enum Role {
          ADMIN
          USER  @map("user")
        }

        model User {
          id    Int      @id
          email String   @unique
          flag  Boolean  @default(true)
          tiny  Int?     @db.TinyInt
          text  String?  @db.LongText
          size  Int      @default(1) @db.UnsignedSmallInt
          at    DateTime @default(now()) @db.DateTime(0)
          role  Role     @default(USER)
          sum   Decimal  @db.Decimal(10, 2)
          year  Int      @db.Year
          name  String   @db.VarChar(50)
        }"#,
        &expect![[r#"
            model User {
            -  id    Int    @id
            -  email String @unique
            +  id    Int      @id
            +  email String   @unique
            +  flag  Boolean  @default(true) @ignore
            +  tiny  Int?     @db.TinyInt @ignore
            +  text  String?  @db.LongText @ignore
            +  size  Int      @default(1) @db.UnsignedSmallInt @ignore
            +  at    DateTime @default(now()) @db.DateTime(0) @ignore
            +  role  UserRole @default(user) @ignore
            +  sum   Decimal  @db.Decimal(10, 2) @ignore
            +  year  Int      @db.Year @ignore
            +  name  String   @db.VarChar(50) @ignore
            +
            +enum UserRole {
            +  ADMIN
            +  user
            +}
        "#]],
    );
}

#[test]
fn types_of_sql_server() {
    check(
        "sqlserver",
        Ignored,
        USER,
        r#"
        model User {
          id    Int      @id
          email String   @unique
          flag  Boolean  @default(true)
          key   String   @default(dbgenerated("newid()"), map: "key_default") @db.UniqueIdentifier
          text  String?  @db.NVarChar(Max)
          name  String   @default("x") @db.NVarChar(50)
          money Float    @db.Money
        }"#,
        &expect![[r#"
            model User {
            -  id    Int    @id
            -  email String @unique
            +  id    Int     @id
            +  email String  @unique
            +  flag  Boolean @default(true) @ignore
            +  key   String  @default(dbgenerated("newid()"), map: "key_default") @db.UniqueIdentifier @ignore
            +  text  String? @db.NVarChar(Max) @ignore
            +  name  String  @default("x") @db.NVarChar(50) @ignore
            +  money Float   @db.Money @ignore
        "#]],
    );
}

#[test]
fn types_of_sqlite() {
    check(
        "sqlite",
        Visible,
        USER,
        r#"
        model User {
          id    Int       @id
          email String    @unique
          flag  Boolean   @default(true)
          at    DateTime? @default(now())
          sum   Decimal   @default(1.5)
          data  Json?
          big   BigInt
          raw   Bytes?
        }"#,
        &expect![[r#"
            model User {
            -  id    Int    @id
            -  email String @unique
            +  id    Int       @id
            +  email String    @unique
            +  flag  Boolean   @default(true)
            +  at    DateTime? @default(now())
            +  sum   Decimal   @default(1.5)
            +  data  Json?
            +  big   BigInt
            +  raw   Bytes?
        "#]],
    );
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    check(
        "postgresql",
        Ignored,
        r#"
        model User {
          id  Int     @id
          bio String? @map("biography")
        }"#,
        r#"
        model User {
          id  Int     @id
          bio String? @map("biography")
          two String? @map("bio")
        }"#,
        &expect![[r#"
            model User {
            -  id  Int     @id
            -  bio String? @map("biography")
            +  id   Int     @id
            +  bio  String? @map("biography")
            +  bio2 String? @map("bio") @ignore
        "#]],
    );
}

#[test]
fn a_counter_of_sqlite_goes_with_its_primary_key() {
    check(
        "sqlite",
        Visible,
        r#"
        model User {
          id  Int @id @default(autoincrement())
          key Int
        }"#,
        r#"
        model User {
          id  Int
          key Int @id
        }"#,
        &expect![[r#"
            model User {
            -  id  Int @id @default(autoincrement())
            -  key Int
            +  id  Int
            +  key Int @id
        "#]],
    );
}
