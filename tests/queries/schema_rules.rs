//! Lint rules over a schema that look at the code.

use std::path::Path;
use std::sync::Arc;

use base::text::apply_edits;
use base::{Finding, Level, Preset};
use checks::frame::RuleSet;
use ide::registry;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::{Schema, SchemaFile};
use queries::link::{Application, CodeWords, ProjectCode};
use queries::read::read;
use queries::schema_rules::{Context, lint, rules};

/// What a rule finds in these models, given this code.
fn find(code: &str, models: &str, rule: &str) -> Vec<Finding> {
    let text = format!("{models}\ndatasource db {{\n  provider = \"postgresql\"\n}}\n");
    let schema =
        Schema::new(vec![("schema.prisma".into(), Arc::new(SchemaFile::new(&text)))], PrismaVersion::NEWEST);
    let code = format!(
        "import {{ PrismaClient }} from '@prisma/client';\nconst prisma = new PrismaClient();\n{code}\n"
    );
    let file = Arc::new(read(Path::new("/app/src/posts.ts"), &code));
    let application = Application::new(vec![file]).with_words(Some(CodeWords::of(&code)));
    let application = Arc::new(application);
    let code = ProjectCode::assign(&application, 1, |_, _| Some(0)).remove(0);
    let mut set = RuleSet::preset(registry(), Preset::Strict);
    set.choose(&[rule.to_owned()], &[]);
    let set = Arc::new(set);
    lint(&Context::new(&schema, &code, &Database::of(&schema).unwrap()), |_| set.clone())
}

#[test]
fn examples_hold() {
    for rule in rules() {
        let metadata = &rule.metadata;
        let examples = metadata.documentation().examples;
        let verdicts: Vec<bool> = examples.iter().map(|example| example.is_flagged).collect();
        assert!(verdicts.contains(&true) && verdicts.contains(&false), "{} lacks an example", metadata.code);
        for example in examples {
            let code = example.options["code"].as_str().unwrap();
            let found = find(code, &example.text, metadata.code);
            assert_eq!(
                !found.is_empty(),
                example.is_flagged,
                "{}:\n{}\n{found:#?}",
                metadata.code,
                example.text
            );
            for fix in found.iter().flat_map(|finding| &finding.fixes) {
                let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
                let fixed = apply_edits(&example.text, &edits);
                assert_ne!(fixed, example.text);
                assert_eq!(find(code, &fixed, metadata.code), [], "{}", fix.title);
            }
        }
    }
}

const POSTS: &str =
    "model Post {\n  id Int @id\n  authorId Int\n  createdAt DateTime @default(now())\n  title String\n}\n";
const LISTED: &str =
    "await prisma.post.findMany({ where: { authorId }, orderBy: { createdAt: 'desc' }, take: 20 });";

#[test]
fn calls_are_named_as_related_places() {
    let found = find(LISTED, POSTS, "missing-index-for-query");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].level, Level::Warning);
    assert!(found[0].message.contains("@@index([authorId, createdAt(sort: Desc)])"), "{}", found[0].message);
    assert_eq!(found[0].related.len(), 1);
    assert_eq!(found[0].related[0].anchor.path(), Some(Path::new("/app/src/posts.ts")));
    assert_eq!(found[0].related[0].message, "`Post.findMany`");
}

#[test]
fn comments_in_the_schema_suppress() {
    for comment in [
        "// prisma-lens-ignore missing-index-for-query: small\nmodel",
        "// prisma-lens-ignore-block missing-index-for-query: small\nmodel",
        "// prisma-lens-ignore-file missing-index-for-query: small\n\nmodel",
    ] {
        let models = POSTS.replacen("model", comment, 1);
        assert_eq!(find(LISTED, &models, "missing-index-for-query"), [], "{comment}");
    }
    let other = POSTS.replacen("model", "// prisma-lens-ignore-block index-not-used: small\nmodel", 1);
    assert_eq!(find(LISTED, &other, "missing-index-for-query").len(), 1);
}

#[test]
fn raw_sql_and_unknown_filters_keep_indexes() {
    let models = POSTS.replace("  title String\n", "  title String\n  @@index([title])\n");
    assert_eq!(find(LISTED, &models, "index-not-used").len(), 1);
    let raw = format!("{LISTED}\nawait prisma.$queryRaw`SELECT * FROM \"Post\" WHERE title = ${{title}}`;");
    assert_eq!(find(&raw, &models, "index-not-used"), []);
    let unknown = format!("{LISTED}\nexport const find = (where) => prisma.post.findMany({{ where }});");
    assert_eq!(find(&unknown, &models, "index-not-used"), []);
}

/// What the rules about unused names say, in a few words.
fn unused(code: &str, models: &str) -> Vec<String> {
    let mut found = find(code, models, "unused-model");
    found.extend(find(code, models, "unused-field"));
    let name = |finding: &Finding| finding.message.split('`').nth(1).unwrap().to_owned();
    found.iter().map(name).collect()
}

#[test]
fn any_occurrence_of_a_name_is_a_use() {
    let models = "model Post {\n  id Int @id\n  title String\n  body String @map(\"text\")\n}\n\nmodel Draft {\n  id Int @id\n\n  @@map(\"drafts\")\n}\n";
    let call = "await prisma.post.findMany();";
    assert_eq!(unused(call, models), ["Draft", "Post.title", "Post.body"]);
    for (code, left) in [
        ("// title", &["Draft", "Post.body"][..]),
        ("const s = 'the title of it';", &["Draft", "Post.body"]),
        ("row.text", &["Draft", "Post.title"]),
        ("const x: Draft = y;", &["Post.title", "Post.body"]),
        ("await prisma.$queryRaw`SELECT * FROM drafts`;", &["Post.title", "Post.body"]),
        ("subtitle titles Title body_", &["Draft", "Post.title", "Post.body"]),
    ] {
        assert_eq!(unused(&format!("{call}\n{code}"), models), left, "{code}");
    }
    // Without any call, the code is elsewhere.
    assert_eq!(unused("", models), [""; 0]);
}

#[test]
fn what_nobody_has_to_name_is_not_unused() {
    let models = "model Post {
  id        Int      @id
  slug      String   @unique
  authorId  Int
  author    User     @relation(fields: [authorId], references: [id])
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
  old       String   @ignore
}

model User {
  id    Int    @id
  posts Post[]
}

model Hidden {
  id Int @id

  @@ignore
}

model Account {
  id                Int    @id
  provider          String
  providerAccountId String
}
";
    assert_eq!(unused("await prisma.post.findMany({ include: { author: true } });", models), [""; 0]);
    // A comment in the schema suppresses.
    let suppressed =
        "model Post {\n  id Int @id\n  // prisma-lens-ignore unused-field: for reports\n  title String\n}\n";
    assert_eq!(unused("await prisma.post.count();", suppressed), [""; 0]);
}
