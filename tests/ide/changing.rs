//! A schema that changes at random: texts, files and settings.

use std::sync::Arc;

use base::Preset;
use base::text::{Span, TextEdit};
use checks::frame::RuleSet;
use checks::rules::ProjectFacts;
use ide::AnalysisFile;
use model::project::{Dialect, PrismaVersion};
use model::schema::SchemaFile;

/// What is written into texts.
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

pub(crate) const START: &str = "enum Kind {
  A @map(\"a\")
}

datasource db {
  provider = \"postgresql\"
  url      = env(\"DATABASE_URL\")
}

generator client {
  provider = \"prisma-client-js\"
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

/// A schema that changes.
pub(crate) struct Changing {
    pub(crate) files: Vec<(String, Arc<SchemaFile>)>,
    pub(crate) version: PrismaVersion,
    pub(crate) facts: ProjectFacts,
    /// What is written into texts beside the usual.
    pub(crate) extra: &'static [&'static str],
    rules: [Arc<RuleSet>; 2],
    /// The last edit that was not undone: the file, the span of what was written, and what stood there before.
    last: Option<(usize, Span, String)>,
    seed: u64,
}

impl Changing {
    /// A schema of these files, by names and texts. The same seed leads to the same changes.
    pub(crate) fn new(texts: &[(String, String)], version: PrismaVersion, seed: u64) -> Changing {
        let files: Vec<_> =
            texts.iter().map(|(name, text)| (name.clone(), Arc::new(SchemaFile::new(text)))).collect();
        let rules = [
            Arc::new(RuleSet::preset(ide::registry(), Preset::Strict)),
            Arc::new(RuleSet::preset(ide::registry(), Preset::Recommended)),
        ];
        Changing { files, version, facts: ProjectFacts::default(), extra: &[], rules, last: None, seed }
    }

    fn piece(&mut self) -> &'static str {
        let at = self.random(PIECES.len() + self.extra.len());
        PIECES.get(at).copied().unwrap_or_else(|| self.extra[at - PIECES.len()])
    }

    /// A number below `below`.
    pub(crate) fn random(&mut self, below: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % below.max(1)
    }

    /// Changes something, and says what.
    pub(crate) fn change(&mut self) -> String {
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
                let text: String = (0..4).map(|_| self.piece()).collect();
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
        if self.random(8) == 0
            && let Some((at, span, old)) = self.last.take()
            && self.files.get(at).is_some_and(|(_, content)| span.end <= content.source().source().len())
        {
            return self.replace(at, span, &old);
        }
        let at = self.random(self.files.len());
        let content = self.files[at].1.clone();
        let text = content.source().source().to_string();
        let words: Vec<(usize, &str)> = text
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
            .collect();
        // One brace, bracket, quote or line break: what is opened or closed by it reaches far.
        let marks: Vec<usize> =
            text.char_indices().filter(|(_, c)| "{}()[]\"\n@".contains(*c)).map(|(at, _)| at).collect();
        let braces: Vec<usize> = text.match_indices('}').map(|(at, _)| at).collect();
        let (span, new) = match self.random(13) {
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
            7 if !marks.is_empty() => {
                let start = marks[self.random(marks.len())];
                (Span::from(start..start + 1), String::new())
            }
            8 if !braces.is_empty() => {
                let start = braces[self.random(braces.len())];
                // With the line break before it, or alone.
                let from = if self.random(2) == 0 { text[..start].trim_end().len() } else { start };
                (Span::from(from..start + 1), String::new())
            }
            _ => {
                let start = self.random(text.len() + 1);
                let len = [0, 0, 0, 1, 5, 30][self.random(6)];
                let piece = self.piece().to_owned();
                // Most often where a line begins.
                let source = content.source().source();
                let line_start = source.line_start(source.line_of(start as u32)) as usize;
                let start = if self.random(3) == 0 { start } else { line_start };
                (Span::from(start..(start + len).min(text.len())), piece)
            }
        };
        self.replace(at, span, &new)
    }

    fn replace(&mut self, at: usize, span: Span, new: &str) -> String {
        let content = self.files[at].1.clone();
        let text = content.source().source().to_string();
        let (start, end) =
            (content.source().source().floor(span.start), content.source().source().floor(span.end));
        let old = text[start as usize..end as usize].to_owned();
        let mut source = content.source().clone();
        let change = source.edit(&TextEdit::replace(span, new));
        self.files[at].1 = Arc::new(content.edited(source, &change));
        self.last = Some((at, Span::from(start as usize..start as usize + new.len()), old));
        format!("in file {at} {:?} becomes {new:?}", text.get(span.range()))
    }

    /// What an analysis is made of.
    pub(crate) fn inputs(&self) -> Vec<AnalysisFile> {
        let file = |(at, (name, content)): (usize, &(String, Arc<SchemaFile>))| AnalysisFile {
            name: name.as_str().into(),
            content: content.clone(),
            rules: self.rules[at % 2].clone(),
            dialect: Dialect::of(&content.source().source().slice(Span::new(0, 4096))),
        };
        self.files.iter().enumerate().map(file).collect()
    }
}
