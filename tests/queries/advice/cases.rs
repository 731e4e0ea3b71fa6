//! Single cases: what counts as covered, what is proposed and what is not.

use expect_test::{Expect, expect};
use model::catalog::Provider;
use model::database::Database;
use queries::advice::{Workload, advise};
use queries::code::CodeKind;

use super::shop::{rendered, workload};
use crate::shape::compiler::{schema_of, table};

/// The models that all cases have; `ATTRIBUTES` is replaced.
const MODELS: &str = r#"
datasource db {
  provider = "PROVIDER"
}

model Owner {
  id    Int    @id
  email String @unique
  name  String
  tasks Task[]
}

model Task {
  id        Int       @id
  ownerId   Int
  title     String
  status    String
  rank      Int
  isDone    Boolean   @default(false)
  dueAt     DateTime?
  createdAt DateTime  @default(now())
  owner     Owner     @relation(fields: [ownerId], references: [id])
ATTRIBUTES
}
"#;

/// Advice for calls, one a line. `// seed` and the like at the end of a line says what the file is for; `raw:` begins raw SQL.
fn check_on(provider: &str, attributes: &str, calls: &'static str, expected: Expect) {
    let schema = schema_of(&MODELS.replace("PROVIDER", provider).replace("ATTRIBUTES", attributes));
    let is_raw = |line: &&str| line.trim_start().starts_with("raw:");
    let lines: Vec<&'static str> = calls.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    let code: Vec<&'static str> = lines.iter().copied().filter(|line| !is_raw(line)).collect();
    let parts = code.iter().map(|line| line.split_once(" // ").unwrap_or((line, "")));
    let (texts, kinds): (Vec<&str>, Vec<&str>) = parts.unzip();
    let calls = table(texts.join("\n").leak(), Provider::Postgresql);
    let mut workload: Workload = workload(&schema, &calls);
    for (query, kind) in workload.queries.iter_mut().zip(kinds) {
        query.kind = match kind {
            "" => CodeKind::Application,
            "job" => CodeKind::Job,
            "script" => CodeKind::Script,
            "seed" => CodeKind::Seed,
            "test" => CodeKind::Test,
            other => panic!("{other}"),
        };
    }
    workload.raw_sql = lines.iter().filter(|it| is_raw(it)).map(|it| it["raw:".len()..].into()).collect();
    let advice = advise(&schema, &Database::of(&schema).unwrap(), &workload);
    let text = rendered(&schema, &calls, &workload, &advice);
    let kept = text.lines().filter(|line| {
        !line.starts_with("  ") || line.starts_with("  CREATE") || line.starts_with("  replaces")
    });
    let text: String = kept.map(|line| format!("{line}\n")).collect();
    expected.assert_eq(&text);
}

fn check(attributes: &str, calls: &'static str, expected: Expect) {
    check_on("postgresql", attributes, calls, expected);
}

#[test]
fn an_index_serves_its_left_prefix_in_any_order_of_equality() {
    let calls = "task.findMany({ where: { rank: 1, ownerId: 2 } })
        task.findMany({ where: { ownerId: 2 } })";
    check("@@index([ownerId, rank, title])", calls, expect![[""]]);
}

#[test]
fn an_index_is_read_both_ways() {
    let calls = "task.findMany({ where: { ownerId: 2 }, orderBy: [{ rank: 'desc' }, { createdAt: 'asc' }], take: 5 })";
    check("@@index([ownerId, rank, createdAt(sort: Desc)])", calls, expect![[""]]);
    check(
        "@@index([ownerId, rank, createdAt])",
        calls,
        expect![[r#"
        Low Task @@index([ownerId, rank(sort: Desc), createdAt], map: "Task_ownerId_rank_createdAt_btree_idx") 9
    "#]],
    );
}

#[test]
fn nothing_is_proposed_for_one_row() {
    let calls = "task.findUnique({ where: { id: 1 } })
        owner.findFirst({ where: { email: 'a', name: 'b' } })
        owner.update({ where: { email: 'a' }, data: { name: 'b' } })
        owner.findMany({ where: { email: { in: ['a'] } } })";
    check("@@index([ownerId])", calls, expect![[""]]);
}

#[test]
fn nothing_is_proposed_where_nothing_narrows() {
    let calls = "task.findMany()
        task.findMany({ orderBy: { title: 'asc' } })
        task.findMany({ where: { NOT: { title: 'a' } } })
        task.findMany({ where: { title: { not: 'a' }, rank: { notIn: [1] } } })
        task.findMany({ where: { isDone: true } })
        task.findMany({ where: { status: 'a', dueAt: null } })
        task.findMany({ take: 5 })";
    check("@@index([ownerId])", calls, expect![[""]]);
}

#[test]
fn an_index_is_extended_for_an_order() {
    let calls = "task.findMany({ where: { ownerId: 2 }, orderBy: { createdAt: 'desc' }, take: 5 })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([ownerId, createdAt(sort: Desc)]) 9
          replaces Task [ownerId]
        merge: Task [ownerId] into @@index([ownerId, createdAt(sort: Desc)])
    "#]],
    );
}

#[test]
fn the_order_of_many_rows_is_not_worth_an_index() {
    let calls = "task.findMany({ where: { ownerId: 2 }, orderBy: { createdAt: 'desc' } })";
    check("@@index([ownerId])", calls, expect![[""]]);
}

#[test]
fn nulls_that_no_index_has_at_that_end() {
    let calls = "task.findMany({ orderBy: { dueAt: { sort: 'desc', nulls: 'last' } }, take: 5 })";
    check("@@index([ownerId])", calls, expect![[""]]);
    let calls = "task.findMany({ orderBy: { dueAt: { sort: 'desc', nulls: 'first' } }, take: 5 })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([dueAt]) 9
    "#]],
    );
}

#[test]
fn each_alternative_wants_an_index() {
    let calls = "task.findMany({ where: { OR: [{ title: 'a' }, { rank: 3 }] } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([rank]) 9
        High Task @@index([title]) 9
    "#]],
    );
}

#[test]
fn an_alternative_without_an_index_reads_all_rows() {
    let calls = "task.findMany({ where: { OR: [{ title: 'a' }, { isDone: true }] } })";
    check("@@index([ownerId])", calls, expect![[""]]);
}

#[test]
fn alternatives_share_what_is_around_them() {
    let calls = "task.findMany({ where: { title: 'x', OR: [{ rank: 1 }, { isDone: true }] } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([title]) 9
    "#]],
    );
}

#[test]
fn what_the_code_chooses_is_a_query_of_its_own() {
    let calls = "task.findMany({ where: all ? {} : { title: 'a' } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([title]) 9
    "#]],
    );
}

#[test]
fn what_is_known_in_part_is_proposed_for_with_care() {
    let calls = "task.findMany({ where: { ...rest }, orderBy: { createdAt: 'desc' }, take: 5 })
        task.findMany({ where: { ...rest, title: 'a' } })
        task.findMany({ where: { ...(rank && { rank }) } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([title]) 9
        High Task @@index([rank]) 4.5
    "#]],
    );
}

#[test]
fn tests_seeds_and_scripts_do_not_count() {
    let calls = "task.findMany({ where: { title: 'a' } }) // test
        task.findMany({ where: { rank: 1 } }) // seed
        task.findMany({ where: { createdAt: { gt: from } } }) // script
        task.findMany({ where: { title: 'b', rank: 4 } }) // job";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Task @@index([title, rank]) 3
    "#]],
    );
}

#[test]
fn tables_that_only_seeds_write_stay_small() {
    let calls = "owner.createMany({ data: rows }) // seed
        owner.findMany({ where: { name: 'a' } })";
    check("@@index([ownerId])", calls, expect![[""]]);
    let calls = "owner.createMany({ data: rows }) // seed
        owner.create({ data: row })
        owner.findMany({ where: { name: 'a' } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        High Owner @@index([name]) 9
    "#]],
    );
}

#[test]
fn foreign_keys_of_reads_filters_and_deletes() {
    let calls =
        "owner.findMany({ include: { tasks: { where: { rank: 2 }, orderBy: { createdAt: 'asc' } } } })
        owner.findMany({ where: { tasks: { some: { title: 'a' } } } })
        owner.delete({ where: { id: 1 } })";
    check(
        "",
        calls,
        expect![[r#"
        High Task @@index([ownerId, rank]) 21
    "#]],
    );
    check_on("mysql", "", calls, expect![[""]]);
}

#[test]
fn an_include_of_one_row_keeps_the_order() {
    let calls = "owner.findUnique({ where: { id: 1 }, include: { tasks: { orderBy: { createdAt: 'desc' }, take: 3 } } })";
    check(
        "",
        calls,
        expect![[r#"
        High Task @@index([ownerId, createdAt(sort: Desc)]) 9
    "#]],
    );
}

#[test]
fn an_index_is_not_wider_than_three_columns() {
    let calls =
        "task.findMany({ where: { ownerId: 1, rank: 2, title: 'a', status: 'b', createdAt: { gt: from } } })";
    check(
        "",
        calls,
        expect![[r#"
            High Task @@index([ownerId, rank, createdAt]) 9 wide
        "#]],
    );
}

#[test]
fn indexes_that_no_call_can_use() {
    let attributes = "@@index([ownerId])\n@@index([rank])\n@@index([title, rank])";
    let calls = "task.findMany({ where: { title: { startsWith: 'a' } } })";
    check(
        attributes,
        calls,
        expect![[r#"
        Low Task @@index([title(ops: raw("text_pattern_ops"))]) 9
        unused: Task [rank], 1 calls
    "#]],
    );
    let calls = "task.findMany({ where: { title: { startsWith: 'a' } } })
        raw: SELECT * FROM \"Task\" WHERE rank = 3";
    check(
        attributes,
        calls,
        expect![[r#"
        Low Task @@index([title(ops: raw("text_pattern_ops"))]) 9
    "#]],
    );
    let calls = "task.findMany({ where: { title: { startsWith: 'a' } } })
        task.findMany({ where: { ...rest } })";
    check(
        attributes,
        calls,
        expect![[r#"
        Low Task @@index([title(ops: raw("text_pattern_ops"))]) 9
    "#]],
    );
    let calls = "owner.findMany({ where: { name: 'a' } })";
    check(
        attributes,
        calls,
        expect![[r#"
        High Owner @@index([name]) 9
    "#]],
    );
    let calls = "task.findMany({ where: { title: 'a' }, orderBy: { rank: 'asc' } })";
    check(attributes, calls, expect![[""]]);
}

#[test]
fn indexes_that_another_one_begins_with() {
    let calls = "task.findMany({ where: { ownerId: 1, rank: 2 } })";
    check(
        "@@index([ownerId])\n@@index([ownerId, rank])",
        calls,
        expect![[r#"
        merge: Task [ownerId] into @@index([ownerId, rank])
    "#]],
    );
}

#[test]
fn tables_that_rows_are_only_added_to() {
    let calls = "task.create({ data: row })
        task.findMany({ where: { createdAt: { gte: from } } })
        task.findMany({ where: { ownerId: 1 }, orderBy: { createdAt: 'desc' }, take: 5 })";
    check(
        "@@index([ownerId, createdAt])\n@@index([createdAt])",
        calls,
        expect![[r#"
        partition: Task by createdAt: 2 and 0
    "#]],
    );
    let calls = "task.create({ data: row })
        task.update({ where: { id: 1 }, data: { rank: 2 } })
        task.findMany({ where: { createdAt: { gte: from } } })
        task.findMany({ where: { ownerId: 1 }, orderBy: { createdAt: 'desc' }, take: 5 })";
    check("@@index([ownerId, createdAt])\n@@index([createdAt])", calls, expect![[""]]);
}

#[test]
fn searches_in_texts() {
    let calls = "task.findMany({ where: { title: { contains: 'a', mode: 'insensitive' } } })
        task.findMany({ where: { ownerId: 1, title: { contains: 'a' } } })
        task.findMany({ where: { title: { startsWith: 'a' } } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        Low Task @@index([title(ops: raw("gin_trgm_ops"))], type: Gin) 9
        Low Task @@index([title(ops: raw("text_pattern_ops"))], map: "Task_title_pattern_idx") 9
    "#]],
    );
    check_on(
        "mysql",
        "@@index([ownerId])",
        calls,
        expect![[r#"
        Low Task @@index([title]) 9
    "#]],
    );
}

#[test]
fn a_search_in_several_texts_is_one_index() {
    let calls =
        "task.findMany({ where: { OR: [{ title: { contains: 'a' } }, { status: { contains: 'a' } }] } })";
    check(
        "@@index([ownerId])",
        calls,
        expect![[r#"
        Low Task @@index([status(ops: raw("gin_trgm_ops")), title(ops: raw("gin_trgm_ops"))], type: Gin) 9
    "#]],
    );
}

/// The parts of a collection's document are columns too.
#[test]
fn collections_of_mongodb() {
    let schema = r#"
datasource db {
  provider = "mongodb"
}

type Place {
  city String
  zip  String
}

model Guest {
  id    String   @id @map("_id") @db.ObjectId
  place Place
  born  DateTime
  tags  String[]
}
"#;
    let calls =
        "guest.findMany({ where: { place: { is: { city: 'a' } } }, orderBy: { born: 'desc' }, take: 5 })
guest.findMany({ where: { tags: { has: 'a' } } })
guest.findMany({ where: { born: { gt: from } } })";
    let schema = schema_of(schema);
    let calls = table(calls, Provider::Mongodb);
    let workload = workload(&schema, &calls);
    let advice = advise(&schema, &Database::of(&schema).unwrap(), &workload);
    let found: Vec<&str> = advice.add.iter().map(|it| it.attribute.as_str()).collect();
    expect![[r#"
        @@index([place.city, born(sort: Desc)])
        @@index([tags])
        @@index([born])"#]]
    .assert_eq(&found.join("\n"));
}
