//! What is beside a schema: migrations, code that uses Prisma Client, settings.

use super::{Input, Shape, each, shape};

pub(super) fn shapes() -> Vec<Shape> {
    [migrations(), code(), settings(), configurations()].into_iter().flatten().collect()
}

fn migrations() -> Vec<Shape> {
    vec![
        shape("migrations", 30, |n| {
            Input::History(
                (0..n)
                    .map(|i| table(i) + &format!("CREATE INDEX \"i{i}\" ON \"T{i}\"(\"name\");\n"))
                    .collect(),
            )
        }),
        // The table stays as wide as it is: databases have a limit for that, PostgreSQL 1,600 columns.
        shape("migrations of one table", 30, |n| {
            let alter = |i: usize| match i % 2 {
                0 => format!("ALTER TABLE \"T0\" ADD COLUMN \"c{i}\" INTEGER;\n"),
                _ => format!("ALTER TABLE \"T0\" DROP COLUMN \"c{}\";\n", i - 1),
            };
            Input::History(std::iter::once(table(0)).chain((0..n).map(alter)).collect())
        }),
        shape("statements of a migration", 80, |n| one(each(n, table))),
        shape("columns of a table in SQL", 150, |n| {
            one(format!(
                "CREATE TABLE \"T\" (\n{}  \"id\" INTEGER PRIMARY KEY\n);\n",
                each(n, |i| format!("  \"c{i}\" TEXT NOT NULL,\n"))
            ))
        }),
        shape("columns that are added", 100, |n| {
            one(table(0)
                + &each(n, |i| format!("ALTER TABLE \"T0\" ADD COLUMN \"c{i}\" INTEGER NOT NULL;\n")))
        }),
        shape("columns that are dropped", 80, |n| {
            let columns = each(n, |i| format!("  \"c{i}\" TEXT,\n"));
            let drops = each(n, |i| format!("ALTER TABLE \"T\" DROP COLUMN \"c{i}\";\n"));
            one(format!("CREATE TABLE \"T\" (\n{columns}  \"id\" INTEGER PRIMARY KEY\n);\n{drops}"))
        }),
        shape("foreign keys to one table", 60, |n| {
            let many = each(n, |i| {
                format!(
                    "{}ALTER TABLE \"T{}\" ADD CONSTRAINT \"f{i}\" FOREIGN KEY (\"id\") REFERENCES \"T0\"(\"id\");\n",
                    table(i + 1),
                    i + 1
                )
            });
            one(table(0) + &many)
        }),
        shape("indexes of a table in SQL", 80, |n| {
            one(table(0) + &each(n, |i| format!("CREATE UNIQUE INDEX \"i{i}\" ON \"T0\"(\"name\");\n")))
        }),
        shape("indexes without names in SQL", 60, |n| {
            one(table(0) + &"CREATE INDEX ON \"T0\"(\"name\");\n".repeat(n))
        }),
        shape("foreign keys without names in SQL", 60, |n| {
            let key = "ALTER TABLE \"T0\" ADD FOREIGN KEY (\"id\") REFERENCES \"T0\"(\"id\");\n";
            one(table(0) + &key.repeat(n))
        }),
        shape("renames", 80, |n| {
            one(table(0) + &each(n, |i| format!("ALTER TABLE \"T{i}\" RENAME TO \"T{}\";\n", i + 1)))
        }),
        shape("values of an enum in SQL", 80, |n| {
            let values = each(n, |i| format!("ALTER TYPE \"E\" ADD VALUE 'v{i}';\n"));
            Input::History(vec!["CREATE TYPE \"E\" AS ENUM ('a');\n".to_owned(), values])
        }),
        shape("values between those of an enum in SQL", 80, |n| {
            let old = each(n, |i| format!(", 'v{i}'"));
            let values = each(n, |i| format!("ALTER TYPE \"E\" ADD VALUE 'w{i}' BEFORE 'v{i}';\n"));
            Input::History(vec![format!("CREATE TYPE \"E\" AS ENUM ('a'{old});\n"), values])
        }),
        shape("rows that are inserted", 100, |n| {
            one(format!(
                "{}INSERT INTO \"T0\" VALUES {}(0, 'z');\n",
                table(0),
                each(n, |i| format!("({i}, 'a'),\n"))
            ))
        }),
        shape("updates", 80, |n| {
            one(table(0) + &each(n, |i| format!("UPDATE \"T0\" SET \"name\" = 'a' WHERE \"id\" = {i};\n")))
        }),
        shape("tables that are dropped", 60, |n| {
            one(each(n, table) + &each(n, |i| format!("DROP TABLE \"T{i}\";\n")))
        }),
        shape("nested parentheses in SQL", 100, |n| {
            one(format!("{}UPDATE \"T0\" SET \"name\" = {}1{};\n", table(0), "(".repeat(n), ")".repeat(n)))
        }),
        shape("parentheses in SQL that stay open", 100, |n| one(table(0) + "SELECT " + &"f(".repeat(n))),
        shape("strings in SQL that stay open", 100, |n| one(table(0) + &"SELECT $$ ' \" /* \n".repeat(n))),
        shape("length of a string in SQL", 2_000, |n| {
            one(format!("{}UPDATE \"T0\" SET \"name\" = '{}';\n", table(0), "it''s ".repeat(n)))
        }),
        shape("length of a line in SQL", 200, |n| one(table(0) + &"SELECT 1; ".repeat(n))),
        shape("comments in SQL", 300, |n| one("-- text\n/* a */\n".repeat(n) + &table(0))),
        shape("suppressions in SQL", 60, |n| {
            one(table(0)
                + &each(n, |i| {
                    format!("-- prisma-lens-ignore nothing\nALTER TABLE \"T0\" DROP COLUMN \"c{i}\";\n")
                }))
        }),
        shape("functions in SQL", 40, |n| {
            one(each(n, |i| {
                format!(
                    "CREATE FUNCTION f{i}() RETURNS trigger AS $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql;\n"
                )
            }))
        }),
        shape("statements that cannot be read", 80, |n| one("ALTER TABEL \"A\" FROB (1, 2;\n".repeat(n))),
    ]
}

fn one(sql: String) -> Input {
    Input::History(vec![sql])
}

fn table(i: usize) -> String {
    format!("CREATE TABLE \"T{i}\" (\n  \"id\" SERIAL PRIMARY KEY,\n  \"name\" TEXT NOT NULL\n);\n")
}

const SHOP: &str = "datasource db {\n  provider = \"postgresql\"\n}\nmodel Us¦er {\n  id Int @id\n  email String @unique\n  name String?\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  title String\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n";

const CLIENT: &str =
    "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n";

fn code() -> Vec<Shape> {
    vec![
        shape("calls of a file", 60, |n| {
            file(each(n, |i| {
                format!("export const f{i} = () => prisma.user.findMany({{ where: {{ name: 'n{i}' }} }});\n")
            }))
        }),
        shape("equal calls", 60, |n| file("await prisma.user.findMany({ where: { name } });\n".repeat(n))),
        shape("calls with one argument", 60, |n| {
            file(
                "const where = { name: 'a' };\n".to_owned()
                    + &"await prisma.user.findMany({ where });\n".repeat(n),
            )
        }),
        shape("calls in a loop", 60, |n| {
            file(format!(
                "for (const id of ids) {{\n{}}}\n",
                "  await prisma.user.update({ where: { id }, data: { name: 'x' } });\n".repeat(n)
            ))
        }),
        shape("calls of a function", 60, |n| {
            file(format!(
                "async function f() {{\n{}}}\n",
                each(n, |i| format!(
                    "  const u{i} = await prisma.post.findFirst({{ where: {{ title: u{} }} }});\n",
                    i.saturating_sub(1)
                ))
            ))
        }),
        shape("files of code", 260, |n| {
            let one = |i| {
                format!(
                    "{CLIENT}export const f{i} = () => prisma.post.findMany({{ where: {{ title: 'a' }} }});\n"
                )
            };
            Input::Code(SHOP.to_owned(), (0..n).map(one).collect())
        }),
        shape("files that import each other", 40, |n| {
            let one = |i| match i {
                0 => CLIENT.to_owned(),
                i => format!(
                    "export {{ prisma }} from './f{}';\nimport {{ prisma }} from './f{}';\nprisma.user.findMany();\n",
                    i - 1,
                    i - 1
                ),
            };
            Input::Code(SHOP.to_owned(), (0..n).map(one).collect())
        }),
        shape("depth of a selection", 8, |n| {
            let nested = (0..n).fold("true".to_owned(), |inner, i| match i % 2 {
                0 => format!("{{ select: {{ user: {inner} }} }}"),
                _ => format!("{{ select: {{ posts: {inner} }} }}"),
            });
            file(format!("await prisma.user.findMany({{ select: {{ posts: {nested} }} }});\n"))
        }),
        shape("conditions of a call", 60, |n| {
            let all = each(n, |i| format!("{{ name: 'n{i}' }}, "));
            file(format!("await prisma.user.findMany({{ where: {{ OR: [{all}] }} }});\n"))
        }),
        shape("depth of conditions", 30, |n| {
            let all = (0..n).fold("{ name: 'a' }".to_owned(), |inner, _| {
                format!("{{ AND: [{inner}, {{ NOT: {{ id: 1 }} }}] }}")
            });
            file(format!("await prisma.user.findMany({{ where: {all} }});\n"))
        }),
        shape("parts of an argument", 40, |n| {
            let parts = each(n, |i| format!("const w{} = {{ ...w{i}, name: 'a' }};\n", i + 1));
            file(format!("const w0 = {{ id: 1 }};\n{parts}await prisma.user.findMany({{ where: w{n} }});\n"))
        }),
        shape("branches of an argument", 40, |n| {
            let parts = each(n, |i| format!("if (c{i}) where.name = 'a{i}';\n"));
            file(format!("const where: any = {{}};\n{parts}await prisma.user.findMany({{ where }});\n"))
        }),
        shape("operations of a transaction", 40, |n| {
            let all = each(n, |i| {
                format!("prisma.user.update({{ where: {{ id: {i} }}, data: {{ name: 'a' }} }}), ")
            });
            file(format!("await prisma.$transaction([{all}]);\n"))
        }),
        shape("raw SQL", 60, |n| {
            let all = each(n, |i| format!("SELECT * FROM \"User\" WHERE name = 'a{i}' UNION "));
            file(format!("await prisma.$queryRaw`{all} SELECT 1`;\n"))
        }),
        shape("clients", 260, |n| {
            file(each(n, |i| format!("const c{i} = new PrismaClient();\nawait c{i}.user.findMany();\n")))
        }),
        shape("functions in each other", 40, |n| {
            file(format!("{}prisma.user.findMany();{}\n", "(() => { ".repeat(n), " })();".repeat(n)))
        }),
        shape("nested objects", 40, |n| {
            file(format!(
                "await prisma.user.findMany({{ where: {}1{} }});\n",
                "{ a: ".repeat(n),
                " }".repeat(n)
            ))
        }),
        shape("imports of a file", 100, |n| {
            let imports = each(n, |i| format!("import {{ a{i} }} from './m{i}';\n"));
            file(format!("{imports}await prisma.user.findMany();\n"))
        }),
        shape("length of a string in code", 2_000, |n| {
            file(format!("const text = '{}';\nawait prisma.user.findMany();\n", "word ".repeat(n)))
        }),
        shape("code that cannot be read", 100, |n| file("const { = ( [ `${\n".repeat(n))),
        shape("code that asks nothing", 300, |n| {
            file(each(n, |i| format!("export const v{i} = [1, 2, 3].map((x) => x + {i});\n")))
        }),
        shape("suppressions in code", 60, |n| {
            file("// prisma-lens-ignore nothing\nawait prisma.user.findMany();\n".repeat(n))
        }),
        shape("models that code asks", 30, |n| {
            let schema = each(n, |i| format!("model M{i} {{\n  id Int @id\n  name String\n}}\n"));
            let calls = each(n, |i| format!("await prisma.m{i}.findMany({{ where: {{ name: 'a' }} }});\n"));
            let schema = format!(
                "datasource db {{\n  provider = \"postgresql\"\n}}\nmodel A {{\n  id¦ Int @id\n}}\n{schema}"
            );
            Input::Code(schema, vec![format!("{CLIENT}{calls}")])
        }),
    ]
}

fn file(code: String) -> Input {
    Input::Code(SHOP.to_owned(), vec![format!("{CLIENT}{code}")])
}

fn settings() -> Vec<Shape> {
    vec![
        shape("rules of a settings file", 60, |n| {
            Input::Settings(format!("[rules]\n¦{}", "fk-missing-index = \"error\"\n".repeat(n)))
        }),
        shape("tables of a settings file", 60, |n| {
            Input::Settings(each(n, |_| {
                "[[overrides]]\nfiles = [\"a\", \"b\"]\n¦rules = { float-money = \"off\" }\n".to_owned()
            }))
        }),
        shape("nesting of a settings file", 60, |n| {
            Input::Settings(format!("¦a = {}1{}\n", "[".repeat(n), "]".repeat(n)))
        }),
        shape("broken lines of a settings file", 60, |n| {
            Input::Settings(format!("¦{}", "[rules\na = = \"\n".repeat(n)))
        }),
    ]
}

fn configurations() -> Vec<Shape> {
    vec![
        shape("statements of prisma.config.ts", 60, |n| {
            configuration(
                each(n, |i| format!("const v{i} = process.env.V{i} ?? 'a';\n")) + "const path = v0;\n",
            )
        }),
        shape("names that refer to each other in prisma.config.ts", 40, |n| {
            let names = each(n, |i| format!("const v{} = v{i} + '/a';\n", i + 1));
            configuration(format!("const v0 = 'a';\n{names}const path = v{n};\n"))
        }),
        shape("nesting of prisma.config.ts", 40, |n| {
            configuration(format!("const path = {}1{};\n", "{ a: [".repeat(n), "] }".repeat(n)))
        }),
        shape("dependencies of package.json", 100, |n| {
            let all = each(n, |i| format!("\"p{i}\": \"^1.{i}.0\", "));
            Input::Package(format!("{{ \"dependencies\": {{ {all}\"prisma\": \"6.19.0\" }} }}"))
        }),
        shape("nesting of package.json", 40, |n| {
            Input::Package(format!("{{ \"a\": {}1{} }}", "[".repeat(n), "]".repeat(n)))
        }),
    ]
}

fn configuration(text: String) -> Input {
    Input::Configuration(format!(
        "import {{ defineConfig }} from 'prisma/config';\n{text}export default defineConfig({{ schema: path }});\n"
    ))
}
