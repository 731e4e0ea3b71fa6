//! Which files are parsed.

use queries::read::may_have_queries;

/// Calls are seen however they are written, without the name of Prisma in the file.
#[test]
fn keeps_calls() {
    for text in [
        "this.db.user.findMany(",
        "this.db.user.create({})",
        "db.user\n    .create(\n",
        "db.user!.update(x)",
        "db.user?.delete?.(x)",
        "db?.user?.count()",
        "db[\"user\"].create({})",
        "getDb().user.count()",
        "(await db()).user.upsert({})",
        "db.user.groupBy<X>({})",
        "db.user.aggregate /* all */ ({})",
        "db.user /* a */ .create({})",
        "import { users } from './prisma'; users.create({})",
        "db.$queryRaw`SELECT 1`",
        "db.$transaction([])",
        "new PrismaClient()",
        "x.$extends({})",
        "Prisma.sql`a`",
    ] {
        assert!(may_have_queries(text), "{text}");
    }
}

/// Methods that everything has, and words in other places, are no reason to parse.
#[test]
fn leaves_out_others() {
    for text in [
        "",
        "Object.create(null)",
        "map.delete('a')",
        "const count = create + update;",
        "users.create({})",
        "let deleted = a.b.deleted();",
        "a.b.counter()",
        "// create, update and delete users",
    ] {
        assert!(!may_have_queries(text), "{text}");
    }
}
