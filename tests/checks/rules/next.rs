//! The checklist on schemas in the Prisma 8 dialect.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Finding, Fix, Level, Origin};
use checks::rules::ProjectFacts;
use expect_test::{Expect, expect};
use ide::{Analysis, AnalysisFile};
use model::catalog::next::{Catalog, PackSet, Target};
use model::project::{ControlStack, Dialect, PrismaVersion};
use model::schema::SchemaFile;
use support::corpus::recorded;

use super::corpus::every_rule;
use super::corpus_fixes::{Report, try_each};

/// Schemas that Prisma 8 accepts, each with its target.
const FIXTURES: &[(&str, &str, Target)] = &[
    ("shop.prisma", include_str!("../../fixtures/prisma8/shop.prisma"), Target::Postgres),
    ("tenants.prisma", include_str!("../../fixtures/prisma8/tenants.prisma"), Target::Postgres),
    ("notes.sqlite.prisma", include_str!("../../fixtures/prisma8/notes.sqlite.prisma"), Target::Sqlite),
    ("notes.mongo.prisma", include_str!("../../fixtures/prisma8/notes.mongo.prisma"), Target::Mongo),
];

fn analysis(name: &str, text: &str, target: Target) -> Analysis {
    let file = AnalysisFile {
        name: name.into(),
        content: Arc::new(SchemaFile::new(text)),
        rules: every_rule(),
        dialect: Dialect::of(text),
    };
    let facts = ProjectFacts { stack: ControlStack::of(target), ..ProjectFacts::default() };
    Analysis::new(vec![file], PrismaVersion::new(8, 0, 0), facts)
}

/// What a rule reports for a target, with the titles of its fixes.
fn found(code: &str, target: Target) -> String {
    let mut lines = String::new();
    for (name, text, target) in FIXTURES.iter().filter(|(.., of)| *of == target) {
        for finding in ide::diagnostics(&analysis(name, text, *target), true).into_iter().flatten() {
            if finding.code == code {
                lines.push_str(&format!("{}\n", finding.message));
                lines.extend(finding.fixes.iter().map(|fix| format!("  {}\n", fix.title)));
            }
        }
    }
    lines
}

pub(super) fn check(code: &str, expected: Expect) {
    expected.assert_eq(&found(code, Target::Postgres));
}

/// Everything that is reported for a target, rule by rule, with the titles of the fixes.
pub(super) fn all_found(target: Target) -> String {
    let rules =
        checks::registry().rules().map(|rule| (rule.metadata.code, found(rule.metadata.code, target)));
    rules.filter(|(_, found)| !found.is_empty()).map(|(code, found)| format!("{code}\n{found}")).collect()
}

#[test]
fn fixtures_have_no_errors() {
    for (name, text, target) in FIXTURES {
        let found = ide::diagnostics(&analysis(name, text, *target), false);
        let errors = found.iter().flatten().filter(|finding| finding.level == Level::Error);
        let errors: Vec<_> = errors.filter(|finding| finding.origin == Origin::Prisma).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

/// Each fix leaves no finding of its rule, brings no other, and no error of Prisma 8.
#[test]
fn fixes_break_nothing() {
    let mut report = Report::default();
    for (name, text, target) in FIXTURES {
        try_each(name, &analysis(name, text, *target), &mut report, |_, _| true);
    }
    report.assert_right("Prisma 8");
}

/// Rules that are not for the dialect find nothing in it.
#[test]
fn other_rules_are_silent() {
    for (name, text, target) in FIXTURES {
        for finding in ide::diagnostics(&analysis(name, text, *target), false).into_iter().flatten() {
            let rule = checks::registry().rule(finding.code);
            assert!(rule.is_none_or(|rule| rule.dialects.next()), "{name}: {}", finding.code);
        }
    }
}

#[test]
fn foreign_keys_without_the_index_of_their_relation() {
    check(
        "fk-missing-index",
        expect![[r#"
        Foreign key `OrderLine.productId` has no index: deleting a `Product`, or finding its rows, scans the table. Remove `index: false`.
          Remove `index: false`
        Foreign key `Product.parentId` has no index: deleting a `Product`, or finding its rows, scans the table. Remove `index: false`.
          Remove `index: false`
    "#]],
    );
}

#[test]
fn types_are_written_as_in_the_dialect() {
    check(
        "float-money",
        expect![[r#"
            `Order.total` looks like an amount of money, and `Float` is not exact. Change it to `Numeric(12, 2)`.
              Change to `Numeric(12, 2)`
            `Order.shippingFee` looks like an amount of money, and `Float` is not exact. Change it to `Numeric(12, 2)`.
              Change to `Numeric(12, 2)`
            `OrderLine.price` looks like an amount of money, and `Float` is not exact. Change it to `Numeric(12, 2)`.
              Change to `Numeric(12, 2)`
            `Invoice.amount` looks like an amount of money, and `Float` is not exact. Change it to `Numeric(12, 2)`.
              Change to `Numeric(12, 2)`
        "#]],
    );
    check(
        "discouraged-native-type",
        expect![[r#"
        `Json` of `Order.rawPayload` stores text that cannot be indexed or compared. Use `Jsonb`.
          Use `Jsonb`
        `Char(12)` of `Product.code` pads values with spaces and saves no space. Use `VarChar(12)`.
          Use `VarChar(12)`
    "#]],
    );
    check(
        "updated-at-attribute",
        expect![[r#"
        `Order.updatedAt` is set when a row is created and never updated. Change its type to `temporal.timestamp(precision: 3, onCreate: now, onUpdate: now)`.
          Change its type to `temporal.timestamp(precision: 3, onCreate: now, onUpdate: now)`
    "#]],
    );
    check(
        "id-strategy",
        expect![[r#"
        `users.id` stores UUIDs as text, which takes more than twice the space in the table and in every index. Use `Uuid` here and for its foreign keys.
          Use `Uuid` here and for the foreign key
    "#]],
    );
}

#[test]
fn partial_indexes() {
    check(
        "soft-delete-unique",
        expect![[r#"
        `@unique` on `email` also applies to soft-deleted rows. Change it to `@@index([email], where: "\"deletedAt\" IS NULL", unique: true)`.
          Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
        `@@unique([slug])` also applies to soft-deleted rows. Change it to `@@index([slug], where: "\"deletedAt\" IS NULL", unique: true)`.
          Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)
    "#]],
    );
    check(
        "soft-delete-index",
        expect![[r#"
        `@@index([deletedAt])` does not help to find active rows, which are most rows. Use `deletedAt` as the last field, or in the `where:`, of the indexes that queries use.
          Restrict the other indexes to rows without `deletedAt`, and remove this one
          Restrict it to deleted rows, for a purge job
          Remove `@@index([deletedAt])`
    "#]],
    );
}

/// The code in backquotes in a text.
fn code_in(text: &str) -> impl Iterator<Item = &str> {
    // What stands in a comment is no code.
    text.split('`').skip(1).step_by(2).filter(|code| !code.starts_with("///"))
}

/// What no schema of a target can hold, in a piece of code that a message or the title of a fix proposes: an attribute, a type or a
/// function that the target lacks, or a word of the classic dialect.
fn foreign(code: &str, target: Target) -> Vec<String> {
    let catalog = Catalog { target, packs: PackSet::NONE };
    let mut found = Vec::new();
    for attribute in code.split(' ').filter(|word| word.starts_with('@') && word.len() > 1) {
        let name = attribute.trim_start_matches('@');
        let name = name.split(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap();
        let is_known = match attribute.starts_with("@@") {
            true => catalog.model_attribute(name).is_some(),
            false => catalog.field_attribute(name).is_some(),
        };
        found.extend((!is_known).then(|| attribute.to_owned()));
    }
    const CLASSIC: [&str; 12] = [
        "String",
        "Boolean",
        "Int",
        "BigInt",
        "Float",
        "Decimal",
        "DateTime",
        "Json",
        "Bytes",
        "Unsupported",
        "Double",
        "Text",
    ];
    let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
    for word in words.filter(|word| CLASSIC.contains(word)) {
        let is_old = target == Target::Mongo && catalog.replacement(word).is_some();
        found.extend((catalog.scalar(word).is_none() || is_old).then(|| word.to_owned()));
    }
    for (at, _) in code.match_indices("()") {
        let name = code[..at].rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap();
        let segments: Vec<&str> = name.split('.').collect();
        let is_known = catalog.function(name).is_some() || catalog.preset(&segments).is_some();
        found.extend((!is_known && !name.is_empty()).then(|| format!("{name}()")));
    }
    let words =
        ["datasource", "generator", "dbgenerated", "previewFeatures", "relationMode", "schema.prisma"];
    let is_in_code = |word: &&&str| {
        code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).any(|it| it == **word)
    };
    found.extend(words.iter().filter(is_in_code).map(|word| (*word).to_owned()));
    found
}

/// The pieces of code that a message tells to write.
fn proposals(message: &str) -> impl Iterator<Item = &str> {
    const WORDS: [&str; 5] = ["Add `", "Change it to `", "Change its type to `", "Rename it to `", "Use `"];
    let proposed = WORDS
        .iter()
        .flat_map(|word| message.match_indices(word).map(|(at, word)| &message[at + word.len()..]));
    let proposed = proposed.filter_map(|rest| rest.split_once('`'));
    // `deletedAt` as a field of an index is a name, not a text.
    proposed
        .filter(|(_, after)| !after.starts_with(" as "))
        .map(|(code, _)| code)
        .filter(|code| !code.starts_with("///"))
}

/// What is wrong in the messages and titles about a schema: no message and no title names syntax that the target does not have, and
/// what a message tells to write is what a fix writes.
fn wrong_words(name: &str, text: &str, target: Target) -> Vec<String> {
    let mut wrong = Vec::new();
    for finding in ide::diagnostics(&analysis(name, text, target), true).into_iter().flatten() {
        if finding.origin == Origin::Prisma {
            continue;
        }
        for said in proposals(&finding.message) {
            // Columns are aligned, and an attribute may get more arguments.
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let start = plain(said.trim_end_matches(')'));
            let written = |fix: &Fix| fix.edits.iter().any(|edit| plain(&edit.edit.text).contains(&start));
            if !finding.fixes.is_empty() && !finding.fixes.iter().any(written) {
                wrong.push(format!("{name} {}: no fix writes {said}: {}", finding.code, finding.message));
            }
        }
        let titles = finding.fixes.iter().map(|fix| fix.title.as_str());
        for said in std::iter::once(&*finding.message).chain(titles) {
            let foreign: Vec<String> = code_in(said).flat_map(|code| foreign(code, target)).collect();
            if !foreign.is_empty() {
                wrong.push(format!("{name} {}: {foreign:?} in {said}", finding.code));
            }
        }
    }
    wrong
}

#[test]
fn messages_are_in_the_dialect_of_the_schema() {
    let wrong: Vec<String> =
        FIXTURES.iter().flat_map(|(name, text, target)| wrong_words(name, text, *target)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same in recorded schemas that Prisma 8 accepts, and their fixes break nothing.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn messages_and_fixes_of_recorded_schemas_are_right() {
    // Each fix is tried where few have been tried of its rule.
    const MOST: usize = 12;
    let tried = RefCell::new(BTreeMap::<&str, usize>::new());
    let is_drawn = |finding: &Finding, _: &Fix| {
        let mut tried = tried.borrow_mut();
        let count = tried.entry(finding.code).or_default();
        *count += 1;
        *count <= MOST
    };
    let mut report = Report::default();
    let mut wrong = Vec::new();
    for case in recorded("prisma8.json").iter().filter(|case| case["expect"].as_array().unwrap().is_empty()) {
        let (name, files) = (case["id"].to_string(), case["files"].as_array().unwrap());
        let [file] = files.as_slice() else { continue };
        let text = file[1].as_str().unwrap();
        wrong.extend(wrong_words(&name, text, Target::Postgres));
        try_each(&name, &analysis(&name, text, Target::Postgres), &mut report, is_drawn);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    report.assert_right("recorded schemas");
}

/// A type that a `types` block names has the native type that it stands for.
#[test]
fn named_types_are_what_they_stand_for() {
    let text = "// use prisma-8\ntypes {\n  Key = Uuid\n  Stamp = Timestamptz(3)\n  Short = VarChar(20)\n}\n\nmodel A {\n  id   Key    @id @default(uuid())\n  at   Stamp\n  code Short\n}\n";
    let found = ide::diagnostics(&analysis("a.prisma", text, Target::Postgres), false);
    let codes: Vec<&str> = found.iter().flatten().map(|finding| finding.code).collect();
    for code in ["id-strategy", "prefer-timestamptz", "unbounded-string"] {
        assert!(!codes.contains(&code), "{codes:?}");
    }
}

/// A key is named as the schema writes it.
#[test]
fn unique_indexes_are_named_as_they_are_written() {
    let text = "// use prisma-8\nmodel A {\n  id    Int    @id\n  email String\n\n  @@index([id], unique: true)\n}\n";
    let found = ide::diagnostics(&analysis("a.prisma", text, Target::Postgres), false);
    let redundant = found.iter().flatten().filter(|finding| finding.code == "redundant-index");
    let messages: Vec<&str> = redundant.map(|finding| &*finding.message).collect();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert!(messages[0].starts_with("`@@index([id], unique: true)`"), "{messages:#?}");
}

/// Values that Prisma makes all have one length, and so have keys that refer to them.
#[test]
fn made_values_fill_their_column() {
    let text = "// use prisma-8\nmodel A {\n  id Char(36) @id @default(uuid())\n  b  B[]\n}\n\nmodel B {\n  id   Int      @id\n  aId  Char(36)\n  name Char(36)\n  a    A        @relation(fields: [aId], references: [id])\n}\n";
    let found = ide::diagnostics(&analysis("a.prisma", text, Target::Postgres), false);
    let found: Vec<_> = found.iter().flatten().filter(|it| it.code == "discouraged-native-type").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("`B.name`"), "{found:#?}");
}

#[test]
fn keys_of_named_types_are_compared() {
    let found = |types: &str| {
        let text = format!(
            "// use prisma-8\ntypes {{\n{types}\n}}\n\nmodel A {{\n  id Key @id\n  b B[]\n}}\n\nmodel B {{\n  id Int @id\n  aId Ref\n  a A @relation(fields: [aId], references: [id])\n}}\n"
        );
        let found =
            ide::diagnostics(&analysis("a.prisma", &text, Target::Postgres), true).into_iter().flatten();
        found.filter(|it| it.code == "fk-native-type-mismatch").map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(found("  Key = VarChar(20)\n  Ref = VarChar(20)"), [""; 0]);
    assert_eq!(found("  Key = VarChar(20)\n  Ref = VarChar(30)").len(), 1);
    assert_eq!(found("  Key = VarChar(20)\n  Ref = String").len(), 1);
    assert_eq!(found("  Key = String\n  Ref = String"), [""; 0]);
}

/// The type that Prisma 8 updates is required, which a change of an optional field says.
#[test]
fn an_optional_timestamp_becomes_required() {
    let text = "// use prisma-8\nmodel A {\n  id        Int @id\n  updatedAt DateTime?\n}\n";
    let found = ide::diagnostics(&analysis("a.prisma", text, Target::Postgres), true);
    let found: Vec<_> = found.iter().flatten().filter(|it| it.code == "updated-at-attribute").collect();
    let titles: Vec<&str> = found.iter().flat_map(|it| &it.fixes).map(|fix| &*fix.title).collect();
    assert_eq!(titles, ["Change its type to `temporal.updatedAt()`, which is never null"]);
}
