//! What can be done about findings.

use serde_json::{Value, json};

use crate::workspace::{FINDING, POST, USER, Workspace, has, pulling};

/// A safe fix leads to [`has`] no longer finding this in [`DATED`].
const SAFE: &str = "created-at-default";

const DATED: &str = "model Visit {\n  id        Int      @id\n  createdAt DateTime // été \u{1F600}\n}\n\nmodel Stay {\n  id        Int      @id\n  createdAt DateTime\n}\n";

/// A client that does all that the protocol has for actions.
fn able() -> Value {
    json!({
        "textDocument": {
            "diagnostic": {},
            "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        "experimental": { "commands": { "commands": ["prismaLens.explain"] } },
    })
}

fn finding(it: &mut Workspace, path: &str, code: &str) -> Value {
    let items = it.pull(path, None)["items"].clone();
    let found = items.as_array().unwrap().iter().find(|one| one["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {items}")).clone()
}

/// The actions for a finding, or for the whole file where there is none.
fn actions(it: &mut Workspace, path: &str, about: Option<&Value>, only: Option<&str>) -> Vec<Value> {
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    let range = about.map_or(whole, |finding| finding["range"].clone());
    let mut context = json!({ "diagnostics": about.into_iter().collect::<Vec<_>>() });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let params = json!({ "textDocument": { "uri": it.uri(path) }, "range": range, "context": context });
    let reply = it.client.request("textDocument/codeAction", params);
    match &reply["result"] {
        Value::Array(actions) => actions.clone(),
        Value::Null => Vec::new(),
        _ => panic!("no actions in {reply}"),
    }
}

fn titled(actions: &[Value], title: &str) -> Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with(title));
    let titles: Vec<&Value> = actions.iter().map(|action| &action["title"]).collect();
    found.unwrap_or_else(|| panic!("no {title} among {titles:?}")).clone()
}

fn resolve(it: &mut Workspace, action: &Value) -> Value {
    let reply = it.client.request("codeAction/resolve", action.clone());
    reply.get("result").unwrap_or_else(|| panic!("no answer in {reply}")).clone()
}

/// The edits that an action makes in one file, whichever way the client takes them.
fn edits(it: &Workspace, action: &Value, path: &str) -> Vec<Value> {
    let uri = json!(it.uri(path));
    let edit = &action["edit"];
    if let Some(edits) = edit["changes"].get(uri.as_str().unwrap()) {
        return edits.as_array().unwrap().clone();
    }
    let of_file = edit["documentChanges"].as_array().into_iter().flatten();
    of_file
        .filter(|change| change["textDocument"]["uri"] == uri)
        .flat_map(|change| change["edits"].as_array().unwrap().clone())
        .collect()
}

/// The text after the edits, which count columns in UTF-16.
pub fn apply(text: &str, edits: &[Value]) -> String {
    let offset = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(place["character"].as_u64().unwrap()).unwrap();
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units: Vec<u16> = text[start..].encode_utf16().take(column).collect();
        start + String::from_utf16(&units).unwrap().len()
    };
    let mut places: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    places.sort_by_key(|&(start, ..)| start);
    let mut result = text.to_owned();
    for (start, end, new) in places.into_iter().rev() {
        result.replace_range(start..end, new);
    }
    result
}

#[test]
fn a_fix_settles_its_finding() {
    for capabilities in [able(), pulling()] {
        let mut it = Workspace::with_two_files(capabilities.clone());
        it.open("schema/post.prisma");
        let found = finding(&mut it, "schema/post.prisma", FINDING);
        let offered = actions(&mut it, "schema/post.prisma", Some(&found), None);
        let fix = offered.iter().find(|action| action["isPreferred"] == true).unwrap();
        assert_eq!(fix["kind"], "quickfix");
        assert_eq!(fix["diagnostics"], json!([found]));
        if capabilities == able() {
            let document = json!({ "uri": it.uri("schema/post.prisma"), "version": 1 });
            assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"], document);
        } else {
            assert!(fix["edit"]["changes"].is_object(), "{fix}");
        }
        let mended = apply(POST, &edits(&it, fix, "schema/post.prisma"));
        it.change("schema/post.prisma", &mended);
        assert!(!has(&it.pull("schema/post.prisma", None)["items"], FINDING), "{mended}");
    }
}

#[test]
fn what_mends_two_findings_is_offered_once() {
    let text = "model Stay {\n  id Int @id\n}\n";
    let mut it = Workspace::new(&[("schema.prisma", text)], able());
    it.open("schema.prisma");
    let offered = actions(&mut it, "schema.prisma", None, Some("quickfix"));
    let both = "Add `createdAt` and `updatedAt`";
    let both: Vec<&Value> = offered.iter().filter(|action| action["title"] == both).collect();
    let [both] = both.as_slice() else { panic!("not once: {both:?}") };
    let codes: Vec<&Value> = both["diagnostics"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert_eq!(codes, ["require-created-at", "require-updated-at"]);
}

#[test]
fn every_fix_is_an_edit_or_becomes_one() {
    for capabilities in [able(), pulling()] {
        let mut it = Workspace::with_two_files(capabilities.clone());
        it.open("schema/post.prisma");
        it.open_with("untitled:a", &format!("{POST}{USER}{DATED}"));
        for path in ["schema/post.prisma", "untitled:a"] {
            let offered = actions(&mut it, path, None, None);
            assert!(!offered.is_empty());
            for action in offered.iter().filter(|action| action["command"].is_null()) {
                let waits = action["edit"].is_null();
                assert!(!waits || capabilities == able(), "the client cannot ask for {action}");
                let action = if waits { resolve(&mut it, action) } else { action.clone() };
                assert!(!edits(&it, &action, path).is_empty(), "{action}");
                assert_eq!(action["data"], Value::Null, "{action}");
            }
        }
    }
}

#[test]
fn a_rule_is_settled_in_the_file_and_in_the_schema() {
    let mut it = Workspace::with_two_files(able());
    let comment = POST.replace("Post", "Comment");
    let both = format!("{POST}\n{comment}");
    it.write("schema/post.prisma", &both);
    it.write("schema/like.prisma", &POST.replace("Post", "Like"));
    it.write(
        "schema/user.prisma",
        "model User {\n  id Int @id\n  posts Post[]\n  comments Comment[]\n  likes Like[]\n}\n",
    );
    it.open("schema/post.prisma");
    let found = finding(&mut it, "schema/post.prisma", FINDING);
    let offered = actions(&mut it, "schema/post.prisma", Some(&found), Some("quickfix"));

    let here = resolve(&mut it, &titled(&offered, &format!("Fix all `{FINDING}` in this file (2)")));
    let everywhere = resolve(&mut it, &titled(&offered, &format!("Fix all `{FINDING}` in the schema (3)")));
    assert_eq!(edits(&it, &here, "schema/like.prisma"), Vec::<Value>::new());
    let elsewhere = &everywhere["edit"]["documentChanges"];
    let closed = elsewhere
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["textDocument"]["uri"] == json!(it.uri("schema/like.prisma")));
    assert_eq!(closed.unwrap()["textDocument"]["version"], Value::Null);
    for action in [here, everywhere] {
        let mended = apply(&both, &edits(&it, &action, "schema/post.prisma"));
        it.change("schema/post.prisma", &mended);
        assert!(!has(&it.pull("schema/post.prisma", None)["items"], FINDING), "{mended}");
    }
}

#[test]
fn fix_all_twice_is_fix_all_once() {
    for (path, text) in [("untitled:a", DATED.to_owned()), ("a.prisma", DATED.replace('\n', "\r\n"))] {
        let mut it = Workspace::new(&[], able());
        it.open_with(path, &text);
        assert!(has(&it.pull(path, None)["items"], SAFE));
        for only in ["source.fixAll.prismaLens", "source.fixAll", "source", ""] {
            let offered = actions(&mut it, path, None, Some(only));
            assert!(offered.iter().any(|it| it["kind"] == "source.fixAll.prismaLens"), "{only}: {offered:?}");
        }
        for only in ["source.fixAll.prismaLensElse", "source.organizeImports", "refactor.inline"] {
            assert_eq!(actions(&mut it, path, None, Some(only)), Vec::<Value>::new());
        }
        let all = actions(&mut it, path, None, Some("source.fixAll.prismaLens"));
        let all = resolve(&mut it, &all[0]);
        let mended = apply(&text, &edits(&it, &all, path));
        assert!(mended.contains("// été \u{1F600}"), "{mended}");
        assert_eq!(mended.contains("\r\n"), text.contains("\r\n"));
        assert_eq!(mended.matches('\n').count(), mended.lines().count());
        it.change(path, &mended);
        assert!(!has(&it.pull(path, None)["items"], SAFE), "{mended}");
        let left = actions(&mut it, path, None, Some("source.fixAll"));
        assert_eq!(left, Vec::<Value>::new(), "nothing safe is left");
    }
}

/// Without a wish for a kind, as at each step of a cursor, only what is at the place counts.
#[test]
fn all_safe_fixes_are_offered_beside_one_of_them() {
    let mut it = Workspace::new(&[], able());
    it.open_with("untitled:a", DATED);
    let place = |line: u32| {
        let at = json!({ "line": line, "character": 3 });
        json!({ "range": { "start": at, "end": at } })
    };
    for (line, expected) in [(0, false), (1, false), (2, true), (5, false), (7, true)] {
        let mut about = place(line);
        if expected {
            let items = it.pull("untitled:a", None)["items"].clone();
            let found = items.as_array().unwrap().iter();
            let mut found = found.filter(|one| one["code"] == SAFE);
            about = found.find(|one| one["range"]["start"]["line"] == line).unwrap().clone();
        }
        let offered = actions(&mut it, "untitled:a", Some(&about), None);
        let all = offered.iter().any(|it| it["kind"] == "source.fixAll.prismaLens");
        assert_eq!(all, expected, "line {line}: {offered:?}");
    }
}

#[test]
fn an_action_that_was_overtaken_is_worked_out_for_the_text_of_now() {
    let mut it = Workspace::new(&[], able());
    it.open_with("untitled:a", DATED);
    let all = actions(&mut it, "untitled:a", None, Some("source.fixAll"));
    let moved = format!("// above\n{DATED}");
    it.change("untitled:a", &moved);
    let resolved = resolve(&mut it, &all[0]);
    assert_eq!(resolved["edit"]["documentChanges"][0]["textDocument"]["version"], 2);
    it.change("untitled:a", &apply(&moved, &edits(&it, &resolved, "untitled:a")));
    assert!(!has(&it.pull("untitled:a", None)["items"], SAFE));
    // Nothing is left of it, or not even the document: the action comes back as it was.
    assert_eq!(resolve(&mut it, &all[0]), all[0]);
    it.close("untitled:a");
    assert_eq!(resolve(&mut it, &all[0]), all[0]);
    for odd in [json!(null), json!(7), json!({ "uri": "x" })] {
        let action = json!({ "title": "t", "data": odd });
        assert_eq!(resolve(&mut it, &action)["edit"], Value::Null);
    }
}

#[test]
fn findings_can_be_suppressed() {
    let mut it = Workspace::with_two_files(able());
    for (title, comment) in [
        (format!("Suppress `{FINDING}` on this line"), format!("  // prisma-lens-ignore {FINDING}\n")),
        (format!("Suppress `{FINDING}` in `Post`"), format!("// prisma-lens-ignore-block {FINDING}\n")),
        (format!("Suppress `{FINDING}` in this file"), format!("// prisma-lens-ignore-file {FINDING}\n")),
    ] {
        it.open("schema/post.prisma");
        let found = finding(&mut it, "schema/post.prisma", FINDING);
        let offered = actions(&mut it, "schema/post.prisma", Some(&found), None);
        let suppressed = apply(POST, &edits(&it, &titled(&offered, &title), "schema/post.prisma"));
        assert!(suppressed.contains(&comment), "{suppressed}");
        it.change("schema/post.prisma", &suppressed);
        let left = it.pull("schema/post.prisma", None)["items"].clone();
        assert!(!has(&left, FINDING) && !has(&left, "unused-suppression"), "{left}");
        it.close("schema/post.prisma");
    }
}

#[test]
fn rules_can_be_explained() {
    let mut it = Workspace::with_two_files(able());
    let commands = it.capabilities["executeCommandProvider"]["commands"].as_array().unwrap();
    assert!(commands.contains(&json!("prismaLens.explain")), "{commands:?}");
    it.open("schema/post.prisma");
    let found = finding(&mut it, "schema/post.prisma", FINDING);
    let offered = actions(&mut it, "schema/post.prisma", Some(&found), None);
    let command = titled(&offered, &format!("Explain `{FINDING}`"))["command"].clone();
    let reply = it.client.request(
        "workspace/executeCommand",
        json!({ "command": command["command"], "arguments": command["arguments"] }),
    );
    let text = reply["result"].as_str().unwrap();
    assert!(text.starts_with(&format!("# `{FINDING}`\n")) && text.contains("```prisma\n"), "{text}");
    for (command, arguments) in [
        ("prismaLens.explain", json!(["no-such-rule"])),
        ("prismaLens.explain", json!([])),
        ("prismaLens.explain", json!([7])),
        ("prismaLens.other", json!([FINDING])),
    ] {
        let params = json!({ "command": command, "arguments": arguments });
        let reply = it.client.request("workspace/executeCommand", params);
        assert_eq!(reply["error"]["code"], -32602, "{reply}");
    }
    // A client that would show nothing is not offered it.
    let mut it = Workspace::with_two_files(pulling());
    it.open("schema/post.prisma");
    let offered = actions(&mut it, "schema/post.prisma", None, None);
    assert!(offered.iter().all(|action| action["command"].is_null()), "{offered:?}");
}

#[test]
fn findings_are_meant_by_their_range_or_by_name() {
    let mut it = Workspace::with_two_files(able());
    it.open("schema/post.prisma");
    let found = finding(&mut it, "schema/post.prisma", FINDING);
    let line = found["range"]["start"]["line"].clone();
    let cursor = json!({ "line": line, "character": 0 });
    let mut offered = |diagnostics: Value| {
        let params = json!({
            "textDocument": { "uri": it.uri("schema/post.prisma") },
            "range": { "start": cursor, "end": cursor },
            "context": { "diagnostics": diagnostics, "only": ["quickfix"] },
        });
        it.client.request("textDocument/codeAction", params)["result"].as_array().unwrap().len()
    };
    assert_eq!(offered(json!([])), 0, "the cursor stands before it");
    assert!(offered(json!([found])) > 0);
    for (name, value) in
        [("code", json!("other")), ("code", json!(7)), ("range", json!({ "start": cursor, "end": cursor }))]
    {
        let mut other = found.clone();
        other[name] = value;
        assert_eq!(offered(json!([other])), 0, "{name}");
    }
}

#[test]
fn nothing_can_be_done_where_nothing_is_wrong_or_open() {
    let mut it = Workspace::with_two_files(able());
    assert_eq!(actions(&mut it, "schema/post.prisma", None, None), Vec::<Value>::new());
    it.open_with("untitled:a", "enum Role {\n  ADMIN\n}\n");
    let params = json!({
        "textDocument": { "uri": "untitled:a" },
        "range": { "start": { "line": 90, "character": 5 }, "end": { "line": 2, "character": 900 } },
        "context": { "diagnostics": [] },
    });
    assert_eq!(it.client.request("textDocument/codeAction", params)["result"], json!([]));
    it.open_with("prisma.config.ts", "export default {};\n");
    assert_eq!(actions(&mut it, "prisma.config.ts", None, None), Vec::<Value>::new());
}

#[test]
fn an_address_moves_to_a_configuration_that_is_created_or_edited() {
    let schema = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"URL\")\n}\n";
    let package = "{ \"devDependencies\": { \"prisma\": \"7.1.0\" } }";
    let files = [("package.json", package), ("prisma/schema.prisma", schema)];
    let code = "url-in-datasource";

    let mut it = Workspace::new(&files, able());
    it.open("prisma/schema.prisma");
    let found = finding(&mut it, "prisma/schema.prisma", code);
    let offered = actions(&mut it, "prisma/schema.prisma", Some(&found), None);
    let action = titled(&offered, "Move `url` to a new `prisma.config.ts`");
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes[0], json!({ "kind": "create", "uri": it.uri("prisma.config.ts") }));
    let config = apply("", &edits(&it, &action, "prisma.config.ts"));
    assert!(config.contains("url: env(\"URL\")"), "{config}");

    // The text that counts is that of the editor, and only what is new is sent.
    it.open_with("prisma.config.ts", "export default {\n  schema: 'prisma/schema.prisma', // é\n};\n");
    let offered = actions(&mut it, "prisma/schema.prisma", Some(&found), None);
    let action = titled(&offered, "Move `url` to `prisma.config.ts`");
    let config = edits(&it, &action, "prisma.config.ts");
    assert!(config.iter().all(|edit| edit["range"]["start"] == edit["range"]["end"]), "{config:?}");
    let mended = apply(schema, &edits(&it, &action, "prisma/schema.prisma"));
    it.change("prisma/schema.prisma", &mended);
    assert!(!has(&it.pull("prisma/schema.prisma", None)["items"], code), "{mended}");

    // A client that creates no files can remove the line.
    let mut it = Workspace::new(&files, pulling());
    it.open("prisma/schema.prisma");
    let found = finding(&mut it, "prisma/schema.prisma", code);
    let offered = actions(&mut it, "prisma/schema.prisma", Some(&found), None);
    assert!(offered.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Move")));
    titled(&offered, "Remove `url`");
}

#[test]
fn errors_elsewhere_in_the_file_are_mended_from_the_first() {
    let text = "model A {\n  id Int @id @id\n  b  Strin\n}\n";
    let mut it = Workspace::new(&[], able());
    it.open_with("untitled:a", text);
    let items = it.pull("untitled:a", None)["items"].clone();
    let found = items.as_array().unwrap().iter().find(|it| it["range"]["start"]["line"] == 1).unwrap();
    let offered = actions(&mut it, "untitled:a", Some(found), None);
    let elsewhere = titled(&offered, "On line 3: ");
    assert_eq!(elsewhere["diagnostics"][0]["range"]["start"]["line"], 2);
    let mended = apply(text, &edits(&it, &elsewhere, "untitled:a"));
    assert!(mended.contains("b  String\n"), "{mended}");
}

/// A selection of everything is not offered a list of thousands: what can be done for all findings of a rule stays.
#[test]
fn a_long_range_is_offered_a_limited_list() {
    let model = |at: usize| format!("model M{at} {{\n  id        Int      @id\n  createdAt DateTime\n}}\n\n");
    let mut text: String = (0..400).map(model).collect();
    // Only the last model breaks this rule.
    text.push_str("model Last {\n  id Int @id\n  changed_at DateTime\n  made_on DateTime\n}\n");
    let mut it = Workspace::new(&[("a.prisma", &text)], able());
    it.open("a.prisma");
    let actions = actions(&mut it, "a.prisma", None, None);
    assert!(actions.len() < 600, "{}", actions.len());
    titled(&actions, "Fix all `created-at-default` in this file (400)");
    titled(&actions, "Apply all safe fixes");
    titled(&actions, "Fix all `field-name-camel-case` in this file (2)");
}

/// A client that asks the user where a finding is to be suppressed.
fn choosing() -> Value {
    let mut able = able();
    able["experimental"]["prismaLensChoose"] = json!(true);
    able
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

#[test]
fn suppressions_are_one_action_where_the_client_asks_the_user() {
    let mut it = Workspace::with_two_files(choosing());
    it.open("schema/post.prisma");
    let found = finding(&mut it, "schema/post.prisma", FINDING);
    let offered = actions(&mut it, "schema/post.prisma", Some(&found), None);
    let folded = titled(&offered, "Suppress");
    assert_eq!(folded["title"], format!("Suppress `{FINDING}`…"));
    assert_eq!(folded["edit"], Value::Null);
    assert_eq!(folded["diagnostics"], json!([found]));
    assert_eq!(titles(&offered).iter().filter(|title| title.starts_with("Suppress")).count(), 1);
    assert_eq!(folded["command"]["command"], "prismaLens.chooseSuppression");
    let argument = &folded["command"]["arguments"][0];
    assert_eq!(
        (&argument["uri"], &argument["code"]),
        (&json!(it.uri("schema/post.prisma")), &json!(FINDING))
    );
    let choices = argument["choices"].as_array().unwrap();
    let expected = [
        format!("Suppress `{FINDING}` on this line"),
        format!("Suppress `{FINDING}` in `Post`"),
        format!("Suppress `{FINDING}` in this file"),
        format!("Turn `{FINDING}` off in prisma-lens.toml"),
        format!("Set `{FINDING}` to `hint` in prisma-lens.toml"),
        format!("Set `{FINDING}` to `info` in prisma-lens.toml"),
        format!("Set `{FINDING}` to `error` in prisma-lens.toml"),
    ];
    assert_eq!(titles(choices), expected);
    let line = apply(POST, &edits(&it, &choices[0], "schema/post.prisma"));
    assert!(line.contains(&format!("  // prisma-lens-ignore {FINDING}\n")), "{line}");
    // There is no configuration yet.
    assert_eq!(choices[3]["edit"]["documentChanges"][0]["kind"], "create");
    let settings = apply("", &edits(&it, &choices[3], "prisma-lens.toml"));
    assert_eq!(settings, format!("[rules]\n{FINDING} = \"off\"\n"));
    it.open_with("prisma-lens.toml", &settings);
    assert!(!has(&it.pull("schema/post.prisma", None)["items"], FINDING));
}

const BARE: &str = "model Overrides {\n  id Int @id\n}\n\nmodel Notes {\n  id Int @id\n}\n";

#[test]
fn a_menu_of_all_kinds_can_be_read() {
    let mut it =
        Workspace::new(&[("prisma-lens.toml", "preset = \"strict\"\n"), ("a.prisma", BARE)], choosing());
    it.open("a.prisma");
    let items = it.pull("a.prisma", None)["items"].clone();
    let of_head = |item: &&Value| item["range"]["start"] == json!({ "line": 0, "character": 6 });
    let here: Vec<Value> = items.as_array().unwrap().iter().filter(of_head).cloned().collect();
    assert!(here.len() > 2, "{items}");
    let cursor = json!({ "line": 0, "character": 6 });
    let mut asked = |only: Option<&str>| {
        let mut context = json!({ "diagnostics": here });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({
            "textDocument": { "uri": it.uri("a.prisma") },
            "range": { "start": cursor, "end": cursor },
            "context": context,
        });
        it.client.request("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
    };
    let (all, fixes, refactorings) = (asked(None), asked(Some("quickfix")), asked(Some("refactor")));
    let shown: Vec<&Value> =
        all.iter().filter(|it| !it["kind"].as_str().unwrap().starts_with("source")).collect();
    assert!(shown.len() <= 8, "{:?}", titles(&all));
    assert!(fixes.len() + refactorings.len() > 8, "{:?} {:?}", titles(&fixes), titles(&refactorings));
    // What is left out is in the menus of one kind.
    for action in shown {
        assert!(fixes.contains(action) || refactorings.contains(action), "{action}");
    }
    // What settles all of a kind stands behind what settles one of them.
    let titles = titles(&fixes);
    let at = |start: &str| {
        titles.iter().position(|it| it.starts_with(start)).unwrap_or_else(|| panic!("{titles:?}"))
    };
    assert!(at("Add `createdAt`") < at("Fix all `require-created-at`"));
    assert!(at("Fix all `require-created-at`") < at("Suppress"));
    let last = fixes.last().unwrap();
    assert!(last["title"].as_str().unwrap().starts_with("Explain "), "{titles:?}");
    assert!(last["command"]["arguments"].as_array().unwrap().len() > 2);
    let params = json!({ "command": "prismaLens.explain", "arguments": last["command"]["arguments"] });
    let reply = it.client.request("workspace/executeCommand", params);
    assert!(reply["result"].as_str().unwrap().matches("# `").count() > 2, "{reply}");
}
