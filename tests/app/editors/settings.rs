//! The settings that the VS Code extension declares are settings that the server understands.

use std::collections::BTreeSet;
use std::fs;

use base::{Level, Preset};
use model::project::{EDITOR_SECTION, Settings};
use prisma_lens::lsp::editor_settings::{GROUPS, ShownExtras, switches};
use prisma_lens::lsp::semantic_tokens::legend;
use serde_json::{Map, Value, json};
use syntax::format::{Align, EndOfLine};

/// What the extension needs for itself, and what only the protocol knows.
const OWN: [&str; 3] = ["server", "trace", "maxDiagnostics"];

/// The settings that are no part of a `prisma-lens.toml`, by the words that they begin with.
fn others() -> Vec<&'static str> {
    OWN.into_iter().chain(GROUPS).collect()
}

#[test]
fn modifiers_of_tokens_are_declared() {
    let path = support::root().join("editors/vscode/package.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let declared = manifest["contributes"]["semanticTokenModifiers"].as_array().unwrap();
    let declared: Vec<&str> = declared.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let legend = legend();
    let sent = legend.token_modifiers.iter().map(|one| one.as_str());
    let standard = ["declaration", "deprecated", "documentation", "defaultLibrary"];
    let own: Vec<&str> = sent.filter(|name| !standard.contains(name)).collect();
    assert_eq!(declared, own);
    // What is coloured is what is sent.
    let scopes = manifest["contributes"]["semanticTokenScopes"][0]["scopes"].as_object().unwrap();
    for selector in scopes.keys() {
        let mut parts = selector.split('.');
        let kind = parts.next().unwrap();
        assert!(legend.token_types.iter().any(|one| one.as_str() == kind), "{selector}");
        assert!(
            parts.all(|name| legend.token_modifiers.iter().any(|one| one.as_str() == name)),
            "{selector}"
        );
    }
}

/// The return key ends a line unless a completion would change it, and words of the file are no completions. Schemas are indented as the
/// formatter does it.
#[test]
fn typing_leaves_the_text_as_it_is_written() {
    let path = support::root().join("editors/vscode/package.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let defaults = &manifest["contributes"]["configurationDefaults"]["[prisma]"];
    let expected = json!({
        "editor.acceptSuggestionOnEnter": "smart",
        "editor.wordBasedSuggestions": "off",
        "editor.insertSpaces": true,
        "editor.tabSize": 2,
    });
    assert_eq!(*defaults, expected);
}

/// What is bundled with the extension has no symbols, which would make it several times as large.
#[test]
fn the_bundled_program_is_stripped() {
    let read = |path: &str| fs::read_to_string(support::root().join(path)).unwrap();
    let manifest = read("Cargo.toml");
    let (_, profile) = manifest.split_once("[profile.dist]").unwrap();
    assert!(profile.split("\n[").next().unwrap().contains("strip = true"));
    let readme = read("editors/vscode/README.md");
    assert!(readme.contains("--profile dist") && readme.contains("target/dist/prisma-lens"), "{readme}");
}

/// The declared settings by their full names, from all groups.
fn declared() -> Map<String, Value> {
    let path = support::root().join("editors/vscode/package.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let groups = manifest["contributes"]["configuration"].as_array().unwrap();
    let all = groups.iter().flat_map(|group| group["properties"].as_object().unwrap().clone());
    all.collect()
}

/// Groups, and settings within each, are shown by their numbers, so that none may have that of another.
#[test]
fn settings_are_in_order() {
    let path = support::root().join("editors/vscode/package.json");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let groups = manifest["contributes"]["configuration"].as_array().unwrap();
    for (at, group) in groups.iter().enumerate() {
        assert_eq!(group["order"], at + 1, "{}", group["title"]);
        for (at, (name, setting)) in group["properties"].as_object().unwrap().iter().enumerate() {
            assert_eq!(setting["order"], at + 1, "{name}");
        }
    }
}

/// Each rule is offered in the settings, with what it flags.
#[test]
fn every_rule_is_described_in_the_settings() {
    let rules = &declared()["prismaLens.rules"]["allOf"][1]["properties"];
    let listed: Vec<&String> = rules.as_object().unwrap().keys().collect();
    let known: Vec<&str> = ide::registry().rules().map(|entry| entry.metadata.code).collect();
    assert_eq!(listed, known);
    for entry in ide::registry().rules() {
        let description = rules[entry.metadata.code]["markdownDescription"].as_str().unwrap();
        let summary = entry.metadata.documentation().summary;
        assert!(description.starts_with(&*summary), "{description}");
    }
}

#[test]
fn defaults_are_settings_without_problems() {
    let defaults = declared().into_iter().map(|(name, schema)| (name, schema["default"].clone())).collect();
    let settings = Settings::from_editor(&Value::Object(defaults), &others());
    assert_eq!(settings.problems, []);
    assert_eq!(settings.preset.unwrap().value, Preset::default());
    assert_eq!(settings.prisma_version, None);
}

#[test]
fn every_setting_is_declared() {
    let declared: BTreeSet<String> = declared()
        .keys()
        .map(|name| name.strip_prefix(&format!("{EDITOR_SECTION}.")).unwrap())
        .map(|name| name.split('.').next().unwrap().to_owned())
        .filter(|name| !others().contains(&name.as_str()))
        .collect();
    // The message about an unknown setting lists all that are known.
    let probe = Settings::from_editor(&serde_json::json!({ "qqqqqqqq": 1 }), &[]);
    let known: BTreeSet<String> =
        probe.problems[0].message.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert_eq!(declared, known);
}

#[test]
fn every_switch_is_declared_and_off() {
    let declared = declared();
    let is_switch = |name: &&str| GROUPS.contains(&name.split('.').next().unwrap());
    let own_name = |name: &String| name.strip_prefix(&format!("{EDITOR_SECTION}.")).unwrap().to_owned();
    let names: Vec<String> = declared.keys().map(own_name).filter(|name| is_switch(&name.as_str())).collect();
    assert_eq!(names, switches().collect::<Vec<_>>());
    for name in names {
        let setting = &declared[&format!("{EDITOR_SECTION}.{name}")];
        assert_eq!((&setting["type"], &setting["default"]), (&json!("boolean"), &json!(false)), "{name}");
        // Each turns something on, whichever way the client writes it.
        let (flat, problems) = ShownExtras::read(&json!({ name.clone(): true }));
        assert_eq!((flat == ShownExtras::default(), problems), (false, vec![]), "{name}");
        let (group, key) = name.split_once('.').unwrap();
        assert_eq!(ShownExtras::read(&json!({ group: { key: true } })).0, flat);
        assert_eq!(ShownExtras::read(&json!({ format!("{EDITOR_SECTION}.{name}"): true })).0, flat);
    }
}

#[test]
fn choices_are_the_same() {
    let declared = declared();
    let choices = |schema: &Value| -> Vec<String> {
        schema["enum"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(choices(&declared["prismaLens.preset"]), Preset::ALL.map(Preset::name));
    assert_eq!(choices(&declared["prismaLens.format.align"]), Align::NAMES);
    assert_eq!(choices(&declared["prismaLens.format.endOfLine"]), EndOfLine::NAMES);
    let forms = &declared["prismaLens.rules"]["allOf"][0]["additionalProperties"]["anyOf"];
    assert_eq!(choices(&forms[0]), Level::ALL.map(Level::name));
    assert_eq!(choices(&forms[1]["properties"]["level"]), Level::ALL.map(Level::name));
}
