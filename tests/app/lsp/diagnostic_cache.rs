//! After any edits, and any changes of files and settings, the diagnostics that are kept as text are those that would be
//! made anew.

use base::FileId;
use ide::{Analysis, AnalysisHost};
use model::project::PrismaVersion;
use prisma_lens::lsp::body::Body;
use prisma_lens::lsp::diagnostics::{DiagnosticCache, DiagnosticList, Scope, complete_diagnostic};
use prisma_lens::lsp::session::Session;
use prisma_lens::lsp::uri;
use serde_json::json;
use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, InitializeParams, Url};

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

/// What is kept through all changes, and what was sent last.
struct Client {
    session: Session,
    /// How many files are open, under URIs of the client's own.
    open: usize,
    cache: DiagnosticCache,
    host: AnalysisHost,
    sent: Vec<(String, DiagnosticList, Vec<Diagnostic>)>,
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
            cache: DiagnosticCache::default(),
            host: AnalysisHost::default(),
            sent: Vec::new(),
        }
    }

    fn update(&mut self, analysis: &Analysis) {
        self.host.with_findings(analysis, |_| ());
    }

    fn check(&mut self, analysis: &Analysis, what: &str) {
        let schema = &*analysis.schema;
        let open = self.open;
        let uri_of = |file: FileId| match (file.0 as usize) < open {
            true => Url::parse(&format!("file:///client%3A{}", schema.file(file)?.name)).ok(),
            false => uri::from_path(schema.file(file)?.name.as_ref().as_ref()),
        };
        let scope = Scope { session: &self.session, schema, uri_of: &uri_of };
        let Client { cache, host, .. } = self;
        let kept = host.with_findings(analysis, |findings| cache.lists(&scope, findings, usize::MAX));
        let fresh = AnalysisHost::default().with_findings(analysis, |findings| {
            DiagnosticCache::default().lists(&scope, findings, usize::MAX)
        });
        assert_eq!(kept.len(), schema.files().len(), "after {what}");
        let found = self.host.findings(analysis);
        for (at, ((kept, fresh), found)) in kept.iter().zip(&fresh).zip(&found).enumerate() {
            let file = FileId(at as u32);
            let expected: Vec<Diagnostic> = found.iter().map(|it| complete_diagnostic(&scope, it)).collect();
            let text = || schema.file(file).unwrap().content.source().source().to_string();
            let diagnostics = read(kept);
            assert_eq!(diagnostics, expected, "file {at} after {what}\n{}", text());
            assert_eq!(kept.len(), expected.len());
            assert!(kept == fresh, "file {at} after {what}");
            assert_eq!(kept.fingerprint(), fresh.fingerprint(), "file {at} after {what}");
            let name = schema.file(file).unwrap().name.to_string();
            if let Some((_, before, was)) = self.sent.iter().find(|(of, ..)| *of == name) {
                assert_eq!(before == kept, *was == diagnostics, "file {at} after {what}");
                assert_eq!(before.fingerprint() == kept.fingerprint(), *was == diagnostics, "after {what}");
            }
            self.sent.retain(|(of, ..)| *of != name);
            self.sent.push((name, kept.clone(), diagnostics));
        }
    }
}

fn read(list: &DiagnosticList) -> Vec<Diagnostic> {
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

/// Blocks come, go and move, and lines with them.
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

/// The most severe findings come first where there are too many, in the order of their places, and one says how many are
/// left out.
#[test]
fn a_file_has_a_limited_number_of_diagnostics() {
    let model = |at: usize| format!("model entity{at} {{\n  id Int @id\n  other Nowhere{at}\n}}\n\n");
    let text: String = (0..50).map(model).collect();
    let changing = Changing::new(&[("/a.prisma".to_owned(), text)], PrismaVersion::NEWEST, 1);
    let analysis = Analysis::new(changing.inputs(), PrismaVersion::NEWEST, changing.facts.clone());
    let params: InitializeParams = serde_json::from_value(json!({ "capabilities": {} })).unwrap();
    let session = Session::new(&params);
    let uri_of = |_: FileId| None;
    let scope = Scope { session: &session, schema: &analysis.schema, uri_of: &uri_of };
    let list = |most: usize| {
        let lists = AnalysisHost::default()
            .with_findings(&analysis, |findings| DiagnosticCache::default().lists(&scope, findings, most));
        read(&lists[0])
    };
    let all = list(usize::MAX);
    let errors: Vec<&Diagnostic> =
        all.iter().filter(|it| it.severity == Some(DiagnosticSeverity::ERROR)).collect();
    assert!(errors.len() >= 50 && all.len() > errors.len());
    let most = errors.len() + 3;
    let bounded = list(most);
    assert_eq!(bounded.len(), most + 1);
    let last = bounded.last().unwrap();
    assert!(last.message.starts_with(&format!("{} more findings", all.len() - most)), "{}", last.message);
    assert_eq!(last.severity, Some(DiagnosticSeverity::INFORMATION));
    let kept: Vec<&Diagnostic> = bounded[..most].iter().collect();
    assert!(errors.iter().all(|error| kept.contains(error)));
    assert!(kept.iter().map(|it| it.range.start.line).is_sorted());
}
