//! Types and defaults: cases beside the documented examples.

use expect_test::{Expect, expect};
use serde_json::json;

use super::drawn::{found, found_in_files, found_with};
use super::schema_of;

fn check(code: &str, text: &str, expected: Expect) {
    expected.assert_eq(&found(code, text).all());
}

/// A model with an id and these lines, on this database.
fn on(provider: &str, lines: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n}}\n\nmodel M {{\n  id Int @id\n{lines}\n}}\n")
}

/// Which parts of the lines the rule finds, with levels.
fn places(code: &str, lines: &str, expected: &str) {
    assert_eq!(found(code, &on("postgresql", lines)).places(), expected, "{lines}");
}

#[test]
fn money_is_known_by_its_words() {
    for name in [
        "price",
        "totalPrice",
        "unit_cost",
        "tokenCost",
        "prices",
        "priceUSD",
        "subTotal",
        "amountDue",
        "monthlySalary",
    ] {
        places("float-money", &format!("  {name} Float"), &format!("warning {name}\n"));
    }
    for name in [
        "totalCount",
        "priceRate",
        "costPercentage",
        "totalHours",
        "pricey",
        "coffee",
        "totals_score",
        "priceChange",
        "appraise",
    ] {
        places("float-money", &format!("  {name} Float"), "");
    }
    // A rate, a quantity of something, exact types.
    places("float-money", "  payoutFee Float @default(0.05)\n  fee Float @default(0.0)", "warning fee\n");
    places("float-money", "  amount Float\n  unit String", "");
    places("float-money", "  price Decimal\n  cost Int\n  fee String", "");
    let options = json!({ "words": ["tip"], "allow": ["freeTip"] });
    let text = on("mysql", "  price Float\n  tip Float\n  freeTip Float");
    assert_eq!(found_with("float-money", &text, options).places(), "warning tip\n");
}

#[test]
fn money_by_many_words() {
    for name in [
        "spend",
        "maxBudget",
        "totalTax",
        "totalDiscounts",
        "bonus",
        "allowances",
        "deductions",
        "maxDiscount",
        "payment",
        "priceForAirline",
        "income",
        "balanceBefore",
        "balance_after",
        "totalTopups",
        "minWagePerHour",
        "netIncome",
        "monthlyRent",
        "refund",
        "depositUsd",
        "costPerToken",
        "vatPaid",
        "expenses",
        "costOfDelivery",
        "subtotal",
    ] {
        places("float-money", &format!("  {name} Float"), &format!("warning {name}\n"));
    }
    // Rates, and amounts of something else.
    for name in [
        "batteryBalance",
        "whiteBalance",
        "leaveBalance",
        "timeSpend",
        "bonusPoints",
        "pointDeduction",
        "baggageAllowance",
        "amountPerServing",
        "amountOfRain",
        "totalByDay",
        "tax",
        "discount",
        "commission",
        "vat",
        "incomeRatio",
        "calorieBudget",
        "waterAmount",
        "powerCharge",
        "interestRate",
        "spendingScore",
    ] {
        places("float-money", &format!("  {name} Float"), "");
    }
    let text = "datasource db {\n  provider = \"postgresql\"\n}\nmodel WaterLog {\n  id Int @id\n  amount Float\n  price Float\n}\n";
    assert_eq!(found("float-money", text).places(), "warning price\n");
}

#[test]
fn dates_by_many_words() {
    for name in [
        "dateOfBirth",
        "birthday",
        "dob",
        "dateJoined",
        "date_from",
        "validUntil",
        "valid_to",
        "lastLogin",
        "lastSeen",
        "deadline",
        "timestamp",
        "birthdate",
    ] {
        places("datetime-as-string", &format!("  {name} String"), &format!("warning {name}\n"));
    }
    for name in [
        "dateFormat",
        "displayDate",
        "formattedDate",
        "dateLabel",
        "dateRange",
        "lastName",
        "lastMessage",
        "validator",
        "dateId",
        "timestampFormat",
        "birthdayText",
    ] {
        places("datetime-as-string", &format!("  {name} String"), "");
    }
    // What is encrypted is text.
    places("datetime-as-string", "  /// @encrypted\n  dateOfBirth String", "");
}

#[test]
fn times_that_end_in_2038() {
    let text = on(
        "mysql",
        "  createdAt DateTime @default(now()) @db.Timestamp(0)\n  updatedAt DateTime @updatedAt @db.Timestamp(0)\n  madeAt DateTime @default(dbgenerated(\"CURRENT_TIMESTAMP\")) @db.Timestamp(0)\n  expiresAt DateTime @db.Timestamp(0)",
    );
    let at = "@db.Timestamp(0)";
    assert_eq!(
        found("discouraged-native-type", &text).places(),
        format!("info {at}\ninfo {at}\ninfo {at}\nwarning {at}\n")
    );
}

#[test]
fn money_becomes_decimal_where_there_is_one() {
    let drawn = found(
        "float-money",
        &on(
            "postgresql",
            "  größe_price Float? @default(0) @db.Real // €\n  fee Decimal @db.Money\n  cost Float[]",
        ),
    );
    let title = "Change to `Decimal @db.Decimal(12, 2)`";
    expect![[r"
        -  größe_price Float? @default(0) @db.Real // €
        +  größe_price Decimal? @default(0) @db.Decimal(12, 2) // €
    "]]
    .assert_eq(&drawn.after_fix(title));
    assert_eq!(drawn.found.len(), 3);
    check(
        "float-money",
        &on("sqlite", "  price Float"),
        expect![[r#"
            info at `price`: `M.price` looks like an amount of money, and `Float` is not exact. Store the smallest unit in an `Int` or `BigInt`.
        "#]],
    );
    assert_eq!(found("float-money", &on("mongodb", "  price Float")).places(), "info price\n");
    // The datasource's own name stands before native types.
    let text = "datasource pg {\n  provider = \"postgresql\"\n}\nmodel M {\n  id Int @id\n  price Float\n}\n";
    expect![[r"
        -  price Float
        +  price Decimal @pg.Decimal(12, 2)
    "]]
    .assert_eq(&found("float-money", text).after_fix("Change to `Decimal @pg.Decimal(12, 2)`"));
}

#[test]
fn times_without_a_zone_in_the_minority() {
    let drawn = found(
        "prefer-timestamptz",
        &on(
            "postgresql",
            "  a DateTime @db.Timestamptz(3)\n  b DateTime @db.Timestamptz(3)\n  c DateTime @db.Timestamptz\n  d DateTime @db.Timestamp(6)\n  e DateTime?\n  day DateTime @db.Date",
        ),
    );
    assert_eq!(drawn.places(), "info d\ninfo e\n");
    expect![[r"
        -  d DateTime @db.Timestamp(6)
        +  d DateTime @db.Timestamptz(3)
    "]]
    .assert_eq(&drawn.after_fix("Change to `@db.Timestamptz(3)`"));
    let even = "  a DateTime @db.Timestamptz(3)\n  e DateTime";
    places("prefer-timestamptz", even, "");
    let always = || json!({ "always": true });
    assert_eq!(found_with("prefer-timestamptz", &on("cockroachdb", even), always()).places(), "info e\n");
    assert_eq!(found_with("prefer-timestamptz", &on("mysql", even), always()).places(), "");
    // Across files.
    let schema = schema_of(&[
        (
            "a.prisma",
            "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  a DateTime @id @db.Timestamptz\n  b DateTime @db.Timestamptz\n}\n",
        ),
        ("b.prisma", "model B {\n  id DateTime @id\n}\n"),
    ]);
    assert_eq!(found_in_files("prefer-timestamptz", schema).places(), "info id\n");
}

#[test]
fn native_types_to_avoid() {
    check(
        "discouraged-native-type",
        &on(
            "postgresql",
            "  a String @db.Char(36)\n  b DateTime @db.Timestamp(0)\n  c String @db.Char(2)\n  d Json? @db.Json\n  e DateTime @db.Timestamp(3)",
        ),
        expect![[r#"
            warning at `@db.Char(36)`: `@db.Char(36)` of `M.a` pads values with spaces and saves no space. Use `@db.VarChar(36)`.
              Choice: Use `@db.VarChar(36)`
            warning at `@db.Timestamp(0)`: `@db.Timestamp(0)` of `M.b` rounds to seconds, possibly into the future. Use `@db.Timestamp(3)`.
              Choice: Use `@db.Timestamp(3)`
            warning at `@db.Json`: `@db.Json` of `M.d` stores text that cannot be indexed or compared. Remove it: the default type is better.
              Choice: Remove `@db.Json`
        "#]],
    );
    let drawn = found(
        "discouraged-native-type",
        &on("mysql", "  a DateTime @db.Timestamp(3)\n  b String @db.Char(36)\n  c Json @db.Json"),
    );
    assert_eq!(drawn.places(), "warning @db.Timestamp(3)\n");
    expect![[r"
        -  a DateTime @db.Timestamp(3)
        +  a DateTime @db.DateTime(3)
    "]]
    .assert_eq(&drawn.after_fix("Use `@db.DateTime(3)`"));
    let text = on("sqlserver", "  a Float @db.Money\n  b String @db.NText");
    assert_eq!(found("discouraged-native-type", &text).places(), "warning @db.Money\nwarning @db.NText\n");
}

#[test]
fn strings_without_bounds() {
    let lines = "  a String\n  b String @db.Text\n  c String @db.VarChar(9)\n  d String @db.Uuid\n  e String @db.VarChar\n  f Int";
    places("unbounded-string", lines, "warning a\nwarning b\nwarning e\n");
    let allowed =
        found_with("unbounded-string", &on("postgresql", lines), json!({ "allowNativeTextType": true }));
    assert_eq!(allowed.places(), "warning a\nwarning e\n");
    assert_eq!(found("unbounded-string", &on("sqlite", "  a String")).places(), "");
    expect![[r"
        -  a String // x
        +  a String @db.NVarChar(255) // x
    "]]
    .assert_eq(
        &found("unbounded-string", &on("sqlserver", "  a String // x"))
            .after_fix("Change to `@db.NVarChar(255)`"),
    );
}

#[test]
fn lists_without_a_default() {
    let text = "enum E {\n  A\n}\nmodel M {\n  id Int @id\n  a String[]\n  b E[]\n  c Json[] @db.JsonB\n  d Int[] @default([])\n  e Unsupported(\"x\")[]\n  f M[] @relation(\"r\")\n}\n";
    let drawn = found("list-default-empty", text);
    assert_eq!(drawn.places(), "info a\ninfo b\ninfo c\n");
    expect![[r"
        -  a String[]
        +  a String[] @default([])
    "]]
    .assert_eq(&drawn.after_fix("Add `@default([])`"));
    assert_eq!(found("list-default-empty", &on("mongodb", "  a String[]")).places(), "");
}

#[test]
fn fields_that_the_client_cannot_set() {
    let lines = "  a String @ignore\n  b String? @ignore\n  c DateTime @default(now()) @ignore\n  d DateTime @updatedAt @ignore\n  e Int[] @ignore\n  f Unsupported(\"x\") @ignore";
    places("required-ignored-field", lines, "error a\nerror f\n");
    let drawn = found("required-ignored-field", &on("mysql", "  a String @ignore // x"));
    expect![[r"
        -  a String @ignore // x
        +  a String? @ignore // x
    "]]
    .assert_eq(&drawn.after_fix("Make it optional"));
    places("required-ignored-field", "  a String @ignore\n  @@ignore", "");
    let unsupported = "  a Unsupported(\"x\")\n  b Unsupported(\"y\")?\n  c Unsupported(\"z\")[]\n  d Unsupported(\"x\") @default(dbgenerated(\"x()\"))\n  f Unsupported(\"x\") @ignore";
    places("required-unsupported", unsupported, "warning Unsupported(\"x\")\n");
    let keyed = found("required-unsupported", &on("postgresql", "  a Unsupported(\"x\") @unique"));
    assert!(keyed.found[0].fixes.is_empty());
}

#[test]
fn three_states() {
    let lines = "  a Boolean?\n  b Boolean? @default(true)\n  c Boolean? // null: unknown\n  // null: unknown\n  d Boolean?\n\n  e Boolean\n  f Boolean[]\n  // about g\n\n  g Boolean?";
    places("optional-boolean", lines, "hint Boolean?\ninfo Boolean?\nhint Boolean?\n");
    let drawn = found("optional-boolean", &on("postgresql", "  a Boolean? @default(true)"));
    expect![[r"
        -  a Boolean? @default(true)
        +  a Boolean @default(true)
    "]]
    .assert_eq(&drawn.after_fix("Make it required"));
}

#[test]
fn times_in_text() {
    for name in ["createdAt", "sent_at", "dueDate", "date", "startAt", "bornOn", "closedOn"] {
        places("datetime-as-string", &format!("  {name} String"), &format!("warning {name}\n"));
    }
    for line in [
        "lookAt String",
        "addOn String",
        "dateFormat String",
        "update String",
        "upToDate String",
        "endsOn String @default(\"never\")",
        "createdAt DateTime",
        "dates String[]",
        "isOn String",
        "format String",
    ] {
        places("datetime-as-string", &format!("  {line}"), "");
    }
}

#[test]
fn one_name_and_several_types() {
    let model = |name: &str, lines: &str| format!("model {name} {{\n  id Int @id\n{lines}\n}}\n");
    let three: String = ["A", "B", "C"].iter().map(|name| model(name, "  size Int\n  status Int")).collect();
    let text = format!("{three}{}", model("D", "  size String?\n  status String"));
    check(
        "same-name-different-type",
        &text,
        expect![[r#"
            info at `String?`: `D.size` is `String`, but `size` in 3 other models is `Int`. Use one type, or another name.
              see `size`: Here it is `Int`
        "#]],
    );
    let two: String = ["A", "B"].iter().map(|name| model(name, "  size Int")).collect();
    check("same-name-different-type", &format!("{two}{}", model("D", "  size String")), expect![[""]]);
    // The key of a relation has the type of what it points at.
    let keyed = format!(
        "{three}{}",
        "model D {\n  id Int @id\n  size String\n  e E @relation(fields: [size], references: [id])\n}\nmodel E {\n  id String @id\n  ds D[]\n}\n"
    );
    check("same-name-different-type", &keyed, expect![[""]]);
}

#[test]
fn enums_of_many_values() {
    let values: String = (0..13).map(|number| format!("  V{number}\n")).collect();
    assert_eq!(
        found("enum-for-fast-changing", &format!("enum Kind {{\n{values}}}\n")).places(),
        "warning Kind\n"
    );
    let text = "enum Kind {\n  A\n  B\n}\n";
    assert_eq!(found("enum-for-fast-changing", text).places(), "");
}

/// Defaults that the schema engine of Prisma 8.1 migrates again on PostgreSQL 15, with their field types.
const REPEATED: &[(&str, &[&str])] = &[
    (
        "DateTime",
        &[
            "now()",
            "CURRENT_TIMESTAMP",
            "(now())",
            "NOW() + interval '1 day'",
            "now() + '1 day'::interval",
            "timezone('utc', now())",
            "'epoch'",
            "'2020-01-01 00:00:00'",
            "date_trunc('day', now())",
            "CURRENT_TIMESTAMP::timestamp(3)",
            "(now() + interval '1 day')",
        ],
    ),
    ("DateTime @db.Date", &["now()", "CURRENT_TIMESTAMP", "now()::date"]),
    ("String @db.Uuid", &["(gen_random_uuid())"]),
    (
        "String",
        &[
            "gen_random_uuid()::text",
            "encode(gen_random_bytes(16), 'hex')",
            "'x'",
            "'x'::text",
            "'it''s'",
            "lower('A')",
            "'a' || 'b'",
            "md5(random()::text)",
            "NULL",
            "substr(md5(random()::text), 0, 25)",
            "to_char(now(), 'YYYY')",
            "COALESCE('a', 'b')",
            "CAST(gen_random_uuid() AS text)",
            "(gen_random_uuid())::varchar",
        ],
    ),
    (
        "Int",
        &[
            "nextval('sq')",
            "nextval('sq'::regclass)",
            "1",
            "(1)",
            "1 + 1",
            "floor(random() * 10)::int",
            "'1'",
        ],
    ),
    ("Boolean", &["true", "FALSE", "'t'"]),
    ("Json", &["'{}'", "'{}'::jsonb", "'[]'::jsonb"]),
    ("Decimal", &["0", "0.0", "'1.5'::numeric"]),
];

/// Defaults that it leaves alone.
const SETTLED: &[(&str, &[&str])] = &[
    (
        "DateTime",
        &[
            "clock_timestamp()",
            "(now() + '1 day'::interval)",
            "CURRENT_TIMESTAMP(3)",
            "timezone('utc'::text, now())",
            "(now() AT TIME ZONE 'utc'::text)",
            "'2020-01-01 00:00:00'::timestamp without time zone",
            "LOCALTIMESTAMP",
            "date_trunc('day'::text, now())",
        ],
    ),
    ("DateTime @db.Timestamptz(6)", &["CURRENT_DATE", "(CURRENT_DATE + '3 days'::interval)"]),
    ("DateTime @db.Date", &["CURRENT_DATE", "(now())::date"]),
    ("DateTime @db.Time(6)", &["CURRENT_TIME", "'00:00:00'::time without time zone"]),
    (
        "String @db.Uuid",
        &[
            "gen_random_uuid()",
            "GEN_RANDOM_UUID()",
            "o.g()",
            "'00000000-0000-0000-0000-000000000000'::uuid",
            "(current_setting('app.t'::text))::uuid",
        ],
    ),
    (
        "String",
        &[
            "(gen_random_uuid())::text",
            "encode(gen_random_bytes(16), 'hex'::text)",
            "f()",
            "lower('A'::text)",
            "concat('a', 'b')",
            "('a'::text || 'b'::text)",
            "CURRENT_USER",
            "md5((random())::text)",
            "('user_'::text || (gen_random_uuid())::text)",
        ],
    ),
    ("Int", &["(1 + 1)", "(floor((random() * (10)::double precision)))::integer"]),
    ("Json", &["jsonb_build_object('a', 1)"]),
    ("Bytes", &["gen_random_bytes(8)"]),
    ("Unsupported(\"interval\")", &["'1 day'::interval"]),
];

#[test]
fn defaults_that_are_migrated_again() {
    for (cases, is_repeated) in [(REPEATED, true), (SETTLED, false)] {
        for (ty, sql) in cases.iter().flat_map(|(ty, all)| all.iter().map(move |sql| (ty, sql))) {
            let text = format!(
                "model A {{\n  id Int @id\n  f {}\n}}\n",
                field(ty, &format!("@default(dbgenerated({sql:?}))"))
            );
            let places = found("repeated-migration", &text).places();
            assert_eq!(!places.is_empty(), is_repeated, "{ty}: {sql}");
        }
    }
    // Only on PostgreSQL is it known.
    let text = "datasource db {\n  provider = \"mysql\"\n}\n\nmodel A {\n  id Int @id\n  f DateTime @default(dbgenerated(\"now()\"))\n}\n";
    assert_eq!(found("repeated-migration", text).places(), "");
}

/// A type and attribute: native types are written last.
fn field(ty: &str, attribute: &str) -> String {
    ty.split_once(' ')
        .map_or(format!("{ty} {attribute}"), |(ty, native)| format!("{ty} {attribute} {native}"))
}

#[test]
fn what_to_write_in_the_place_of_a_default_that_is_migrated_again() {
    let text = "model A {\n  id Int @id @default(dbgenerated(\"nextval('s')\"))\n  at DateTime @default(dbgenerated(\"now()\"))\n  x String @default(dbgenerated(\"'é'\"))\n  y String @default(dbgenerated(\"(f())\"))\n  z String @default(dbgenerated(\"a() || b()\"))\n  w String @default(dbgenerated(\"\"))\n  v String @default(dbgenerated(\"'é\"))\n  u String @default(dbgenerated(\"((\"))\n}\n";
    let drawn = found("repeated-migration", text);
    expect![[r#"
        warning at `dbgenerated("nextval('s')")`: PostgreSQL stores the default of `A.id` in another form, so each `migrate dev` migrates it again. Write `@default(autoincrement())`.
        warning at `dbgenerated("now()")`: PostgreSQL stores the default of `A.at` in another form, so each `migrate dev` migrates it again. Write `@default(now())`.
          Choice: Change to `now()`
        warning at `dbgenerated("'é'")`: PostgreSQL stores the default of `A.x` in another form, so each `migrate dev` migrates it again. Write the value itself: `@default(…)`.
        warning at `dbgenerated("(f())")`: PostgreSQL stores the default of `A.y` in another form, so each `migrate dev` migrates it again. Remove the parentheses.
        warning at `dbgenerated("a() || b()")`: PostgreSQL stores the default of `A.z` in another form, so each `migrate dev` migrates it again. Write it as `prisma db pull` shows it.
        warning at `dbgenerated("'é")`: PostgreSQL stores the default of `A.v` in another form, so each `migrate dev` migrates it again. Write the value itself: `@default(…)`.
    "#]].assert_eq(&drawn.all());
    expect![[r#"
        -  at DateTime @default(dbgenerated("now()"))
        +  at DateTime @default(now())
    "#]]
    .assert_eq(&drawn.after_fix("Change to `now()`"));
}

#[test]
fn predicates_that_are_migrated_again() {
    for (predicate, expected) in [
        ("raw(\"s IN ('a', 'b')\")", true),
        ("raw(\"s LIKE 'a%'\")", true),
        ("raw(\"n BETWEEN 1 AND 5\")", true),
        ("raw(\"(s = ANY (ARRAY['a'::text, 'b'::text]))\")", false),
        ("raw(\"s = 'in'\")", false),
        ("raw(\"deleted_at IS NULL\")", false),
        ("{ s: \"a\" }", false),
    ] {
        let text = format!(
            "{PARTIAL}model A {{\n  id Int @id\n  n Int\n  s String\n\n  @@index([n], where: {predicate})\n}}\n"
        );
        assert_eq!(!found("repeated-migration", &text).places().is_empty(), expected, "{predicate}");
    }
}

/// A datasource and a generator with partial indexes.
const PARTIAL: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client\"\n  output = \"../generated\"\n  previewFeatures = [\"partialIndexes\"]\n}\n\n";

#[test]
fn characters_that_always_fill_their_column() {
    for (name, expected) in [("sha256Hash", ""), ("checksum", ""), ("title", "warning @db.Char(44)\n")] {
        let text = format!("model A {{\n  id Int @id\n  {name} String @db.Char(44)\n}}\n");
        assert_eq!(found("discouraged-native-type", &text).places(), expected, "{name}");
    }
}
