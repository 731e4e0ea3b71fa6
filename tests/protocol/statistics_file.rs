//! `.prisma-lens/stats.json`, which is written anew while an editor is open.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const FILE: &str = ".prisma-lens/stats.json";

const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n}\nmodel User {\n  id   Int    @id\n  name String\n  @@index([name])\n}\n";

const MIGRATION: &str = "migrations/20240102000000_index/migration.sql";

const SQL: &str = "CREATE INDEX \"User_name_idx\" ON \"User\"(\"name\");\n";

const FIRST: &str = "CREATE TABLE \"User\" (\"id\" INTEGER NOT NULL, \"name\" TEXT NOT NULL, CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\"));\n";

fn statistics(rows: u64) -> String {
    let value = json!({
        "version": 1, "provider": "postgresql", "collectedAt": "2026-11-29T21:40:00Z",
        "tables": [{ "schema": "public", "name": "User", "rows": rows, "tableBytes": rows * 100, "indexBytes": rows * 20 }],
    });
    value.to_string()
}

fn start(capabilities: Value, text: &str) -> Workspace {
    let mut it = Workspace::new(
        &[
            ("schema.prisma", SCHEMA),
            ("migrations/20240101000000_init/migration.sql", FIRST),
            ("migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
            (MIGRATION, SQL),
            (FILE, text),
        ],
        capabilities,
    );
    it.open("schema.prisma");
    it.open(MIGRATION);
    it
}

fn hover(it: &mut Workspace, path: &str, text: &str, word: &str) -> String {
    let params = it.at(path, text, word);
    let reply = it.client.request("textDocument/hover", params);
    assert!(reply.get("error").is_none(), "{reply}");
    reply["result"]["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// What hovers say of the rows: of the model, and of the statement that builds an index.
fn rows(it: &mut Workspace) -> (String, String) {
    let model = hover(it, "schema.prisma", SCHEMA, "User");
    let statement = hover(it, MIGRATION, SQL, "CREATE INDEX");
    assert!(model.contains("User") && !statement.is_empty(), "{model} {statement}");
    let of = |text: &str| {
        text.split(" rows")
            .next()
            .filter(|_| text.contains(" M rows"))
            .map(|it| it.rsplit(' ').nth(1).unwrap().trim_start_matches('(').to_owned())
    };
    (of(&model).unwrap_or_default(), of(&statement).unwrap_or_default())
}

#[test]
fn a_new_file_is_read_and_a_broken_one_is_reported_once() {
    let related = json!({ "textDocument": { "diagnostic": { "relatedDocumentSupport": true } } });
    let mut it = start(related, &statistics(12_000_000));
    let both = |rows: &str| (rows.to_owned(), rows.to_owned());
    assert_eq!(rows(&mut it), both("12"));
    it.write(FILE, &statistics(34_000_000));
    assert_eq!(rows(&mut it), both("34"));
    let file = it.uri(FILE);
    let mut seen = it.pull("schema.prisma", None);
    assert_eq!(seen["relatedDocuments"].get(&file), None, "{seen}");
    for broken in
        ["{ \"version\": 1,", "", "{\"version\": 9}", "[]", "\u{0}", "{\"version\": 1, \"tables\": 3}"]
    {
        it.write(FILE, broken);
        // What cannot be read is not taken for what it was before.
        assert_eq!(rows(&mut it), both(""), "{broken}");
        seen = it.pull("schema.prisma", Some(&seen["resultId"]));
        let found = problems(&seen["relatedDocuments"][&file]["items"]);
        assert_eq!(found.len(), 1, "{broken}: {seen}");
        assert!(found[0].contains("Write it again with `prisma-lens-db stats`"), "{seen}");
    }
    it.write(FILE, &statistics(56_000_000));
    assert_eq!(rows(&mut it), both("56"));
    seen = it.pull("schema.prisma", Some(&seen["resultId"]));
    assert_eq!(seen["relatedDocuments"][&file]["items"], json!([]), "{seen}");
    it.remove(FILE);
    assert_eq!(rows(&mut it), both(""));
    it.write(FILE, &statistics(78_000_000));
    assert_eq!(rows(&mut it), both("78"));
}

fn problems(items: &Value) -> Vec<&str> {
    let messages = items.as_array().unwrap().iter().map(|item| item["message"].as_str().unwrap());
    messages.filter(|message| message.contains("statistics")).collect()
}

#[test]
fn a_broken_file_is_reported_to_clients_that_do_not_ask() {
    let mut it = start(json!({}), &statistics(12_000_000));
    let pushed = it.pushed("schema.prisma");
    assert_eq!(problems(&pushed["diagnostics"]), Vec::<&str>::new(), "{pushed}");
    it.write(FILE, "{");
    let pushed = it.pushed(FILE);
    let found = problems(&pushed["diagnostics"]);
    assert_eq!(found.len(), 1, "{pushed}");
    assert!(found[0].starts_with("The statistics of the database cannot be read: "), "{pushed}");
    it.write(FILE, &statistics(34_000_000));
    let pushed = it.pushed(FILE);
    assert_eq!(pushed["diagnostics"], json!([]));
    assert_eq!(rows(&mut it), ("34".to_owned(), "34".to_owned()));
}
