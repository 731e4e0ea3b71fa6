//! After any edits, and any changes of files and settings, what is said of a schema is what a fresh look at it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use prisma_lens::ide::{Analysis, AnalysisFile, Diagnosis, diagnostics};
use prisma_lens::project::{Dialect, Preset, PrismaVersion};
use prisma_lens::rules::{ProjectFacts, RuleSet};
use prisma_lens::schema::{FileId, Finding, ItemId, Place, Schema, SchemaFile};
use prisma_lens::text::{Span, TextEdit};

const PIECES: &[&str] = &[
    "model User {\n  id String @id @default(uuid())\n  createdAt DateTime @default(now())\n}\n",
    "model Post {\r\n  id Int @id\r\n  author User @relation(fields: [authorId], references: [id])\r\n  authorId String\r\n}\r\n",
    "model ",
    "enum Role {\n  ADMIN\n  USER\n}\n",
    "type Address {\n  street String\n}\n",
    "view Seen {\n  id Int @unique\n}\n",
    "}\n",
    "}",
    "{",
    "\n",
    "\r\n",
    "// 📅 note\n",
    "/// docs é\n",
    "/* open",
    "*/",
    "\"",
    "  user User?\n",
    "  posts Post[]\n",
    "  userId String @unique\n",
    "  a B[] @relation(\"ab\")\n",
    "  parent User @relation(\"tree\", fields: [id], references: [id], onDelete: Cascade)\n",
    "  status Role @default(ADMIN)\n",
    "  email String @unique @map(\"e_mail\")\n",
    "  loginCount Int\n",
    "  login_count String\n",
    "  seenAt DateTime @db.Timestamptz(6)\n",
    "  password String\n",
    "  bad-name Int\n",
    "  half\n",
    "  wrong Strin\n",
    "  @@index([id])\n",
    "  @@unique([id, createdAt], map: \"same\")\n",
    "  @@map(\"users\")\n",
    "  @@map(\"Post_authorId_idx\")\n",
    "  @@ignore\n",
    "  @@schema(\"public\")\n",
    "// prisma-lens-ignore created-at-default, missing-x\n",
    "// prisma-lens-ignore-block require-created-at\n",
    "// prisma-lens-ignore-file require-updated-at, require-created-at\n",
    "datasource db {\n  provider = \"sqlserver\"\n}\n",
    "datasource db {\n  provider = \"mongodb\"\n}\n",
    "generator client {\n  provider = \"prisma-client\"\n  previewFeatures = [\"views\"]\n}\n",
    "x",
    "?",
    "[]",
    " ",
    "@",
    "(",
    "// use prisma-next\n",
];

const START: &str = "datasource db {
  provider = \"postgresql\"
}

model User {
  id        String   @id @default(uuid())
  createdAt DateTime @default(now()) @db.Timestamptz(6)
  email     String   @unique
  posts     Post[]
  profile   Profile?
  role      Role     @default(USER)
}

model Profile {
  id     Int    @id @default(autoincrement())
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
  userId String @unique
  bio    String?
}

model Post {
  id        Int      @id @default(autoincrement())
  createdAt DateTime
  author    User     @relation(fields: [authorId], references: [id])
  authorId  String
  tags      Tag[]
  parent    Post?    @relation(\"thread\", fields: [parentId], references: [id], onDelete: Cascade, onUpdate: Cascade)
  parentId  Int?
  replies   Post[]   @relation(\"thread\")

  @@index([authorId])
}

model Tag {
  id    Int    @id
  label String @map(\"tag_label\")
  posts Post[]
}

enum Role {
  USER
  ADMIN
}
";

/// Everything that a finding says, by places in files.
fn located(schema: &Schema, finding: &Finding) -> String {
    let at = |place: Place| {
        let (file, span) = schema.locate(place);
        format!("{}:{}..{}", schema.file(file).unwrap().name, span.start, span.end)
    };
    let related: Vec<String> =
        finding.related.iter().map(|(place, note)| format!("{} {note}", at(*place))).collect();
    format!(
        "{} {:?} {:?} {} {} {related:?} {} {:?}",
        at(finding.place),
        finding.origin,
        finding.level,
        finding.code,
        finding.message,
        finding.is_unnecessary,
        finding.fixes
    )
}

fn sorted(schema: &Schema, found: impl IntoIterator<Item = Finding>) -> Vec<String> {
    let mut lines: Vec<String> = found.into_iter().map(|finding| located(schema, &finding)).collect();
    lines.sort();
    lines
}

struct Session {
    files: Vec<(String, Arc<SchemaFile>)>,
    version: PrismaVersion,
    rules: [Arc<RuleSet>; 2],
    facts: ProjectFacts,
    analysis: Analysis,
    diagnosis: Diagnosis,
    known: BTreeMap<ItemId, Vec<Finding>>,
    seed: u64,
}

impl Session {
    fn new(texts: &[(String, String)], version: PrismaVersion, seed: u64) -> Session {
        let files: Vec<_> =
            texts.iter().map(|(name, text)| (name.clone(), Arc::new(SchemaFile::new(text)))).collect();
        let rules =
            [Arc::new(RuleSet::preset(Preset::Strict)), Arc::new(RuleSet::preset(Preset::Recommended))];
        let facts = ProjectFacts::default();
        let analysis = Analysis::new(Vec::new(), version, facts.clone());
        let (diagnosis, known) = (Diagnosis::new(), BTreeMap::new());
        Session { files, version, rules, facts, analysis, diagnosis, known, seed }
    }

    fn random(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % below.max(1)
    }

    /// Changes something, and says what.
    fn change(&mut self) -> String {
        match self.random(40) {
            0 => {
                self.version = match self.version.major {
                    6 => PrismaVersion::NEWEST,
                    _ => PrismaVersion::new(6, 19, 3),
                };
                format!("version {}", self.version.major)
            }
            1 => {
                self.rules.swap(0, 1);
                "the rules of both kinds of file change places".to_owned()
            }
            2 => {
                self.facts.has_migrations = !self.facts.has_migrations;
                "migrations".to_owned()
            }
            3 if self.files.len() < 5 => {
                let at = self.random(self.files.len() + 1);
                let text: String = (0..4).map(|_| PIECES[self.random(PIECES.len())]).collect();
                let name = format!("/new{}.prisma", self.seed);
                self.files.insert(at, (name, Arc::new(SchemaFile::new(&text))));
                format!("a file at {at}: {text:?}")
            }
            4 if self.files.len() > 1 => {
                let at = self.random(self.files.len());
                self.files.remove(at);
                format!("no file at {at}")
            }
            5 => {
                let at = self.random(self.files.len());
                let text = self.files[at].1.source().source().to_string();
                self.files[at].1 = Arc::new(SchemaFile::new(&text));
                format!("file {at} is read again")
            }
            _ => self.edit(),
        }
    }

    fn edit(&mut self) -> String {
        let at = self.random(self.files.len());
        let content = self.files[at].1.clone();
        let text = content.source().source().to_string();
        let words: Vec<(usize, &str)> = text
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
            .collect();
        let (span, new) = match self.random(10) {
            // Names become others of the schema, so that some are doubled and others are missing.
            0..=3 if !words.is_empty() => {
                let (start, word) = words[self.random(words.len())];
                let new = words[self.random(words.len())].1.to_owned();
                (Span::from(start..start + word.len()), new)
            }
            4 if !words.is_empty() => {
                let (start, word) = words[self.random(words.len())];
                (Span::from(start..start + word.len().min(1)), String::new())
            }
            5 => {
                // A whole line goes, or stands twice.
                let start = self.random(text.len() + 1);
                let line = content.source().source().line_of(start as u32);
                let source = content.source().source();
                let span = Span::new(source.line_start(line), source.line_start(line + 1));
                let line = source.slice(span).into_owned();
                (span, if self.random(2) == 0 { String::new() } else { format!("{line}{line}") })
            }
            6 if !content.items().is_empty() => {
                // A block goes, or is put elsewhere.
                let block = self.random(content.items().len());
                let span = content.source().block_span(block);
                (span, if self.random(2) == 0 { String::new() } else { text[span.range()].repeat(2) })
            }
            _ => {
                let start = self.random(text.len() + 1);
                let len = [0, 0, 0, 1, 5, 30][self.random(6)];
                let piece = PIECES[self.random(PIECES.len())].to_owned();
                // Most often where a line begins.
                let source = content.source().source();
                let line_start = source.line_start(source.line_of(start as u32)) as usize;
                let start = if self.random(3) == 0 { start } else { line_start };
                (Span::from(start..(start + len).min(text.len())), piece)
            }
        };
        let mut source = content.source().clone();
        let change = source.edit(&TextEdit::replace(span, new.as_str()));
        self.files[at].1 = Arc::new(content.edited(source, &change));
        format!("in file {at} {:?} becomes {new:?}", text.get(span.range()))
    }

    fn inputs(&self) -> Vec<AnalysisFile> {
        let file = |(at, (name, content)): (usize, &(String, Arc<SchemaFile>))| AnalysisFile {
            name: name.as_str().into(),
            content: content.clone(),
            rules: self.rules[at % 2].clone(),
            dialect: Dialect::of(&content.source().source().slice(Span::new(0, 4096))),
        };
        self.files.iter().enumerate().map(file).collect()
    }

    fn check(&mut self, what: &str, with_fixes: bool) {
        self.analysis =
            Analysis::after(Some(&self.analysis), self.inputs(), self.version, self.facts.clone());
        let schema = self.analysis.schema.clone();
        let changed = self.diagnosis.update(&self.analysis);
        // With a schema read from nothing, ids and all.
        let files = self.files.iter().map(|(name, content)| {
            let text = content.source().source().to_string();
            (name.clone(), Arc::new(SchemaFile::new(&text)))
        });
        let mut inputs = self.inputs();
        for (input, (_, content)) in inputs.iter_mut().zip(files) {
            input.content = content;
        }
        let fresh = Analysis::new(inputs, self.version, self.facts.clone());
        let texts = || {
            let text = |(name, content): &(String, Arc<SchemaFile>)| {
                format!("--- {name}\n{}", content.source().source())
            };
            self.files.iter().map(text).collect::<Vec<_>>().join("\n")
        };
        let expected = diagnostics(&fresh, with_fixes);
        for (at, expected) in expected.into_iter().enumerate() {
            let file = FileId(at as u32);
            let ids: Vec<ItemId> = schema.items_of(file).map(|(id, _)| id).collect();
            let kept = if with_fixes { self.diagnosis.fixable(&ids) } else { self.diagnosis.of_file(file) };
            let places: Vec<_> = kept.iter().map(|it| schema.locate(it.place).1.start).collect();
            assert!(places.is_sorted(), "in order of places");
            let (kept, expected) = (sorted(&schema, kept), sorted(&fresh.schema, expected));
            let kept_set: BTreeSet<&String> = kept.iter().collect();
            let expected_set: BTreeSet<&String> = expected.iter().collect();
            if kept != expected {
                let missing: Vec<_> = expected_set.difference(&kept_set).collect();
                let wrong: Vec<_> = kept_set.difference(&expected_set).collect();
                panic!(
                    "after {what}\nmissing: {missing:#?}\nwrong: {wrong:#?}\n({} against {})\n{}",
                    kept.len(),
                    expected.len(),
                    texts()
                );
            }
        }
        // What is not said to have changed has not.
        let ids: Vec<ItemId> = schema.items().map(|(id, _)| id).collect();
        self.known.retain(|id, _| schema.item(*id).is_some());
        for id in ids {
            let now = self.diagnosis.of(id);
            let before = self.known.insert(id, now.clone()).unwrap_or_default();
            assert!(changed.contains(&id) || before == now, "{id:?} after {what}\n{before:#?}\n{now:#?}");
        }
    }
}

fn run(texts: &[(String, String)], version: PrismaVersion, seed: u64, steps: usize) {
    let mut session = Session::new(texts, version, seed);
    session.check("nothing", false);
    let mut done = Vec::new();
    for step in 0..steps {
        done.push(session.change());
        if session.random(6) == 0 {
            done.push(session.change());
        }
        let last = &done[done.len().saturating_sub(3)..];
        session.check(&format!("seed {seed}, step {step}: {}", last.join("; ")), step % 8 == 7);
    }
}

#[test]
fn kept_findings_equal_fresh_ones() {
    let seeds: u64 = std::env::var("KEPT_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(12);
    for seed in 0..seeds {
        let version = if seed % 2 == 0 { PrismaVersion::NEWEST } else { PrismaVersion::new(6, 19, 3) };
        let provider =
            ["postgresql", "sqlserver", "mysql", "mongodb", "sqlite", "cockroachdb"][seed as usize % 6];
        let text = START.replace("postgresql", provider);
        let text = if seed % 4 == 3 { text.replace('\n', "\r\n") } else { text };
        let (head, tail) = text.split_at(text.find("model Post").unwrap());
        let files = if seed % 3 == 0 {
            vec![("/a.prisma".to_owned(), text.clone())]
        } else {
            vec![("/a.prisma".to_owned(), head.to_owned()), ("/b.prisma".to_owned(), tail.to_owned())]
        };
        run(&files, version, seed, 60);
    }
}

/// Schemas of real projects, as they are.
#[test]
fn kept_findings_of_real_schemas_equal_fresh_ones() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut projects: Vec<PathBuf> =
        fs::read_dir(corpus).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    projects.sort();
    let mut seen = 0u64;
    for project in projects {
        let mut files = Vec::new();
        gather(&project, &mut files);
        let size: usize = files.iter().map(|(_, text)| text.len()).sum();
        if files.is_empty() || !(2_000..12_000).contains(&size) || seen >= 6 {
            continue;
        }
        seen += 1;
        run(&files, PrismaVersion::NEWEST, 1000 + seen, 12);
    }
}

fn gather(folder: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|it| it == "prisma")
            && let Ok(text) = fs::read_to_string(&path)
        {
            files.push((path.display().to_string(), text));
        }
    }
}
