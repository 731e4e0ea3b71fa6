//! `prisma-lens queries` and `advise`, and code in `check`.

use serde_json::Value;

use super::{project, run};

const SHOP: &str = r#"
    //- /package.json
    { "name": "shop", "dependencies": { "@prisma/client": "7.10.1" } }
    //- /prisma/schema.prisma
    datasource db {
      provider = "postgresql"
    }
    generator client {
      provider = "prisma-client"
      output   = "../src/generated"
    }
    model Sale {
      id      Int      @id
      buyerId Int
      soldAt  DateTime @default(now())
    }
    //- /src/generated/client.ts
    export const never = (prisma) => prisma.sale.findMany();
    //- /src/db.ts
    import { PrismaClient } from "./generated/client";
    export const db = new PrismaClient();
    //- /src/sales.ts
    import { db } from "./db";
    export const ofBuyer = (buyerId: number) =>
      db.sale.findMany({ where: { buyerId }, orderBy: { soldAt: "desc" }, take: 20 });
    export const raw = (id: string) => db.$queryRawUnsafe(`SELECT ${id}`);
    //- /src/sales.test.ts
    import { db } from "./db";
    test("é", async () => { for (const id of [1, 2]) await db.sale.delete({ where: { id } }); });
    //- /node_modules/pkg/index.js
    const prisma = new PrismaClient(); prisma.sale.count();
"#;

#[test]
fn queries_are_listed_with_what_they_ask() {
    let folder = project(SHOP);
    let listed = run(folder.path(), &["queries", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    let entries: Value = serde_json::from_str(&listed.out).unwrap();
    let places: Vec<String> = entries
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            format!(
                "{}:{}:{} {}.{}",
                it["file"].as_str().unwrap(),
                it["line"],
                it["column"],
                it["model"].as_str().unwrap(),
                it["operation"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(places, ["src/sales.test.ts:2:64 Sale.delete", "src/sales.ts:3:11 Sale.findMany"]);
    let [test, list] = [&entries[0], &entries[1]];
    assert_eq!(
        (&test["isTest"], &test["inLoop"], &list["isTest"]),
        (&true.into(), &true.into(), &false.into())
    );
    assert_eq!(list["where"]["buyerId"]["$expression"], "buyerId");
    assert_eq!((&list["orderBy"]["soldAt"], &list["take"]), (&"desc".into(), &20.into()));
    assert_eq!((&list["partial"], &list["include"]), (&false.into(), &Value::Null));
    // The schema alone finds its callers too.
    let of_schema = run(folder.path(), &["queries", "prisma/schema.prisma", "--format", "json"]);
    assert_eq!(of_schema.out, listed.out);
    let text = run(folder.path(), &["queries"]);
    assert!(
        text.out.contains("Sale.findMany  where buyerId · order by soldAt desc · take 20"),
        "{}",
        text.out
    );
    assert!(text.out.contains("2 calls of Prisma Client in 2 files, of 3 read."), "{}", text.out);
}

#[test]
fn a_call_of_which_part_is_not_known_is_partial() {
    let folder = project(
        r#"
        //- /schema.prisma
        datasource db {
          provider = "postgresql"
        }
        model Buyer {
          id    Int    @id
          name  String
          sales Sale[]
        }
        model Sale {
          id      Int   @id
          buyerId Int
          buyer   Buyer @relation(fields: [buyerId], references: [id])
        }
        "#,
    );
    let asked = [
        ("sale.count({ where: { id: all ? undefined : id } })", true, "id?"),
        ("sale.count({ where: { id: first ? 1 : undefined } })", true, "id?"),
        ("buyer.findMany({ where: { sales: { some: filter() } } })", true, "sales"),
        ("sale.findMany({ where: { buyer: byName } })", true, "buyer"),
        ("buyer.findMany({ where: { id }, include: { sales: { where: open } } })", true, "id"),
        ("buyer.findMany({ where: { id }, include: { sales: { select: columns } } })", true, "id"),
        ("buyer.findMany({ where: { AND: filters } })", true, "AND"),
        ("sale.count({ where: { id: { in: [...ids] } } })", false, "id"),
        ("sale.count({ where: { id: { notIn: [1, ...ids] } } })", false, "id"),
        ("sale.count({ where: { buyer: { name } } })", false, "buyer"),
        ("sale.update({ where: { id }, data: { buyer } })", false, "id"),
    ];
    for (call, is_partial, key) in asked {
        let code = format!(
            "import {{ PrismaClient }} from '@prisma/client';\nconst db = new PrismaClient();\nexport const f = (id: number, ids: number[], name: string, all: boolean, first: boolean, byName, open, columns, filters, filter, buyer) => db.{call};\n"
        );
        std::fs::write(folder.path().join("code.ts"), code).unwrap();
        let listed = run(folder.path(), &["queries", "--format", "json"]);
        let entries: Value = serde_json::from_str(&listed.out).unwrap();
        assert_eq!(entries[0]["partial"], is_partial, "{call}: {entries:#}");
        assert!(entries[0]["where"].get(key).is_some(), "{call}: {entries:#}");
    }
}

#[test]
fn advice_names_the_calls_that_it_serves() {
    let folder = project(SHOP);
    let advice = run(folder.path(), &["advise", "--format", "json"]);
    let advice: Value = serde_json::from_str(&advice.out).unwrap();
    let add = &advice["schemas"][0]["add"];
    assert_eq!(add.as_array().unwrap().len(), 1, "{advice:#}");
    assert_eq!(add[0]["attribute"], "@@index([buyerId, soldAt(sort: Desc)])");
    assert_eq!(
        (&add[0]["calls"][0]["file"], &add[0]["calls"][0]["line"]),
        (&"src/sales.ts".into(), &3.into())
    );
    for (format, words) in [
        ("text", "Sale @@index([buyerId, soldAt(sort: Desc)])"),
        ("markdown", "- `Sale.findMany` in `src/sales.ts:3`"),
    ] {
        let shown = run(folder.path(), &["advise", "--format", format]);
        assert!(shown.out.contains(words), "{}", shown.out);
    }
}

#[test]
fn code_is_checked_with_the_schema() {
    let folder = project(SHOP);
    let found = |arguments: &[&str]| {
        let report = run(folder.path(), &[&["check", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&report.out).unwrap();
        let codes = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| format!("{} {}", it["file"].as_str().unwrap(), it["code"].as_str().unwrap()));
        codes.collect::<Vec<String>>()
    };
    let all = found(&[]);
    assert!(all.contains(&"src/sales.ts raw-unsafe".to_owned()), "{all:?}");
    assert!(all.contains(&"prisma/schema.prisma missing-index-for-query".to_owned()), "{all:?}");
    let only_schema = found(&["prisma/schema.prisma"]);
    assert!(
        !only_schema.iter().any(|it| it.contains("raw-unsafe") || it.contains("for-query")),
        "{only_schema:?}"
    );
    std::fs::write(folder.path().join("prisma-lens.toml"), "[queries]\nlint = false\n").unwrap();
    let off = found(&[]);
    assert!(!off.iter().any(|it| it.contains("raw-unsafe") || it.contains("for-query")), "{off:?}");
}

#[test]
fn fixes_add_the_index_that_a_query_wants() {
    let folder = project(SHOP);
    let schema = folder.path().join("prisma/schema.prisma");
    run(folder.path(), &["check", "--fix"]);
    let text = std::fs::read_to_string(&schema).unwrap();
    assert!(!text.contains("soldAt(sort: Desc)"), "an index is the choice of the user: {text}");
    run(folder.path(), &["check", "--fix", "--unsafe-fixes"]);
    let text = std::fs::read_to_string(&schema).unwrap();
    assert_eq!(text.matches("@@index([buyerId, soldAt(sort: Desc)])").count(), 1, "{text}");
    // The index of the foreign key alone would be one too many.
    assert!(!text.contains("@@index([buyerId])"), "{text}");
    let left = run(folder.path(), &["check", "--select", "missing-index-for-query"]);
    assert_eq!(left.code, 0, "{}", left.out);
}

#[test]
fn a_folder_without_schema_or_code_says_so() {
    let empty = tempfile::tempdir().unwrap();
    let refused = run(empty.path(), &["queries"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("found no Prisma schema"), "{}", refused.err);
    let folder = project("\n    //- /schema.prisma\n    model User {\n      id Int @id\n    }\n");
    let none = run(folder.path(), &["queries", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (0, "[]\n"));
    assert!(run(folder.path(), &["advise"]).out.contains("Found no call of Prisma Client"));
}
