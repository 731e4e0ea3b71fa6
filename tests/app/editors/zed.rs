//! The manifest of the extension for Zed names what is there.

use std::fs;

fn table(path: &str) -> toml::Table {
    fs::read_to_string(support::root().join(path)).unwrap().parse().unwrap()
}

#[test]
fn the_extension_names_its_language_and_version() {
    let manifest = table("editors/zed/extension.toml");
    let language = table("editors/zed/languages/prisma/config.toml");
    let server = &manifest["language_servers"]["prisma-lens"];
    assert!(server["languages"].as_array().unwrap().contains(&language["name"]));
    assert_eq!(server["language_ids"][language["name"].as_str().unwrap()].as_str(), Some("prisma"));
    let grammar = &manifest["grammars"][language["grammar"].as_str().unwrap()];
    assert!(support::root().join(grammar["path"].as_str().unwrap()).join("grammar.js").exists());
    for version in [&manifest["version"], &table("editors/zed/Cargo.toml")["package"]["version"]] {
        assert_eq!(version.as_str(), Some(env!("CARGO_PKG_VERSION")));
    }
}
