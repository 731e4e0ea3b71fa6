//! Diagnostics for clients that do not ask for them.

use serde_json::{Value, json};

use crate::workspace::{FINDING, POST, USER, Workspace, has};

/// [`POST`] with the index that it lacks.
fn indexed() -> String {
    POST.replace("}\n", "\n  @@index([authorId])\n}\n")
}

#[test]
fn every_state_of_a_document_is_answered_with_its_version() {
    let mut it = Workspace::with_two_files(json!({}));
    assert_eq!(it.capabilities["diagnosticProvider"], Value::Null);
    it.open("schema/post.prisma");
    let first = it.pushed_for("schema/post.prisma", 1);
    assert!(has(&first["diagnostics"], FINDING), "{first}");
    let version = it.change("schema/post.prisma", &indexed());
    let second = it.pushed_for("schema/post.prisma", version);
    assert!(!has(&second["diagnostics"], FINDING), "{second}");
    // Nothing differs but the version.
    let version = it.change("schema/post.prisma", &indexed());
    it.pushed_for("schema/post.prisma", version);
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn a_document_without_findings_gets_an_empty_list() {
    let mut it = Workspace::new(&[("prisma-lens.toml", "exclude = [\"**\"]\n")], json!({}));
    it.open_with("a.prisma", "enum Role {\n  ADMIN\n}\n");
    assert_eq!(it.pushed_for("a.prisma", 1)["diagnostics"], json!([]));
    it.open_with("prisma.config.ts", "export default { schema: \"a.prisma\" };\n");
    assert_eq!(it.pushed_for("prisma.config.ts", 1)["diagnostics"], json!([]));
    it.open_with("vendor/node_modules/x/schema.prisma", POST);
    assert_eq!(it.pushed_for("vendor/node_modules/x/schema.prisma", 1)["diagnostics"], json!([]));
}

#[test]
fn what_a_diagnostic_says() {
    let mut it = Workspace::new(&[], json!({}));
    it.open_with("untitled:a", &format!("{POST}{USER}model Tag {{\n  id Nothing @id\n}}\n"));
    let all = it.pushed("untitled:a")["diagnostics"].as_array().unwrap().clone();
    let of = |code: &str| all.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{all:?}"));
    let ours = of(FINDING);
    assert_eq!(ours["source"], "prisma-lens");
    assert_eq!(ours["severity"], 2);
    assert_eq!(ours["codeDescription"], Value::Null, "no repository is named");
    let prismas = of("unknown-type");
    assert_eq!(prismas["source"], "prisma");
    assert_eq!(prismas["severity"], 1);
    assert!(all.iter().all(|one| one["relatedInformation"].is_null()), "not asked for");
    assert!(all.iter().all(|one| one["tags"].is_null()), "not asked for");
}

#[test]
fn columns_count_in_the_unit_agreed_on() {
    // A comment that silences nothing, behind characters of several widths.
    let text = "model A {\n  id Int @id @map(\"é\u{1F600}\") // prisma-lens-ignore fk-missing-index: é\n}\n";
    for (unit, start) in [("utf-8", 50), ("utf-16", 47), ("utf-32", 46)] {
        let mut it = Workspace::new(
            &[],
            json!({
                "general": { "positionEncodings": [unit] },
                "textDocument": { "publishDiagnostics": { "tagSupport": { "valueSet": [1] } } },
            }),
        );
        it.open_with("untitled:a", text);
        let pushed = it.pushed("untitled:a");
        let list = pushed["diagnostics"].as_array().unwrap();
        let found = list.iter().find(|one| one["code"] == "unused-suppression").unwrap();
        assert_eq!(found["range"]["start"], json!({ "line": 1, "character": start }), "{unit}");
        assert_eq!(found["tags"], json!([1]), "{unit}");
    }
}

#[test]
fn a_change_of_one_file_is_seen_in_the_others() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/user.prisma");
    let closed = it.pushed("schema/post.prisma");
    assert!(has(&closed["diagnostics"], FINDING), "{closed}");
    assert_eq!(closed["version"], Value::Null);
    it.change("schema/user.prisma", &USER.replace("model User", "model Person"));
    let closed = it.pushed("schema/post.prisma");
    assert!(!has(&closed["diagnostics"], FINDING), "{closed}");
    // Back again, with the file open and unsaved.
    it.open_with("schema/post.prisma", POST);
    it.pushed_for("schema/post.prisma", 1);
    it.change("schema/user.prisma", USER);
    let open = it.pushed("schema/post.prisma");
    assert!(has(&open["diagnostics"], FINDING), "{open}");
    assert_eq!(open["version"], 1);
}

#[test]
fn files_that_stay_the_same_are_not_sent_again() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/user.prisma");
    it.pushed_for("schema/user.prisma", 1);
    it.pushed("schema/post.prisma");
    for i in 0..5 {
        let version = it.change("schema/user.prisma", &format!("{USER}// {i}\n"));
        it.pushed_for("schema/user.prisma", version);
    }
    let again = it.pushes_left();
    assert!(again.iter().all(|one| one["params"]["uri"] != json!(it.uri("schema/post.prisma"))), "{again:?}");
}

#[test]
fn what_is_no_longer_of_interest_gets_an_empty_list() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/user.prisma");
    it.pushed("schema/post.prisma");
    it.open("schema/post.prisma");
    it.pushed_for("schema/post.prisma", 1);
    // The schema still has a document open.
    it.close("schema/post.prisma");
    let closed = it.pushed("schema/post.prisma");
    assert!(has(&closed["diagnostics"], FINDING), "{closed}");
    assert_eq!(closed["version"], Value::Null);
    it.close("schema/user.prisma");
    for path in ["schema/user.prisma", "schema/post.prisma"] {
        it.client.notification_that("textDocument/publishDiagnostics", {
            let uri = it.uri(path);
            move |one| one["uri"] == json!(uri) && one["diagnostics"] == json!([]) && one["version"].is_null()
        });
    }
}

/// A configuration may name one file of a folder that `package.json` names, and stop doing so.
#[test]
fn a_file_of_two_schemas_keeps_its_list() {
    let datasource = "datasource db {\n  provider = \"postgresql\"\n}\n";
    let [one, other] = ["A", "B"].map(|name| format!("{datasource}model {name} {{\n  id Nothing @id\n}}\n"));
    let named = "export default { schema: 'prisma/schema.prisma' };\n";
    let package = "{ \"prisma\": { \"schema\": \"prisma\" } }\n";
    let files = [
        ("prisma/schema.prisma", one.as_str()),
        ("prisma/post.prisma", &other),
        ("prisma.config.ts", named),
        ("package.json", package),
    ];
    let mut it = Workspace::new(&files, json!({}));
    for path in ["prisma/schema.prisma", "prisma/post.prisma", "prisma.config.ts"] {
        it.open(path);
        it.pushed_for(path, 1);
    }
    let uri = it.uri("prisma/schema.prisma");
    for text in ["export default {};\n", named, "export default { schema: 'prisma/sch\n", named] {
        let version = it.change("prisma.config.ts", text);
        // This request usually loads the schema that the configuration names before the folder's schema is loaded.
        it.client.request("textDocument/foldingRange", json!({ "textDocument": { "uri": uri } }));
        it.pushed_for("prisma.config.ts", version);
        let pushes = it.pushes_left();
        let last = pushes.iter().rfind(|one| one["params"]["uri"] == json!(uri)).unwrap();
        assert!(has(&last["params"]["diagnostics"], "unknown-type"), "after {text:?}: {last}");
    }
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn settings_of_the_editor_count_at_once() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    let settings = json!({ "prismaLens": { "rules": { FINDING: "off" } } });
    it.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert!(!has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    let settings = json!({ "prismaLens": { "rules": { FINDING: "error", "no-such-rule": "off" } } });
    it.client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    let graver = it.pushed("schema/post.prisma")["diagnostics"].clone();
    let found = graver.as_array().unwrap().iter().find(|one| one["code"] == FINDING).unwrap();
    assert_eq!(found["severity"], 1);
    let logged = it.client.notification("window/logMessage");
    assert!(logged["message"].as_str().unwrap().contains("`no-such-rule`"), "{logged}");
}

#[test]
fn settings_of_the_project_count_at_once() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    it.write("prisma-lens.toml", "[rules]\nfk-missing-index = \"off\"\nfk-mising-index = \"off\"\n");
    assert!(!has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    let problem = it.pushed("prisma-lens.toml");
    assert_eq!(problem["diagnostics"][0]["code"], "settings", "{problem}");
    let range = json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 15 } });
    assert_eq!(problem["diagnostics"][0]["range"], range);
    // What stands in the editor wins over the disk.
    it.open_with("prisma-lens.toml", "[rules]\n");
    assert_eq!(it.pushed_for("prisma-lens.toml", 1)["diagnostics"], json!([]));
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    it.change("prisma-lens.toml", "[rules]\nfk-missing-index = \"off\"\n");
    assert!(!has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    it.close("prisma-lens.toml");
    it.remove("prisma-lens.toml");
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
}

#[test]
fn a_configuration_that_only_running_could_tell_is_an_information() {
    for config in [
        "while (true) {}\nexport default load();\n",
        "throw new Error(\"no\");\nexport default defineConfig({ schema: process.argv[2] });\n",
    ] {
        let mut it = Workspace::with_two_files(json!({}));
        std::fs::write(it.path("prisma.config.ts"), config).unwrap();
        it.open("schema/post.prisma");
        let problem = it.pushed("prisma.config.ts");
        assert_eq!(problem["diagnostics"].as_array().unwrap().len(), 1, "{problem}");
        assert_eq!(problem["diagnostics"][0]["severity"], 3, "{problem}");
        assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
        it.write("prisma.config.ts", "export default { schema: \"schema\" };\n");
        assert_eq!(it.pushed("prisma.config.ts")["diagnostics"], json!([]));
    }
}

#[test]
fn a_folder_deleted_under_an_open_document_takes_its_closed_files_along() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    it.remove("schema");
    assert!(!has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING), "its User is gone");
    let version = it.change("schema/post.prisma", &format!("{POST}{USER}"));
    assert!(has(&it.pushed_for("schema/post.prisma", version)["diagnostics"], FINDING));
    assert_eq!(it.client.leave(), Some(0));
}

#[test]
fn unsaved_buffers_are_no_project() {
    let mut it = Workspace::new(&[], json!({}));
    it.open_with("untitled:Untitled-1", POST);
    it.open_with("untitled:Untitled-2", USER);
    assert!(!has(&it.pushed("untitled:Untitled-1")["diagnostics"], FINDING), "its User is elsewhere");
    it.change("untitled:Untitled-1", &format!("{POST}{USER}"));
    assert!(has(&it.pushed_for("untitled:Untitled-1", 2)["diagnostics"], FINDING));
    it.close("untitled:Untitled-1");
    assert_eq!(it.pushed("untitled:Untitled-1")["diagnostics"], json!([]));
}

#[test]
fn files_come_and_go() {
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    it.remove("schema/user.prisma");
    assert!(!has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    it.write("schema/person.prisma", USER);
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    // A second datasource parts the files.
    it.open("schema/person.prisma");
    it.change("schema/person.prisma", &format!("datasource other {{\n  provider = \"sqlite\"\n}}\n{USER}"));
    assert!(!has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
}

/// A client that cannot be told to ask again would go on to show what was found before another file changed.
#[test]
fn a_client_that_cannot_be_told_to_ask_again_gets_diagnostics_pushed() {
    let able = json!({ "textDocument": { "diagnostic": {}, "publishDiagnostics": {} } });
    let mut it = Workspace::with_two_files(able);
    assert_eq!(it.capabilities["diagnosticProvider"], Value::Null);
    it.open("schema/post.prisma");
    assert!(has(&it.pushed("schema/post.prisma")["diagnostics"], FINDING));
    let able = json!({
        "textDocument": { "diagnostic": {}, "publishDiagnostics": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    assert!(Workspace::with_two_files(able).capabilities["diagnosticProvider"].is_object());
}
