//! What rules over code leave alone: models that `exempt` names, tests, seeds and scripts.

use base::Preset;
use serde_json::{Value, json};

use super::{find, only, preset};

#[test]
fn models_that_are_exempt() {
    let text = "const a = await prisma.order.findMany();\nconst b = await prisma.product.findMany();\n";
    let count = |exempt: Value| {
        let given = json!({ "exempt": exempt });
        find(&only("unbounded-find-many", &given), text, &given).len()
    };
    assert_eq!(count(json!([])), 2);
    assert_eq!(count(json!(["Order"])), 1);
    assert_eq!(count(json!("Ord*")), 1);
    assert_eq!(count(json!(["Order", "Product"])), 0);
    // Fields of a model are no queries.
    assert_eq!(count(json!(["Order.status"])), 2);
}

#[test]
fn tests_seeds_and_scripts_may_be_slow() {
    let text = "import { prisma } from \"../src/db\";\nfor (const user of users) {\n  await prisma.order.findMany({ where: { \
                userId: user.id } });\n}\nawait prisma.order.deleteMany();\nawait prisma.product.findMany({ where: { name: { \
                contains: text } }, skip: page * 10 });\n";
    assert!(find(&preset(Preset::Strict), text, &json!({ "path": "src/app.ts" })).len() >= 4);
    for path in [
        "tests/app.test.ts",
        "src/app.spec.ts",
        "prisma/seed.ts",
        "scripts/import.ts",
        "prisma/migrations/x.ts",
    ] {
        let findings = find(&preset(Preset::Strict), text, &json!({ "path": path }));
        assert!(findings.is_empty(), "{path}: {findings:#?}");
    }
}

#[test]
fn scripts_that_end() {
    let text = "import { PrismaClient } from \"@prisma/client\";\nconst prisma = new PrismaClient();\nmain()";
    let count = |end: &str| {
        let path = json!({ "path": "scripts/import.ts" });
        find(&only("client-no-disconnect", &json!({})), &format!("{text}{end}"), &path).len()
    };
    assert_eq!(count(";\n"), 1);
    assert_eq!(count(".finally(() => prisma.$disconnect());\n"), 0);
    assert_eq!(count(".then(() => process.exit(0));\n"), 0);
}

#[test]
fn what_is_no_client_has_no_findings() {
    let text = "const rows = await router.order.list();\nconst a = await api.product.deleteMany();\n\
                const map = new Map(); map.delete(1);\nawait stripe.order.create({ id });\n";
    let findings = find(&preset(Preset::Strict), text, &Value::Null);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn broken_text_has_no_wrong_findings() {
    for text in [
        "await prisma.order.findMany({ where: {",
        "await prisma.order.deleteMany({ where: { id: ",
        "for (const a of b { await prisma.user.findUnique({ where: { id: a",
        "await prisma.$queryRawUnsafe(`SELECT ${",
        "",
    ] {
        for end in 0..=text.len() {
            find(&preset(Preset::Strict), &text[..end], &Value::Null);
        }
    }
}
