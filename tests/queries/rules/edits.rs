//! Where fixes write: behind the last key, on lines of their own, in arguments that are written elsewhere not at all.

use base::text::apply_edits;
use serde_json::{Value, json};

use super::{find, only};

/// The code after the first fix of the rule's first finding; `None` where there is no fix.
fn fixed(code: &str, text: &str) -> Option<String> {
    let findings = find(&only(code, &json!({})), text, &Value::Null);
    let fix = findings.first().unwrap_or_else(|| panic!("no finding of {code}: {text}")).fixes.first()?;
    let edits: Vec<_> = fix.path_edits.iter().map(|edit| edit.edit.clone()).collect();
    Some(apply_edits(text, &edits))
}

#[test]
fn keys_are_added_behind_the_last() {
    for (argument, expected) in [
        ("", "{ take: 100 }"),
        ("{}", "{ take: 100 }"),
        ("{ }", "{ take: 100 }"),
        ("{ where: { status } }", "{ where: { status }, take: 100 }"),
        ("{ where: { status }, }", "{ where: { status }, take: 100 }"),
        ("{where: {status}}", "{where: {status}, take: 100}"),
        ("{\n  where: { status },\n}", "{\n  where: { status },\n  take: 100,\n}"),
        ("{\n  where: { status }\n}", "{\n  where: { status },\n  take: 100\n}"),
        ("{\n\twhere: {\n\t\tstatus,\n\t},\n}", "{\n\twhere: {\n\t\tstatus,\n\t},\n\ttake: 100,\n}"),
        ("{\n  where: { status } // open\n}", "{\n  take: 100,\n  where: { status } // open\n}"),
        ("{\r\n  where: { status },\r\n}", "{\r\n  where: { status },\r\n  take: 100,\r\n}"),
    ] {
        let text = format!("await prisma.order.findMany({argument});\n");
        let expected = format!("await prisma.order.findMany({expected});\n");
        assert_eq!(fixed("unbounded-find-many", &text).as_deref(), Some(&*expected), "{argument}");
    }
}

#[test]
fn arguments_that_are_written_elsewhere_are_left_alone() {
    let text = "const query = { where: { status } };\nawait prisma.order.findMany(query);\n";
    assert_eq!(fixed("unbounded-find-many", text), None);
}

#[test]
fn unique_keys_of_several_fields() {
    let text =
        "await prisma.review.findFirst({ where: { productId: 2, userId: 1 }, select: { id: true } });\n";
    let expected = "await prisma.review.findUnique({ where: { userId_productId: { productId: 2, userId: 1 } }, select: { id: \
                    true } });\n";
    assert_eq!(fixed("find-first-on-unique", text).as_deref(), Some(expected));
    let text = "const where = { userId: 1, productId: 2 };\nawait prisma.review.findFirst({ where });\n";
    assert_eq!(fixed("find-first-on-unique", text), None);
}

#[test]
fn raw_sql_becomes_a_tagged_template() {
    for (sql, expected) in [
        ("'SELECT 1 AS one, 2'", Some("`SELECT 1 AS one, 2`")),
        ("\"SELECT 'ü'\"", Some("`SELECT 'ü'`")),
        ("`SELECT 2, 3`", Some("`SELECT 2, 3`")),
        ("\"SELECT \\\"a\\\", 2\"", None),
        ("'SELECT $1', 2", None),
    ] {
        let text = format!("await prisma.$queryRawUnsafe({sql});\n");
        let expected = expected.map(|expected| format!("await prisma.$queryRaw{expected};\n"));
        assert_eq!(fixed("raw-unsafe", &text), expected, "{sql}");
    }
}

#[test]
fn related_rows_lose_their_secrets() {
    let handler =
        |query: &str| format!("export async function GET() {{\n  return Response.json(await {query});\n}}\n");
    for (query, expected) in [
        (
            "prisma.order.findMany({ take: 9, include: { user: true } })",
            "prisma.order.findMany({ take: 9, include: { user: { omit: { phone: true, passwordHash: true } } } })",
        ),
        (
            "prisma.order.findMany({ take: 9, select: { id: true, user: { include: { reviews: true } } } })",
            "prisma.order.findMany({ take: 9, select: { id: true, user: { include: { reviews: true }, omit: { phone: true, \
             passwordHash: true } } } })",
        ),
    ] {
        let path = json!({ "path": "app/api/orders/route.ts" });
        let (text, expected) = (handler(query), handler(expected));
        let findings = find(&only("sensitive-returned", &json!({})), &text, &path);
        let edits: Vec<_> = findings[0].fixes[0].path_edits.iter().map(|edit| edit.edit.clone()).collect();
        assert_eq!(apply_edits(&text, &edits), expected);
        assert!(find(&only("sensitive-returned", &json!({})), &expected, &path).is_empty());
    }
}
