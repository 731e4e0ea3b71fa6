//! Migrations in an editor: findings and hovers in `migration.sql`.

use serde_json::{Value, json};

use crate::code_actions::apply;
use crate::workspace::{Workspace, has, pulling};

const INIT: &str = "migrations/20240101000000_init/migration.sql";
const LAST: &str = "migrations/20240201000000_next/migration.sql";
const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id Int @id\n}\n";
const CREATE: &str = "-- é\r\nCREATE TABLE \"User\" (\"id\" INTEGER NOT NULL, \"bio\" TEXT);\r\n";
const DROP: &str = "-- é\r\nALTER TABLE \"User\" DROP COLUMN \"bio\";\r\n";

fn workspace(capabilities: Value) -> Workspace {
    let files = [
        ("schema.prisma", SCHEMA),
        ("migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
        (INIT, CREATE),
        (LAST, DROP),
    ];
    Workspace::new(&files, capabilities)
}

#[test]
fn findings_in_an_open_migration_follow_typing() {
    let mut it = workspace(pulling());
    it.open(LAST);
    let first = it.pull(LAST, None);
    assert!(has(&first["items"], "drop-column"), "{first}");
    assert_eq!(first["items"][0]["range"]["start"]["line"], 1, "{first}");
    let again = it.pull(LAST, Some(&first["resultId"]));
    assert_eq!(again["kind"], "unchanged");
    it.change(LAST, &format!("-- prisma-lens-ignore drop-column: no longer read\r\n{DROP}"));
    let suppressed = it.pull(LAST, Some(&first["resultId"]));
    assert!(!has(&suppressed["items"], "drop-column"), "{suppressed}");
    for broken in ["ALTER TABLE \"User\" DROP COLU", "", "'", "$$ ;", "/*", "é🎉 CREATE TABLE ("] {
        it.change(LAST, broken);
        assert_eq!(it.pull(LAST, None)["kind"], "full", "{broken}");
    }
    it.open(INIT);
    assert_eq!(it.pull(INIT, None)["items"], json!([]), "the first migration finds no table in use");
}

#[test]
fn findings_in_an_open_migration_are_pushed_and_withdrawn() {
    let mut it = workspace(json!({}));
    it.open(LAST);
    let pushed = it.pushed(LAST);
    assert!(has(&pushed["diagnostics"], "drop-column"), "{pushed}");
    it.close(LAST);
    assert_eq!(it.pushed(LAST)["diagnostics"], json!([]));
}

#[test]
fn settings_hold_for_migrations() {
    let mut it = workspace(pulling());
    it.write("prisma-lens.toml", "[rules]\ndrop-column = \"off\"\n");
    it.open(LAST);
    let list = it.pull(LAST, None);
    assert!(!has(&list["items"], "drop-column"), "{list}");
}

#[test]
fn a_table_that_an_unsaved_migration_creates_is_known() {
    let mut it = workspace(pulling());
    it.open(INIT);
    it.open(LAST);
    it.change(INIT, "");
    it.change(LAST, "CREATE TABLE \"New\" (\"id\" INTEGER);\nCREATE INDEX \"i\" ON \"New\"(\"id\");\n");
    assert!(!has(&it.pull(LAST, None)["items"], "index-not-concurrent"));
    it.change(INIT, "CREATE TABLE \"New\" (\"id\" INTEGER);");
    it.change(LAST, "CREATE INDEX \"i\" ON \"New\"(\"id\");\n");
    assert!(has(&it.pull(LAST, None)["items"], "index-not-concurrent"));
}

#[test]
fn other_sql_and_a_history_without_provider_have_no_findings() {
    let mut it = Workspace::new(&[(LAST, DROP), ("queries/a.sql", DROP)], pulling());
    for path in [LAST, "queries/a.sql"] {
        it.open(path);
        assert_eq!(it.pull(path, None)["items"], json!([]), "{path}");
    }
}

#[test]
fn a_hover_says_what_a_statement_locks() {
    let mut it = workspace(json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } }));
    it.open(LAST);
    let hover = it.client.request("textDocument/hover", it.at(LAST, DROP, "DROP"))["result"].take();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("`ACCESS EXCLUSIVE`") && text.contains("reads and writes wait"), "{text}");
    assert_eq!(hover["range"]["start"], json!({ "line": 1, "character": 0 }), "{hover}");
    let index = "CREATE INDEX \"i\" ON \"User\"(\"bio\");\nSELECT 1;\nFROBNICATE;\n";
    it.change(LAST, index);
    let hover = it.client.request("textDocument/hover", it.at(LAST, index, "INDEX"))["result"].take();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("`SHARE`") && text.contains("index takes to build"), "{text}");
    let unknown = it.client.request("textDocument/hover", it.at(LAST, index, "FROB"))["result"].take();
    assert!(unknown["contents"]["value"].as_str().unwrap().contains("does not know"), "{unknown}");
}

#[test]
fn a_hover_says_what_other_servers_lock() {
    let capabilities = json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } });
    for (provider, sql, word, expected) in [
        (
            "mysql",
            "CREATE INDEX `i` ON `User`(`id`);",
            "INDEX",
            "`INPLACE, LOCK=NONE` | as long as the index takes to build",
        ),
        ("mysql", "CREATE FULLTEXT INDEX `i` ON `User`(`bio`);", "INDEX", "`INPLACE, LOCK=SHARED`"),
        (
            "mysql",
            "ALTER TABLE `User` MODIFY `id` BIGINT NOT NULL;",
            "MODIFY",
            "`COPY, LOCK=SHARED` | a rewrite",
        ),
        (
            "mysql",
            "ALTER TABLE `User` MODIFY `id` INTEGER NULL;",
            "MODIFY",
            "`INPLACE, LOCK=NONE` | a rewrite",
        ),
        ("mysql", "ALTER TABLE `User` ADD COLUMN `a` INTEGER NULL;", "ADD", "`INSTANT` | a moment"),
        (
            "mysql",
            "ALTER TABLE `User` ADD CONSTRAINT `f` FOREIGN KEY (`id`) REFERENCES `Post`(`id`);",
            "ADD",
            "`COPY, LOCK=SHARED`",
        ),
        ("mysql", "ALTER TABLE `User` DROP PRIMARY KEY;", "DROP", "`COPY, LOCK=SHARED`"),
        (
            "mysql",
            "ALTER TABLE `User` DROP PRIMARY KEY, ADD PRIMARY KEY (`bio`);",
            "DROP",
            "`INPLACE, LOCK=NONE` | a rewrite",
        ),
        ("sqlite", "CREATE INDEX \"i\" ON \"User\"(\"id\");", "INDEX", "write lock on the whole database"),
        ("sqlserver", "CREATE INDEX [i] ON [User]([id]);", "INDEX", "`S on the table`"),
        (
            "sqlserver",
            "CREATE INDEX [i] ON [User]([id]) WITH (ONLINE = ON);",
            "INDEX",
            "reads and writes go on",
        ),
        (
            "sqlserver",
            "ALTER TABLE [User] ALTER COLUMN [id] BIGINT NOT NULL;",
            "ALTER",
            "`Sch-M` | a rewrite",
        ),
    ] {
        let schema =
            format!("datasource db {{\n  provider = \"{provider}\"\n}}\nmodel User {{\n  id Int @id\n}}\n");
        let lock = format!("provider = \"{provider}\"\n");
        let init = "CREATE TABLE User (id INTEGER NOT NULL, bio VARCHAR(191), PRIMARY KEY (id));\n";
        let files = [
            ("schema.prisma", schema.as_str()),
            ("migrations/migration_lock.toml", lock.as_str()),
            (INIT, init),
            (LAST, sql),
        ];
        let mut it = Workspace::new(&files, capabilities.clone());
        it.open(LAST);
        let hover = it.client.request("textDocument/hover", it.at(LAST, sql, word))["result"].take();
        let text = hover["contents"]["value"].as_str().unwrap_or_else(|| panic!("no hover on {sql}"));
        assert!(text.contains(expected), "{provider}: {sql}\n{text}");
    }
}

/// The actions at the first occurrence of a word in the last migration.
fn actions(it: &mut Workspace, text: &str, word: &str) -> Vec<Value> {
    let at = it.at(LAST, text, word)["position"].take();
    let params = json!({
        "textDocument": { "uri": it.uri(LAST) },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [] },
    });
    let reply = it.client.request("textDocument/codeAction", params);
    reply["result"].as_array().unwrap_or_else(|| panic!("no actions in {reply}")).clone()
}

#[test]
fn what_changes_a_migration_is_offered_until_it_is_applied() {
    let mut it = workspace(pulling());
    let index = "\r\n-- é\r\n  CREATE INDEX \"i\"\r\n    ON \"User\"(\"bio\");\r\n";
    it.open(LAST);
    it.change(LAST, index);
    assert_eq!(actions(&mut it, index, "ON"), [] as [Value; 0], "it is not known whether it was applied");
    it.write("prisma-lens.toml", "[migrations]\nnewAfter = \"20240101000000\"\n");
    let offered = actions(&mut it, index, "INDEX");
    let titled = |title: &str| offered.iter().find(|it| it["title"].as_str().unwrap().starts_with(title));
    let uri = it.uri(LAST);
    let fix = titled("Build the index concurrently").unwrap_or_else(|| panic!("no fix among {offered:?}"));
    assert_eq!(fix["edit"]["changes"][&uri][0]["newText"], " CONCURRENTLY");
    let suppress = titled("Suppress `index-not-concurrent` for").unwrap();
    let edit = &suppress["edit"]["changes"][&uri][0];
    assert_eq!(edit["range"]["start"], json!({ "line": 2, "character": 0 }));
    assert_eq!(edit["newText"], "  -- prisma-lens-ignore index-not-concurrent\r\n");
    assert_eq!(suppress["diagnostics"][0]["code"], "index-not-concurrent");
    assert!(titled("Suppress `index-not-concurrent` in this file").is_some());
    it.write("prisma-lens.toml", "[migrations]\nnewAfter = \"20240201000000\"\n");
    assert_eq!(actions(&mut it, index, "ON"), [] as [Value; 0]);
    assert_eq!(it.pull(LAST, None)["items"], json!([]), "what was applied is not checked by default");
    it.write("prisma-lens.toml", "[migrations]\nnewAfter = \"20240201000000\"\nlint = \"all\"\n");
    assert!(has(&it.pull(LAST, None)["items"], "index-not-concurrent"));
    it.write("prisma-lens.toml", "[migrations]\nlint = \"off\"\n");
    assert_eq!(it.pull(LAST, None)["items"], json!([]));
}

#[test]
fn all_findings_of_an_unapplied_migration_are_fixed_at_once() {
    let mut it = workspace(pulling());
    let text = "-- é\r\nSET lock_timeout = '5s';\r\nCREATE EXTENSION citext;\r\nCREATE EXTENSION hstore;\r\n";
    let fixed = "-- é\r\nSET lock_timeout = '5s';\r\nCREATE EXTENSION IF NOT EXISTS citext;\r\nCREATE EXTENSION IF NOT EXISTS hstore;\r\n\r\nRESET lock_timeout;\r\n";
    it.open(LAST);
    it.change(LAST, text);
    let all = |it: &mut Workspace| {
        let at = json!({ "line": 0, "character": 0 });
        let params = json!({
            "textDocument": { "uri": it.uri(LAST) },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": ["source.fixAll"] },
        });
        it.client.request("textDocument/codeAction", params)["result"].take()
    };
    assert_eq!(all(&mut it), json!([]), "it is not known whether it was applied");
    it.write("prisma-lens.toml", "[migrations]\nnewAfter = \"20240201000000\"\nlint = \"all\"\n");
    assert_eq!(all(&mut it), json!([]), "it was applied");
    it.write("prisma-lens.toml", "[migrations]\nnewAfter = \"20240101000000\"\n");
    let offered = all(&mut it);
    assert_eq!(offered[0]["kind"], "source.fixAll.prismaLens", "{offered}");
    let edits = offered[0]["edit"]["changes"][it.uri(LAST)].clone();
    assert_eq!(apply(text, edits.as_array().unwrap()), fixed);
    let offered = actions(&mut it, text, "citext");
    let title = "Fix all `create-extension` in this file (2)";
    let both = offered.iter().find(|it| it["title"] == title).unwrap_or_else(|| panic!("{offered:?}"));
    let edits = both["edit"]["changes"][it.uri(LAST)].as_array().unwrap();
    let reset = "\r\n\r\nRESET lock_timeout;";
    assert_eq!(apply(text, edits), fixed.replace(reset, ""));
    it.change(LAST, fixed);
    assert_eq!(all(&mut it), json!([]));
}

#[test]
fn a_migration_is_split_where_the_client_can_create_files() {
    let text = "-- é\nALTER TABLE \"User\" DROP COLUMN \"bio\";\n\nCREATE INDEX \"i\" ON \"User\"(\"id\");\n";
    let title = "Build the index concurrently, in its own migration";
    let setting = "[migrations]\nnewAfter = \"20240101000000\"\n";
    let able = json!({ "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } } });
    let third = "migrations/20240301000000_third/migration.sql";
    for (capabilities, is_able) in [(able, true), (json!({}), false)] {
        let mut it = workspace(capabilities);
        it.write(third, DROP);
        it.write("prisma-lens.toml", setting);
        it.open(LAST);
        it.change(LAST, text);
        let offered = actions(&mut it, text, "INDEX");
        let split = offered.iter().find(|action| action["title"] == title);
        assert_eq!(split.is_some(), is_able, "{offered:?}");
        let Some(split) = split else { continue };
        let changes = split["edit"]["documentChanges"].as_array().unwrap();
        let new = it.uri("migrations/20240201000001_next_2/migration.sql");
        assert_eq!(changes[0], json!({ "kind": "create", "uri": new }));
        let edits = |uri: &str| {
            let of_file = |change: &&Value| change["textDocument"]["uri"] == uri;
            changes.iter().find(of_file).unwrap()["edits"].as_array().unwrap().clone()
        };
        let moved = "CREATE INDEX CONCURRENTLY \"i\" ON \"User\"(\"id\");\n";
        assert_eq!(apply("", &edits(&new)), moved);
        assert_eq!(apply(text, &edits(&it.uri(LAST))), "-- é\nALTER TABLE \"User\" DROP COLUMN \"bio\";\n");
        it.write("prisma-lens.toml", "[migrations]\nnewAfter = \"20240201000000\"\nlint = \"all\"\n");
        let offered = actions(&mut it, text, "INDEX");
        assert!(offered.iter().all(|action| action["title"] != title), "it was applied");
    }
}

#[test]
fn settings_of_migrations_hold_in_the_editor() {
    let mut it = workspace(pulling());
    it.open(LAST);
    it.change(LAST, "CREATE INDEX \"i\" ON \"User\"(\"bio\");\n");
    assert!(has(&it.pull(LAST, None)["items"], "index-not-concurrent"));
    it.write("prisma-lens.toml", "[migrations]\nsmallTables = [\"User\"]\n");
    assert!(!has(&it.pull(LAST, None)["items"], "index-not-concurrent"));
}

#[test]
fn migrations_that_come_and_go_on_the_disk_are_noticed() {
    let mut it = workspace(pulling());
    let new = "migrations/20240301000000_third/migration.sql";
    it.open_with(new, DROP);
    assert!(has(&it.pull(new, None)["items"], "drop-column"), "it is not on the disk yet");
    it.write(new, DROP);
    it.close(new);
    // The folder gets another name.
    let renamed = "migrations/20240302000000_third/migration.sql";
    it.remove("migrations/20240301000000_third");
    it.write(renamed, DROP);
    it.open(renamed);
    assert!(has(&it.pull(renamed, None)["items"], "drop-column"));
    it.remove("migrations/migration_lock.toml");
    assert!(has(&it.pull(renamed, None)["items"], "drop-column"), "the schema names the provider");
    it.remove("migrations");
    assert_eq!(it.pull(renamed, None)["kind"], "full", "it is open still");
}

const NEXT: &str = "// é\r\ndatasource db {\r\n  provider = \"postgresql\"\r\n}\r\n\r\nmodel User {\r\n  id        Int     @id\r\n  biography String?\r\n}\r\n";

/// A schema whose last migration is behind it, in an editor.
fn behind(capabilities: Value) -> Workspace {
    let init = "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL, \"bio\" TEXT, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));\n";
    let lock = ("migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    Workspace::new(&[("schema.prisma", NEXT), lock, (INIT, init)], capabilities)
}

fn preview(it: &mut Workspace) -> String {
    let params = json!({ "textDocument": { "uri": it.uri("schema.prisma") } });
    let reply = it.client.request("prismaLens/migrationPreview", params);
    reply["result"].as_str().unwrap_or_else(|| panic!("no text in {reply}")).to_owned()
}

#[test]
fn the_preview_follows_typing() {
    let mut it = behind(pulling());
    it.open("schema.prisma");
    let first = preview(&mut it);
    assert!(first.starts_with("-- 1 change since the last migration, 1 unsafe (2024"), "{first}");
    assert!(first.contains("DROP COLUMN \"bio\""), "{first}");
    it.change("schema.prisma", &NEXT.replace("biography", "bio      "));
    assert!(preview(&mut it).starts_with("-- No changes"));
    it.change("schema.prisma", &NEXT.replace("biography String?", "bio String?\r\n  age Int?"));
    let safe = preview(&mut it);
    assert!(safe.contains("all safe") && safe.contains("ADD COLUMN     \"age\" INTEGER"), "{safe}");
    for broken in
        ["", "model User {", &NEXT.replace("Int ", "Wrong"), "datasource db {\n  provider = \"mongodb\"\n}"]
    {
        it.change("schema.prisma", broken);
        assert!(preview(&mut it).starts_with("-- "), "{broken}");
    }
    it.change("schema.prisma", NEXT);
    assert_eq!(preview(&mut it), first);
    // A migration that is typed counts as well.
    it.open(INIT);
    it.change(INIT, "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL, \"biography\" TEXT, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));\n");
    assert!(preview(&mut it).starts_with("-- No changes"));
    it.close(INIT);
    assert_eq!(preview(&mut it), first);
    let command = json!({ "command": "prismaLens.previewMigration", "arguments": [it.uri("schema.prisma")] });
    assert_eq!(it.client.request("workspace/executeCommand", command)["result"], json!(first));
}

#[test]
fn a_lens_says_how_much_has_changed() {
    let mut it = behind(json!({ "textDocument": { "codeLens": {} } }));
    it.open("schema.prisma");
    let settings = json!({ "settings": { "codeLens": { "migrations": true } } });
    it.client.notify("workspace/didChangeConfiguration", settings);
    let params = json!({ "textDocument": { "uri": it.uri("schema.prisma") } });
    let lenses = it.client.request("textDocument/codeLens", params)["result"].take();
    assert_eq!(lenses.as_array().map(Vec::len), Some(1), "{lenses}");
    assert_eq!(lenses[0]["range"]["start"]["line"], 1);
    let lens = it.client.request("codeLens/resolve", lenses[0].clone())["result"].take();
    assert_eq!(lens["command"]["title"], "1 change since the last migration, 1 unsafe");
    assert_eq!(lens["command"]["command"], "prismaLens.previewMigration");
}

#[test]
fn a_line_that_makes_the_next_migration_unsafe_has_a_finding() {
    let edits = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    let able = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "workspaceEdit": edits } });
    let mut it = behind(able);
    it.open("schema.prisma");
    let items = it.pull("schema.prisma", None)["items"].take();
    let found = items.as_array().unwrap().iter().find(|item| item["code"] == "rename-as-drop-add");
    let found = found.unwrap_or_else(|| panic!("no finding in {items}")).clone();
    assert_eq!(found["range"]["start"], json!({ "line": 7, "character": 2 }));
    let params = json!({
        "textDocument": { "uri": it.uri("schema.prisma") },
        "range": found["range"],
        "context": { "diagnostics": [found] },
    });
    let reply = it.client.request("textDocument/codeAction", params);
    let actions = reply["result"].as_array().unwrap();
    let titled = |title: &str| {
        let found = actions.iter().find(|it| it["title"].as_str().unwrap().starts_with(title));
        found.unwrap_or_else(|| panic!("no {title} in {reply}"))
    };
    let map = &titled("Keep the column: add")["edit"]["documentChanges"];
    assert_eq!(map[0]["edits"][0]["newText"], " @map(\"bio\")", "{map}");
    let rename = &titled("Write a migration that renames")["edit"]["documentChanges"];
    let path = rename[0]["uri"].as_str().unwrap();
    assert!(path.ends_with("_rename_bio_to_biography/migration.sql"), "{rename}");
    let sql = "ALTER TABLE \"User\" RENAME COLUMN \"bio\" TO \"biography\";\n";
    assert_eq!(rename[1]["edits"][0]["newText"], sql);
    assert!(actions.iter().all(|it| !it["title"].as_str().unwrap().contains("Suppress `rename")), "{reply}");
    let plan = &titled("Plan this change in stages")["edit"]["documentChanges"];
    let changes = plan.as_array().unwrap();
    let text_of = |end: &str, before: &str| {
        let is_it =
            |change: &&Value| change["textDocument"]["uri"].as_str().is_some_and(|uri| uri.ends_with(end));
        let change = changes.iter().find(is_it).unwrap_or_else(|| panic!("no {end} in {plan}"));
        apply(before, change["edits"].as_array().unwrap())
    };
    let sql = text_of("_1_expand/migration.sql", "");
    assert!(sql.contains("ADD COLUMN     \"biography\" TEXT") && sql.contains("CREATE TRIGGER"), "{sql}");
    assert!(text_of("_1_expand/down.sql", "").contains("DROP COLUMN \"biography\""));
    assert!(text_of("_1_expand/plan.json", "").contains("\"stages\""));
    let schema = text_of("/schema.prisma", NEXT);
    assert!(schema.contains("bio ") && schema.contains("@ignore"), "{schema}");
    // It goes with its cause, and with its settings.
    it.change("schema.prisma", &NEXT.replace("String?", "String? @map(\"bio\")"));
    assert!(!has(&it.pull("schema.prisma", None)["items"], "rename-as-drop-add"));
    it.change(
        "schema.prisma",
        &NEXT.replace("biography String?", "bio String?\r\n  slug String @default(cuid())"),
    );
    let items = it.pull("schema.prisma", None)["items"].take();
    let found = items.as_array().unwrap().iter().find(|item| item["code"] == "add-required-column").unwrap();
    assert!(found["message"].as_str().unwrap().contains("generated by Prisma"), "{found}");
    it.change("schema.prisma", &NEXT.replace("id        Int ", "id        Wrong"));
    assert!(
        !has(&it.pull("schema.prisma", None)["items"], "rename-as-drop-add"),
        "there is no next migration"
    );
    it.change("schema.prisma", NEXT);
    for settings in ["[rules]\nrename-as-drop-add = \"off\"\n", "[migrations]\nlint = \"off\"\n"] {
        it.write("prisma-lens.toml", settings);
        assert!(!has(&it.pull("schema.prisma", None)["items"], "rename-as-drop-add"), "{settings}");
    }
}

#[test]
fn a_history_that_prisma_refuses_is_told_at_the_datasource() {
    let mut it = behind(pulling());
    it.open("schema.prisma");
    assert!(!has(&it.pull("schema.prisma", None)["items"], "migration-history"));
    it.write("migrations/migration_lock.toml", "provider = \"sqlite\"\n");
    let list = it.pull("schema.prisma", None)["items"].take();
    assert!(has(&list, "migration-history") && !has(&list, "rename-as-drop-add"), "{list}");
    assert_eq!(preview(&mut it), "-- The migrations are of another provider, or there are none.\n");
    it.write("migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    it.write("migrations/20240105000000_half/note.txt", "");
    let list = it.pull("schema.prisma", None)["items"].take();
    let found = list.as_array().unwrap().iter().find(|it| it["code"] == "migration-history");
    let found = found.unwrap_or_else(|| panic!("nothing in {list}"));
    assert_eq!(found["range"]["start"]["line"], 1);
    assert!(found["message"].as_str().unwrap().contains("20240105000000_half"), "{found}");
}
