//! The state of a project that an editor shows, and the commands about its configuration.

use serde_json::{Value, json};

use crate::code_actions::apply;
use crate::workspace::{FINDING, POST, USER, Workspace};

fn showing() -> Value {
    json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        "experimental": { "prismaLensStatus": true },
    })
}

fn status(it: &mut Workspace, path: Option<&str>) -> Value {
    let uri = path.map(|path| it.uri(path));
    let reply = it.client.request("prismaLens/status", json!({ "uri": uri }));
    reply.get("result").unwrap_or_else(|| panic!("no status in {reply}")).clone()
}

/// Waits until a change was told of after which the status satisfies `wanted`.
fn changed(it: &mut Workspace, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        it.client.notification("prismaLens/statusChanged");
        let now = status(it, Some(path));
        if wanted(&now) {
            return now;
        }
    }
}

#[test]
fn the_status_says_what_holds_and_why() {
    let mut it = Workspace::with_two_files(showing());
    assert_eq!(status(&mut it, None), Value::Null);
    it.open("schema/post.prisma");
    let first = changed(&mut it, "schema/post.prisma", |now| now["state"] == "ready");
    let expected = json!({
        "version": "7.10.0", "versionSource": "nothing names it", "assumed": true, "preset": "recommended",
        "configuration": null, "dialect": "classic", "files": 3, "serverVersion": env!("CARGO_PKG_VERSION"),
        "state": "ready",
    });
    assert_eq!(first, expected);
    assert_eq!(status(&mut it, None), expected);
    it.write("package.json", "{ \"devDependencies\": { \"prisma\": \"^6.1.0\" } }");
    let ranged = changed(&mut it, "schema/post.prisma", |now| now["assumed"] == false);
    assert_eq!(
        (&ranged["version"], &ranged["versionSource"]),
        (&json!("6.19.3"), &json!("`^6.1.0` in package.json"))
    );
    it.open_with("prisma-lens.toml", "preset = \"strict\"\nprismaVersion = \"5.22\"\n");
    let set = changed(&mut it, "schema/post.prisma", |now| now["preset"] == "strict");
    assert_eq!(set["versionSource"], "`prismaVersion` in prisma-lens.toml");
    assert_eq!(set["configuration"], it.uri("prisma-lens.toml"));
    // The configuration tells of the schema that it is about.
    assert_eq!(status(&mut it, Some("prisma-lens.toml")), set);
}

#[test]
fn nothing_is_told_to_clients_that_do_not_show_it() {
    let mut it = Workspace::with_two_files(json!({ "textDocument": { "diagnostic": {} } }));
    it.open("schema/post.prisma");
    it.pull("schema/post.prisma", None);
    assert_eq!(status(&mut it, Some("schema/post.prisma"))["files"], 3);
    assert_eq!(it.client.leave(), Some(0));
    assert!(it.client.leftovers().iter().all(|it| it["method"] != "prismaLens/statusChanged"));
}

#[test]
fn the_version_in_force_is_logged_once() {
    let mut it = Workspace::with_two_files(json!({ "textDocument": { "diagnostic": {} } }));
    let settings =
        |preset: &str| json!({ "settings": { "prismaLens": { "trace": "info", "preset": preset } } });
    it.client.notify("workspace/didChangeConfiguration", settings("recommended"));
    it.open("schema/post.prisma");
    let is_about = |text: &'static str| move |line: &Value| line["message"].as_str().unwrap().contains(text);
    it.client.notification_that(
        "window/logMessage",
        is_about("Prisma 7.10.0 (assumed: nothing names it), preset recommended"),
    );
    it.change("schema/post.prisma", &format!("{POST}\n"));
    it.write("schema/user.prisma", &format!("{USER}\n"));
    it.client.notify("workspace/didChangeConfiguration", settings("strict"));
    it.client.notification_that("window/logMessage", is_about("preset strict"));
    assert_eq!(it.client.leave(), Some(0));
    let left = it.client.leftovers();
    let lines =
        left.iter().filter(|it| it["params"]["message"].as_str().is_some_and(|text| text.contains("preset")));
    assert_eq!(lines.count(), 0, "{left:?}");
}

fn command(it: &mut Workspace, name: &str, argument: Value) -> Value {
    it.client.request("workspace/executeCommand", json!({ "command": name, "arguments": [argument] }))
}

#[test]
fn a_level_is_set_in_the_configuration() {
    let mut it = Workspace::with_two_files(showing());
    let text = "# é 😀\n[rules]\nnaming = \"off\" # why\n";
    it.write("prisma-lens.toml", text);
    it.open("schema/post.prisma");
    let argument = json!({ "uri": it.uri("schema/post.prisma"), "code": FINDING, "level": "hint" });
    assert_eq!(command(&mut it, "prismaLens.setRuleLevel", argument.clone())["result"], Value::Null);
    let asked = it.client.asked("workspace/applyEdit");
    let change = &asked["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], it.uri("prisma-lens.toml"));
    let edited = apply(text, change["edits"].as_array().unwrap());
    assert_eq!(edited, format!("{text}{FINDING} = \"hint\"\n"));
    // Where it is set so already, nothing is asked of the client; the file itself was not touched.
    assert_eq!(std::fs::read_to_string(it.path("prisma-lens.toml")).unwrap(), text);
    it.open_with("prisma-lens.toml", &edited);
    assert_eq!(command(&mut it, "prismaLens.setRuleLevel", argument)["result"], Value::Null);
    assert_eq!(it.client.leave(), Some(0));
    assert!(it.client.leftovers().iter().all(|it| it["method"] != "workspace/applyEdit"));
}

#[test]
fn a_configuration_is_created() {
    let mut it = Workspace::with_two_files(showing());
    it.open("schema/post.prisma");
    let uri = it.uri("schema/post.prisma");
    let target = it.uri("prisma-lens.toml");
    for (name, argument, expected) in [
        ("prismaLens.createConfiguration", json!({ "uri": uri }), "preset = \"recommended\""),
        (
            "prismaLens.setRuleLevel",
            json!({ "uri": uri, "code": "fk-*", "level": "off" }),
            "[rules]\n\"fk-*\" = \"off\"\n",
        ),
    ] {
        assert_eq!(command(&mut it, name, argument)["result"], Value::Null);
        let edit = it.client.asked("workspace/applyEdit")["edit"].clone();
        assert_eq!(edit["documentChanges"][0]["kind"], "create");
        assert_eq!(edit["documentChanges"][0]["uri"], target);
        assert!(
            edit["documentChanges"][1]["edits"][0]["newText"].as_str().unwrap().contains(expected),
            "{edit}"
        );
    }
    assert!(!it.path("prisma-lens.toml").exists());
}

#[test]
fn what_a_command_cannot_do_is_said() {
    let mut it = Workspace::with_two_files(showing());
    it.open("schema/post.prisma");
    it.write("prisma-lens.toml", "[rules\n");
    let uri = it.uri("schema/post.prisma");
    for (name, argument, expected) in [
        (
            "setRuleLevel",
            json!({ "uri": uri, "code": "fk-missing", "level": "off" }),
            "unknown rule `fk-missing`",
        ),
        ("setRuleLevel", json!({ "uri": uri, "code": FINDING, "level": "loud" }), "unknown level `loud`"),
        ("setRuleLevel", json!({ "uri": uri, "code": FINDING, "level": "off" }), "not valid TOML"),
        ("setRuleLevel", json!({ "code": FINDING }), "missing field"),
        ("createConfiguration", json!({ "uri": uri }), "exists already"),
        ("createConfiguration", json!({ "uri": "untitled:a" }), "is not a file"),
        ("createConfiguration", json!(null), "invalid type"),
    ] {
        let reply = command(&mut it, &format!("prismaLens.{name}"), argument);
        assert!(reply["error"]["message"].as_str().is_some_and(|it| it.contains(expected)), "{reply}");
    }
    // A client that cannot create files.
    let mut it = Workspace::with_two_files(json!({}));
    it.open("schema/post.prisma");
    let argument = json!({ "uri": it.uri("schema/post.prisma") });
    let reply = command(&mut it, "prismaLens.createConfiguration", argument);
    assert!(reply["error"]["message"].as_str().is_some_and(|it| it.contains("cannot create")), "{reply}");
}
