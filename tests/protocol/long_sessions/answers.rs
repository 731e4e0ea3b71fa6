//! What two servers say of the same documents.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::random::Random;

use crate::long_sessions::editor::{Editor, position};
use crate::long_sessions::project::Project;
use crate::long_sessions::steps::place;

/// How long the servers may read code and migrations until they agree.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many differences are shown.
const MOST: usize = 6;

/// A question: its method and parameters.
type Question = (&'static str, Value);

/// Asks both servers everything. Returns the number of answers that are not empty.
///
/// # Errors
/// The first questions that they answer otherwise, with both answers.
pub fn compare(
    project: &Project,
    long: &mut Editor,
    fresh: &mut Editor,
    random: &mut Random,
) -> Result<usize, String> {
    let (mut compared, mut different) = (0, Vec::new());
    let mut note = |answer: Result<usize, String>| match answer {
        Ok(count) => compared += count,
        Err(difference) => different.push(difference),
    };
    let until = Instant::now() + PATIENCE;
    let paths: Vec<String> = long.documents.keys().cloned().collect();
    for path in &paths {
        note(agree(&format!("diagnostics of {path}"), until, || {
            (long.diagnostics(path), fresh.diagnostics(path))
        }));
    }
    for (method, params) in questions(long, random) {
        note(agree(&format!("{method} {params}"), until, || {
            (answer(long, method, &params), answer(fresh, method, &params))
        }));
    }
    if different.is_empty() {
        return Ok(compared);
    }
    different.truncate(MOST);
    Err(format!("{}\nfiles: {:?}", different.join("\n"), project.files))
}

/// Waits until both say the same. Returns 1 if they say something.
fn agree(what: &str, until: Instant, mut ask: impl FnMut() -> (Value, Value)) -> Result<usize, String> {
    loop {
        let (long, fresh) = ask();
        // Nothing is an answer, too, but diagnostics may still be on their way.
        if long == fresh && !(long.is_null() && what.starts_with("diagnostics")) {
            return Ok(usize::from(!long.is_null() && long != json!([])));
        }
        if Instant::now() > until {
            return Err(format!(
                "{what}\nin the long session: {}\nin a fresh one: {}",
                only(&long, &fresh),
                only(&fresh, &long)
            ));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Of a list, what the other does not have; else all of it.
fn only(one: &Value, other: &Value) -> String {
    match (one.as_array(), other.as_array()) {
        (Some(items), Some(others)) => {
            let only: Vec<&Value> = items.iter().filter(|item| !others.contains(item)).collect();
            if only.is_empty() {
                let titles: Vec<&Value> =
                    items.iter().map(|item| item.get("title").unwrap_or(item)).collect();
                return format!("the same in another order: {}", json!(titles));
            }
            format!("{} entries, of these only here: {}", items.len(), json!(only))
        }
        _ => one.to_string(),
    }
}

fn answer(editor: &mut Editor, method: &str, params: &Value) -> Value {
    let mut reply = editor.client.request(method, params.clone());
    let mut result = match reply.get_mut("result") {
        Some(result) => result.take(),
        None => reply["error"].take(),
    };
    if let Some(members) = result.as_object_mut() {
        members.remove("resultId");
    }
    result
}

fn questions(editor: &Editor, random: &mut Random) -> Vec<Question> {
    let mut questions = Vec::new();
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    for (path, document) in &editor.documents {
        let named = json!({ "uri": editor.uri(path) });
        let about = json!({ "textDocument": named });
        for method in [
            "prismaLens/syntaxTree",
            "textDocument/documentSymbol",
            "textDocument/foldingRange",
            "textDocument/semanticTokens/full",
            "textDocument/codeLens",
            "textDocument/documentLink",
            "prismaLens/status",
            "prismaLens/migrationPreview",
        ] {
            questions.push((method, about.clone()));
        }
        let options = json!({ "tabSize": 2, "insertSpaces": true });
        questions.push(("textDocument/formatting", json!({ "textDocument": named, "options": options })));
        questions.push(("textDocument/inlayHint", json!({ "textDocument": named, "range": range })));
        let context = json!({ "diagnostics": [] });
        questions.push((
            "textDocument/codeAction",
            json!({ "textDocument": named, "range": range, "context": context }),
        ));
        for _ in 0..3 {
            let at = position(&document.text, place(&document.text, random), editor.encoding);
            let here =
                json!({ "textDocument": named, "position": at, "context": { "includeDeclaration": true } });
            for method in [
                "textDocument/hover",
                "textDocument/definition",
                "textDocument/references",
                "textDocument/documentHighlight",
                "textDocument/prepareRename",
                "textDocument/signatureHelp",
                "textDocument/linkedEditingRange",
                "textDocument/prepareCallHierarchy",
            ] {
                questions.push((method, here.clone()));
            }
            questions.push(("textDocument/completion", json!({ "textDocument": named, "position": at })));
            questions
                .push(("textDocument/selectionRange", json!({ "textDocument": named, "positions": [at] })));
            questions.push((
                "textDocument/rename",
                json!({ "textDocument": named, "position": at, "newName": "Renamed" }),
            ));
            let range = json!({ "start": at, "end": at });
            questions.push((
                "textDocument/codeAction",
                json!({ "textDocument": named, "range": range, "context": context }),
            ));
        }
    }
    questions.push(("workspace/symbol", json!({ "query": "" })));
    questions.push(("workspace/symbol", json!({ "query": "us" })));
    questions
}
