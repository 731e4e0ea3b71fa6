//! Further cases of the rules, beside the examples in their documentation.

use serde_json::json;

use super::{find, only};

/// Asserts that a rule finds something in each of the first, and nothing in the others.
fn check(code: &str, flagged: &[&str], clean: &[&str]) {
    for (texts, is_flagged) in [(flagged, true), (clean, false)] {
        for text in texts {
            let findings = find(&only(code, &json!({})), text, &json!({}));
            assert_eq!(!findings.is_empty(), is_flagged, "{code}:\n{text}\n{findings:#?}");
        }
    }
}

#[test]
fn queries_in_loops() {
    check(
        "n-plus-one",
        &[
            "for await (const id of ids()) { await prisma.order.findFirst({ where: { userId: id } }); }",
            "for (let i = 0; i < ids.length; i++) { await prisma.user.findUnique({ where: { id: ids[i] } }); }",
            "ids.forEach(async (id) => { await prisma.order.count({ where: { userId: id } }); });",
            "for (const order of orders) { await prisma.orderItem.deleteMany({ where: { orderId: order.id } }); }",
            "await prisma.$transaction(async (tx) => { for (const id of ids) { await tx.user.findFirst({ where: { id } }); } });",
            "class Service { async all(ids: number[]) { for (const id of ids) { await this.prisma.user.findFirst({ where: { id } }); } } }",
            "const all = []; for (const id of ids) { all.push(await prisma.user.findUnique({ where: { id } })); }",
            "const all = []; await Promise.all(ids.map(async (id) => { all.push(await prisma.order.findFirst({ where: { userId: id } })); }));",
        ],
        &[
            "for (const id of ids) { await prisma.order.update({ where: { id }, data: { status: \"sent\" } }); }",
            "for (const chunk of chunks) { await prisma.order.findMany({ where: { id: { in: chunk } } }); }",
            "await prisma.$transaction(ids.map((id) => prisma.user.findUnique({ where: { id } })));",
            "await prisma.$transaction(ids.map((id) => prisma.order.delete({ where: { id } })));",
            "const all = []; for (const id of ids) { all.push(prisma.user.findUnique({ where: { id } })); }\nawait Promise.all(all);",
            "const all = []; await Promise.all(ids.map(async (id) => { all.push(await prisma.user.findUnique({ where: { id } })); }));",
            "let cursor; do { const page = await prisma.order.findMany({ take: 9, cursor }); cursor = page.at(-1); } while (cursor);",
            "while (await prisma.user.findUnique({ where: { email } })) { email = `${email}1`; }",
            "for (const id of ids) { console.log(id); }\nawait prisma.user.findFirst({ where: { id: 1 } });",
        ],
    );
}

#[test]
fn lists_without_a_limit() {
    check(
        "unbounded-find-many",
        &[
            "await prisma.product.findMany({ orderBy: { name: \"asc\" } });",
            "await prisma.order.findMany({ where: { total: { gt: 10 } }, include: { items: true } });",
            "await prisma.order.findMany({ where: { OR: [{ userId: 1 }, { status: \"open\" }] } });",
            "await prisma.order.findMany({ where: { NOT: { userId: 1 } } });",
            "await prisma.order.findMany({ where: { NOT: { id: { in: ids } } } });",
        ],
        &[
            "await prisma.order.findMany({ where: { id: { in: ids } } });",
            "await prisma.order.findMany({ where: { user: { email } } });",
            "await prisma.order.findMany({ where: { AND: [{ userId }, { status: \"open\" }] } });",
            "await prisma.orderItem.findMany({ where: { orderId_productId: { orderId, productId } } });",
            "await prisma.order.findMany({ ...paging, where: { status: \"open\" } });",
            "await prisma.order.findMany({ where });",
            "await prisma.order.findMany({ ...(limit && { take: limit }) });",
            "await prisma.category.findMany();",
        ],
    );
}

#[test]
fn writes_to_all_rows() {
    check(
        "mass-write-no-where",
        &[
            "await prisma.review.deleteMany({});",
            "await prisma.review.deleteMany({ where: {} });",
            "await prisma.order.updateMany({ data: { status: \"closed\" } });",
            "await prisma.order.deleteMany({ where: { userId: req.user?.id } });",
            "await prisma.order.deleteMany({ where: { userId: undefined } });",
            "async function f(a?: number, b?: string) { await prisma.order.deleteMany({ where: { userId: a, status: b } }); }",
        ],
        &[
            "async function f(a?: number) { if (a) { await prisma.order.deleteMany({ where: { userId: a } }); } }",
            "async function f(a?: number) { if (a === undefined) throw new Error(); await prisma.order.deleteMany({ where: { userId: a } }); }",
            "async function f(a?: number) { await prisma.order.deleteMany({ where: { userId: a, status: \"open\" } }); }",
            "async function f(a?: number) { await prisma.order.deleteMany({ where: { userId: a! } }); }",
            "async function f(where: Prisma.OrderWhereInput) { await prisma.order.deleteMany({ where }); }",
            "export const clearReviews = () => prisma.review.deleteMany();",
            "await prisma.$transaction([prisma.review.deleteMany(), prisma.review.createMany({ data })]);",
        ],
    );
}

#[test]
fn filters_that_may_be_undefined() {
    check(
        "undefined-where",
        &[
            "export const f = (req) => prisma.order.findMany({ where: { userId: req.user?.id, status: \"open\" } });",
            "type Input = { userId?: number };\nconst f = (input: Input) => prisma.order.count({ where: { userId: input.userId } });",
            "const f = ({ userId }: { userId?: number }) => prisma.order.findFirst({ where: { userId, status: \"open\" } });",
        ],
        &[
            "const f = (status?: string) => prisma.order.findMany({ where: { status } });",
            "const f = (all: boolean, id: number) => prisma.order.findMany({ where: { userId: all ? undefined : id } });",
            "const f = (id?: number) => prisma.order.findMany({ where: { userId: id ?? 0 } });",
            "const f = (id?: number) => (id ? prisma.order.findMany({ where: { userId: id } }) : []);",
            "const f = (id?: number) => id && prisma.order.findMany({ where: { userId: id } });",
            "const f = (id?: number) => { invariant(id); return prisma.order.findMany({ where: { userId: id } }); };",
            "const f = (id?: number) => prisma.order.findMany({ where: { ...(id && { userId: id }) } });",
            "const f = (id = 3) => prisma.order.findMany({ where: { userId: id } });",
            "const f = (session) => { if (!session?.user) return; return prisma.order.count({ where: { userId: session?.user?.id } }); };",
        ],
    );
    let strict =
        super::SHOP.replace("output   =", "previewFeatures = [\"strictUndefinedChecks\"]\n  output   =");
    let text = "const f = (id?: number) => prisma.order.findMany({ where: { userId: id } });";
    let findings = find(&only("undefined-where", &json!({})), text, &json!({ "schema": strict }));
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn secrets_that_are_returned() {
    check(
        "sensitive-returned",
        &[
            "app.get(\"/users\", async (req, res) => { res.json(await prisma.user.findMany({ take: 9 })); });",
            "app.get(\"/me\", async (req, res) => { const user = await prisma.user.findUnique({ where: { id: 1 } }); return res.json(user); });",
            "exports.list = async (req, res) => { const users = await prisma.user.findMany(); res.status(200).json(users); };",
            "export default async function handler(req, res) { const user = await prisma.user.findFirst(); res.json({ user }); }",
            "export async function POST(request) { return Response.json(await prisma.user.create({ data: await request.json() })); }",
        ],
        &[
            "app.get(\"/users\", async (req, res) => { res.json(await prisma.user.findMany({ select: { id: true }, take: 9 })); });",
            "app.get(\"/me\", async (req, res) => { const user = await prisma.user.findUnique({ where: { id: 1 } }); res.json({ name: user.name }); });",
            "app.get(\"/orders\", async (req, res) => { res.json(await prisma.order.findMany({ take: 9 })); });",
            "async function lookUp() { return prisma.user.findUnique({ where: { id: 1 } }); }",
            "const prisma = new PrismaClient({ omit: { user: { passwordHash: true, phone: true } } });\napp.get(\"/users\", async (req, res) => { res.json(await prisma.user.findMany({ take: 9 })); });",
        ],
    );
}

#[test]
fn soft_deleted_rows() {
    let usual = "await prisma.user.count({ where: { deletedAt: null } });\n";
    let flagged: Vec<String> = [
        "findFirst({ where: { name } })",
        "count()",
        "findMany({ where: { OR: [{ name }, { email }] }, take: 3 })",
    ]
    .map(|call| format!("{usual}await prisma.user.{call};"))
    .to_vec();
    let clean: Vec<String> = [
        "findMany({ where: { deletedAt: { not: null } }, take: 3 })",
        "findMany({ where: { AND: [{ name }, { deletedAt: null }] }, take: 3 })",
        "findUnique({ where: { id } })",
        "findFirst({ where: { id } })",
        "findMany({ where: { ...active }, take: 3 })",
    ]
    .map(|call| format!("{usual}await prisma.user.{call};"))
    .to_vec();
    let hooked = "export const db = prisma.$extends({ query: { user: { async findMany({ args, query }) { args.where = { deletedAt: null, ...args.where }; return query(args); } } } });\nawait db.user.count({ where: { deletedAt: null } });\nawait db.user.findMany({ take: 3 });";
    let clean: Vec<&str> =
        clean.iter().map(String::as_str).chain([hooked, "await prisma.order.count();"]).collect();
    check("soft-delete-filter-missing", &flagged.iter().map(String::as_str).collect::<Vec<_>>(), &clean);
}

#[test]
fn several_clients() {
    let import = "import { PrismaClient } from \"@prisma/client\";\n";
    let with = |text: &str| format!("{import}{text}");
    let flagged = [
        format!(
            "//- controllers/users.js\n{import}const prisma = new PrismaClient();\nexports.list = () => prisma.user.count();\n//- controllers/orders.js\n{import}const prisma = new PrismaClient();\nexports.list = () => prisma.order.count();\n"
        ),
        with(
            "export const load = async () => { const prisma = new PrismaClient(); return prisma.user.count(); };",
        ),
        format!(
            "//- src/a.ts\n{import}export const prisma = new PrismaClient();\n//- src/b.ts\n{import}export const prisma = new PrismaClient();\n"
        ),
    ];
    let clean = [
        with("const prisma = new PrismaClient();\nexport const count = () => prisma.user.count();"),
        with("export const prisma = new PrismaClient();"),
        with("const create = () => new PrismaClient();\nexport const prisma = globalThis.prisma ?? create();\nglobalThis.prisma = prisma;"),
        with("let client;\nexport function prisma() { if (!client) { client = new PrismaClient(); } return client; }"),
        "//- apps/web/src/db.ts\nimport { PrismaClient } from \"@prisma/client\";\nexport const prisma = new PrismaClient();\n//- apps/api/src/db.ts\nimport { PrismaClient } from \"@prisma/client\";\nexport const prisma = new PrismaClient();\n".to_owned(),
        "//- src/main.ts\nimport { PrismaClient } from \"../generated/main\";\nexport const main = new PrismaClient();\n//- src/logs.ts\nimport { PrismaClient } from \"../generated/logs\";\nexport const logs = new PrismaClient();\n".to_owned(),
        "//- src/db.ts\nimport { PrismaClient } from \"@prisma/client\";\nexport const prisma = new PrismaClient();\n//- prisma/seed.ts\nimport { PrismaClient } from \"@prisma/client\";\nconst prisma = new PrismaClient();\n".to_owned(),
    ];
    check(
        "multiple-clients",
        &flagged.iter().map(String::as_str).collect::<Vec<_>>(),
        &clean.iter().map(String::as_str).collect::<Vec<_>>(),
    );
}

#[test]
fn transactions_that_wait() {
    check(
        "long-transaction",
        &[
            "await prisma.$transaction(async (tx) => { await sendMail(user); await tx.user.count(); });",
            "await prisma.$transaction(async (tx) => { await new Promise((done) => setTimeout(done, 100)); await tx.user.count(); });",
            "await prisma.$transaction(async () => { await prisma.user.update({ where: { id: 1 }, data: { name } }); });",
            "await this.prisma.$transaction(async (tx) => { await axios.post(url); await tx.user.count(); });",
        ],
        &[
            "await prisma.$transaction([prisma.user.count(), prisma.order.count()]);",
            "await prisma.$transaction(async (tx) => { await tx.user.count(); });\nawait sendMail(user);",
            "await prisma.$transaction(async (tx) => { await audit(tx, user); await tx.user.count(); });",
        ],
    );
}

#[test]
fn values_in_sql() {
    check(
        "raw-unsafe",
        &[
            "await prisma.$queryRawUnsafe('SELECT * FROM t WHERE id = ' + id);",
            "await prisma.$executeRawUnsafe(`DELETE FROM ${table}`);",
            "await prisma.$queryRaw`SELECT * FROM t ORDER BY ${Prisma.raw(`${column} DESC`)}`;",
            "const sql = `SELECT ${columns}`;\nawait prisma.$queryRawUnsafe(sql);",
            "await prisma.$queryRawUnsafe(build(id));",
        ],
        &[
            "await prisma.$queryRaw`SELECT * FROM t WHERE id = ${id}`;",
            "await prisma.$queryRaw(Prisma.sql`SELECT * FROM t WHERE id = ${id}`);",
            "await prisma.$queryRaw`SELECT * FROM t ${Prisma.raw('FOR UPDATE')}`;",
            "await prisma.$queryRawTyped(orders(id));",
        ],
    );
}

#[test]
fn searches_and_orders() {
    check(
        "leading-wildcard",
        &[
            "await prisma.product.findMany({ where: { OR: [{ name: { contains: q } }, { sku: { endsWith: q } }] } });",
            "await prisma.order.findMany({ where: { user: { name: { contains: q, mode: \"insensitive\" } } } });",
        ],
        &[
            "await prisma.order.findMany({ where: { userId, status: { contains: q } } });",
            "await prisma.product.findMany({ where: { tags: { has: q } } });",
            "await prisma.product.findMany({ where: { NOT: { name: { contains: q } } } });",
        ],
    );
    check(
        "order-by-relation-count",
        &["await prisma.product.findMany({ orderBy: [{ name: \"asc\" }, { reviews: { _count: order } }] });"],
        &["await prisma.order.findMany({ orderBy: { user: { name: \"asc\" } } });"],
    );
    check(
        "deep-offset",
        &["await prisma.order.findMany({ skip: 2000, take: 10 });"],
        &[
            "await prisma.order.findMany({ skip: 0, take: 10 });",
            "await prisma.order.findMany({ skip: undefined });",
        ],
    );
}
