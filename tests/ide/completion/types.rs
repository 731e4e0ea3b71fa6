//! Types of fields and native types.

use expect_test::expect;

use super::{accept, check, in_model, on};

#[test]
fn types_of_each_database() {
    for (provider, expect) in [
        (
            "postgresql",
            expect![[r#"
                usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A E V
                rare: Unsupported
            "#]],
        ),
        (
            "mysql",
            expect![[r#"
                usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A E V
                rare: Unsupported
            "#]],
        ),
        (
            "sqlite",
            expect![[r#"
                usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A E V
                rare: Unsupported
            "#]],
        ),
        (
            "sqlserver",
            expect![[r#"
                usual: String Boolean Int BigInt Float Decimal DateTime Bytes A V
                rare: Unsupported
            "#]],
        ),
        (
            "mongodb",
            expect![[r#"
            usual: String Boolean Int BigInt Float DateTime Json Bytes A E T V
            rare: Unsupported
        "#]],
        ),
        (
            "cockroachdb",
            expect![[r#"
                usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A E V
                rare: Unsupported
            "#]],
        ),
    ] {
        check(
            &on(
                provider,
                "model A {\n  x $0\n}\nenum E {\n  P\n}\ntype T {\n  a Int\n}\nview V {\n  a Int @unique\n}",
            ),
            expect,
        );
    }
}

#[test]
fn types_by_the_name_of_the_field() {
    let with = |line: &str| {
        on("postgresql", &format!("model A {{\n  {line}\n}}\nmodel User {{\n  id String @id\n}}"))
    };
    check(
        &with("user $0"),
        expect![[r#"
            likely: User User @relation
            usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A
            rare: Unsupported
        "#]],
    );
    check(
        &with("users $0"),
        expect![[r#"
        likely: User
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A
        rare: Unsupported
    "#]],
    );
    check(
        &with("userId $0"),
        expect![[r#"
        likely: String
        usual: Boolean Int BigInt Float Decimal DateTime Json Bytes A User
        rare: Unsupported
    "#]],
    );
    check(
        &with("createdAt Dat$0"),
        expect![[r#"
        likely: DateTime
        usual: String Boolean Int BigInt Float Decimal Json Bytes A User
        rare: Unsupported
    "#]],
    );
    check(
        &with("is_active $0"),
        expect![[r#"
        likely: Boolean
        usual: String Int BigInt Float Decimal DateTime Json Bytes A User
        rare: Unsupported
    "#]],
    );
}

#[test]
fn modifiers_stay_and_are_offered() {
    accept(
        &on("mysql", "model A {\n  x St$0?\n}"),
        "String",
        expect![[r#"
            |  x String?
        "#]],
    );
    accept(
        &on("postgresql", "model A {\n  x St$0r[] @map(\"y\")\n}"),
        "String",
        expect![[r#"
            |  x String[] @map("y")
        "#]],
    );
    in_model(
        "mysql",
        "  x Int$0",
        expect![[r#"
            usual: String Boolean BigInt Float Decimal DateTime Json Bytes A Int?
            rare: Unsupported Int
        "#]],
    );
    in_model(
        "postgresql",
        "  x Int$0",
        expect![[r#"
            usual: String Boolean BigInt Float Decimal DateTime Json Bytes A Int? Int[]
            rare: Unsupported Int
        "#]],
    );
    in_model(
        "mysql",
        "  x In$0[]",
        expect![[r#"
        usual: A
        rare: Unsupported
    "#]],
    );
    accept(
        &on("postgresql", "model A {\n  x Int$0\n}"),
        "Int[]",
        expect![[r#"
            |  x Int[]
        "#]],
    );
    accept(
        &on("postgresql", "model A {\n  x $0\n}"),
        "Unsupported",
        expect![[r#"
            |  x Unsupported("$1")
        "#]],
    );
}

#[test]
fn composite_types_hold_values() {
    check(
        &on("mongodb", "type T {\n  x $0\n}\nmodel A {\n  id Int @id\n}\ntype U {\n  a Int\n}"),
        expect![[r#"
            usual: String Boolean Int BigInt Float DateTime Json Bytes T U
            rare: Unsupported
        "#]],
    );
}

#[test]
fn types_of_other_files() {
    check(
        "//- /a.prisma\nmodel A {\n  x $0\n}\n//- /b.prisma\nmodel B {\n}\nenum C {\n}",
        expect![[r#"
        usual: String Boolean Int BigInt Float Decimal DateTime Json Bytes A B C
        rare: Unsupported
    "#]],
    );
}

#[test]
fn native_types() {
    for (provider, scalar, expect) in [
        (
            "postgresql",
            "String",
            expect![[r#"
            usual: Text VarChar() Char() Citext Uuid Inet Bit() VarBit() Xml
        "#]],
        ),
        (
            "mysql",
            "Boolean",
            expect![[r#"
            usual: TinyInt UnsignedTinyInt Bit()
        "#]],
        ),
        (
            "mysql",
            "Int?",
            expect![[r#"
            usual: TinyInt UnsignedTinyInt SmallInt UnsignedSmallInt MediumInt UnsignedMediumInt Int UnsignedInt Year
        "#]],
        ),
        (
            "sqlserver",
            "String",
            expect![[r#"
            usual: NVarChar() VarChar() NChar() Char() NText Text Xml UniqueIdentifier
        "#]],
        ),
        (
            "mongodb",
            "String",
            expect![[r#"
            usual: ObjectId String
        "#]],
        ),
        (
            "cockroachdb",
            "Decimal",
            expect![[r#"
            usual: Decimal()
        "#]],
        ),
        (
            "sqlite",
            "String",
            expect![[r#"
            nothing
        "#]],
        ),
        (
            "postgresql",
            "E",
            expect![[r#"
            nothing
        "#]],
        ),
    ] {
        check(&on(provider, &format!("model A {{\n  x {scalar} @db.$0\n}}\nenum E {{\n  P\n}}")), expect);
    }
    in_model(
        "postgresql",
        "  x String @pg.$0",
        expect![[r#"
        nothing
    "#]],
    );
}

#[test]
fn accepted_native_types() {
    accept(
        &on("postgresql", "model A {\n  x String @db.Var$0 @map(\"y\")\n}"),
        "VarChar()",
        expect![[r#"
            |  x String @db.VarChar(${1:length}) @map("y")
        "#]],
    );
    accept(
        &on("postgresql", "model A {\n  x String @db.Var$0Bit(3)\n}"),
        "VarChar()",
        expect![[r#"
            |  x String @db.VarChar(3)
        "#]],
    );
    accept(
        &on("mysql", "model A {\n  x Boolean @db.$0\n}"),
        "Bit()",
        expect![[r#"
            |  x Boolean @db.Bit(1)
        "#]],
    );
    accept(
        &on("postgresql", "model A {\n  x Decimal @db.$0\n}"),
        "Decimal()",
        expect![[r#"
            |  x Decimal @db.Decimal(${1:precision}, ${2:scale})
        "#]],
    );
    accept(
        &on("postgresql", "model A {\n  x Decimal @d$0\n}"),
        "@db",
        expect![[r#"
            |  x Decimal @db.${1|Decimal,Money|}
        "#]],
    );
}
