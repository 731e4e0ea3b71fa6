//! Findings in code are kept from one edit to the next.

use std::time::Duration;

use serde_json::{Value, json};
use support::random::Random;

use crate::workspace::{Workspace, pulling};

const CLIENTS: [&str; 4] = [
    "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n",
    "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient({ omit: { user: { passwordHash: true } } });\n",
    "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient().$extends({ query: { post: { async findMany({ args, query }) { args.where = { ...args.where, deletedAt: null }; return query(args); } } } });\n",
    "export const nothing = 1;\n",
];

const CODE: [&str; 8] = [
    "",
    "import { prisma } from './db';\nexport const find = (email: string) => prisma.$queryRawUnsafe(`SELECT '${email}'`);\n",
    "import { prisma } from './db';\nexport const posts = () => prisma.post.findMany();\n",
    "import { prisma } from './db';\nexport const posts = (title: string) => prisma.post.findMany({ where: { title, deletedAt: null }, take: 3 });\n",
    "import { prisma } from './db';\nexport const posts = (title: string) => prisma.post.findMany({ where: { title }, take: 3 });\n",
    "import { prisma } from './db';\nexport const users = (email: string) => prisma.user.findFirst({ where: { email } });\n",
    "import { prisma } from './db';\nexport async function GET() {\n  const users = await prisma.user.findMany({ include: { posts: true } });\n  return Response.json(users);\n}\n",
    "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport const all = async (ids: number[]) => { for (const id of ids) await db.post.findUnique({ where: { id } }); };\n",
];

const HEAD: &str = "datasource db {\n  provider = \"postgresql\"\n}\n";
const USERS: [&str; 3] = [
    "model User {\n  id Int @id\n  email String\n  passwordHash String\n  posts Post[]\n}\n",
    "/// People\nmodel User {\n  id Int @id\n  email String @unique\n  posts Post[]\n\n  passwordHash String\n}\n",
    "model User {\n  id Int @id\n  mail String\n  passwordHash String\n  posts Post[]\n}\n",
];
const POSTS: [&str; 4] = [
    "model Post {\n  id Int @id\n  title String\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n}\n",
    "model Post {\n  id Int @id\n  title String\n  deletedAt DateTime?\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n}\n",
    "model Post {\n  id Int @id\n  title String\n  authorId Int\n  author User @relation(fields: [authorId], references: [id], onDelete: Cascade)\n\n  @@index([title])\n}\n",
    "model Article {\n  id Int @id\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n}\n",
];

const FILES: [&str; 5] = ["prisma/schema.prisma", "src/db.ts", "src/a.ts", "src/b.ts", "src/c.ts"];

/// A file whose finding shows, by its line, up to which edit the code was read.
const MARKER: &str = "src/marker.ts";

fn marker(line: usize) -> String {
    let query = "import { prisma } from './db';\nprisma.$queryRawUnsafe(`SELECT ${process.argv[2]}`);\n";
    ["\n".repeat(line), query.to_owned()].concat()
}

/// What is found in all files once the code was read after its last edit.
fn settled(it: &mut Workspace, line: usize) -> Vec<Value> {
    it.change(MARKER, &marker(line));
    for _ in 0..600 {
        // As long as the text before the edit is known, the place is one letter off.
        if it.pull(MARKER, None)["items"][0]["range"]["start"] == json!({ "line": line + 1, "character": 33 })
        {
            return FILES.iter().map(|file| it.pull(file, None)["items"].clone()).collect();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the code was not read within 30 seconds");
}

#[test]
fn kept_findings_in_code_equal_fresh_ones() {
    let mut random = Random::new(0x51ed_270b_17a5_3c9d);
    let mut texts: Vec<String> = vec![
        [HEAD, USERS[0], POSTS[0]].concat(),
        CLIENTS[0].to_owned(),
        CODE[1].to_owned(),
        CODE[2].to_owned(),
        CODE[3].to_owned(),
    ];
    let files = |texts: &[String]| -> Vec<(&str, String)> {
        FILES.iter().copied().zip(texts.iter().cloned()).collect()
    };
    let start = |texts: &[String]| {
        let files = files(texts);
        let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let first = marker(0);
        files.push((MARKER, &first));
        let mut it = Workspace::new(&files, pulling());
        files.iter().for_each(|(path, _)| it.open(path));
        it
    };
    let mut kept = start(&texts);
    let mut line = 1;
    settled(&mut kept, line);
    let mut found = 0;
    for round in 0..12 {
        for _ in 0..4 {
            let at = random.below(FILES.len());
            texts[at] = match at {
                0 => [HEAD, *random.of(&USERS), *random.of(&POSTS)].concat(),
                1 => (*random.of(&CLIENTS)).to_owned(),
                _ => (*random.of(&CODE)).to_owned(),
            };
            kept.change(FILES[at], &texts[at]);
            // Some edits come together, others are seen one by one.
            if random.below(2) == 0 {
                line += 1;
                settled(&mut kept, line);
            }
        }
        line += 1;
        let (now, fresh) = (settled(&mut kept, line), settled(&mut start(&texts), line));
        assert_eq!(now, fresh, "round {round}: {texts:#?}");
        found += now.iter().filter(|items| items.as_array().is_some_and(|it| !it.is_empty())).count();
    }
    assert!(found > 20, "only {found} files with findings: the test compares nothing");
}
