//! Long requests on a large schema: one that is cancelled is answered at once, and its work ends.
//!
//! `PRISMA_LENS_MODELS=10000 cargo test --release --test protocol cancelling -- --nocapture` prints what each takes.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::mutants::number;

use crate::workspace::Workspace;

const SCHEMA: &str = "prisma/schema.prisma";

/// Models that all name one, and a finding each.
fn schema(models: u64) -> String {
    let many = |at: u64| {
        format!(
            "model M{at} {{\n  id Int @id @default(autoincrement())\n  createdAt DateTime\n  hubId Int\n  hub Hub @relation(fields: [hubId], references: [id])\n}}\n\n"
        )
    };
    let back: String = (0..models).map(|at| format!("  m{at} M{at}[]\n")).collect();
    let models: String = (0..models).map(many).collect();
    format!(
        "datasource db {{\n  provider = \"postgresql\"\n}}\n\nmodel Hub {{\n  id Int @id\n{back}}}\n\n{models}"
    )
}

/// The requests that take long.
fn requests(uri: &str) -> Vec<(&'static str, Value)> {
    let document = json!({ "uri": uri });
    let at = json!({ "line": 4, "character": 7 });
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999_999, "character": 0 } });
    let about = json!({ "textDocument": document });
    let fix_all = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let plan = json!({ "title": "Plan this change in stages", "data": { "planOf": uri } });
    let all_fixes = json!({ "title": "all", "data": { "uri": uri, "scope": "file", "rule": null } });
    vec![
        (
            "textDocument/references",
            json!({ "textDocument": document, "position": at, "context": { "includeDeclaration": true } }),
        ),
        ("textDocument/rename", json!({ "textDocument": document, "position": at, "newName": "Other" })),
        ("workspace/symbol", json!({ "query": "hub" })),
        ("textDocument/documentSymbol", about.clone()),
        ("textDocument/codeLens", about.clone()),
        ("textDocument/semanticTokens/full", about.clone()),
        ("textDocument/foldingRange", about.clone()),
        ("textDocument/inlayHint", json!({ "textDocument": document, "range": whole })),
        (
            "textDocument/formatting",
            json!({ "textDocument": document, "options": { "tabSize": 2, "insertSpaces": true } }),
        ),
        ("textDocument/codeAction", json!({ "textDocument": document, "range": whole, "context": fix_all })),
        (
            "textDocument/codeAction",
            json!({ "textDocument": document, "range": whole, "context": { "diagnostics": [] } }),
        ),
        (
            "textDocument/selectionRange",
            json!({ "textDocument": document, "positions": vec![json!({ "line": 7, "character": 4 }); 1_000] }),
        ),
        ("codeAction/resolve", all_fixes),
        ("codeAction/resolve", plan),
        ("workspace/executeCommand", json!({ "command": "prismaLens.diagram", "arguments": [uri] })),
        ("workspace/executeCommand", json!({ "command": "prismaLens.previewMigration", "arguments": [uri] })),
        ("textDocument/diagnostic", about),
    ]
}

/// The processor time of the server so far.
#[cfg(target_os = "linux")]
fn cpu(it: &Workspace) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", it.client.process())).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<u64>().unwrap();
    Duration::from_millis(10 * (ticks(11) + ticks(12)))
}

/// Nothing is known of it elsewhere.
#[cfg(not(target_os = "linux"))]
fn cpu(_: &Workspace) -> Duration {
    Duration::ZERO
}

/// The processor time that the server takes until it rests, at most for so long.
fn until_rest(it: &Workspace, patience: Duration) -> Duration {
    let (start, before) = (Instant::now(), cpu(it));
    let mut last = before;
    loop {
        sleep(Duration::from_millis(60));
        let now = cpu(it);
        if now == last || start.elapsed() > patience {
            return now - before;
        }
        last = now;
    }
}

#[test]
fn cancelled_requests_are_answered_at_once() {
    let models = number("PRISMA_LENS_MODELS", 400);
    let capabilities = json!({
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        "textDocument": { "diagnostic": {}, "codeAction": { "resolveSupport": { "properties": ["edit"] }, "dataSupport": true } },
    });
    let text = schema(models);
    let files = [
        (SCHEMA, text.as_str()),
        ("prisma/migrations/1_a/migration.sql", "CREATE TABLE \"Hub\" (\"id\" INTEGER PRIMARY KEY);\n"),
        ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
        ("prisma-lens.toml", "preset = \"strict\"\n"),
    ];
    let mut it = Workspace::new(&files, capabilities);
    it.open(SCHEMA);
    let uri = it.uri(SCHEMA);
    let shown = json!({ "codeLens": { "references": true, "findings": true }, "inlayHints": { "referentialActions": true, "oppositeFields": true } });
    it.client.notify("workspace/didChangeConfiguration", json!({ "settings": { "prismaLens": shown } }));
    it.pull(SCHEMA, None);
    let mut cancelled = 0;
    for (method, params) in requests(&uri) {
        let what = params["command"].as_str().or(params["title"].as_str()).unwrap_or(method);
        until_rest(&it, Duration::from_secs(20));
        let (start, before) = (Instant::now(), cpu(&it));
        let reply = it.client.request(method, params.clone());
        assert!(reply.get("result").is_some(), "{what}: {reply}");
        let (whole, whole_cpu) = (start.elapsed(), cpu(&it) - before);

        until_rest(&it, Duration::from_secs(20));
        let id = it.client.post(method, params.clone());
        sleep(whole / 4);
        let start = Instant::now();
        it.client.notify("$/cancelRequest", json!({ "id": id }));
        let reply = it.client.reply(&json!(id));
        let waited = start.elapsed();
        let rest = until_rest(&it, whole + Duration::from_secs(1));
        let is_cancelled = reply["error"]["code"] == -32800;
        assert!(is_cancelled || reply.get("result").is_some(), "{what}: {reply}");
        cancelled += usize::from(is_cancelled);
        println!(
            "{what}: {whole:?} ({whole_cpu:?} CPU); cancelled after a quarter: {waited:?}, then {rest:?} CPU"
        );
        // On a machine that does much else, a quarter of the whole stands for 50 milliseconds.
        // An answer that was on its way already is read to its end.
        let least = if is_cancelled { Duration::from_millis(50) } else { whole };
        let patience = least.max(whole / 4) + Duration::from_millis(200);
        assert!(waited < patience, "{what} is answered {waited:?} after it was cancelled");
        if is_cancelled {
            // Half a second of a program that is not optimized is 50 milliseconds of one that is.
            let floor = if cfg!(debug_assertions) { 500 } else { 50 };
            let most = (whole_cpu / 2).max(Duration::from_millis(floor));
            assert!(rest <= most, "{what} goes on for {rest:?} after it was cancelled, of {whole_cpu:?}");
        }
    }
    assert!(cancelled > 0, "no request takes long enough to be cancelled");
    assert_eq!(it.client.leave(), Some(0));
}
