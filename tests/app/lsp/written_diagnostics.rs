//! After any edits, and any changes of files and settings, the diagnostics that are kept as text are those that would be
//! made anew.

use base::FileId;
use ide::{Analysis, Diagnosis};
use model::project::PrismaVersion;
use prisma_lens::lsp::body::Body;
use prisma_lens::lsp::diagnostics::{List, Scope, Written, complete_diagnostic};
use prisma_lens::lsp::session::Session;
use prisma_lens::lsp::uri;
use serde_json::json;
use tower_lsp::lsp_types::{Diagnostic, InitializeParams, Url};

use crate::changing::{Changing, START};

/// What moves columns, and lines of every kind.
const EXTRA: &[&str] = &[
    "} model Linked {\n  id Int @id\n  owner User @relation(fields: [ownerId], references: [id])\n  ownerId String\n}",
    "} enum Färbe { // \u{1F600}\n  ROT\n}\n",
    "} model User { /* é */\n",
    "\r",
    "é\u{1F600}",
    "\n\n\n\n\n\n\n\n\n\n\n",
    "model Twice {\n  id Int @id\n  id Int\n}\n",
];

/// What is kept through all changes, and what was told last.
struct Client {
    session: Session,
    /// How many files are open, under URIs of the client's own.
    open: usize,
    written: Written,
    diagnosis: Diagnosis,
    told: Vec<(String, List, Vec<Diagnostic>)>,
}

impl Client {
    fn new(encoding: &str, is_talkative: bool) -> Client {
        let capabilities = match is_talkative {
            true => json!({ "relatedInformation": true, "tagSupport": { "valueSet": [1] } }),
            false => json!({}),
        };
        let params: InitializeParams = serde_json::from_value(json!({ "capabilities": {
            "general": { "positionEncodings": [encoding] },
            "textDocument": { "publishDiagnostics": capabilities },
        } }))
        .unwrap();
        Client {
            session: Session::new(&params),
            open: 0,
            written: Written::default(),
            diagnosis: Diagnosis::new(),
            told: Vec::new(),
        }
    }

    fn update(&mut self, analysis: &Analysis) {
        self.written.forget(self.diagnosis.update(analysis));
    }

    fn check(&mut self, analysis: &Analysis, what: &str) {
        self.update(analysis);
        let schema = &*analysis.schema;
        let open = self.open;
        let uri_of = |file: FileId| match (file.0 as usize) < open {
            true => Url::parse(&format!("file:///client%3A{}", schema.file(file)?.name)).ok(),
            false => uri::from_path(schema.file(file)?.name.as_ref().as_ref()),
        };
        let scope = Scope { session: &self.session, schema, uri_of: &uri_of };
        let kept = self.written.lists(&scope, &self.diagnosis);
        let mut diagnosis = Diagnosis::new();
        diagnosis.update(analysis);
        let fresh = Written::default().lists(&scope, &diagnosis);
        assert_eq!(kept.len(), schema.files().len(), "after {what}");
        for (at, (kept, fresh)) in kept.iter().zip(&fresh).enumerate() {
            let file = FileId(at as u32);
            let found = self.diagnosis.of_file(file);
            let expected: Vec<Diagnostic> = found.iter().map(|it| complete_diagnostic(&scope, it)).collect();
            let text = || schema.file(file).unwrap().content.source().source().to_string();
            let diagnostics = read(kept);
            assert_eq!(diagnostics, expected, "file {at} after {what}\n{}", text());
            assert_eq!(kept.len(), expected.len());
            assert!(kept == fresh, "file {at} after {what}");
            assert_eq!(kept.fingerprint(), fresh.fingerprint(), "file {at} after {what}");
            let name = schema.file(file).unwrap().name.to_string();
            if let Some((_, before, was)) = self.told.iter().find(|(of, ..)| *of == name) {
                assert_eq!(before == kept, *was == diagnostics, "file {at} after {what}");
                assert_eq!(before.fingerprint() == kept.fingerprint(), *was == diagnostics, "after {what}");
            }
            self.told.retain(|(of, ..)| *of != name);
            self.told.push((name, kept.clone(), diagnostics));
        }
    }
}

fn read(list: &List) -> Vec<Diagnostic> {
    let mut body = Body::default();
    list.write(&mut body);
    serde_json::from_slice(&body.to_vec()).expect("a list of diagnostics")
}

fn run(texts: &[(String, String)], mut client: Client, seed: u64, steps: usize) {
    let mut changing = Changing::new(texts, PrismaVersion::NEWEST, seed);
    changing.extra = EXTRA;
    let mut done = Vec::new();
    let empty = Analysis::new(Vec::new(), PrismaVersion::NEWEST, changing.facts.clone());
    let mut analyses: Vec<Analysis> = vec![empty];
    for step in 0..steps {
        let last = analyses.last().unwrap();
        let analysis =
            Analysis::after(Some(last), changing.inputs(), changing.version, changing.facts.clone());
        let what = format!("seed {seed}, step {step}: {}", done[done.len().saturating_sub(3)..].join("; "));
        match changing.random(8) {
            // Something else looks at this state, and this is not told of it.
            0 => client.update(&analysis),
            // A late request looks at the state before.
            1 => {
                client.update(&analysis);
                client.check(last, &format!("{what}, and back"));
            }
            2 => {
                client.open = changing.random(4);
                client.check(&analysis, &format!("{what}, {} open", client.open));
            }
            _ => client.check(&analysis, &what),
        }
        analyses.push(analysis);
        done.push(changing.change());
    }
}

#[test]
fn kept_diagnostics_equal_fresh_ones() {
    let seeds: u64 = std::env::var("KEPT_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(12);
    for seed in 0..seeds {
        let text = START.replace("bio    String?", "bio    Nowhere? // é\u{1F600}");
        let text = if seed % 4 == 1 { text.replace('\n', "\r\n") } else { text };
        let text = if seed % 4 == 2 { text.replace("}\n\nmodel Post", "} model Post") } else { text };
        let (head, tail) = text.split_at(text.find("model Tag").unwrap());
        let files = match seed % 2 {
            0 => vec![("/ä/a.prisma".to_owned(), text.clone())],
            _ => vec![("/b.prisma".to_owned(), tail.to_owned()), ("/z.prisma".to_owned(), head.to_owned())],
        };
        let encoding = ["utf-16", "utf-8", "utf-32"][seed as usize % 3];
        run(&files, Client::new(encoding, seed % 5 != 0), seed, 60);
    }
}

/// Enough models for several chunks: blocks come, go and move, and lines with them.
#[test]
fn so_do_those_of_a_large_schema() {
    let model = |at: usize| {
        let previous = at.saturating_sub(1);
        format!(
            "model Entity{at} {{\n  slug String @unique\n  name Nowhere{at}\n  owner Entity{previous} @relation(fields: [slug], references: [slug])\n}}\n\n"
        )
    };
    let text: String = (0..300).map(model).collect();
    run(&[("/a.prisma".to_owned(), text)], Client::new("utf-16", true), 7, 25);
}
