//! Texts that projects are made of, and texts that edits put in.

/// The schema files that a project may have.
pub const SCHEMAS: [&str; 9] = [
    "datasource db {\n  provider = \"postgresql\"\n}\n\ngenerator client {\n  provider = \"prisma-client-js\"\n}\n\nmodel User {\n  id Int @id\n  /// @pii\n  email String @unique\n  role Role @default(USER)\n  posts Post[]\n}\n\nenum Role {\n  USER\n  ADMIN\n}\n",
    "model Post {\n  id        Int      @id @default(autoincrement())\n  title     String\n  createdAt DateTime @default(now())\n  author    User     @relation(fields: [authorId], references: [id])\n  authorId  Int\n\n  @@index([title])\n}\n",
    "datasource db {\n  provider = \"mysql\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel Shop {\n  id    Int @id\n  price Float\n  // prisma-lens-ignore-next-line\n  customers Customer[]\n}\n\nmodel Customer {\n  id Int @id\n  shopId Int\n  shop Shop @relation(fields: [shopId], references: [id])\n}\n",
    "\u{feff}datasource db {\r\n  provider = \"sqlite\"\r\n  url = \"file:./dev.db\"\r\n}\r\n\r\nmodel Straße {\r\n  id Int @id // 📅\r\n  größe String? @map(\"gr😀\")\r\n}\r\n",
    "datasource db {\n  provider = \"mongodb\"\n  url = env(\"M\")\n}\n\nmodel Entry {\n  id String @id @default(auto()) @map(\"_id\") @db.ObjectId\n  address Address?\n}\n\ntype Address {\n  street String\n}\n",
    "// use prisma-8\n\nnamespace shop {\n  model Item {\n    id    Int @id\n    name  VarChar(20)\n    boxId Int\n    box   Box @relation(fields: [boxId], references: [id])\n  }\n\n  model Box {\n    id    Int @id\n    items Item[]\n  }\n}\n",
    "model Tag {\n  id   Int    @id\n  name String @db.VarChar(20)\n  posts Post[]\n}\n\nview Recent {\n  id Int @unique\n}\n",
    "/* the tables of\n   accounting */\nmodel Invoice {\n  id Int @id\n  total Decimal\n  userId Int\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n\n  @@unique([userId, total], map: \"once\")\n  @@map(\"invoices\")\n}\n",
    "",
];

/// The code files that a project may have.
pub const CODE: [&str; 4] = [
    "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n",
    "import { prisma } from './db';\nexport const posts = (title: string) => prisma.post.findMany({ where: { title }, include: { author: true } });\n",
    "import { prisma } from './db';\nexport const find = (email: string) => prisma.$queryRawUnsafe(`SELECT '${email}'`);\n",
    "import { PrismaClient } from '@prisma/client';\nconst db = new PrismaClient();\nexport const all = async (ids: number[]) => { for (const id of ids) await db.user.findUnique({ where: { id } }); };\n",
];

/// The migrations that a project may have.
pub const MIGRATIONS: [&str; 4] = [
    "CREATE TABLE \"User\" (\n    \"id\" INTEGER NOT NULL,\n    \"email\" TEXT NOT NULL,\n    CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\")\n);\n",
    "ALTER TABLE \"User\" ADD COLUMN \"age\" INTEGER NOT NULL;\nCREATE INDEX \"User_age_idx\" ON \"User\"(\"age\");\n",
    "ALTER TABLE \"User\" DROP COLUMN \"email\";\n",
    "-- ä😀\nALTER TABLE \"User\" ALTER COLUMN \"id\" SET DATA TYPE BIGINT;\r\nDROP TABLE \"Old\"\r\n",
];

/// The files of configuration, with the texts that each may have.
pub const CONFIGURATION: [(&str, &[&str]); 4] = [
    (
        "package.json",
        &[
            "{ \"dependencies\": { \"prisma\": \"6.19.0\" } }\n",
            "{ \"dependencies\": { \"prisma\": \"7.1.0\", \"@prisma/client\": \"7.1.0\" } }\n",
            "{ \"devDependencies\": { \"prisma\": \"5.22.0\" }, \"prisma\": { \"schema\": \"prisma\" } }\n",
            "{ \"dependencies\": ",
        ],
    ),
    (
        "prisma-lens.toml",
        &[
            "preset = \"strict\"\n",
            "[rules]\nfk-missing-index = \"error\"\nunknown-rule = \"off\"\n",
            "preset = \"minimal\"\n\n[[overrides]]\nfiles = [\"**/*.prisma\"]\n[overrides.rules]\nfloat-money = \"error\"\n",
            "[rules\n",
        ],
    ),
    (
        "prisma.config.ts",
        &[
            "import { defineConfig } from 'prisma/config';\nexport default defineConfig({ schema: 'prisma' });\n",
            "export default { schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } };\n",
            "export default { schema: 'nowhere' };\n",
            "export default {",
        ],
    ),
    (".gitignore", &["node_modules\n", "src\n", "prisma\n", "*.ts\n!db.ts\n"]),
];

/// Settings of the editor.
pub const SETTINGS: [&str; 6] = [
    "{}",
    "{\"preset\":\"strict\"}",
    "{\"preset\":\"minimal\",\"codeLens\":{\"references\":true,\"relations\":true,\"findings\":true,\"calls\":true}}",
    "{\"inlayHints\":{\"referentialActions\":true,\"constraintNames\":true,\"nativeTypes\":true,\"oppositeFields\":true}}",
    "{\"rules\":{\"fk-missing-index\":\"error\",\"require-updated-at\":\"off\"},\"maxDiagnostics\":3}",
    "{\"prismaVersion\":\"7\",\"codeLens\":{\"migrations\":true}}",
];

/// What edits put in.
pub const PIECES: [&str; 58] = [
    "",
    "",
    "",
    "",
    "x",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "{",
    "}",
    "}\n",
    "{\n",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "//",
    "///",
    "/*",
    "*/",
    "@",
    "@@",
    "@id",
    "?",
    "[]",
    ":",
    ",",
    ".",
    "=",
    "😀",
    "ä",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "// use prisma-8\n",
    "// prisma-lens-ignore-next-line\n",
    "/// @pii\n",
    "model A {\n  id Int @id\n}\n",
    "model B {\n  a A @relation(fields: [aId], references: [id])\n  aId Int\n}\n",
    "enum E {\n  X\n  Y\n}\n",
    "type T {\n  a String\n}\n",
    "namespace n {\n",
    "  name String @unique\n",
    "  posts Post[]\n",
    "  e E @default(X)\n",
    "  price Float\n",
    "  @@index([id])\n",
    "  @@map(\"x\")\n",
    "await prisma.user.findMany({ where: { email } });\n",
    "DROP TABLE \"User\";\n",
    "ALTER TABLE \"Post\" ADD COLUMN \"b\" TEXT NOT NULL;\n",
    "preset = \"strict\"\n",
    "generator g {\n  provider = \"prisma-client\"\n}\n",
];
